import { type Day, dayOf, weekdayOf } from '../day.ts'
import type { Closure } from '../formats/calendar.ts'
import { isHoliday, isWorking, type ProductionCalendar } from './production.ts'
import type { DayRange, SchoolYearSpan } from './span.ts'

/** One byte a day; 0 means that no school year answers for it. */
export type DayFlags = Uint8Array

export const covered = 1
export const study = 2
export const vacation = 4
/** It would be a study day, but the production calendar of that year is not loaded. */
export const uncertain = 8

type Input = { grade: number; production: ProductionCalendar; closures?: readonly Closure[] }

/** The flags of `length` days from `from` on, for one grade. */
export function flagsOf(from: Day, length: number, years: readonly SchoolYearSpan[], input: Input): DayFlags {
  const flags = new Uint8Array(length)
  const set = (range: DayRange, bit: number) => {
    for (let day = Math.max(range.from, from); day <= range.to && day < from + length; day++)
      flags[day - from] = (flags[day - from] ?? 0) | bit
  }
  const closures = (input.closures ?? []).filter(({ grades }) => within(grades, input.grade))
  for (const year of years) {
    set(year, covered)
    for (const range of year.vacations) set(range, vacation)
    for (const closure of closures) if (closure.kind !== 'remote') set(rangeOf(closure, year), vacation)
    markStudy(flags, from, year, input.production)
    // Remote lessons are lessons; the pupils are away all the same, so cadence clocks pause.
    for (const closure of closures) if (closure.kind === 'remote') set(rangeOf(closure, year), vacation)
  }
  return flags
}

function within(grades: Closure['grades'], grade: number): boolean {
  return grades === undefined || (grades.from <= grade && grade <= grades.to)
}

function rangeOf(closure: Closure, year: SchoolYearSpan): DayRange {
  return { from: Math.max(dayOf(closure.from), year.from), to: Math.min(dayOf(closure.to), year.to) }
}

function markStudy(flags: DayFlags, from: Day, year: SchoolYearSpan, production: ProductionCalendar): void {
  for (const term of year.terms)
    for (let day = Math.max(term.from, year.from); day <= Math.min(term.to, year.to); day++) {
      const flag = flags[day - from] ?? 0
      if ((flag & vacation) === 0) flags[day - from] = flag | studyFlag(day, year, production)
    }
}

/** The production calendar is a five-day one: a six-day week studies on Saturdays too, holidays apart. */
function studyFlag(day: Day, year: SchoolYearSpan, production: ProductionCalendar): number {
  if (year.extraStudyDays.includes(day)) return study
  const weekday = weekdayOf(day)
  if (weekday > year.studyWeek) return 0
  const off = year.studyWeek === 6 ? isHoliday(production, day) : negated(isWorking(production, day))
  if (off === undefined) return uncertain
  return off ? 0 : study
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value
}
