import { notifications } from '@mantine/notifications'
import { useRef, useState } from 'react'
import { CallError, call } from '../call.ts'
import { useLanguage } from '../words/language.tsx'
import { useRefreshed } from './queries.ts'
import { useUndoable } from './useUndoable.tsx'

type Recording = {
  isBusy: boolean
  send: (said: string, record: () => Promise<{ interactionId: number }>) => Promise<boolean>
}

/** Records with one tap, once for two taps, says so, and offers the way back of this very record. */
export function useRecord(classId: number): Recording {
  const { words, lang } = useLanguage()
  const refresh = useRefreshed()
  const tell = useUndoable()
  const isSending = useRef(false)
  const [isBusy, setIsBusy] = useState(false)
  const send: Recording['send'] = async (said, record) => {
    if (isSending.current) return false
    isSending.current = true
    setIsBusy(true)
    try {
      const { interactionId: interaction } = await record()
      await refresh()
      tell(said, () => call('POST /api/classes/{id}/review/undo', { params: { id: classId }, query: { interaction } }))
      return true
    } catch (error) {
      const message = error instanceof CallError ? error.said[lang] : words.common.failed
      notifications.show({ color: 'red', message })
      return false
    } finally {
      isSending.current = false
      setIsBusy(false)
    }
  }
  return { isBusy, send }
}
