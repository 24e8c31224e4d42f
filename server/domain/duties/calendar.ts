import type { ProductionCalendar } from '../calendar/production.ts'
import type { SchoolCalendar } from '../calendar/school.ts'
import { isVacation, schoolDaysBetween } from '../calendar/school-days.ts'
import type { SchoolYearSpan } from '../calendar/span.ts'
import type { DutyCalendar } from './world.ts'

/** The calendar of a class for its duties: one school year of its grade. `id` must change whenever a day of it does. */
export function dutyCalendar(
  id: string,
  production: ProductionCalendar,
  school: SchoolCalendar,
  year: SchoolYearSpan,
): DutyCalendar {
  return {
    id,
    production,
    year: { id: year.schoolYear, startsOn: year.start, endsOn: year.end },
    terms: year.slices,
    instructionDays: (from, to) => schoolDaysBetween(school, from, to),
    isVacation: (day) => isVacation(school, day),
  }
}
