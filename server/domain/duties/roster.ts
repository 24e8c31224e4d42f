import type { Day } from '../day.ts'
import { isoOf } from '../day.ts'
import type { Assignment, DutyClass, Enrolment, Membership, Trigger } from './world.ts'

/** The name of a roster cause inside a world; a point's trigger of the same source is looked up by it. */
export function rosterCauseOf(source: { roster: string; population?: string | undefined }): string {
  return `roster:${source.roster}${source.population === undefined ? '' : `:${source.population}`}`
}

/**
 * Triggers that follow from the lists of the school: each family of a new school year, each new family, each family when
 * the class teacher changes, each pupil who joins a population (I.7, III.2, III.11).
 */
export function rosterTriggers(
  schoolClass: DutyClass,
  enrolments: readonly Enrolment[],
  assignments: readonly Assignment[],
  memberships: readonly Membership[],
): Trigger[] {
  const begins = Math.max(schoolClass.openedOn, schoolClass.calendar.year.startsOn)
  return [
    ...enrolments.map((it) =>
      trigger(it, it.fromOn <= begins ? 'newSchoolYear' : 'newFamily', Math.max(it.fromOn, begins)),
    ),
    ...changesOfTeacher(assignments, begins).flatMap((day) =>
      enrolments.filter((it) => covers(it, day) && it.fromOn < day).map((it) => trigger(it, 'teacherChange', day)),
    ),
    ...memberships.flatMap((it) => joined(it, enrolments, begins)),
  ]
}

function trigger(enrolment: Enrolment, roster: string, openedOn: Day, population?: string): Trigger {
  const cause = rosterCauseOf({ roster, population })
  const ref = `${isoOf(openedOn)}:${enrolment.classId}:${enrolment.studentId}`
  return { cause, ref, classId: enrolment.classId, studentId: enrolment.studentId, openedOn }
}

function changesOfTeacher(assignments: readonly Assignment[], begins: Day): Day[] {
  const main = assignments.filter((it) => it.role === 'main')
  return main
    .filter(
      (it, index) => it.fromOn > begins && main[index - 1] !== undefined && main[index - 1]?.staffId !== it.staffId,
    )
    .map((it) => it.fromOn)
}

function joined(membership: Membership, enrolments: readonly Enrolment[], begins: Day): Trigger[] {
  return enrolments
    .filter((it) => it.studentId === membership.studentId)
    .map((it) => ({ it, day: Math.max(it.fromOn, membership.fromOn) }))
    .filter(({ it, day }) => day >= begins && covers(it, day) && covers(membership, day))
    .map(({ it, day }) => trigger(it, 'joined', day, membership.population))
}

/** Whether a dated fact holds on the day, both ends inclusive. */
export function covers(fact: { readonly fromOn: Day; readonly toOn?: Day }, day: Day): boolean {
  return fact.fromOn <= day && (fact.toOn === undefined || day <= fact.toOn)
}
