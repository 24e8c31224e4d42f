import { type Day, isoOf } from '../../domain/day.ts'
import type { Cast } from '../cast.ts'
import type { Ground } from '../ground.ts'
import { workdayFrom } from '../ground.ts'
import type { Records } from '../records.ts'
import { type ClassJournal, importId } from './days.ts'

/** What pupils still owe: academic debts with their two attempts, and marks announced but not given yet («точки»). */
export function addOwed(ground: Ground, journals: readonly ClassJournal[], cast: Cast, records: Records): void {
  for (const [no, { id, fromOn }] of cast.who('debt').entries())
    addDebt(ground, records, id, Math.max(fromOn, since(ground)), no)
  for (const { schoolClass, days, stays } of journals.filter(({ schoolClass: { year } }) => year === ground.present))
    for (const { student } of stays.filter(({ isOpen, student: { id } }) => isOpen && cast.plays(id, 'manyPoints')))
      for (const [no, { day, slots }] of days.slice(-8).entries()) {
        const subjectId = slots[no % Math.max(1, slots.length)]?.subjectId
        if (schoolClass.grade > 1 && subjectId !== undefined) addPoint(ground, records, student.id, subjectId, day)
      }
}

function since({ years, present }: Ground): Day {
  const [first] = years
  return first && first !== present ? first.end : present.start
}

/** A debt of last summer: one attempt ahead, or one failed; one was cleared. */
function addDebt(
  { asOf, stamp, calendars }: Ground,
  records: Records,
  studentId: number,
  sinceOn: Day,
  no: number,
): void {
  const workday = (day: Day) => isoOf(workdayFrom(calendars.production, day))
  const isFailed = no === 1 && sinceOn < asOf - 20
  const isCleared = no === 3 && sinceOn < asOf - 20
  records.add('debt', {
    student_id: studentId,
    subject_id: [3, 1, 8, 5][no % 4] ?? 1,
    since_on: isoOf(Math.min(sinceOn, asOf)),
    attempt1_due_on: isFailed ? isoOf(asOf - 18) : workday(asOf + 12 + no),
    attempt1_failed_on: isFailed ? isoOf(asOf - 18) : null,
    attempt2_due_on: workday(asOf + 90),
    cleared_on: isCleared ? isoOf(asOf - 10) : null,
    import_id: importId,
    recorded_at: stamp(Math.min(sinceOn, asOf)),
  })
}

function addPoint({ stamp }: Ground, records: Records, student_id: number, subject_id: number, day: Day): void {
  records.add('mark', {
    student_id,
    subject_id,
    given_on: isoOf(day),
    mark_no: 3,
    kind: 'point',
    value: null,
    weight: 100,
    control_form: 'Домашнее задание',
    point_due_on: isoOf(day + 14),
    import_id: importId,
    recorded_at: stamp(day),
  })
}
