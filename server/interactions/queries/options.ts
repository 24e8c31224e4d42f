import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

/** Classes of a day, by grade and name; narrowed to `only` where given. */
export async function listClassesOn(
  trx: Trx,
  schoolId: number,
  on: string,
  only: readonly number[] | undefined,
): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select c.id, c.name from school_class c
    where c.school_id = ${schoolId} and c.opened_on <= ${on}::date and (c.closed_on is null or c.closed_on >= ${on}::date)
      and c.school_year = (select max(y.school_year) from school_class y where y.school_id = c.school_id and y.opened_on <= ${on}::date)
      and (${only === undefined} or c.id = any(${[...(only ?? [])]}::bigint[]))
    order by c.grade, c.name collate "und-x-icu"`.execute(trx)
  return rows
}

/** Classes in which a pupil with an open case is, for specialists. */
export async function listClassesWithCases(trx: Trx, schoolId: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('escalation')
    .select('class_id')
    .distinct()
    .where('school_id', '=', schoolId)
    .where('closed_on', 'is', null)
    .execute()
  return rows.map((row) => row.class_id)
}

/** Pupils of a class on a day; `isCase` keeps those with an open case. */
export async function listPupils(
  trx: Trx,
  schoolId: number,
  classId: number,
  on: string,
  isCase: boolean,
): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select s.id, s.full_name as name from enrolment e join student s on s.school_id = e.school_id and s.id = e.student_id
    where e.school_id = ${schoolId} and e.class_id = ${classId} and e.from_on <= ${on}::date
      and (e.to_on is null or e.to_on >= ${on}::date)
      and (${!isCase} or exists (select from escalation x where x.school_id = e.school_id and x.student_id = e.student_id
        and x.closed_on is null))
    order by s.full_name collate "und-x-icu"`.execute(trx)
  return rows
}
