import { checkCalendar } from '../../domain/calendar/check.ts'
import { isWhole, type OwnDates, withDates } from '../../domain/calendar/own.ts'
import { russianDay } from '../../domain/day.ts'
import type { ProductionYear, SchoolYear } from '../../domain/formats/calendar.ts'
import type { Problem } from '../../problem.ts'
import { Refusal, type Said } from '../../refusal.ts'
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
  const year = ownYearOf(base, dates)
  const problems = checkCalendar({ production, schoolYears: [year] })
    .filter(({ calendar }) => calendar === year.id)
    .map((problem) => sayProblem(placeProblem(problem, [])))
  const isAccepted = !problems.some(({ severity }) => severity === 'error')
  return { year, checked: { isAccepted, calendars: [year.id], problems } }
}

/** The school year with the school's dates. Refuses dates that leave a period of it out, or name another. */
export function ownYearOf(base: SchoolYear, dates: OwnDates): SchoolYear {
  if (isWhole(base, dates)) return withDates(base, dates)
  const periods = [...base.terms, ...base.attestationPeriods].map(({ id }) => id).join(', ')
  throw new Refusal('wrong-periods', {
    ru: `Даты нужны для каждого периода календаря, и только для них: ${periods}.`,
    en: `Dates are wanted for each period of the calendar and for nothing else: ${periods}.`,
  })
}

/** Calendars as the trail keeps them: which, and every date of a school year. */
export function datesNoted(years: readonly SchoolYear[], production: readonly ProductionYear[] = []) {
  return {
    calendar: [...production, ...years].map(({ id }) => id),
    years: years.map(spanSaid),
    terms: years.flatMap(({ terms, attestationPeriods }) => [...terms, ...attestationPeriods].map(spanSaid)),
    breaks: years.flatMap(({ breaks }) => breaks.map(spanSaid)),
  }
}

type Span = { title: Said; start: string; end: string; grades?: { from: number; to: number } }

function spanSaid({ title, start, end, grades }: Span): Said {
  const [ru, en] = grades ? gradesSaid(grades) : ['', '']
  return {
    ru: `${title.ru}${ru} ${russianDay(start)} – ${russianDay(end)}`,
    en: `${title.en}${en} ${start} – ${end}`,
  }
}

function gradesSaid({ from, to }: { from: number; to: number }): [ru: string, en: string] {
  if (from === to) return [` (${from} кл.)`, ` (grade ${from})`]
  return [` (${from}–${to} кл.)`, ` (grades ${from}–${to})`]
}

/** A problem as it leaves the program. */
export function sayProblem({ severity, where, message, fix }: Problem) {
  const { file = '', line, column, path } = where
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}${path ? ` ${path}` : ''}`
  return { severity, place, line: line ?? null, path: path ?? '', message, fix }
}
