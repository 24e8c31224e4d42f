import type { Trx } from '../../database/database.ts'
import {
  listClasses,
  listClassTeachers,
  listEnrolments,
  listGuardians,
  listStaff,
  listStaffRoles,
  listStudentGuardians,
  listStudents,
} from '../../roster/queries.ts'
import type { ClassRef, GuardianRef, Lead, StaffRef, StudentRef, SubjectRef } from '../resolve/register.ts'

export async function readClasses(trx: Trx, schoolId: number): Promise<Map<number, ClassRef>> {
  const rows = await listClasses(trx, schoolId)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        cohort: { id: row.cohort_id },
        year: row.school_year,
        name: row.name,
        grade: row.grade,
        openedOn: row.opened_on,
        closedOn: row.closed_on,
        isTouched: false,
      },
    ]),
  )
}

export async function readStudents(
  trx: Trx,
  schoolId: number,
  classes: ReadonlyMap<number, ClassRef>,
): Promise<Map<number, StudentRef>> {
  const students = new Map<number, StudentRef>()
  for (const row of await listStudents(trx, schoolId)) {
    students.set(row.id, {
      id: row.id,
      name: row.full_name,
      birthOn: row.birth_on,
      sex: row.sex,
      enrolments: [],
      senFrom: undefined,
      isTouched: false,
    })
  }
  for (const row of await listEnrolments(trx, schoolId)) {
    const schoolClass = classes.get(row.class_id)
    if (!schoolClass) continue
    students.get(row.student_id)?.enrolments.push({
      from: row.from_on,
      to: row.to_on,
      class: schoolClass,
      form: row.schooling_form,
      isTouched: false,
    })
  }
  await readSupport(trx, schoolId, students)
  return students
}

export async function readStaff(trx: Trx, schoolId: number): Promise<Map<number, StaffRef>> {
  const staff = new Map<number, StaffRef>()
  for (const row of await listStaff(trx, schoolId)) {
    staff.set(row.id, {
      id: row.id,
      name: row.full_name,
      email: row.email,
      leftOn: row.left_on,
      roles: [],
      isTouched: false,
    })
  }
  for (const row of await listStaffRoles(trx, schoolId)) {
    staff.get(row.staff_id)?.roles.push({ role: row.role, from: row.from_on, to: row.to_on, isTouched: false })
  }
  return staff
}

export async function readGuardians(
  trx: Trx,
  schoolId: number,
  students: ReadonlyMap<number, StudentRef>,
): Promise<Map<number, GuardianRef>> {
  const guardians = new Map<number, GuardianRef>()
  for (const row of await listGuardians(trx, schoolId)) {
    guardians.set(row.id, {
      id: row.id,
      name: row.full_name,
      phone: row.phone,
      email: row.email,
      students: new Set(),
      isTouched: false,
    })
  }
  for (const row of await listStudentGuardians(trx, schoolId)) {
    const student = students.get(row.student_id)
    if (student) guardians.get(row.guardian_id)?.students.add(student)
  }
  return guardians
}

async function readSupport(trx: Trx, schoolId: number, students: ReadonlyMap<number, StudentRef>): Promise<void> {
  const supported = await trx
    .selectFrom('support_status')
    .select(['student_id', 'from_on'])
    .where('school_id', '=', schoolId)
    .where('kind', '=', 'sen')
    .where('to_on', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute()
  for (const row of supported) {
    const student = students.get(row.student_id)
    if (student) student.senFrom = row.from_on
  }
}

/** Who leads which class; a stand-in is entered by people, not by lists. */
export async function readLeads(
  trx: Trx,
  schoolId: number,
  classes: ReadonlyMap<number, ClassRef>,
  staff: ReadonlyMap<number, StaffRef>,
): Promise<Lead[]> {
  const rows = (await listClassTeachers(trx, schoolId)).filter(({ role }) => role === 'main')
  return rows.flatMap((row) => {
    const [schoolClass, teacher] = [classes.get(row.class_id), staff.get(row.staff_id)]
    const isKnown = schoolClass !== undefined && teacher !== undefined
    return isKnown ? [{ class: schoolClass, from: row.from_on, to: row.to_on, staff: teacher, isTouched: false }] : []
  })
}

export async function readSubjects(trx: Trx, schoolId: number): Promise<Map<number, SubjectRef>> {
  const rows = await trx
    .selectFrom('subject')
    .select(['id', 'name'])
    .where('school_id', '=', schoolId)
    .orderBy('id')
    .execute()
  return new Map(rows.map((row) => [row.id, { id: row.id, name: row.name }]))
}
