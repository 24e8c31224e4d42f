import { foldClass } from '../records/names.ts'
import { type ClassRef, findClass, type Register } from './register.ts'

/** The class of this school year by its name; a class the school does not have yet is opened. */
export function touchClass(register: Register, name: string, grade?: number): ClassRef {
  const known = findClass(register, name)
  const schoolClass = known ?? openClass(register, name, grade ?? gradeOf(name))
  schoolClass.isTouched = true
  if (grade !== undefined && grade >= 0 && grade <= 12) schoolClass.grade = grade
  return schoolClass
}

function openClass(register: Register, name: string, grade: number): ClassRef {
  const { year } = register.setting
  const before = predecessor(register, name, grade)
  const schoolClass: ClassRef = {
    id: 0,
    cohort: { id: 0 },
    year: year.id,
    name: name.trim(),
    grade,
    openedOn: year.startsOn,
    closedOn: null,
    isTouched: true,
  }
  schoolClass.cohort = before?.cohort ?? schoolClass
  register.classes.push(schoolClass)
  return schoolClass
}

/** The grade a class name begins with: 7 of «7Б». */
export function gradeOf(name: string): number {
  const grade = Number(/^\d{1,2}/.exec(name.trim())?.[0] ?? 0)
  return grade <= 12 ? grade : 0
}

/** The same pupils a year ago: one grade lower with the same letter. */
function predecessor(register: Register, name: string, grade: number): ClassRef | undefined {
  const letter = foldClass(name).replace(/^\d+/, '')
  const lastYear = register.classes
    .map((each) => each.year)
    .filter((year) => year < register.setting.year.id)
    .toSorted()
    .at(-1)
  return register.classes.find(
    (each) => each.year === lastYear && each.grade === grade - 1 && foldClass(each.name).replace(/^\d+/, '') === letter,
  )
}
