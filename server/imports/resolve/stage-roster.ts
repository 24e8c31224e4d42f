import { distance } from 'fastest-levenshtein'
import type { AnyRecord } from '../records/kinds.ts'
import { foldClass } from '../records/names.ts'
import { type Context, giveIds } from './context.ts'
import type { Found, StudentRef } from './register.ts'
import { placeClass, placeGuardian, placeStaff } from './staff.ts'
import { findStudent, missingStudents, placeStudent } from './students.ts'

/** Finds a place for each class, member of staff, pupil and guardian of the lists. */
export function placePeople(context: Context, records: readonly AnyRecord[]): void {
  for (const record of records) {
    const found = place(context, record)
    if (found && 'reason' in found) context.notes.refuse(record.origin, [found.reason], record.kind)
  }
}

function place(context: Context, record: AnyRecord): Found<unknown> | undefined {
  const { register } = context
  switch (record.kind) {
    case 'class':
      if (record.fields.periodScheme !== undefined) sayScheme(context)
      return placeClass(register, record.fields)
    case 'staff':
      return placeStaff(register, record.fields)
    case 'student': {
      const found = placeStudent(register, record.fields, record.origin.row)
      if ('ref' in found) noteSupport(context, found.ref, record.fields.sen, record.fields.enrolledOn)
      return found
    }
    case 'guardian': {
      const found = findStudent(register, record.fields)
      return 'reason' in found ? found : placeGuardian(register, record.fields, found.ref)
    }
    default:
      return undefined
  }
}

/** Periods are the calendar's: a second word on them could only differ. */
function sayScheme({ notes }: Context): void {
  notes.say('scheme', {
    ru: '«Режим» классов не загружен: учебные периоды задаёт календарь школы, его выбирают в «Настройках»',
    en: 'The mode of the classes is not loaded: the periods are those of the school calendar, chosen in "Settings"',
  })
}

/** The list says yes or no; since when, it does not say: from enrolment, else from the start of the school year. */
function noteSupport(
  context: Context,
  student: StudentRef,
  sen: boolean | undefined,
  enrolledOn: string | undefined,
): void {
  const { setting } = context.register
  if (sen === true) support.set(student, { from: student.senFrom ?? enrolledOn ?? setting.year.startsOn, to: null })
  if (sen === false && student.senFrom !== undefined)
    support.set(student, { from: student.senFrom, to: setting.exportedOn })
}

const support = new WeakMap<StudentRef, { from: string; to: string | null }>()

/** Closes the enrolment of those a full list no longer names: only when a person asked for it. */
export function closeMissing(context: Context): StudentRef[] {
  const missing = missingStudents(context.register)
  for (const student of missing) {
    const current = student.enrolments.at(-1)
    if (current && current.to === null)
      Object.assign(current, { to: context.register.setting.exportedOn, isTouched: true })
  }
  return missing
}

/** Sends everyone the lists touched to the stages, new ones with fresh ids. */
export async function stagePeople(context: Context): Promise<void> {
  const { register, stages } = context
  const touched = <T extends { isTouched: boolean }>(list: readonly T[]): T[] => list.filter((each) => each.isTouched)
  const classes = touched(register.classes)
  const staff = touched(register.staff)
  const guardians = touched(register.guardians)
  sayNewClasses(context)
  const students = register.students.filter(
    (each) => each.isTouched || each.enrolments.some(({ isTouched }) => isTouched),
  )
  await giveIds(context, 'school_class', classes)
  await giveIds(context, 'staff', staff)
  await giveIds(context, 'student', students)
  await giveIds(context, 'guardian', guardians)
  for (const each of classes)
    stages.put('school_class', [
      each.id,
      each.cohort.id || each.id,
      each.year,
      each.name,
      each.grade,
      each.openedOn,
      each.closedOn,
    ])
  for (const each of staff) {
    stages.put('staff', [each.id, each.name, each.email, each.leftOn])
    for (const role of touched(each.roles)) stages.put('staff_role', [each.id, role.role, role.from, role.to])
  }
  for (const each of touched(register.leads))
    stages.put('class_teacher', [each.class.id, 'main', each.from, each.to, each.staff.id])
  for (const each of students) stageStudent(context, each)
  for (const each of guardians) stages.put('guardian', [each.id, each.name, each.phone, each.email])
  for (const link of register.links) {
    stages.put('student_guardian', [link.student.id, link.guardian.id, link.relation, link.isPrimary, link.livesWith])
  }
  await stages.flush()
}

/** The first list opens them all; later a new one may be an old one mistyped. */
function sayNewClasses({ register, notes }: Context): void {
  const ofYear = register.classes.filter(({ year }) => year === register.setting.year.id)
  const known = ofYear.filter(({ id }) => id !== 0).map(({ name }) => name)
  if (known.length === 0) return
  for (const { name } of ofYear.filter(({ id }) => id === 0)) {
    const near = known.toSorted((a, b) => farOf(name, a) - farOf(name, b))[0] ?? ''
    notes.say('new_class', {
      ru: `Класса ${name} раньше не было. Если это опечатка, исправьте файл. Похожий класс: ${near}`,
      en: `There was no class ${name} before. If it is misspelt, correct the file. A similar class: ${near}`,
    })
  }
}

function farOf(name: string, other: string): number {
  return distance(foldClass(name), foldClass(other))
}

function stageStudent(context: Context, student: StudentRef): void {
  const { stages } = context
  stages.put('student', [student.id, student.name, student.birthOn, student.sex])
  // A move touches the enrolment it ends and the one it begins.
  for (const each of student.enrolments)
    stages.put('enrolment', [student.id, each.from, each.class.id, each.to, each.form])
  const sen = support.get(student)
  if (sen) stages.put('support_status', [student.id, 'sen', sen.from, sen.to])
}

/** Ids of the source that the import taught us. */
export function stageKeys(context: Context): void {
  const { register, stages } = context
  for (const { entity, key, ref } of register.newKeys)
    stages.put('source_key', [entity, register.setting.source, key, ref.id])
}
