import { russianDay } from '../day.ts'
import type { BreakEntry, PeriodEntry, SchoolYear } from '../formats/calendar.ts'
import { type CalendarCode, type CalendarProblem, problem } from './problem.ts'

/** A period or a vacation with its place in the file. */
export type Entry = (PeriodEntry | BreakEntry) & { path: string }

/** Terms, attestation periods and vacations of a year, in this order. */
export function entriesOf(year: SchoolYear): Entry[] {
  const list = (name: 'terms' | 'attestationPeriods' | 'breaks') =>
    year[name].map((entry: PeriodEntry | BreakEntry, index): Entry => ({ ...entry, path: `/${name}/${index}` }))
  return [...list('terms'), ...list('attestationPeriods'), ...list('breaks')]
}

/** Entries of a list that share days (and grades, where they name them); told at the later of the two. */
export function overlaps(year: SchoolYear, entries: readonly Entry[], code: CalendarCode): CalendarProblem[] {
  const ordered = entries.toSorted((a, b) => (a.start < b.start ? -1 : 1))
  return ordered.flatMap((entry, index) => {
    const next = ordered.slice(index + 1).find((other) => other.start <= entry.end && sameGrades(entry, other))
    if (!next) return []
    return problem(
      year.id,
      next.path,
      'error',
      code,
      [
        `Пересекаются: ${entry.title.ru} (до ${russianDay(entry.end)}) и ${next.title.ru} (с ${russianDay(next.start)})`,
        `They overlap: ${entry.title.en} (until ${entry.end}) and ${next.title.en} (from ${next.start})`,
      ],
      ['Разведите даты', 'Set the dates apart'],
    )
  })
}

function sameGrades(a: Entry, b: Entry): boolean {
  if (!('grades' in a) || !('grades' in b)) return true
  return a.grades.from <= b.grades.to && b.grades.from <= a.grades.to
}

/** A problem of one entry, with its title and dates. */
export function about(
  year: SchoolYear,
  entry: Pick<Entry, 'path' | 'title' | 'start' | 'end'>,
  code: CalendarCode,
  ru: string,
  en: string,
): CalendarProblem[] {
  return problem(
    year.id,
    entry.path,
    'error',
    code,
    [
      `${entry.title.ru}: ${russianDay(entry.start)}–${russianDay(entry.end)} ${ru}`,
      `${entry.title.en}: ${entry.start}–${entry.end} ${en}`,
    ],
    ['Исправьте даты по приказу школы', 'Mend the dates by the order of the school'],
  )
}
