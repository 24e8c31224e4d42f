import type { ProductionYear, SchoolYear } from '../formats/calendar.ts'
import { checkProductionYear } from './check-production.ts'
import { checkSchoolYear } from './check-school.ts'
import { type CalendarProblem, problem } from './problem.ts'
import { productionCalendar } from './production.ts'

export type { CalendarProblem } from './problem.ts'

/**
 * Everything wrong or unsure in the calendars a school follows: errors stop the work (days would be wrong or missing),
 * warnings say what was taken without confirmation. Pass only the school years the school follows, one for a year.
 * Throws RangeError for text that is no day: check the files against their schema first.
 */
export function checkCalendar(calendar: {
  production: readonly ProductionYear[]
  schoolYears: readonly SchoolYear[]
}): CalendarProblem[] {
  const production = productionCalendar(calendar.production)
  return [
    ...calendar.production.flatMap(checkProductionYear),
    ...twice(
      calendar.production.map(({ id, year }) => ({ id, from: `${year}-01-01`, to: `${year}-12-31` })),
      'Два календаря отвечают за одни и те же дни',
      'Two calendars answer for the same days',
    ),
    ...calendar.schoolYears.flatMap((year) => checkSchoolYear(year, production)),
    ...twice(
      calendar.schoolYears.map(({ id, covers }) => ({ id, ...covers })),
      'Два учебных года отвечают за одни и те же дни',
      'Two school years answer for the same days',
    ),
  ]
}

function twice(files: readonly { id: string; from: string; to: string }[], ru: string, en: string): CalendarProblem[] {
  const ordered = [...files].sort((a, b) => (a.from < b.from ? -1 : 1))
  return ordered.flatMap((file, index) => {
    const next = ordered[index + 1]
    if (!next || next.from > file.to) return []
    return problem(
      next.id,
      '/',
      'error',
      'calendars-overlap',
      [`${ru}: ${file.id}`, `${en}: ${file.id}`],
      ['Оставьте один из них', 'Keep one of them'],
    )
  })
}
