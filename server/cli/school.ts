import { sql } from 'kysely'
import { findKnownAt } from '../daily/queries.ts'
import type { Db } from '../database/database.ts'
import { requireMigrated } from '../database/migrate.ts'
import { type Day, dayOf, parseDay } from '../domain/day.ts'
import { Refusal } from '../refusal.ts'
import { listSchools } from '../school/queries.ts'
import { usage } from './arguments.ts'
import type { DatabaseContext, School, SchoolContext } from './command.ts'
import { en } from './words/en.ts'
import { ru } from './words/ru.ts'

/** The school of the call and its day. Refuses where there is no school yet, or several and none is named. */
export async function schoolContext(context: DatabaseContext): Promise<SchoolContext> {
  const school = chosen(await listSchools(context.db), context.options['school'])
  const asOf = asOfOption(context.options['as-of']) ?? todayAt(context.io.now(), school.timeZone)
  return { ...context, school, asOf, knownAt: await findKnownAt(context.db, context.io.now(), school.timeZone, asOf) }
}

/** Refuses a database that this program has never prepared (init is the way) or that is of another version. */
export async function requireReady(db: Db): Promise<void> {
  const { rows } = await sql<{ isEmpty: boolean }>`select to_regclass('school') is null as "isEmpty"`.execute(db)
  if (rows[0]?.isEmpty) throw new Refusal('no-school', { ru: ru.noSchool, en: en.noSchool })
  await requireMigrated(db)
}

function chosen(schools: School[], wanted: string | boolean | undefined): School {
  const [first, second] = schools
  if (!first) throw new Refusal('no-school', { ru: ru.noSchool, en: en.noSchool })
  if (typeof wanted === 'string') {
    const found = schools.find(({ id }) => String(id) === wanted)
    if (!found) throw usage((words) => words.noSuchSchool(wanted))
    return found
  }
  if (second) throw usage((words) => words.whichSchool(schools.map(({ id, name }) => `${id} (${name})`).join(', ')))
  return first
}

/** The day of an option, or undefined where it is not given. Refuses text that is no day. */
export function asOfOption(value: string | boolean | undefined): Day | undefined {
  if (typeof value !== 'string') return undefined
  const day = parseDay(value)
  if (day === undefined) throw usage((words) => words.badDay(value))
  return day
}

/** The business day of an instant in a time zone (IANA name). */
export function todayAt(now: Date, timeZone: string): Day {
  return dayOf(
    Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString(),
  )
}
