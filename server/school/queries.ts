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
