import type { Answer } from '../call.ts'

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
  topic: string
  outcome: string
  wasReached: '' | 'yes' | 'no'
  startedBy: '' | 'school' | 'family'
  reason: string
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
    topic: '',
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
