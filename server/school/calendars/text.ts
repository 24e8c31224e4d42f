import { findNodeAtLocation } from 'jsonc-parser'
import type { CalendarProblem } from '../../domain/calendar/check.ts'
import type { ProductionYear, SchoolYear } from '../../domain/formats/calendar.ts'
import type { Problem } from '../../problem.ts'
import { type CheckedFile, checkShape, type ParsedFile, parseFile, problemAt } from '../../rules/rules.ts'

/** A calendar of one's own as it was read: school years, working days where they are given, and where each stands. */
export type CalendarText = {
  readonly production: readonly ProductionYear[]
  readonly schoolYears: readonly SchoolYear[]
  readonly files: readonly CheckedFile[]
  /** What keeps it from being read at all. */
  readonly problems: readonly Problem[]
}

type Kind = 'production-year' | 'school-year'
type Part = CheckedFile & { readonly kind: Kind }

/**
 * Reads a file of one school year, as those of rules/calendar are, or several with their working days:
 * `{ "production": [...], "schoolYears": [...] }`.
 */
export function readCalendarText(name: string, text: string): CalendarText {
  const whole = parseFile({ path: name, file: name, text: text.replace(/^\uFEFF/, '') })
  const files = whole.problems.length > 0 ? [] : partsOf(whole)
  const isEmpty = whole.problems.length === 0 && !files.some(({ kind }) => kind === 'school-year')
  const problems = [
    ...whole.problems,
    ...(isEmpty ? [noYear(name)] : []),
    ...files.flatMap((file) => checkShape(file, file.kind)),
  ]
  const all = <T>(kind: Kind): T[] =>
    problems.length > 0 ? [] : files.filter((file) => file.kind === kind).map(({ value }) => value as T)
  return { production: all('production-year'), schoolYears: all('school-year'), files, problems }
}

function partsOf(whole: ParsedFile): Part[] {
  const root = (typeof whole.value === 'object' && whole.value !== null ? whole.value : {}) as Record<string, unknown>
  if ('terms' in root || 'covers' in root) return [{ ...whole, kind: 'school-year', isSound: true }]
  const of = (key: string, kind: Kind): Part[] =>
    (Array.isArray(root[key]) ? (root[key] as unknown[]) : []).map((value, at) => {
      const tree = whole.tree && findNodeAtLocation(whole.tree, [key, at])
      return { ...whole, tree, value, kind, isSound: true }
    })
  return [...of('production', 'production-year'), ...of('schoolYears', 'school-year')]
}

function noYear(name: string): Problem {
  return {
    code: 'no-school-year',
    severity: 'error',
    where: { file: name, line: 1, column: 1 },
    message: { ru: 'В файле календаря нет учебного года', en: 'The calendar file holds no school year' },
    fix: {
      ru: 'Возьмите за образец файл из rules/calendar или соберите несколько: { "schoolYears": [ … ], "production": [ … ] }',
      en: 'Take a file of rules/calendar for a sample, or put several together: { "schoolYears": [ … ], "production": [ … ] }',
    },
  }
}

/** A problem of a calendar at its place in the file it came from. */
export function placeProblem({ calendar, where, ...told }: CalendarProblem, files: readonly CheckedFile[]): Problem {
  const file = files.find(({ value }) => (value as { id?: string } | undefined)?.id === calendar)
  const path = where.path.split('/').filter((step) => step !== '')
  const steps = path.map((step) => (/^\d+$/.test(step) ? Number(step) : step))
  return file
    ? problemAt(file, steps, told)
    : { ...told, where: { file: `${calendar} ${where.path}`.trim(), path: where.path } }
}
