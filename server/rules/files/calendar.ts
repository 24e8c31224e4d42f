import { productionCalendar } from '../../domain/calendar/production.ts'
import { type SchoolCalendar, schoolCalendar } from '../../domain/calendar/school.ts'
import { addSchoolDays, isStudyDay, schoolDaysBetween } from '../../domain/calendar/school-days.ts'
import { type Day, dayOf } from '../../domain/day.ts'
import type { Calendar } from '../../domain/examples/timeline.ts'
import type { RuleSet } from './ruleset.ts'

const usualGrade = 7

/** The calendar on which timelines of examples are played: the shipped school years by quarters, for grade 7. */
export function exampleCalendar({
  schoolYears,
  productionYears,
}: Pick<RuleSet, 'schoolYears' | 'productionYears'>): Calendar {
  const years = schoolYears.filter(({ id }) => id.endsWith('-quarters'))
  const calendar = schoolCalendar({ grade: usualGrade, years, production: productionCalendar(productionYears) })
  return {
    listStudyDays: (from, count) => listDays(calendar, dayOf(from), count),
    schoolDaysBetween: (from, to) => betweenDays(calendar, from, to),
  }
}

function listDays(calendar: SchoolCalendar, from: Day, count: number): Day[] | undefined {
  const first = isStudyDay(calendar, from) ? from : addSchoolDays(calendar, from, 1)
  if (first === undefined) return undefined
  const days = [first]
  while (days.length < count) {
    const next = addSchoolDays(calendar, days.at(-1) ?? first, 1)
    if (next === undefined) return undefined
    days.push(next)
  }
  return days
}

/** School days in (from, to]. Throws RangeError beyond the loaded calendar. */
function betweenDays(calendar: SchoolCalendar, from: Day, to: Day): number {
  const count = from >= to ? 0 : schoolDaysBetween(calendar, from + 1, to)
  if (count === undefined) throw new RangeError('The calendar does not reach that far')
  return count
}
