import { stat } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import type { Trx } from '../database/database.ts'
import { isoOf } from '../domain/day.ts'
import { type JudgedSchool, judgeSchool } from '../overview/overview.ts'
import { Refusal } from '../refusal.ts'
import { loadRules } from '../rules/files/load.ts'
import { readRuleFiles } from '../rules/files/read.ts'
import type { RuleSet } from '../rules/files/ruleset.ts'
import type { SourceFile } from '../rules/files/text.ts'
import { findEdition } from '../rules/queries.ts'
import { restoreRules } from '../rules/rules.ts'
import { type CalendarLibrary, libraryOf } from '../school/school.ts'
import type { Context, SchoolContext } from './command.ts'
import { todayAt } from './school.ts'

/** The rule files of the call: the shipped ones; with `--rules DIR` that folder stands in for student/ and class/. */
export async function readSources(context: Context): Promise<SourceFile[]> {
  const shipped = shownFrom(context.io.cwd, await readRuleFiles(context.rulesFolder))
  const own = context.options['rules']
  if (typeof own !== 'string') return shipped
  const folder = resolve(context.io.cwd, own)
  const found = await stat(folder).catch(() => undefined)
  if (!found?.isDirectory()) throw noFolder(own)
  const given = shownFrom(context.io.cwd, await readRuleFiles(folder))
  return [...shipped.filter(({ path }) => !isRule(path)), ...given.filter(({ path }) => isRule(path))]
}

/** Files named as the person sees them: from the folder they stand in. */
function shownFrom(cwd: string, sources: SourceFile[]): SourceFile[] {
  return sources.map((source) => ({ ...source, file: relative(cwd, source.file) }))
}

function isRule(path: string): boolean {
  return path.startsWith('student/') || path.startsWith('class/')
}

/** The rule files, typed. Refuses files with errors: nothing is evaluated by half a set. */
export async function loadRuleSet(context: Context, today: string): Promise<RuleSet> {
  const { ruleSet, problems } = loadRules(await readSources(context), today)
  const errors = problems.filter(({ severity }) => severity === 'error')
  const first = errors[0]
  if (!first) return ruleSet
  const { file, line, column } = first.where
  throw new Refusal('rules-broken', {
    ru: `В правилах ошибок: ${errors.length}. Первая: ${file}:${line}:${column} ${first.message.ru}. Все: reglament rules check`,
    en: `The rules hold errors: ${errors.length}. The first: ${file}:${line}:${column} ${first.message.en}. All: reglament rules check`,
  })
}

/** The calendars among the rule files; errors elsewhere in the rules do not stand in their way. */
export async function loadLibrary(context: Context): Promise<CalendarLibrary> {
  const today = isoOf(todayAt(context.io.now(), 'UTC'))
  return libraryOf(loadRules(await readSources(context), today).ruleSet)
}

/** The rules of a school's call, judged as of its day. */
export function rulesOf(context: SchoolContext): Promise<RuleSet> {
  return loadRuleSet(context, isoOf(context.asOf))
}

/** The edition the school is judged by; the files where none was ever put in force. */
export async function rulesInForce(trx: Trx, context: SchoolContext): Promise<RuleSet> {
  const active = await findEdition(trx, context.school.id, 'active')
  return active ? (await restoreRules(trx, context.school.id, isoOf(context.asOf))).ruleSet : rulesOf(context)
}

/** Every duty of the call's school as of its day, by the edition in force. */
export async function judgeInForce(trx: Trx, context: SchoolContext): Promise<JudgedSchool> {
  return judgeSchool(trx, context, await rulesInForce(trx, context))
}

function noFolder(name: string): Refusal {
  return new Refusal('no-folder', { ru: `Папки «${name}» нет.`, en: `There is no folder "${name}".` })
}
