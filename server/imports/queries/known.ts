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
import { foldName } from '../records/names.ts'
import {
  addNamed,
  type ClassRef,
  type Entity,
  type GuardianRef,
  type Ref,
  type Register,
  type Setting,
  type StaffRef,
  type StudentRef,
} from '../resolve/register.ts'

/** Everyone the school knows, with the ids this source uses for them. */
export async function readRegister(trx: Trx, schoolId: number, setting: Setting): Promise<Register> {
  const classes = await readClasses(trx, schoolId)
  const students = await readStudents(trx, schoolId, classes)
  const staff = await readStaff(trx, schoolId)
  const guardians = await readGuardians(trx, schoolId, students)
  const subjects = await trx
    .selectFrom('subject')
    .select(['id', 'name'])
    .where('school_id', '=', schoolId)
    .orderBy('id')
    .execute()
  const byName = {
    student: new Map<string, StudentRef[]>(),
    staff: new Map<string, StaffRef[]>(),
    guardian: new Map<string, GuardianRef[]>(),
  }
  for (const each of students.values()) addNamed(byName.student, each)
  for (const each of staff.values()) addNamed(byName.staff, each)
  for (const each of guardians.values()) addNamed(byName.guardian, each)
  const leads = (await listClassTeachers(trx, schoolId)).flatMap((row) => {
    const [schoolClass, teacher] = [classes.get(row.class_id), staff.get(row.staff_id)]
    const isMain = row.role === 'main'
    return schoolClass && teacher && isMain
      ? [{ class: schoolClass, from: row.from_on, to: row.to_on, staff: teacher, isTouched: false }]
      : []
  })
  const subjectRefs = new Map(subjects.map((row) => [row.id, { id: row.id, name: row.name }]))
  const keyed = new Set<Ref>()
  const keys = await readKeys(
    trx,
    schoolId,
    setting.source,
    { student: students, staff, guardian: guardians, class: classes, subject: subjectRefs },
    keyed,
  )
  return {
    setting,
    students: [...students.values()],
    classes: [...classes.values()],
    staff: [...staff.values()],
    guardians: [...guardians.values()],
    subjects: [...subjectRefs.values()],
    leads,
    links: [],
    keys,
    keyed,
    newKeys: [],
    byName,
    subjectByName: new Map([...subjectRefs.values()].map((each) => [foldName(each.name), each])),
  }
}

async function readClasses(trx: Trx, schoolId: number): Promise<Map<number, ClassRef>> {
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

async function readStudents(
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
    students
      .get(row.student_id)
      ?.enrolments.push({
        from: row.from_on,
        to: row.to_on,
        class: schoolClass,
        form: row.schooling_form,
        isTouched: false,
      })
  }
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
  return students
}

async function readStaff(trx: Trx, schoolId: number): Promise<Map<number, StaffRef>> {
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

async function readGuardians(
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

async function readKeys(
  trx: Trx,
  schoolId: number,
  source: string,
  refs: { readonly [E in Exclude<Entity, 'incident'>]: ReadonlyMap<number, Ref> },
  keyed: Set<Ref>,
): Promise<Register['keys']> {
  const keys = {
    student: new Map(),
    staff: new Map(),
    guardian: new Map(),
    class: new Map(),
    subject: new Map(),
    incident: new Map(),
  }
  const rows = await trx
    .selectFrom('source_key')
    .select(['entity', 'key', 'entity_id'])
    .where('school_id', '=', schoolId)
    .where('source', '=', source)
    .execute()
  for (const row of rows) {
    const ref = row.entity === 'incident' ? { id: row.entity_id } : refs[row.entity].get(row.entity_id)
    if (!ref) continue
    keys[row.entity].set(row.key, ref)
    keyed.add(ref)
  }
  return keys
}
