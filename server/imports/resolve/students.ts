import { distance } from 'fastest-levenshtein'
import type { FieldsOf } from '../records/kinds.ts'
import { foldClass, foldName } from '../records/names.ts'
import { enrol } from './enrol.ts'
import {
  addKey,
  addNamed,
  ambiguous,
  classOn,
  endsEarly,
  type Found,
  lastClass,
  type Register,
  reason,
  type StudentRef,
  unknownPupil,
} from './register.ts'

type Fields = FieldsOf<'student'>
type PupilNamed = {
  readonly studentKey?: string | undefined
  readonly studentName?: string | undefined
  readonly className?: string | undefined
}

/** A pupil of the list: the one known by this id, else the one whose name and class or birthday agree, else a new one. */
export function placeStudent(
  register: Register,
  fields: Fields,
  rowNo: number,
): Found<StudentRef> & { readonly note?: string } {
  const name = fields.fullName ?? ''
  const { enrolledOn, leftOn } = fields
  if (enrolledOn !== undefined && leftOn !== undefined && leftOn < enrolledOn)
    return { reason: endsEarly(enrolledOn, leftOn) }
  const byKey =
    fields.studentKey === undefined
      ? undefined
      : (register.keys.student.get(fields.studentKey) as StudentRef | undefined)
  if (byKey?.isTouched) return { reason: twice(fields.studentKey ?? name, rowNo) }
  const found = byKey ? { ref: byKey } : matchStudent(register, fields)
  if (found && 'reason' in found) return found
  const student = found?.ref ?? addStudent(register, name)
  student.isTouched = true
  student.name = name
  student.birthOn = fields.birthOn ?? student.birthOn
  student.sex = fields.sex ?? student.sex
  addKey(register, 'student', fields.studentKey, student)
  enrol(register, student, fields)
  return { ref: student }
}

function twice(what: string, rowNo: number) {
  return reason(
    'listed_twice',
    {
      ru: `ученик «${what}» уже есть в этом списке выше строки ${rowNo}.`,
      en: `pupil "${what}" already stands in this list above row ${rowNo}.`,
    },
    { ru: 'Оставьте одну строку.', en: 'Keep one row.' },
  )
}

function addStudent(register: Register, name: string): StudentRef {
  const student: StudentRef = {
    id: 0,
    name,
    birthOn: null,
    sex: null,
    enrolments: [],
    senFrom: undefined,
    isTouched: true,
  }
  register.students.push(student)
  addNamed(register.byName.student, student)
  return student
}

/** Never a guess: a namesake counts only where class or birthday agree, and two such namesakes refuse the row. */
function matchStudent(register: Register, fields: Fields): Found<StudentRef> | undefined {
  const name = fields.fullName ?? ''
  const namesakes = (register.byName.student.get(foldName(name)) ?? []).filter(
    (each) =>
      !(fields.studentKey !== undefined && register.keyed.has(each)) &&
      !(each.birthOn && fields.birthOn && each.birthOn !== fields.birthOn),
  )
  const agreeing = namesakes
    .filter((each) => agrees(each, fields))
    .filter((each) => !each.isTouched || fields.studentKey === undefined)
  const [only] = agreeing
  if (agreeing.length === 1 && only && !only.isTouched) return { ref: only }
  if (agreeing.length > 0) return { reason: ambiguous(name, agreeing) }
  const isTellable = fields.className !== undefined || fields.birthOn !== undefined
  return namesakes.length > 0 && !isTellable ? { reason: ambiguous(name, namesakes) } : undefined
}

function agrees(student: StudentRef, fields: Fields): boolean {
  if (student.birthOn && fields.birthOn) return student.birthOn === fields.birthOn
  const current = lastClass(student)
  return (
    current !== undefined && fields.className !== undefined && foldClass(current.name) === foldClass(fields.className)
  )
}

/** The pupil a record is about. */
export function findStudent(register: Register, fields: PupilNamed): Found<StudentRef> {
  if (fields.studentKey !== undefined) {
    const ref = register.keys.student.get(fields.studentKey) as StudentRef | undefined
    if (ref) return { ref }
    if (fields.studentName === undefined) return { reason: unknownPupil(fields.studentKey) }
  }
  const name = fields.studentName ?? ''
  const namesakes = register.byName.student.get(foldName(name)) ?? []
  const className = fields.className
  const inClass = className === undefined ? namesakes : namesakes.filter((each) => wasIn(each, className))
  const [only] = inClass
  if (only && inClass.length === 1) return { ref: only }
  if (inClass.length > 1) return { reason: ambiguous(name, inClass) }
  return { reason: withNearest(register, name) }
}

function wasIn(student: StudentRef, className: string): boolean {
  const folded = foldClass(className)
  return student.enrolments.some((each) => foldClass(each.class.name) === folded)
}

function withNearest(register: Register, name: string) {
  const folded = foldName(name)
  const near = register.students
    .map((each) => ({ each, far: distance(folded, foldName(each.name)) }))
    .toSorted((a, b) => a.far - b.far)[0]
  const base = unknownPupil(name)
  if (!near || near.far > 3) return base
  return {
    ...base,
    message: {
      ru: `${base.message.ru} Похожий: ${near.each.name}.`,
      en: `${base.message.en} A similar one: ${near.each.name}.`,
    },
  }
}

/** Pupils of the classes of a full list whom the list no longer names. */
export function missingStudents(register: Register): StudentRef[] {
  const { exportedOn } = register.setting
  const classes = new Set(register.students.filter((each) => each.isTouched).map((each) => classOn(each, exportedOn)))
  return register.students.filter((each) => {
    const current = classOn(each, exportedOn)
    return !each.isTouched && current !== undefined && classes.has(current)
  })
}

/** The pupil a person names for a file that names none: by an id any source uses, by number, or by full name. */
export function findPupil(register: Register, named: string, keyed: readonly number[]): Found<StudentRef> {
  const fitting = register.students.filter((each) => keyed.includes(each.id) || String(each.id) === named)
  const [only] = fitting
  if (only && fitting.length === 1) return { ref: only }
  return fitting.length > 1 ? { reason: ambiguous(named, fitting) } : findStudent(register, { studentName: named })
}
