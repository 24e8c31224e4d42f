import type { Day } from '../day.ts'
import { covered, study, uncertain, vacation } from './flags.ts'
import type { SchoolCalendar } from './school.ts'
import type { DayRange } from './span.ts'

/** Whether lessons are held on the day; undefined outside the loaded school years or production years. */
export function isStudyDay(calendar: SchoolCalendar, day: Day): boolean | undefined {
  const flag = calendar.flags[day - calendar.from] ?? 0
  return flag === 0 || (flag & uncertain) !== 0 ? undefined : (flag & study) !== 0
}

/**
 * Whether pupils are away (vacation, quarantine, remote weeks): cadence clocks pause, weekends inside pause too.
 * Undefined outside the loaded school years. A day off that is no vacation is false.
 */
export function isVacation(calendar: SchoolCalendar, day: Day): boolean | undefined {
  const flag = calendar.flags[day - calendar.from] ?? 0
  return flag === 0 ? undefined : (flag & vacation) !== 0
}

/** Whether a loaded school year answers for the day. */
export function isCovered(calendar: SchoolCalendar, day: Day): boolean {
  return ((calendar.flags[day - calendar.from] ?? 0) & covered) !== 0
}

/** First and last day the calendar answers for; undefined when no school year is loaded. Gaps between years are possible. */
export function coverageOf(calendar: SchoolCalendar): DayRange | undefined {
  const first = calendar.years[0]
  const last = calendar.years.at(-1)
  return first && last ? { from: first.from, to: last.to } : undefined
}

/** Study days from `from` to `to`, both inclusive; 0 when `to` is earlier; undefined where a day between is not known. */
export function schoolDaysBetween(calendar: SchoolCalendar, from: Day, to: Day): number | undefined {
  if (to < from) return 0
  return sumOf(calendar, calendar.unsure, from, to) === 0 ? sumOf(calendar, calendar.studied, from, to) : undefined
}

/** Vacation days from `from` to `to`, both inclusive; 0 when `to` is earlier; undefined where a day is not covered. */
export function vacationDaysBetween(calendar: SchoolCalendar, from: Day, to: Day): number | undefined {
  if (to < from) return 0
  return sumOf(calendar, calendar.outside, from, to) === 0 ? sumOf(calendar, calendar.away, from, to) : undefined
}

function sumOf(calendar: SchoolCalendar, before: Int32Array, from: Day, to: Day): number | undefined {
  const start = before[from - calendar.from]
  const end = before[to - calendar.from + 1]
  return start === undefined || end === undefined ? undefined : end - start
}

/**
 * First day of the window of the last `n` study days up to `asOf`, which counts if it is one; vacations are stepped over.
 * Undefined where the loaded calendar holds fewer study days, or a day of the window is not known.
 */
export function schoolDaysBack(calendar: SchoolCalendar, asOf: Day, n: number): Day | undefined {
  const known = knownBefore(calendar, asOf)
  const first = known === undefined || n < 1 ? undefined : calendar.studyDays[known - n]
  return first === undefined || schoolDaysBetween(calendar, first, asOf) === undefined ? undefined : first
}

/**
 * As `schoolDaysBack`, but a calendar (or `notBefore`, such as the start of the year) that begins later shortens the
 * window: `days` says how many study days it holds, 0 to `n`. Undefined where a day of the window is not known.
 */
export function schoolWindow(
  calendar: SchoolCalendar,
  asOf: Day,
  n: number,
  notBefore: Day = Number.NEGATIVE_INFINITY,
): (DayRange & { days: number }) | undefined {
  const known = knownBefore(calendar, asOf)
  if (known === undefined) return undefined
  const from = Math.max(calendar.studyDays[known - n] ?? calendar.from, notBefore, calendar.from)
  const days = schoolDaysBetween(calendar, from, asOf)
  return days === undefined ? undefined : { from, to: asOf, days }
}

/** The n-th study day after the day (before it for a negative n); undefined where the count leaves what is known. */
export function addSchoolDays(calendar: SchoolCalendar, day: Day, n: number): Day | undefined {
  if (n === 0) return day
  if (n < 0) return schoolDaysBack(calendar, day - 1, -n)
  const known = knownBefore(calendar, day)
  const last = known === undefined ? undefined : calendar.studyDays[known + n - 1]
  return last === undefined || schoolDaysBetween(calendar, day, last) === undefined ? undefined : last
}

/** Study days of the range in order; undefined where a day of it is not known. */
export function listStudyDays(calendar: SchoolCalendar, from: Day, to: Day): readonly Day[] | undefined {
  const count = schoolDaysBetween(calendar, from, to)
  const before = calendar.studied[from - calendar.from]
  if (count === undefined) return undefined
  return count === 0 || before === undefined ? [] : calendar.studyDays.slice(before, before + count)
}

/** How many study days the calendar holds up to the day, itself included; undefined where no year answers for the day. */
function knownBefore(calendar: SchoolCalendar, day: Day): number | undefined {
  return isCovered(calendar, day) ? calendar.studied[day - calendar.from + 1] : undefined
}
