import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

export type StayRow = {
  classId: number
  className: string
  grade: number
  schoolYear: string
  from: string
  to: string | null
  form: string
}

/** A pupil by id; undefined where the school has no such pupil. */
export function findPupil(trx: Trx, schoolId: number, id: number) {
  return trx
    .selectFrom('student')
    .select(['id', 'full_name as name'])
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The classes of a pupil over time, the newest first. An end that lies after the day is not known on it. */
export async function listStays(trx: Trx, schoolId: number, id: number, on: string): Promise<StayRow[]> {
  const { rows } = await sql<StayRow>`
    select c.id as "classId", c.name as "className", c.grade, c.school_year as "schoolYear", e.from_on as "from",
      case when e.to_on < ${on}::date then e.to_on end as "to", e.schooling_form as form
    from enrolment e join school_class c on c.school_id = e.school_id and c.id = e.class_id
    where e.school_id = ${schoolId} and e.student_id = ${id} and e.from_on <= ${on}::date
    order by e.from_on desc limit 30`.execute(trx)
  return rows
}

export type GuardianRow = {
  id: number
  name: string
  relation: string
  phone: string | null
  email: string | null
  isPrimary: boolean
  livesWith: boolean | null
}

export async function listGuardiansOf(trx: Trx, schoolId: number, id: number): Promise<GuardianRow[]> {
  const { rows } = await sql<GuardianRow>`
    select g.id, g.full_name as name, r.relation, g.phone, g.email, r.is_primary as "isPrimary", r.lives_with as "livesWith"
    from student_guardian r join guardian g on g.school_id = r.school_id and g.id = r.guardian_id
    where r.school_id = ${schoolId} and r.student_id = ${id}
    order by r.is_primary desc, g.full_name collate "und-x-icu" limit 20`.execute(trx)
  return rows
}
