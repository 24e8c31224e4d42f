import type { Trx } from '../../database/database.ts'
import { foldName } from '../records/names.ts'
import {
  addNamed,
  type Entity,
  type GuardianRef,
  type Ref,
  type Register,
  type Setting,
  type StaffRef,
  type StudentRef,
} from '../resolve/register.ts'
import { readClasses, readGuardians, readLeads, readStaff, readStudents, readSubjects } from './known-people.ts'

/** Everyone the school knows, with the ids this source uses for them. */
export async function readRegister(trx: Trx, schoolId: number, setting: Setting): Promise<Register> {
  const classes = await readClasses(trx, schoolId)
  const students = await readStudents(trx, schoolId, classes)
  const staff = await readStaff(trx, schoolId)
  const guardians = await readGuardians(trx, schoolId, students)
  const subjects = await readSubjects(trx, schoolId)
  const byName = {
    student: new Map<string, StudentRef[]>(),
    staff: new Map<string, StaffRef[]>(),
    guardian: new Map<string, GuardianRef[]>(),
  }
  for (const each of students.values()) addNamed(byName.student, each)
  for (const each of staff.values()) addNamed(byName.staff, each)
  for (const each of guardians.values()) addNamed(byName.guardian, each)
  const leads = await readLeads(trx, schoolId, classes, staff)
  const keyed = new Set<Ref>()
  const refs = { student: students, staff, guardian: guardians, class: classes, subject: subjects }
  const keys = await readKeys(trx, schoolId, setting.source, refs, keyed)
  return {
    setting,
    students: [...students.values()],
    classes: [...classes.values()],
    staff: [...staff.values()],
    guardians: [...guardians.values()],
    subjects: [...subjects.values()],
    leads,
    links: [],
    keys,
    keyed,
    newKeys: [],
    byName,
    subjectByName: new Map([...subjects.values()].map((each) => [foldName(each.name), each])),
  }
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

/** Pupils whom any source calls by this id. */
export async function listStudentsByKey(trx: Trx, schoolId: number, key: string): Promise<number[]> {
  const rows = await trx
    .selectFrom('source_key')
    .select('entity_id')
    .distinct()
    .where('school_id', '=', schoolId)
    .where('entity', '=', 'student')
    .where('key', '=', key)
    .execute()
  return rows.map((row) => row.entity_id)
}
