import { useState } from 'react'
import type { Answer, Body } from '../call.ts'
import { useToday } from '../session/me.tsx'

export type Choices = Answer<'GET /api/setup'>
export type Wanted = Body<'POST /api/setup'>
/** What was entered so far; the password is never kept. */
export type Draft = Omit<Wanted, 'key' | 'person'> & {
  step: number
  person: Omit<Wanted['person'], 'password'>
  /** One's own dates, by the calendar they were entered over. */
  own: Readonly<Record<string, Wanted['school']['dates']>>
}
export type Step = {
  draft: Draft
  choices: Choices
  /** Keeps what was entered and goes on. */
  onNext: (change: Partial<Draft>) => void
}

const name = 'reglament.setup'

/** What was entered, as long as the tab lives. */
export function useDraft(): [Draft, (change: Partial<Draft>) => void] {
  const today = useToday()
  const [draft, setDraft] = useState<Draft>(() => ({ ...empty(today), ...stored() }))
  return [
    draft,
    (change) => {
      const changed = { ...draft, ...change }
      sessionStorage.setItem(name, JSON.stringify(changed))
      setDraft(changed)
    },
  ]
}

export function forgetDraft(): void {
  sessionStorage.removeItem(name)
}

function empty(today: string): Draft {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return {
    step: 0,
    school: { name: '', timeZone, calendar: '', trackingFrom: today },
    person: { name: '', login: '', role: 'principal' },
    answers: {},
    own: {},
  }
}

function stored(): Partial<Draft> {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? '{}') as Partial<Draft>
  } catch {
    return {}
  }
}

export function textOf(form: FormData, field: string): string {
  const value = form.get(field)
  return typeof value === 'string' ? value.trim() : ''
}
