import type { Trx } from '../database/database.ts'

// Everyone the school knows, whole: a school has a few thousand people, and an import has to find each of them by name or id.

export function listStudents(trx: Trx, schoolId: number) {
  return trx.selectFrom('student').select(['id', 'full_name', 'birth_on', 'sex']).where('school_id', '=', schoolId).orderBy('id').execute()
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
  return trx.selectFrom('staff').select(['id', 'full_name', 'email', 'left_on']).where('school_id', '=', schoolId).orderBy('id').execute()
}

export function listStaffRoles(trx: Trx, schoolId: number) {
  return trx.selectFrom('staff_role').select(['staff_id', 'role', 'from_on', 'to_on']).where('school_id', '=', schoolId).execute()
}

export function listGuardians(trx: Trx, schoolId: number) {
  return trx.selectFrom('guardian').select(['id', 'full_name', 'phone', 'email']).where('school_id', '=', schoolId).orderBy('id').execute()
}

export function listStudentGuardians(trx: Trx, schoolId: number) {
  return trx.selectFrom('student_guardian').select(['student_id', 'guardian_id']).where('school_id', '=', schoolId).execute()
}
