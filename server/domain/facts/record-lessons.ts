import { schoolYearOf } from '../calendar/periods.ts'
import { listStudyDays } from '../calendar/school-days.ts'
import { dayOf, type IsoDay, isoOf, weekdayOf } from '../day.ts'
import type { ExamplePupil, PlannedRow } from './record-people.ts'

/** The id of a subject, given one at its first mention. */
export type SubjectIds = (name: string) => number

const hundredths = (value: number | undefined): number | null => (value === undefined ? null : Math.round(value * 100))

/** Lessons of a class are those of its pupils together: the same hour named by several is one lesson. */
export function planLessons(pupils: readonly ExamplePupil[], subjectOf: SubjectIds): PlannedRow[] {
  const rows = new Map<string, PlannedRow>()
  for (const { classId, calendar, records } of pupils)
    for (const { from, to, subject, lesson, weekdays } of records.lessons ?? []) {
      const days = (calendar && listStudyDays(calendar, dayOf(from), dayOf(to))) ?? []
      for (const day of days.filter((each) => weekdays === undefined || weekdays.includes(weekdayOf(each))))
        rows.set(`${classId} ${day} ${lesson} ${subject}`, {
          class_id: classId,
          held_on: isoOf(day),
          lesson_no: lesson,
          group_name: subject,
          subject_id: subjectOf(subject),
          import_id: 1,
        })
    }
  return [...rows.values()]
}

export function planMarks({ id, records }: ExamplePupil, subjectOf: SubjectIds): PlannedRow[] {
  const number = counter()
  return (records.marks ?? []).map(({ on, subject, value, kind = 'mark', weight = 1, pointDueOn }) => ({
    student_id: id,
    subject_id: subjectOf(subject),
    given_on: on,
    mark_no: number(`${subject} ${on}`),
    kind,
    value: kind === 'mark' ? hundredths(value) : null,
    weight: hundredths(weight),
    point_due_on: pointDueOn ?? null,
    import_id: 1,
  }))
}

export function planFinalMarks({ id, calendar, records }: ExamplePupil, subjectOf: SubjectIds): PlannedRow[] {
  return (records.finalMarks ?? []).map(({ period, endsOn, subject, value, state = 'mark', kind = 'final' }) => ({
    student_id: id,
    subject_id: subjectOf(subject),
    school_year: (calendar && schoolYearOf(calendar, dayOf(endsOn))?.schoolYear) ?? '',
    period_id: period,
    kind,
    state,
    value: state === 'mark' ? hundredths(value) : null,
    period_ends_on: endsOn,
    import_id: 1,
  }))
}

/** An entry per study day and lesson; without lessons, of the whole day. */
export function planAbsences({ id, calendar, records }: ExamplePupil, subjectOf: SubjectIds): PlannedRow[] {
  const number = counter()
  return (records.absences ?? []).flatMap(({ on, to, lessons = [0], subject, kind }) =>
    daysOf(calendar, on, to).flatMap((day) =>
      lessons.map((lesson) => ({
        student_id: id,
        absent_on: day,
        lesson_no: lesson,
        entry_no: number(`${day} ${lesson}`),
        subject_id: subject === undefined ? null : subjectOf(subject),
        kind,
        import_id: 1,
      })),
    ),
  )
}

function daysOf(calendar: ExamplePupil['calendar'], on: IsoDay, to: IsoDay | undefined): IsoDay[] {
  if (to === undefined) return [on]
  return ((calendar && listStudyDays(calendar, dayOf(on), dayOf(to))) ?? []).map(isoOf)
}

export function planDebts({ id, records }: ExamplePupil, subjectOf: SubjectIds): PlannedRow[] {
  return (records.debts ?? []).map((debt) => ({
    student_id: id,
    subject_id: subjectOf(debt.subject),
    since_on: debt.since,
    attempt1_due_on: debt.attempt1DueOn ?? null,
    attempt1_failed_on: debt.attempt1FailedOn ?? null,
    attempt2_due_on: debt.attempt2DueOn ?? null,
    attempt2_failed_on: debt.attempt2FailedOn ?? null,
    cleared_on: debt.clearedOn ?? null,
    import_id: 1,
  }))
}

/** Counts repetitions of a key: 1, 2, 3, … */
export function counter(): (key: string) => number {
  const counts = new Map<string, number>()
  return (key) => {
    const next = (counts.get(key) ?? 0) + 1
    counts.set(key, next)
    return next
  }
}
