import { isoOf } from '../domain/day.ts'
import type { Ground } from './ground.ts'
import type { Cohort, DemoClass, DemoStudent, Stay } from './people.ts'
import { classesOf, cohortsOf, staysOf, studentsOf } from './people.ts'
import type { Records } from './records.ts'
import { subjects } from './timetable.ts'

export type Roster = {
  cohorts: readonly Cohort[]
  classes: readonly DemoClass[]
  students: readonly DemoStudent[]
  stays: readonly Stay[]
  /** Stays of each class, in order of pupils. */
  ofClass: ReadonlyMap<number, readonly Stay[]>
  /** Stays of each pupil, in order of time. */
  ofStudent: ReadonlyMap<number, readonly Stay[]>
}

/** Classes, pupils and parents of both years. */
export function rosterOf(ground: Ground, records: Records): Roster {
  const { random, present, last } = ground
  const cohorts = cohortsOf()
  const before = last ? classesOf(cohorts, last, 1, 1) : []
  const classes = [...before, ...classesOf(cohorts, present, 0, before.length + 1)]
  const students = studentsOf(cohorts, ground, random.branch('students'))
  const stays = students.flatMap((student) => staysOf(student, classes, ground))
  addClasses(ground, records, classes)
  addStudents(ground, records, students)
  addStays(ground, records, stays)
  addGuardians(ground, records, students)
  for (const subject of subjects) records.add('subject', subject)
  return {
    cohorts,
    classes,
    students,
    stays,
    ofClass: Map.groupBy(stays, (stay) => stay.schoolClass.id),
    ofStudent: Map.groupBy(stays, (stay) => stay.student.id),
  }
}

function addClasses({ stamp }: Ground, records: Records, classes: readonly DemoClass[]): void {
  for (const { id, cohort, year, name, grade } of classes)
    records.add('school_class', {
      id,
      cohort_id: cohort,
      school_year: year.schoolYear,
      name,
      grade,
      opened_on: isoOf(year.start),
      recorded_at: stamp(year.start, 5),
    })
}

function addStudents({ stamp }: Ground, records: Records, students: readonly DemoStudent[]): void {
  for (const { id, fullName, birthOn, sex, fromOn } of students)
    records.add('student', { id, full_name: fullName, birth_on: birthOn, sex, recorded_at: stamp(fromOn, 5) })
}

function addStays({ stamp }: Ground, records: Records, stays: readonly Stay[]): void {
  for (const { student, schoolClass, from, to, isOpen } of stays)
    records.add('enrolment', {
      student_id: student.id,
      from_on: isoOf(from),
      class_id: schoolClass.id,
      to_on: isOpen ? null : isoOf(to),
      schooling_form: 'fullTime',
      recorded_at: stamp(from, 5),
    })
}

function addGuardians({ stamp }: Ground, records: Records, students: readonly DemoStudent[]): void {
  for (const { id: student_id, fromOn, guardians } of students)
    for (const [no, { id, fullName, relation }] of guardians.entries()) {
      records.add('guardian', { id, full_name: fullName, recorded_at: stamp(fromOn, 5) })
      records.add('student_guardian', { student_id, guardian_id: id, relation, is_primary: no === 0 })
    }
}
