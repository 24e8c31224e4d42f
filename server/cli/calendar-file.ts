import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ProductionYear, SchoolYear } from '../domain/formats/calendar.ts'
import type { Problem } from '../problem.ts'
import { Refusal } from '../refusal.ts'
import type { CheckedFile } from '../rules/files/ruleset.ts'
import { readCalendarText } from '../school/school.ts'
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

/**
 * A file of one school year, as those of rules/calendar are, or several with their working days:
 * `{ "production": [...], "schoolYears": [...] }`. Refuses what is neither, naming the place.
 */
export async function readCalendarFile(context: Context, name: string): Promise<OwnCalendar> {
  const text = await readFile(resolve(context.io.cwd, name), 'utf8').catch(() => {
    throw new Refusal('no-file', { ru: `Файла «${name}» нет.`, en: `There is no file "${name}".` })
  })
  const { production, schoolYears, files, problems } = readCalendarText(name, text)
  if (problems.some(({ code }) => code === 'no-school-year')) throw noYear(name)
  if (problems.length > 0) throw badCalendar(name, problems)
  return {
    production: production.length > 0 ? [...production] : (await loadLibrary(context)).production,
    schoolYears: [...schoolYears],
    isProductionOwn: production.length > 0,
    files,
  }
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
