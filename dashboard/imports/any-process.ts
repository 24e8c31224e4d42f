import { CallError } from '../call.ts'

const [tries, pauseMillis] = [8, 200]

/**
 * Asks about a trial until the process that keeps its files answers: a balancer may send each call to another one, and one that
 * has no such trial has done nothing. Gives up after a few.
 */
export async function fromAnyProcess<T>(ask: () => Promise<T>, left = tries): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (left <= 1 || !(error instanceof CallError) || error.code !== 'trial-elsewhere') throw error
    await new Promise((resolve) => {
      setTimeout(resolve, pauseMillis)
    })
    return fromAnyProcess(ask, left - 1)
  }
}
