import { useEffect, useState } from 'react'
import { draftPrefix } from '../session/leave.ts'
import { useMe } from '../session/me.tsx'
import type { Draft } from './draft.ts'

/** A draft that outlives a reload and the end of a session: kept by this browser tab under the person and the address of the form. */
export function useDraft(name: string, start: Draft) {
  const key = `${draftPrefix}${useMe().staffId}|${name}`
  const [kept] = useState(() => readDraft(key))
  const [draft, setDraft] = useState<Draft>({ ...start, ...kept })
  const [isTouched, setIsTouched] = useState(kept !== undefined)
  useEffect(() => {
    if (isTouched) sessionStorage.setItem(key, JSON.stringify(draft))
  }, [draft, isTouched, key])
  return {
    draft,
    isRestored: kept !== undefined && isTouched,
    change: (change: Partial<Draft>) => {
      setIsTouched(true)
      setDraft((before) => ({ ...before, ...change }))
    },
    forget: () => {
      sessionStorage.removeItem(key)
      setIsTouched(false)
      setDraft(start)
    },
  }
}

function readDraft(key: string): Draft | undefined {
  try {
    const text = sessionStorage.getItem(key)
    return text === null ? undefined : (JSON.parse(text) as Draft)
  } catch {
    return undefined
  }
}
