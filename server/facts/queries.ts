import { sql } from 'kysely'
import type { Trx } from '../database/database.ts'
import { type Day, dayOf, type IsoDay } from '../domain/day.ts'

export type EnrolledStudent = { readonly id: number; readonly classId: number; readonly grade: number }

/** Pupils enrolled on the day with the class of that day, by class and id. */
export async function listEnrolled(
  trx: Trx,
  schoolId: number,
  asOf: IsoDay,
  knownAt?: string,
): Promise<EnrolledStudent[]> {
  const { rows } = await sql<EnrolledStudent>`
    select distinct on (c.id, e.student_id) e.student_id as id, c.id as "classId", c.grade
    from (
      select distinct on (student_id) student_id, class_id from enrolment
      where school_id = ${schoolId} and from_on <= ${asOf} and (to_on is null or to_on >= ${asOf})
        and (${knownAt ?? null}::timestamptz is null or recorded_at <= ${knownAt ?? null})
      order by student_id, from_on desc) e
    join school_class c on c.school_id = ${schoolId} and c.id = e.class_id
    order by c.id, e.student_id`.execute(trx)
  return rows
}

/** Every class of the school, of past years too: pupils carry their earlier classes' lessons with them. */
export function listClasses(trx: Trx, schoolId: number): Promise<{ id: number; grade: number }[]> {
  return trx
    .selectFrom('school_class')
    .select(['id', 'grade'])
    .where('school_id', '=', schoolId)
    .orderBy('id')
    .execute()
}

/** Up to which day each source's data speak, of the loads known and not undone. */
export async function listDataDays(trx: Trx, schoolId: number, asOf: Day, knownAt?: string): Promise<Map<string, Day>> {
  const known = knownAt ?? null
  const { rows } = await sql<{ source: string; on: IsoDay }>`
    select s.source, max(s.data_on) as "on"
    from import_source s join import i on i.school_id = s.school_id and i.id = s.import_id
    where s.school_id = ${schoolId} and (i.state = 'accepted' or i.undone_at > ${known}::timestamptz)
      and (${known}::timestamptz is null or i.finished_at <= ${known})
    group by s.source`.execute(trx)
  const days = new Map(rows.map(({ source, on }) => [source, dayOf(on)]))
  // A weekly load is a standing word on lessons: it does not age as a journal does.
  if (!days.has('lessons') && (await hasLoad(trx, schoolId))) days.set('lessons', asOf)
  return days
}

async function hasLoad(trx: Trx, schoolId: number): Promise<boolean> {
  const row = await trx
    .selectFrom('timetable_load')
    .select('class_id')
    .where('school_id', '=', schoolId)
    .where('withdrawn_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
