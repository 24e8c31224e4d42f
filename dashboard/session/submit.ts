import { useState } from 'react'
import { CallError } from '../call.ts'
import { useLanguage } from '../words/language.tsx'
import { useRenewed } from './renewed.ts'

/** Does the work of a form and keeps what to tell of it: what went wrong, in the person's language; what was typed stays. */
export function useSubmit(): {
  error: string | undefined
  isBusy: boolean
  submit: (work: () => Promise<void>) => void
  refuse: (error: string) => void
} {
  const { words, lang } = useLanguage()
  const [error, setError] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  useRenewed(() => setError(undefined))
  const run = async (work: () => Promise<void>) => {
    setIsBusy(true)
    setError(undefined)
    try {
      await work()
    } catch (failure) {
      setError(failure instanceof CallError ? failure.said[lang] : words.shell.crashed)
    } finally {
      setIsBusy(false)
    }
  }
  return { error, isBusy, submit: (work) => void run(work), refuse: setError }
}
