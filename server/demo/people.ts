import { type Day, isoOf } from '../domain/day.ts'
import type { DemoYear, DemoYears } from './ground.ts'
import type { Random } from './random.ts'
import { boys, girls, patronymics, surnames } from './words/names.ts'

export type Sex = 'f' | 'm'
export type DemoStudent = {
  id: number
  fullName: string
  sex: Sex
  birthOn: string
  cohort: number
  /** Both days inclusive; no end: still here. */
  fromOn: Day
  toOn?: Day
  /** A change to a parallel class in the present year. */
  move?: { on: Day; cohort: number }
  /** What the pupil's marks gather around, 3.3 to 4.9. */
  ability: number
  guardians: { id: number; fullName: string; relation: 'mother' | 'father' }[]
}
export type DemoClass = { id: number; cohort: number; year: DemoYear; grade: number; letter: string; name: string }
/** A pupil in a class, both days inclusive. */
export type Stay = { student: DemoStudent; schoolClass: DemoClass; from: Day; to: Day; isOpen: boolean }

/** Pupils of one intake: they stay together from year to year. `grade` is that of the present school year. */
export type Cohort = { id: number; grade: number; letter: string }

/** 36 classes of the present year; cohorts of grade 12 left after the last one. */
export function cohortsOf(): Cohort[] {
  const classesOf = (grade: number) => (grade <= 3 ? 4 : 3)
  const grades = Array.from({ length: 12 }, (_, i) => i + 1)
  return grades
    .flatMap((grade) => ['А', 'Б', 'В', 'Г'].slice(0, classesOf(grade)).map((letter) => ({ grade, letter })))
    .map((cohort, i) => ({ id: i + 1, ...cohort }))
}

/** The class of each cohort in the present school year, or one before it. */
export function classesOf(cohorts: readonly Cohort[], year: DemoYear, back: number, firstId: number): DemoClass[] {
  return cohorts
    .map((cohort) => ({ ...cohort, grade: cohort.grade - back }))
    .filter(({ grade }) => grade >= 1 && grade <= 11)
    .map(({ id, grade, letter }, i) => ({
      id: firstId + i,
      cohort: id,
      year,
      grade,
      letter,
      name: `${grade}${letter}`,
    }))
}

export function surnameFor(surname: string, sex: Sex): string {
  return sex === 'm' ? surname : `${surname}а`
}

export function personName(random: Random, sex: Sex, surname = random.pick(surnames)): string {
  const [son, daughter] = random.pick(patronymics)
  const first = random.pick(sex === 'm' ? boys : girls)
  return `${surnameFor(surname, sex)} ${first} ${sex === 'm' ? son : daughter}`
}

/** Pupils of every cohort, with parents. A few come and leave in the middle of a year, a few change class. */
export function studentsOf(cohorts: readonly Cohort[], years: DemoYears, random: Random): DemoStudent[] {
  const students: DemoStudent[] = []
  for (const cohort of cohorts.filter(({ grade }) => grade <= 11 || years.last)) {
    const size = random.int(25, 30)
    for (let i = 0; i < size; i++) students.push(studentOf(students.length + 1, cohort, years, random))
  }
  return students.filter(({ fromOn }) => fromOn <= years.asOf)
}

function studentOf(id: number, cohort: Cohort, years: DemoYears, random: Random): DemoStudent {
  const { present, last } = years
  const sex: Sex = random.chance(0.5) ? 'm' : 'f'
  const surname = random.pick(surnames)
  const bornOn = present.start - Math.round((cohort.grade + 6.2) * 365.25) - random.int(0, 360)
  const began = cohort.grade === 1 || !last ? present.start : last.start
  const fromOn = comingOn(random, years, began, cohort)
  return {
    id,
    fullName: personName(random, sex, surname),
    sex,
    birthOn: isoOf(bornOn),
    cohort: cohort.id,
    fromOn,
    ...(cohort.grade === 12 && last ? { toOn: last.until } : leaving(random, years, cohort)),
    ability: Math.min(4.9, Math.max(3.35, random.around(4.1, 0.5))),
    guardians: guardiansOf(id, surname, random),
  }
}

function comingOn(random: Random, { present }: DemoYears, began: Day, cohort: Cohort): Day {
  if (random.chance(0.01)) return began + random.int(20, 60)
  return cohort.grade < 12 && random.chance(0.01) ? present.start + random.int(10, 70) : began
}

/** Leaves, or goes to the parallel class «Б», in the first weeks of the present year. */
function leaving(random: Random, years: DemoYears, cohort: Cohort): Pick<DemoStudent, 'toOn' | 'move'> {
  const on = years.present.start + random.int(15, 60)
  const share = random.next()
  if (on > years.asOf - 1) return {}
  if (share < 0.006) return { toOn: on }
  return share < 0.009 && cohort.letter === 'А' ? { move: { on, cohort: cohort.id + 1 } } : {}
}

function guardiansOf(student: number, surname: string, random: Random): DemoStudent['guardians'] {
  const mother = { id: student * 2 - 1, fullName: personName(random, 'f', surname), relation: 'mother' as const }
  const father = { id: student * 2, fullName: personName(random, 'm', surname), relation: 'father' as const }
  return random.chance(0.75) ? [mother, father] : [mother]
}

/** The classes a pupil was in, year by year. The last stay is open while the pupil is here. */
export function staysOf(student: DemoStudent, classes: readonly DemoClass[], { present }: DemoYears): Stay[] {
  const { move, fromOn, toOn, cohort } = student
  return classes.flatMap((schoolClass) => {
    const { year } = schoolClass
    const isNow = year === present
    const begins = isNow && move && schoolClass.cohort === move.cohort ? move.on : undefined
    if (schoolClass.cohort !== cohort && begins === undefined) return []
    const ends = isNow && move && schoolClass.cohort === cohort ? move.on - 1 : undefined
    const from = Math.max(year.start, fromOn, begins ?? 0)
    const to = Math.min(year.until, toOn ?? year.until, ends ?? year.until)
    return from > to
      ? []
      : [{ student, schoolClass, from, to, isOpen: isNow && toOn === undefined && ends === undefined }]
  })
}
