import { sql } from 'kysely'
import { anyOf } from '../database/any-of.ts'
import type { Trx } from '../database/database.ts'

// Everyone the school knows, whole: a school has a few thousand people, and an import has to find each of them by name or id.

export function listStudents(trx: Trx, schoolId: number) {
  return studentsOf(trx, schoolId).execute()
}

/** The pupils who were ever enrolled in one of the classes. */
export function listStudentsOfClasses(trx: Trx, schoolId: number, classIds: readonly number[]) {
  const ids = anyOf(classIds)
  const enrolled = trx.selectFrom('enrolment').select('student_id').where('school_id', '=', schoolId)
  return studentsOf(trx, schoolId)
    .where('id', 'in', enrolled.where('class_id', '=', ids))
    .execute()
}

function studentsOf(trx: Trx, schoolId: number) {
  return trx
    .selectFrom('student')
    .select(['id', 'full_name', 'birth_on', 'sex'])
    .where('school_id', '=', schoolId)
    .orderBy('id')
}

export function listEnrolments(trx: Trx, schoolId: number) {
  return trx
    .selectFrom('enrolment')
    .select(['student_id', 'from_on', 'class_id', 'to_on', 'schooling_form'])
    .where('school_id', '=', schoolId)
    .orderBy('student_id')
    .orderBy('from_on')
    .execute()
}

export function listClasses(trx: Trx, schoolId: number) {
  return trx
    .selectFrom('school_class')
    .select(['id', 'cohort_id', 'school_year', 'name', 'grade', 'opened_on', 'closed_on'])
    .where('school_id', '=', schoolId)
    .orderBy('id')
    .execute()
}

export function listClassTeachers(trx: Trx, schoolId: number) {
  return trx
    .selectFrom('class_teacher')
    .select(['class_id', 'role', 'from_on', 'to_on', 'staff_id'])
    .where('school_id', '=', schoolId)
    .orderBy('class_id')
    .orderBy('from_on')
    .execute()
}

export function listStaff(trx: Trx, schoolId: number) {
  return trx
    .selectFrom('staff')
    .select(['id', 'full_name', 'email', 'left_on'])
    .where('school_id', '=', schoolId)
    .orderBy('id')
    .execute()
}

export function listStaffRoles(trx: Trx, schoolId: number) {
  return trx
    .selectFrom('staff_role')
    .select(['staff_id', 'role', 'from_on', 'to_on'])
    .where('school_id', '=', schoolId)
    .execute()
}

export function listGuardians(trx: Trx, schoolId: number) {
  return trx
    .selectFrom('guardian')
    .select(['id', 'full_name', 'phone', 'email'])
    .where('school_id', '=', schoolId)
    .orderBy('id')
    .execute()
}

export function listStudentGuardians(trx: Trx, schoolId: number) {
  return trx
    .selectFrom('student_guardian')
    .select(['student_id', 'guardian_id'])
    .where('school_id', '=', schoolId)
    .execute()
}

export type FoundStudent = { id: number; fullName: string; className: string; classId: number }

/**
 * Pupils of a day whom a text may mean: a number of ours, an id of any source, or a beginning of the name in any order of
 * case. Several are told, never guessed.
 */
export async function findStudents(trx: Trx, schoolId: number, text: string, asOf: string): Promise<FoundStudent[]> {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : null
  const { rows } = await sql<FoundStudent>`
    select distinct on (s.id) s.id, s.full_name as "fullName", c.name as "className", c.id as "classId"
    from student s
    join enrolment e on e.school_id = s.school_id and e.student_id = s.id and e.from_on <= ${asOf}::date
      and (e.to_on is null or e.to_on >= ${asOf}::date)
    join school_class c on c.school_id = e.school_id and c.id = e.class_id
    where s.school_id = ${schoolId} and (
      s.id = ${number}
      or exists (select from source_key k where k.school_id = s.school_id and k.entity = 'student' and k.key = ${text} and k.entity_id = s.id)
      or lower(s.full_name) like lower(${`${text.replaceAll(/[%_\\]/g, '\\$&')}%`}))
    order by s.id, e.from_on desc
    limit 20`.execute(trx)
  return rows
}

/** Pupils enrolled on a day. */
export async function countStudents(trx: Trx, schoolId: number, asOf: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct student_id)::int as count from enrolment
    where school_id = ${schoolId} and from_on <= ${asOf}::date and (to_on is null or to_on >= ${asOf}::date)`.execute(
    trx,
  )
  return rows[0]?.count ?? 0
}

/** The class a pupil is in on a day (the last one before it where the pupil has left) and whether a case of theirs is open. */
export async function findPlace(
  trx: Trx,
  schoolId: number,
  studentId: number,
  on: string,
): Promise<{ classId: number; hasOpenCase: boolean } | undefined> {
  const { rows } = await sql<{ classId: number; hasOpenCase: boolean }>`
    select e.class_id as "classId", exists (select from escalation x where x.school_id = e.school_id
      and x.student_id = e.student_id and x.closed_on is null) as "hasOpenCase"
    from enrolment e
    where e.school_id = ${schoolId} and e.student_id = ${studentId} and e.from_on <= ${on}::date
    order by e.from_on desc limit 1`.execute(trx)
  return rows[0]
}
