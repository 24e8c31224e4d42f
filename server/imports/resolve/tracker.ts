import type { TargetName } from '../queries/targets.ts'
import { schoolYearOf } from './lookups.ts'
import { type ClassRef, classOn, type StudentRef } from './register.ts'

/** Whom and which days the records of an import touch: what the export turns out to cover. */
export type Tracker = {
  /** A lesson held is told of with a pupil who was at it: lessons without an absence are in the export too. */
  hasPresence: boolean
  /** Of each table, the first and last day of each school year. */
  readonly days: Map<TargetName, { year: string; from: string; to: string }[]>
  readonly students: Set<StudentRef>
  readonly classes: Set<ClassRef>
  readonly subjects: Set<{ id: number }>
  /** Days the export holds something of, though it could not be read: nothing known of them is withdrawn. */
  readonly held: { table: TargetName; owner: { id: number }; day: string }[]
}

export function createTracker(): Tracker {
  return { hasPresence: false, days: new Map(), students: new Set(), classes: new Set(), subjects: new Set(), held: [] }
}

export function trackDay(tracker: Tracker, table: TargetName, from: string, to: string = from): void {
  const ranges = tracker.days.get(table) ?? []
  // The usual case first: it is asked for every record.
  if (ranges.some((each) => each.from <= from && to <= each.to)) return
  if (ranges.length === 0) tracker.days.set(table, ranges)
  const year = schoolYearOf(from).id
  const known = ranges.find((each) => each.year === year)
  if (!known) ranges.push({ year, from, to })
  else {
    if (from < known.from) known.from = from
    if (to > known.to) known.to = to
  }
}

/** A pupil who moved between classes says nothing of which class the export is of. */
export function trackStudent(tracker: Tracker, student: StudentRef, day: string): void {
  tracker.students.add(student)
  const [only] = student.enrolments
  if (!only) return
  if (student.enrolments.length === 1) {
    tracker.classes.add(only.class)
    return
  }
  const current = classOn(student, day)
  const isMover = student.enrolments.filter((each) => each.class.year === current?.year).length > 1
  if (current && !isMover) tracker.classes.add(current)
}
