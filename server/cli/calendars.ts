import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { openDatabase } from '../database/database.ts'
import { inSchoolReadOnly } from '../database/school.ts'
import { checkCalendar } from '../domain/calendar/check.ts'
import { type IsoDay, isoOf } from '../domain/day.ts'
import type { ProductionYear, SchoolYear } from '../domain/formats/calendar.ts'
import type { Problem } from '../problem.ts'
import { Refusal } from '../refusal.ts'
import { loadRules } from '../rules/files/load.ts'
import type { CheckedFile } from '../rules/files/ruleset.ts'
import { type CalendarRow, listCalendars } from '../school/queries.ts'
import { placeProblem } from '../school/school.ts'
import { type OwnCalendar, readCalendarFile } from './calendar-file.ts'
import type { Context, School, SchoolContext } from './command.ts'
import { readSources } from './library.ts'
import { requireReady, schoolContext, todayAt } from './school.ts'

/** Calendars to be checked, and what is wrong with them before any day is looked at. */
export type Calendars = {
  whose: 'school' | 'file' | 'shipped'
  school: Pick<School, 'id' | 'name'> | null
  production: ProductionYear[]
  schoolYears: SchoolYear[]
  problems: Problem[]
  files: readonly CheckedFile[]
}

/** The calendars the school of this installation follows; undefined where there is no database or no school yet. */
export async function findFollowed(context: Context): Promise<Calendars | undefined> {
  const { database: config } = readConfig(context.io.env)
  if (config.kind === 'pglite' && !(await exists(join(config.folder, 'database')))) return undefined
  const database = await openDatabase(config)
  try {
    await requireReady(database.db)
    return await followedBy(await schoolContext({ ...context, db: database.db }))
  } catch (error) {
    if (error instanceof Refusal && error.code === 'no-school') return undefined
    throw error
  } finally {
    await database.close()
  }
}

async function followedBy(context: SchoolContext): Promise<Calendars> {
  const { db, school } = context
  const shipped = await listShipped(context)
  const rows = await inSchoolReadOnly(db, school.id, (trx) => listCalendars(trx, school.id))
  const production = take(rows, 'production', shipped.production)
  const schoolYears = take(rows, 'schoolYear', shipped.schoolYears)
  const known = new Set([...production, ...schoolYears].map(({ id }) => id))
  const problems = rows.filter(({ id }) => !known.has(id)).map(({ id }) => missing(id))
  // A file stands for a stored calendar only where the school keeps no content of its own.
  const own = new Set(rows.filter(({ content }) => content !== null).map(({ id }) => id))
  const files = shipped.files.filter((file) => !own.has(idOf(file)))
  const { id, name } = school
  return { whose: 'school', school: { id, name }, production, schoolYears, problems, files }
}

function take<T extends { id: string }>(rows: readonly CalendarRow[], kind: CalendarRow['kind'], shipped: T[]): T[] {
  const own = rows.filter((row) => row.kind === kind)
  return own.flatMap((row) => (row.content as T | null) ?? shipped.find(({ id }) => id === row.id) ?? [])
}

function missing(id: string): Problem {
  return {
    code: 'calendar-missing',
    severity: 'error',
    where: { file: `rules/calendar/${id}.json` },
    message: {
      ru: `Школа живёт по календарю «${id}», а его нет или он с ошибкой`,
      en: `The school follows the calendar "${id}", which is absent or broken`,
    },
    fix: {
      ru: 'Верните файл; ошибки в нём: reglament rules check',
      en: 'Put the file back; its errors: reglament rules check',
    },
  }
}

/** Every calendar among the rule files. */
export async function listShipped(context: Context): Promise<Calendars> {
  const today = isoOf(todayAt(context.io.now(), 'UTC'))
  const { ruleSet, problems } = loadRules(await readSources(context), today)
  const files = ruleSet.files.filter(({ path }) => path.startsWith('calendar/'))
  const names = new Set(files.map(({ file }) => file))
  return {
    whose: 'shipped',
    school: null,
    production: [...ruleSet.productionYears],
    schoolYears: [...ruleSet.schoolYears],
    problems: problems.filter(({ where }) => names.has(where.file ?? '')),
    files,
  }
}

/** A calendar of one's own, as `init --calendar` takes it. Refuses what is none. */
export async function readOwn(context: Context, name: string): Promise<Calendars & OwnCalendar> {
  return { whose: 'file', school: null, problems: [], ...(await readCalendarFile(context, name)) }
}

/** What is wrong with the days. Shipped school years are alternatives of each other: each is looked at alone. */
export function checkFollowed({ whose, production, schoolYears, files }: Calendars, asOf: IsoDay): Problem[] {
  const sets = whose === 'shipped' ? schoolYears.map((year) => [year]) : [schoolYears]
  const found = sets.flatMap((years) => checkCalendar({ production, schoolYears: years }))
  const once = new Map(found.map((each) => [[each.calendar, each.where.path, each.code].join(' '), each]))
  return [...[...once.values()].map((each) => placeProblem(each, files)), ...outside(production, schoolYears, asOf)]
}

function idOf({ value }: CheckedFile): string {
  return (value as { id?: string } | undefined)?.id ?? ''
}

/** A day no calendar answers for is not counted at all: said before somebody wonders. */
function outside(production: readonly ProductionYear[], schoolYears: readonly SchoolYear[], asOf: IsoDay): Problem[] {
  const isWorked = production.some(({ year }) => asOf.startsWith(`${year}-`))
  const isStudied = schoolYears.some(({ covers }) => covers.from <= asOf && asOf <= covers.to)
  if (isWorked && isStudied) return []
  return [
    {
      code: 'day-not-covered',
      severity: 'warning',
      where: { file: asOf },
      message: {
        ru: `За день ${asOf} не отвечает ни один календарь: обязательства и сигналы этого дня – «нет данных»`,
        en: `No calendar answers for ${asOf}: duties and flags of that day are "no data"`,
      },
      fix: {
        ru: 'Добавьте календарь этого года: rules/calendar/README.md',
        en: 'Add the calendar of that year: rules/calendar/README.md',
      },
    },
  ]
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
