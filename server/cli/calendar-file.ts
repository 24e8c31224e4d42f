import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { findNodeAtLocation } from 'jsonc-parser'
import type { ProductionYear, SchoolYear } from '../domain/formats/calendar.ts'
import type { Problem } from '../problem.ts'
import { Refusal } from '../refusal.ts'
import type { CheckedFile } from '../rules/files/ruleset.ts'
import { checkShape } from '../rules/files/schema.ts'
import { type ParsedFile, parseFile } from '../rules/files/text.ts'
import type { Context } from './command.ts'
import { loadLibrary } from './library.ts'

/** A school's own calendar: its school years, its working days or else the shipped ones, and where each stands in the file. */
export type OwnCalendar = {
  readonly production: ProductionYear[]
  readonly schoolYears: SchoolYear[]
  /** The working days are those of the file, not the shipped ones. */
  readonly isProductionOwn: boolean
  readonly files: readonly CheckedFile[]
}

type Kind = 'production-year' | 'school-year'

/**
 * A file of one school year, as those of rules/calendar are, or several with their working days:
 * `{ "production": [...], "schoolYears": [...] }`. Refuses what is neither, naming the place.
 */
export async function readCalendarFile(context: Context, name: string): Promise<OwnCalendar> {
  const text = await readFile(resolve(context.io.cwd, name), 'utf8').catch(() => {
    throw new Refusal('no-file', { ru: `Файла «${name}» нет.`, en: `There is no file "${name}".` })
  })
  const whole = parseFile({ path: name, file: name, text: text.replace(/^\uFEFF/, '') })
  if (whole.problems.length > 0) throw badCalendar(name, whole.problems)
  const files = partsOf(name, whole)
  const wrong = files.flatMap((file) => checkShape(file, file.kind))
  if (wrong.length > 0) throw badCalendar(name, wrong)
  const all = <T>(kind: Kind): T[] => files.filter((file) => file.kind === kind).map(({ value }) => value as T)
  const production = all<ProductionYear>('production-year')
  return {
    production: production.length > 0 ? production : (await loadLibrary(context)).production,
    schoolYears: all<SchoolYear>('school-year'),
    isProductionOwn: production.length > 0,
    files,
  }
}

type Part = CheckedFile & { readonly kind: Kind }

function partsOf(name: string, whole: ParsedFile): Part[] {
  const root = (typeof whole.value === 'object' && whole.value !== null ? whole.value : {}) as Record<string, unknown>
  if ('terms' in root || 'covers' in root) return [{ ...whole, kind: 'school-year', isSound: true }]
  const of = (key: string, kind: Kind): Part[] =>
    (Array.isArray(root[key]) ? (root[key] as unknown[]) : []).map((value, at) => {
      const tree = whole.tree && findNodeAtLocation(whole.tree, [key, at])
      return { ...whole, tree, value, kind, isSound: true }
    })
  const years = of('schoolYears', 'school-year')
  if (years.length === 0) throw noYear(name)
  return [...of('production', 'production-year'), ...years]
}

function noYear(name: string): Refusal {
  return new Refusal('bad-calendar', {
    ru: `В файле календаря «${name}» нет учебного года. Возьмите за образец файл из rules/calendar или соберите несколько: { "schoolYears": [ … ], "production": [ … ] }.`,
    en: `The calendar file "${name}" holds no school year. Take a file of rules/calendar for a sample, or put several together: { "schoolYears": [ … ], "production": [ … ] }.`,
  })
}

const shown = 5

/** The errors of a calendar file, each with its place and its fix. */
export function badCalendar(name: string, problems: readonly Problem[]): Refusal {
  const lines = (lang: 'ru' | 'en'): string[] =>
    problems.slice(0, shown).flatMap(({ where: { line, column }, message, fix }) => {
      const place = line === undefined ? name : `${name}:${line}:${column}`
      return [`✗ ${place}`, `    ${message[lang]}`, `    → ${fix[lang]}`]
    })
  const rest = problems.length - shown
  return new Refusal('bad-calendar', {
    ru: [
      `Файл календаря «${name}» не годится, ошибок: ${problems.length}.`,
      ...lines('ru'),
      ...(rest > 0 ? [`Ещё ${rest}. Все: reglament calendar check ${name}`] : []),
    ].join('\n'),
    en: [
      `The calendar file "${name}" will not do, errors: ${problems.length}.`,
      ...lines('en'),
      ...(rest > 0 ? [`${rest} more. All: reglament calendar check ${name}`] : []),
    ].join('\n'),
  })
}
