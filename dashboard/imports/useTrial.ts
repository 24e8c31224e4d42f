import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { CallError, call, type Said } from '../call.ts'
import { fromAnyProcess } from './any-process.ts'
import { sendFiles, type Trial } from './send.ts'

export type Stage =
  | { at: 'choosing'; error?: Said }
  | { at: 'sending'; share: number }
  | { at: 'trial'; trial: Trial; error?: Said }

/** What no answer of the server explains: the form comes back and can be sent again. */
const broken: Said = {
  ru: 'Ошибка программы. Обновите страницу и попробуйте ещё раз.',
  en: 'A defect of the program. Reload the page and try again.',
}

const isBusy = ({ state }: Trial) => state === 'checking' || state === 'loading'
const pause = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 1_000)
  })

/** Files on their way: sent, checked, accepted, loaded; and how far that is. */
export function useTrial() {
  const [stage, setStage] = useState<Stage>({ at: 'choosing' })
  const client = useQueryClient()
  const isHere = useIsHere()
  const follow = async (begun: Trial) => {
    let trial = begun
    setStage({ at: 'trial', trial })
    while (isBusy(trial) && isHere.current) {
      await pause()
      trial = await lookAt(trial)
      setStage({ at: 'trial', trial })
    }
    if (trial.state === 'loaded') await client.invalidateQueries()
  }
  return {
    stage,
    check: async (form: FormData) => {
      setStage({ at: 'sending', share: 0 })
      try {
        await follow(await sendFiles(form, (share) => setStage({ at: 'sending', share })))
      } catch (error) {
        setStage({ at: 'choosing', error: saidOf(error) })
      }
    },
    accept: async (trial: Trial) => {
      try {
        setStage({ at: 'trial', trial: { ...trial, state: 'loading', rows: 0 } })
        await follow(await fromAnyProcess(() => call('POST /api/imports', { body: { trialId: trial.id } })))
      } catch (error) {
        setStage({ at: 'trial', trial, error: saidOf(error) })
      }
    },
    again: () => setStage({ at: 'choosing' }),
  }
}

/** False once the person has left the page: nothing is asked for nobody. */
function useIsHere() {
  const isHere = useRef(true)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])
  return isHere
}

/** How far the work is; the whole answer once it has ended. A lost connection is waited out. */
async function lookAt(trial: Trial): Promise<Trial> {
  const params = { trialId: trial.id }
  try {
    const told = await fromAnyProcess(() => call('GET /api/imports/progress/{trialId}', { params }))
    if (isBusy({ ...trial, ...told })) return { ...trial, ...told }
    return await fromAnyProcess(() => call('GET /api/imports/trial/{trialId}', { params }))
  } catch (error) {
    if (error instanceof CallError && (error.status === 0 || error.status >= 500)) return trial
    throw error
  }
}

function saidOf(error: unknown): Said {
  return error instanceof CallError ? error.said : broken
}
