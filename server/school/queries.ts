import { sql } from 'kysely'
import type { Db, Trx } from '../database/database.ts'

export type SchoolRow = { id: number; name: string; timeZone: string; isDemo: boolean; trackingFrom: string }
export type CalendarRow = { kind: 'production' | 'schoolYear'; id: string; schoolYear: string | null; content: unknown }

/** Every school of the installation, in the order they were made. */
export function listSchools(db: Db): Promise<SchoolRow[]> {
  return db
    .selectFrom('school')
    .select(['id', 'name', 'time_zone as timeZone', 'is_demo as isDemo', 'tracking_from as trackingFrom'])
    .orderBy('id')
    .execute()
}

/** The list of schools is the one table outside the scope of a school: only the owner of the database writes it. */
export async function insertSchool(
  db: Db | Trx,
  school: { name: string; timeZone: string; trackingFrom: string; demoSeed?: number },
): Promise<number> {
  const row = await db
    .insertInto('school')
    .values({
      name: school.name,
      time_zone: school.timeZone,
      tracking_from: school.trackingFrom,
      is_demo: school.demoSeed !== undefined,
      demo_seed: school.demoSeed ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The calendars a school follows: ids of rules/calendar (content null) or its own content. */
export async function insertCalendars(trx: Trx, schoolId: number, calendars: CalendarRow[]): Promise<void> {
  if (calendars.length === 0) return
  await trx
    .insertInto('school_calendar')
    .values(
      calendars.map(({ kind, id, schoolYear, content }) => ({
        school_id: schoolId,
        kind,
        id,
        school_year: schoolYear,
        content: content === null ? null : JSON.stringify(content),
      })),
    )
    .execute()
}

export function listCalendars(trx: Trx, schoolId: number): Promise<CalendarRow[]> {
  return trx
    .selectFrom('school_calendar')
    .select(['kind', 'id', 'school_year as schoolYear', 'content'])
    .where('school_id', '=', schoolId)
    .orderBy('kind')
    .orderBy('id')
    .execute()
}

/** Closures beside the calendar that were not taken back. */
export function listBreaks(trx: Trx, schoolId: number) {
  return trx
    .selectFrom('school_break')
    .select(['id', 'class_id as classId', 'grade_from as gradeFrom', 'grade_to as gradeTo', 'from_on as fromOn'])
    .select(['to_on as toOn', 'kind', 'note'])
    .where('school_id', '=', schoolId)
    .where('voided_at', 'is', null)
    .orderBy('id')
    .execute()
}

export type AnswerRow = { key: string; value: unknown; setAt: string; setBy: string | null }

/** Every answer the school ever gave, in the order they were given; the last of a key is in force. */
export function listAnswers(trx: Trx, schoolId: number, keys?: readonly string[]): Promise<AnswerRow[]> {
  const all = trx
    .selectFrom('school_setting')
    .select(['key', 'value', 'set_at as setAt', 'set_by as setBy'])
    .where('school_id', '=', schoolId)
    .orderBy('set_at')
  return (keys ? all.where('key', 'in', [...keys]) : all).limit(5000).execute()
}

/** An answer is a new row: what was answered before stays. */
export async function insertAnswer(
  trx: Trx,
  schoolId: number,
  answer: { key: string; value: unknown; setBy: string },
): Promise<void> {
  await trx
    .insertInto('school_setting')
    .values({ school_id: schoolId, key: answer.key, value: JSON.stringify(answer.value), set_by: answer.setBy })
    .execute()
}

/** Replaces the calendar of one school year (or of one year of working days) by another. */
export async function replaceCalendar(trx: Trx, schoolId: number, calendar: CalendarRow): Promise<void> {
  await trx
    .deleteFrom('school_calendar')
    .where('school_id', '=', schoolId)
    .where('kind', '=', calendar.kind)
    .where((where) =>
      calendar.schoolYear === null
        ? where('id', '=', calendar.id)
        : where.or([where('school_year', '=', calendar.schoolYear), where('id', '=', calendar.id)]),
    )
    .execute()
  await insertCalendars(trx, schoolId, [calendar])
}

export type NewClosure = {
  classId: number | null
  gradeFrom: number | null
  gradeTo: number | null
  fromOn: string
  toOn: string
  kind: 'quarantine' | 'remote' | 'closed'
  note: string | null
  recordedAt: Date
}

export async function insertClosure(trx: Trx, schoolId: number, closure: NewClosure): Promise<number> {
  const { id } = await trx
    .insertInto('school_break')
    .values({
      school_id: schoolId,
      class_id: closure.classId,
      grade_from: closure.gradeFrom,
      grade_to: closure.gradeTo,
      from_on: closure.fromOn,
      to_on: closure.toOn,
      kind: closure.kind,
      note: closure.note,
      recorded_at: closure.recordedAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Takes a closure back; answers whether there was one. */
export async function voidClosure(trx: Trx, schoolId: number, id: number, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('school_break')
    .set({ voided_at: now })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .where('voided_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** One answer at a time: two people who answer at once do not both believe to be the first. */
export async function lockAnswers(trx: Trx, schoolId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('reglament answers'), ${schoolId}::int)`.execute(trx)
}
