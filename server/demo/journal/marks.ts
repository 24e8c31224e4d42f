import { listPeriods } from '../../domain/calendar/periods.ts'
import { type Day, isoOf } from '../../domain/day.ts'
import type { Cast } from '../cast.ts'
import type { Ground } from '../ground.ts'
import type { DemoStudent, Stay } from '../people.ts'
import type { Random } from '../random.ts'
import type { Records } from '../records.ts'
import { hoursOf } from '../timetable.ts'
import type { Absences } from './absences.ts'
import { type ClassJournal, importId } from './days.ts'
import { type Forced, forcedOf } from './trouble.ts'

/** Sum of values × weights and of weights, in hundredths, by pupil, period and subject. */
export type Means = Map<string, { sum: number; weight: number }>
export const meanKey = (studentId: number, schoolYear: string, periodId: string, subjectId: number): string =>
  `${studentId}|${schoolYear}|${periodId}|${subjectId}`

type Period = { id: string; from: Day; to: Day; isLong: boolean }
type Lesson = { day: Day; lessonNo: number }

/** Marks of a subject in a period, by weekly hours: enough to attest from; in the running one so many that they suffice before its end. */
const quotas = { running: [5, 8, 11], over: [3, 5, 7] } as const

/** Marks of every pupil in every subject, spread evenly over each period; answers the means for the final marks. */
export function addMarks(
  ground: Ground,
  journals: readonly ClassJournal[],
  cast: Cast,
  absences: Absences,
  records: Records,
): Means {
  const means: Means = new Map()
  for (const journal of journals.filter(({ isMarked }) => isMarked)) {
    const chance = ground.random.branch(`marks ${journal.schoolClass.id}`)
    const periods = periodsOf(ground, journal)
    for (const [subjectId, lessons] of lessonsBySubject(journal))
      for (const period of periods)
        for (const stay of journal.stays)
          addSubject(ground, { journal, period, subjectId, lessons, stay, chance, cast, absences, records, means })
  }
  return means
}

function periodsOf({ calendars }: Ground, { schoolClass }: ClassJournal): Period[] {
  const { id, grade, year } = schoolClass
  return listPeriods(calendars.ofClass({ id, grade }))
    .filter(({ schoolYear }) => schoolYear === year.schoolYear)
    .map((period) => ({ id: period.id, from: period.from, to: period.to, isLong: period.kind === 'halfYear' }))
}

function lessonsBySubject({ days }: ClassJournal): Map<number, Lesson[]> {
  const lessons = new Map<number, Lesson[]>()
  for (const { day, slots } of days)
    for (const { subjectId, lessonNo } of slots) {
      const own = lessons.get(subjectId) ?? []
      lessons.set(subjectId, own)
      if (own.at(-1)?.day !== day) own.push({ day, lessonNo })
    }
  return lessons
}

type Work = {
  journal: ClassJournal
  period: Period
  subjectId: number
  lessons: readonly Lesson[]
  stay: Stay
  chance: Random
  cast: Cast
  absences: Absences
  records: Records
  means: Means
}

function addSubject(ground: Ground, work: Work): void {
  const { journal, period, subjectId, lessons, stay, chance, cast, absences } = work
  const { student } = stay
  const isNow = journal.schoolClass.year === ground.present
  const isOver = period.to < ground.asOf - 30
  const own = lessons.filter(({ day }) => period.from <= day && day <= period.to && stay.from <= day && day <= stay.to)
  const expected = lessonsExpected(journal, lessons, period)
  const hours = hoursOf(journal.schoolClass.grade).find((it) => it.subjectId === subjectId)?.hours ?? 1
  const quota = quotaOf(isOver, hours) * (period.isLong ? 2 : 1)
  const every = expected / quota
  const missed = absences.get(student.id)
  const forced = isNow ? forcedOf(ground, cast, student.id, journal.schoolClass, subjectId) : undefined
  const level = levelOf(student, subjectId)
  let due = chance.next() * every * 0.5
  for (const [i, { day, lessonNo }] of own.entries()) {
    if (i < due) continue
    if (missed?.get(day)?.has(lessonNo)) continue
    due += forced?.isWatched?.(day) ? 1 : every
    addMark(ground, work, day, valueOf(chance, level, day, forced))
  }
  if (forced?.extra && own.length > 0)
    for (const day of forced.extra(own.map((lesson) => lesson.day))) addMark(ground, work, day, 200, 2)
}

/** Lessons of the subject in the whole period, the part that is still to come included. */
function lessonsExpected({ days }: ClassJournal, lessons: readonly Lesson[], period: Period): number {
  const first = days[0]?.day ?? 0
  const seen = Math.max(1, days.length)
  const perDay = lessons.length / seen
  const length = Math.max(7, period.to - Math.max(period.from, first) + 1)
  return Math.max(1, (length / 7) * 5 * perDay)
}

function quotaOf(isOver: boolean, hours: number): number {
  const [one, two, three] = isOver ? quotas.over : quotas.running
  return hours < 2 ? one : hours < 3 ? two : three
}

/** What a pupil's marks of a subject gather around: the same from year to year. */
function levelOf({ id, ability }: DemoStudent, subjectId: number): number {
  return ability + (((id * 31 + subjectId * 17) % 11) - 5) * 0.06
}

function valueOf(chance: Random, level: number, day: Day, forced: Forced | undefined): number {
  const around = forced?.level?.(day) ?? level
  const fraction = around - Math.floor(around)
  const value = Math.floor(around) + (chance.chance(fraction) ? 1 : 0)
  const least = forced?.level?.(day) === undefined ? 3 : 2
  const slip = least === 3 && chance.chance(0.006) ? 2 : value
  return Math.min(5, Math.max(slip === 2 ? 2 : least, slip)) * 100
}

const works: readonly { form: string; weight: number; share: number }[] = [
  { form: 'Работа на уроке', weight: 100, share: 0.55 },
  { form: 'Домашнее задание', weight: 100, share: 0.75 },
  { form: 'Самостоятельная работа', weight: 200, share: 0.92 },
  { form: 'Контрольная работа', weight: 300, share: 1 },
]

function addMark(ground: Ground, work: Work, day: Day, value: number, no = 1): void {
  const { journal, period, subjectId, stay, chance, records, means } = work
  const share = chance.next()
  const { form, weight } = works.find((it) => share < it.share) ?? { form: 'Работа на уроке', weight: 100 }
  records.add('mark', {
    student_id: stay.student.id,
    subject_id: subjectId,
    given_on: isoOf(day),
    mark_no: no,
    kind: 'mark',
    value,
    weight,
    control_form: form,
    import_id: importId,
    recorded_at: ground.stamp(day),
  })
  const key = meanKey(stay.student.id, journal.schoolClass.year.schoolYear, period.id, subjectId)
  const mean = means.get(key) ?? { sum: 0, weight: 0 }
  means.set(key, { sum: mean.sum + value * weight, weight: mean.weight + weight })
}
