import { useRef, useState } from 'react'
import { CallError } from '../call.ts'
import { useLanguage } from '../words/language.tsx'
import { useRenewed } from './renewed.ts'

/** What went wrong, in the person's language. */
export function useWrong(): (failure: unknown) => string {
  const { words, lang } = useLanguage()
  return (failure) => (failure instanceof CallError ? failure.said[lang] : words.shell.crashed)
}

/** Does the work of a form and keeps what to tell of it: what went wrong, in the person's language; what was typed stays. */
export function useSubmit(): {
  error: string | undefined
  isBusy: boolean
  /** Whether the work was done. */
  run: (work: () => Promise<void>) => Promise<boolean>
  submit: (work: () => Promise<void>) => void
  refuse: (error: string | undefined) => void
} {
  const wrong = useWrong()
  const [error, setError] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  const isRunning = useRef(false)
  useRenewed(() => setError(undefined))
  const run = async (work: () => Promise<void>) => {
    // A second tap while the first is on its way does nothing.
    if (isRunning.current) return false
    isRunning.current = true
    setIsBusy(true)
    setError(undefined)
    try {
      await work()
      return true
    } catch (failure) {
      setError(wrong(failure))
      return false
    } finally {
      isRunning.current = false
      setIsBusy(false)
    }
  }
  return { error, isBusy, run, submit: (work) => void run(work), refuse: setError }
}
