import { setTimeout as wait } from 'node:timers/promises'

/** Waits for work to end, but not longer than so many milliseconds: it may go on. What it throws in time is thrown. */
export async function within(millis: number, work: Promise<unknown>): Promise<void> {
  const stop = new AbortController()
  try {
    await Promise.race([work, wait(millis, undefined, { signal: stop.signal }).catch(() => {})])
  } finally {
    stop.abort()
  }
}
