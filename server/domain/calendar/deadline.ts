import type { Day } from '../day.ts'
import { isWorking, type ProductionCalendar } from './production.ts'

/** How a term in days is counted; the school's setting for «5 дней» (Labour Code art. 14, Civil Code art. 191–194). */
export type Counting = 'calendar_roll' | 'calendar_strict' | 'working'

export type Term = { days: number; counting: Counting; startNextDay?: boolean }

/**
 * Last day of a term of `days` from the day of the event. Counting starts the day after (unless `startNextDay` is false).
 * `calendar_roll`: calendar days, a non-working end moves to the next working day; `calendar_strict`: it does not;
 * `working`: working days only. Undefined (no data) where the answer needs a day of a year that is not loaded.
 */
export function deadlineAfter(calendar: ProductionCalendar, eventOn: Day, term: Term): Day | undefined {
  const start = term.startNextDay === false ? eventOn - 1 : eventOn
  if (term.counting === 'working') return addWorkingDays(calendar, start, term.days)
  const end = start + term.days
  return term.counting === 'calendar_roll' ? rollForward(calendar, end) : end
}

/** The day itself if staff work on it, else the next working day; undefined past the loaded years. */
export function rollForward(calendar: ProductionCalendar, day: Day): Day | undefined {
  return roll(calendar, day, 1)
}

/** The day itself if staff work on it, else the last working day before; undefined before the loaded years. */
export function rollBack(calendar: ProductionCalendar, day: Day): Day | undefined {
  return roll(calendar, day, -1)
}

function roll(calendar: ProductionCalendar, start: Day, step: 1 | -1): Day | undefined {
  for (let day = start; ; day += step) {
    const works = isWorking(calendar, day)
    if (works === undefined) return undefined
    if (works) return day
  }
}

/**
 * The n-th working day after the day (before it for a negative n; the day itself, worked or not, for 0).
 * Undefined where the count leaves the loaded years.
 */
export function addWorkingDays(calendar: ProductionCalendar, day: Day, n: number): Day | undefined {
  const step = n < 0 ? -1 : 1
  let at = day
  for (let left = Math.abs(n); left > 0; ) {
    at += step
    const works = isWorking(calendar, at)
    if (works === undefined) return undefined
    if (works) left--
  }
  return at
}
