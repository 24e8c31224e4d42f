import { sql } from 'kysely'
import { anyOf } from '../../database/any-of.ts'
import type { Trx } from '../../database/database.ts'
import { dayOf } from '../../domain/day.ts'
import type { Assignment, Enrolment, Membership } from '../../domain/duties/world.ts'

export type ClassRow = {
  id: number
  name: string
  grade: number
  cohortId: number
  schoolYear: string
  openedOn: string
  closedOn: string | null
}

/** Classes of every school year, as the roster holds them. */
export function listClasses(trx: Trx, schoolId: number): Promise<ClassRow[]> {
  return trx
    .selectFrom('school_class')
    .select(['id', 'name', 'grade', 'cohort_id as cohortId', 'school_year as schoolYear'])
    .select(['opened_on as openedOn', 'closed_on as closedOn'])
    .where('school_id', '=', schoolId)
    .orderBy('school_year')
    .orderBy('grade')
    .orderBy('name')
    .execute()
}

/** Who leads which class over time; while a teacher is on leave with someone named to act, that person is the delegate. */
export async function listAssignments(trx: Trx, schoolId: number): Promise<Assignment[]> {
  const teachers = await trx
    .selectFrom('class_teacher')
    .select(['class_id as classId', 'staff_id as staffId', 'role', 'from_on as fromOn', 'to_on as toOn'])
    .where('school_id', '=', schoolId)
    .orderBy('class_id')
    .orderBy('from_on')
    .execute()
  const leaves = await trx
    .selectFrom('staff_leave')
    .select(['staff_id as staffId', 'from_on as fromOn', 'to_on as toOn', 'acting_staff_id as actingId'])
    .where('school_id', '=', schoolId)
    .orderBy('staff_id')
    .orderBy('from_on')
    .execute()
  const own: Assignment[] = teachers.map((row) => ({
    classId: row.classId,
    staffId: row.staffId,
    role: row.role,
    ...spanOf(row),
  }))
  const delegates = own.flatMap((assignment) =>
    leaves
      .filter((leave) => leave.staffId === assignment.staffId && leave.actingId !== null && assignment.role === 'main')
      .map(
        (leave): Assignment => ({
          classId: assignment.classId,
          staffId: leave.actingId ?? 0,
          role: 'delegate',
          ...spanOf(leave),
        }),
      ),
  )
  return [...own, ...delegates]
}

/** Stays of pupils in classes; with `only` in these alone. */
export async function listEnrolments(trx: Trx, schoolId: number, only?: readonly number[]): Promise<Enrolment[]> {
  let query = trx
    .selectFrom('enrolment')
    .select(['student_id as studentId', 'class_id as classId', 'from_on as fromOn', 'to_on as toOn'])
    .where('school_id', '=', schoolId)
  if (only) query = query.where('class_id', '=', anyOf(only))
  const rows = await query.orderBy('student_id').orderBy('from_on').execute()
  return rows.map((row) => ({ studentId: row.studentId, classId: row.classId, ...spanOf(row) }))
}

/** Pupils of the populations that norms name: special needs, support, families the regulation asks to plan for. */
export async function listMemberships(
  trx: Trx,
  schoolId: number,
  planRequired: readonly string[],
): Promise<Membership[]> {
  const support = await trx
    .selectFrom('support_status')
    .select(['student_id as studentId', 'kind', 'from_on as fromOn', 'to_on as toOn'])
    .where('school_id', '=', schoolId)
    .where('withdrawn_at', 'is', null)
    .orderBy('student_id')
    .orderBy('from_on')
    .execute()
  return [
    ...support.map((row) => ({
      studentId: row.studentId,
      population: row.kind === 'sen' ? 'sen' : 'support',
      ...spanOf(row),
    })),
    ...(await listFlaggedFamilies(trx, schoolId, planRequired)),
  ]
}

/** Families of the categories named, for as long as the category stands. */
export async function listFlaggedFamilies(
  trx: Trx,
  schoolId: number,
  categories: readonly string[],
): Promise<Membership[]> {
  const rows = await trx
    .selectFrom('family_category')
    .select(['student_id as studentId', 'from_on as fromOn'])
    .select((row) => row.fn.coalesce('ended_on', 'expires_on').as('toOn'))
    .where('school_id', '=', schoolId)
    .where('category', '=', sql<string>`any(${[...categories]}::text[])`)
    .where('withdrawn_at', 'is', null)
    .orderBy('student_id')
    .orderBy('from_on')
    .execute()
  return rows.map((row) => ({ studentId: row.studentId, population: 'familyFlagged', ...spanOf(row) }))
}

function spanOf(row: { fromOn: string; toOn: string | null }): { fromOn: number; toOn?: number } {
  return { fromOn: dayOf(row.fromOn), ...(row.toOn === null ? {} : { toOn: dayOf(row.toOn) }) }
}
