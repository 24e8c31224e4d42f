import type { Day } from '../day.ts'
import type { Closure, SchoolYear } from '../formats/calendar.ts'
import { type DayFlags, flagsOf, study, uncertain, vacation } from './flags.ts'
import type { ProductionCalendar } from './production.ts'
import { type SchoolYearSpan, spanOf } from './span.ts'

/**
 * School calendar of one grade (or class) over the loaded school years. Two flags of a day are kept apart from the
 * production calendar's: study day (lessons are held) and vacation (pupils are away, cadence clocks pause).
 */
export type SchoolCalendar = {
  readonly grade: number
  readonly from: Day
  readonly flags: Uint8Array
  /** Counts of days before each day: one subtraction answers for a whole window. */
  readonly studied: Int32Array
  readonly away: Int32Array
  readonly unsure: Int32Array
  readonly outside: Int32Array
  readonly studyDays: readonly Day[]
  readonly years: readonly SchoolYearSpan[]
}

export type SchoolCalendarInput = {
  grade: number
  years: readonly SchoolYear[]
  production: ProductionCalendar
  /** Closures of the school, grade or class; those of other grades are ignored. */
  closures?: readonly Closure[]
}

/**
 * Builds the calendar of a grade. A year without a band for the grade is not covered.
 * Throws RangeError when two school years answer for the same day: a school follows one.
 */
export function schoolCalendar(input: SchoolCalendarInput): SchoolCalendar {
  const years = input.years
    .map((file) => spanOf(file, input.grade))
    .filter((span) => span !== undefined)
    .sort((a, b) => a.from - b.from)
  refuseOverlap(years)
  const first = years[0]
  const last = years.at(-1)
  const from = first?.from ?? 0
  const flags = flagsOf(from, last ? last.to - from + 1 : 0, years, input)
  return { grade: input.grade, from, years, ...indexed(from, flags) }
}

function refuseOverlap(years: readonly SchoolYearSpan[]): void {
  for (const [index, year] of years.entries()) {
    const next = years[index + 1]
    if (next && next.from <= year.to) throw new RangeError(`School years overlap: ${year.id}, ${next.id}`)
  }
}

function indexed(from: Day, flags: DayFlags) {
  const studyDays: Day[] = []
  for (let index = 0; index < flags.length; index++) if (has(flags, index, study)) studyDays.push(from + index)
  return {
    flags,
    studyDays,
    studied: countsOf(flags, (flag) => (flag & study) !== 0),
    away: countsOf(flags, (flag) => (flag & vacation) !== 0),
    outside: countsOf(flags, (flag) => flag === 0),
    unsure: countsOf(flags, (flag) => flag === 0 || (flag & uncertain) !== 0),
  }
}

function has(flags: DayFlags, index: number, bit: number): boolean {
  return ((flags[index] ?? 0) & bit) !== 0
}

function countsOf(flags: DayFlags, counts: (flag: number) => boolean): Int32Array {
  const before = new Int32Array(flags.length + 1)
  for (let index = 0; index < flags.length; index++)
    before[index + 1] = (before[index] ?? 0) + (counts(flags[index] ?? 0) ? 1 : 0)
  return before
}
