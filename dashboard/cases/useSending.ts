import { useState } from 'react'
import { CallError } from '../call.ts'
import { useLanguage } from '../words/language.tsx'

/** Sends once at a time; what the server said against it is told in the language of the page. */
export function useSending(send: () => Promise<void>) {
  const { words, lang } = useLanguage()
  const [error, setError] = useState<string | null>(null)
  const [isSending, setIsSending] = useState(false)
  return {
    error,
    isSending,
    send: async () => {
      if (isSending) return
      setError(null)
      setIsSending(true)
      try {
        await send()
      } catch (failure) {
        setError(failure instanceof CallError ? failure.said[lang] : words.common.failed)
      } finally {
        setIsSending(false)
      }
    },
  }
}
