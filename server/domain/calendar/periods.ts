import { type Day, mondayOf } from '../day.ts'
import type { SchoolCalendar } from './school.ts'
import { schoolDaysBetween, vacationDaysBetween } from './school-days.ts'
import type { DayRange, Period, SchoolYearSpan } from './span.ts'

/** The school year that answers for the day (its summer included), as this grade lives it; undefined outside. */
export function schoolYearOf(calendar: SchoolCalendar, day: Day): SchoolYearSpan | undefined {
  return calendar.years.find((year) => year.from <= day && day <= year.to)
}

/** The period of final marks that holds the day (grades 10–11: half-years); undefined in a break between two periods. */
export function periodOf(calendar: SchoolCalendar, day: Day): Period | undefined {
  return listPeriods(calendar).find((period) => period.from <= day && day <= period.to)
}

/** The latest period of final marks that ended before the day, of an earlier loaded year too. */
export function lastPeriod(calendar: SchoolCalendar, day: Day): Period | undefined {
  return listPeriods(calendar).findLast((period) => period.to < day)
}

/** The term (study period) that holds the day; undefined in a break between two terms. */
export function termOf(calendar: SchoolCalendar, day: Day): Period | undefined {
  return listTerms(calendar).find((term) => term.from <= day && day <= term.to)
}

/** Periods of final marks of all loaded years, in order. */
export function listPeriods(calendar: SchoolCalendar): readonly Period[] {
  return calendar.years.flatMap((year) => year.periods)
}

/** The period of final marks that holds the day, or the last that ended before it. */
export function periodOn(calendar: SchoolCalendar, day: Day): Period | undefined {
  return listPeriods(calendar).findLast(({ from }) => from <= day)
}

/** Terms of all loaded years, in order. */
export function listTerms(calendar: SchoolCalendar): readonly Period[] {
  return calendar.years.flatMap((year) => year.terms)
}

export type Week = DayRange & {
  /** Study and vacation days of the week's part; undefined where a day of it is not known. */
  readonly studyDays: number | undefined
  readonly vacationDays: number | undefined
}

/** Monday-to-Sunday weeks that touch the range, whole: a week is judged by all its days. */
export function weeksOf(calendar: SchoolCalendar, from: Day, to: Day): Week[] {
  const weeks: Week[] = []
  for (let monday = mondayOf(from); monday <= to; monday += 7)
    weeks.push({
      from: monday,
      to: monday + 6,
      studyDays: schoolDaysBetween(calendar, monday, monday + 6),
      vacationDays: vacationDaysBetween(calendar, monday, monday + 6),
    })
  return weeks
}
