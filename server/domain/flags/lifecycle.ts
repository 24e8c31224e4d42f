import type { Day } from '../day.ts'

/** A length of time on the school calendar or the plain one. */
export type Span = { readonly n: number; readonly unit: 'schoolDay' | 'day' | 'week' }

/** How long things last in the life of a flag; a rule file may set any part. */
export type Lifecycle = {
  /** Consecutive evaluations that must hold before a flag is raised. */
  readonly raiseAfter: number
  /** How long clear must last: the flag is cleared on the n-th day of it. */
  readonly holdFor: Span
  /** How long after a person dismissed or closed the flag the same level is not raised again. */
  readonly cooldown: Span
  /** How long an absence without a reason is merely unexplained. */
  readonly dataGrace: Span
  /** A relapse within this time of the end joins the same flag. */
  readonly episode: Span
}

export const defaultLifecycle: Lifecycle = {
  raiseAfter: 1,
  holdFor: { n: 5, unit: 'schoolDay' },
  cooldown: { n: 10, unit: 'schoolDay' },
  dataGrace: { n: 3, unit: 'schoolDay' },
  episode: { n: 30, unit: 'day' },
}

/** The lifecycle of a rule: its own settings over the defaults. */
export function lifecycleOf(settings: Partial<Lifecycle> = {}): Lifecycle {
  return { ...defaultLifecycle, ...settings }
}

/** The number of school days in (from, to]: 0 on the same day, 1 from a school day to the next one. */
export type SchoolDaysBetween = (from: Day, to: Day) => number

/** How much of a span's unit passed from one day to another; a week is seven days. */
export function elapsed(unit: Span['unit'], from: Day, to: Day, schoolDaysBetween: SchoolDaysBetween): number {
  if (unit === 'schoolDay') return schoolDaysBetween(from, to)
  return unit === 'week' ? (to - from) / 7 : to - from
}

/** Whether the span that began on a day is still running on another. */
export function isWithin(span: Span, from: Day, to: Day, schoolDaysBetween: SchoolDaysBetween): boolean {
  return elapsed(span.unit, from, to, schoolDaysBetween) < span.n
}

/**
 * Whether an absence without a reason on `absentOn` is still only unexplained on `day`, since a note may yet be brought:
 * it counts as unexcused when the whole grace has passed.
 */
export function isInGrace(
  lifecycle: Lifecycle,
  absentOn: Day,
  day: Day,
  schoolDaysBetween: SchoolDaysBetween,
): boolean {
  return isWithin(lifecycle.dataGrace, absentOn, day, schoolDaysBetween)
}
