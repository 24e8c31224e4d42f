import { parseDay } from '../day.ts'
import type { ProductionYear, SchoolYear } from '../formats/calendar.ts'
import { checkProductionYear } from './check-production.ts'
import { checkSchoolYear } from './check-school.ts'
import { type CalendarProblem, problem } from './problem.ts'
import { productionCalendar } from './production.ts'

export type { CalendarProblem } from './problem.ts'

/**
 * Everything wrong or unsure in the calendars a school follows: errors stop the work (days would be wrong or missing),
 * warnings say what was taken without confirmation. Pass only the school years the school follows, one for a year.
 */
export function checkCalendar(calendar: {
  production: readonly ProductionYear[]
  schoolYears: readonly SchoolYear[]
}): CalendarProblem[] {
  const wrong = [...calendar.production, ...calendar.schoolYears].flatMap((file) => checkDays(file.id, '', file))
  // A day that does not exist has no number: nothing further can be counted.
  if (wrong.length > 0) return wrong
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

function checkDays(id: string, path: string, value: unknown): CalendarProblem[] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, child]) => checkDays(id, `${path}/${key}`, child))
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value) || parseDay(value) !== undefined) return []
  return problem(
    id,
    path,
    'error',
    'not-a-day',
    [`Такого дня нет: ${value}`, `There is no such day: ${value}`],
    ['Исправьте дату', 'Mend the date'],
  )
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
