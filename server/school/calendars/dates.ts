import { checkCalendar } from '../../domain/calendar/check.ts'
import { type OwnDates, withDates } from '../../domain/calendar/own.ts'
import type { ProductionYear, SchoolYear } from '../../domain/formats/calendar.ts'
import type { Problem } from '../../problem.ts'
import type { Said } from '../../refusal.ts'
import { placeProblem } from './text.ts'

export type Checked = {
  isAccepted: boolean
  calendars: string[]
  problems: ReturnType<typeof sayProblem>[]
}

/** A school year with the dates of a school that does not follow it yet, and what is wrong or unsure in them. */
export function checkDates(
  base: SchoolYear,
  dates: OwnDates,
  production: readonly ProductionYear[],
): { year: SchoolYear; checked: Checked } {
  const year = withDates(base, dates)
  const problems = checkCalendar({ production, schoolYears: [year] })
    .filter(({ calendar }) => calendar === year.id)
    .map((problem) => sayProblem(placeProblem(problem, [])))
  const isAccepted = !problems.some(({ severity }) => severity === 'error')
  return { year, checked: { isAccepted, calendars: [year.id], problems } }
}

/** School years as the trail keeps them: which, and every date. */
export function datesNoted(years: readonly SchoolYear[]) {
  return {
    calendar: years.map(({ id }) => id),
    terms: years.flatMap(({ terms, attestationPeriods }) => [...terms, ...attestationPeriods].map(spanSaid)),
    breaks: years.flatMap(({ breaks }) => breaks.map(spanSaid)),
  }
}

function spanSaid({ title, start, end }: { title: Said; start: string; end: string }): Said {
  return { ru: `${title.ru} ${start} – ${end}`, en: `${title.en} ${start} – ${end}` }
}

/** A problem as it leaves the program. */
export function sayProblem({ severity, where, message, fix }: Problem) {
  const { file = '', line, column, path } = where
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}${path ? ` ${path}` : ''}`
  return { severity, place, line: line ?? null, path: path ?? '', message, fix }
}
