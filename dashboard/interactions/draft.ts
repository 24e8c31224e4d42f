import { useEffect, useState } from 'react'
import type { Answer } from '../call.ts'
import { draftPrefix } from '../session/leave.ts'
import { useMe } from '../session/me.tsx'

export type Options = Answer<'GET /api/interactions/options'>
export type Duty = Options['duties'][number]

/** What was entered so far. */
export type Draft = {
  duty: string
  kinds: string[]
  form: string
  isWhole: boolean
  pupils: string[]
  on: string
  at: string
  outcome: string
  wasReached: '' | 'yes' | 'no'
  startedBy: '' | 'school' | 'family'
  reason: string
}

/** A draft that outlives a reload and the end of a session: kept by this browser tab under the person and the address of the form. */
export function useDraft(name: string, start: Draft) {
  const key = `${draftPrefix}${useMe().staffId}|${name}`
  const [kept] = useState(() => readDraft(key))
  const [draft, setDraft] = useState<Draft>(kept ?? start)
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

/** An empty entry for a duty (of a point, about a pupil) on a day. */
export function startOf(
  today: string,
  options: Options,
  asked: { duty?: string; point?: string; pupil?: string },
): Draft {
  const duty = options.duties.find(({ key }) => key === asked.duty)
  const point = options.points.find(({ id }) => id === (duty?.point ?? asked.point))
  const kinds = duty?.evidence ?? point?.evidence.map(({ id }) => id) ?? []
  const pupil = duty?.studentId ?? (asked.pupil === undefined ? null : Number(asked.pupil))
  return {
    duty: duty?.key ?? '',
    kinds: kinds.length === 1 ? [...kinds] : [],
    form: '',
    isWhole: pupil === null,
    pupils: pupil === null ? [] : [String(pupil)],
    on: today,
    at: '',
    outcome: '',
    wasReached: '',
    startedBy: '',
    reason: '',
  }
}

/** Whole days from one ISO day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
