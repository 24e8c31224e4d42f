import { dayOf, isoOf } from '../../domain/day.ts'
import type { FieldsOf } from '../records/kinds.ts'
import { touchClass } from './classes.ts'
import type { ClassRef, Register, StudentRef } from './register.ts'

type Fields = FieldsOf<'student'>

/** Puts a pupil into the class of the list: a first enrolment, a move, a return, a leaving, or nothing new. */
export function enrol(register: Register, student: StudentRef, fields: Fields): void {
  const { exportedOn } = register.setting
  const left = fields.leftOn ?? (fields.isGone ? exportedOn : undefined)
  const current = student.enrolments.at(-1)
  const className = fields.className ?? gradeAsClass(current?.class, fields.grade)
  if (className === undefined) {
    if (left && current && current.to === null) Object.assign(current, { to: left, isTouched: true })
    return
  }
  const schoolClass = touchClass(register, className, fields.grade)
  const form = fields.schoolingForm ?? current?.form ?? 'fullTime'
  const start = (from: string): void => {
    student.enrolments.push({ from, to: left ?? null, class: schoolClass, form, isTouched: true })
    student.enrolments.sort((a, b) => (a.from < b.from ? -1 : 1))
  }
  if (!current) return start(fields.enrolledOn ?? schoolClass.openedOn)
  current.isTouched = true
  if (current.class === schoolClass) return stay(student, left, fields, start, exportedOn, form)
  move(register, student, schoolClass, fields, start)
}

/** Where the source knows no classes, the grade stands for one, as long as the pupil has no real class. */
function gradeAsClass(current: ClassRef | undefined, grade: number | undefined): string | undefined {
  const isReal = current !== undefined && current.name !== String(current.grade)
  return grade === undefined || isReal ? undefined : String(grade)
}

function stay(
  student: StudentRef,
  left: string | undefined,
  fields: Fields,
  start: (from: string) => void,
  exportedOn: string,
  form: string,
): void {
  const current = student.enrolments.at(-1)
  if (!current) return
  if (left !== undefined) current.to = left >= current.from ? left : current.to
  else if (current.to !== null && current.to < exportedOn) {
    start(fields.enrolledOn !== undefined && fields.enrolledOn > current.to ? fields.enrolledOn : exportedOn)
  }
  current.form = form
}

function move(
  register: Register,
  student: StudentRef,
  to: ClassRef,
  fields: Fields,
  start: (from: string) => void,
): void {
  const current = student.enrolments.at(-1)
  if (!current) return
  const isSameYear = current.class.year === to.year
  const usual = isSameYear ? register.setting.exportedOn : to.openedOn
  const from = fields.enrolledOn !== undefined && fields.enrolledOn > current.from ? fields.enrolledOn : usual
  const already = student.enrolments.find(
    (each) => each.class === to || (each.class.year === to.year && to.year < current.class.year),
  )
  // A list of an earlier year says nothing of this one.
  if (already && to.year < current.class.year) return
  if (from <= current.from && isSameYear) Object.assign(current, { class: to })
  else if (from <= current.from) {
    const next = student.enrolments.find((each) => each.from > to.openedOn)
    start(fields.enrolledOn ?? to.openedOn)
    const made = student.enrolments.find((each) => each.class === to)
    if (made && next) made.to ??= isoOf(dayOf(next.from) - 1)
  } else {
    const lastDay = isoOf(dayOf(from) - 1)
    if (current.to === null || current.to > lastDay) current.to = lastDay
    start(from)
  }
}
