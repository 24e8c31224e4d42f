import type { Measure } from '../../domain/facts/measure.ts'
import { earliest, streak } from './attendance.ts'
import { attendanceDays, type KindOfDay, kindsOf } from './attendance-days.ts'
import { evidenceColumns } from './evidence-columns.ts'
import { lessonsHeld } from './lessons.ts'
import { wordsText } from './literal.ts'
import { latestMeeting } from './meeting.ts'
import type { Scope } from './scope.ts'

/** An entry by lesson counts one; one of a whole day counts the lessons held on it, unless lessons were entered too. */
const byLesson = (kind: KindOfDay): string => `${ofKind(kind)} and (e.lesson_no > 0 or d.absent >> 1 = 0)`

const ofKind = (kind: KindOfDay): string => `e.kind in ${wordsText(kindsOf[kind])}`

const within = ({ params }: Measure, scope: Scope): string => scope.within('e.day', params)

const skipped = (measure: Measure, scope: Scope): string =>
  `${within(measure, scope)} and e.lesson_no > 0 and ${ofKind('unexcused')} and d.present`

/** Which entries stand behind each number of attendance. */
const predicates: Readonly<Record<string, (measure: Measure, scope: Scope) => string>> = {
  absentLessons: (measure, scope) => `${within(measure, scope)} and ${byLesson('absent')}`,
  unexcusedLessons: (measure, scope) => `${within(measure, scope)} and ${byLesson('unexcused')}`,
  unexplainedLessons: (measure, scope) => `${within(measure, scope)} and ${byLesson('unexplained')}`,
  illnessLessons: (measure, scope) => `${within(measure, scope)} and ${byLesson('illness')}`,
  absentDays: (measure, scope) => `${within(measure, scope)} and e.lesson_no = 0 and ${ofKind('absent')}`,
  unexcusedDays: (measure, scope) => `${within(measure, scope)} and e.lesson_no = 0 and ${ofKind('unexcused')}`,
  lateCount: (measure, scope) =>
    `${within(measure, scope)} and e.kind = 'late' and (e.lesson_no > 0 or d.late >> 1 = 0)`,
  unexplainedSince: (measure, scope) => `${within(measure, scope)} and ${ofKind('unexplained')}`,
  unexcusedSinceMeeting: () => `e.day > met.met_on and ${byLesson('unexcused')}`,
  maxUnexcusedInSubject: skipped,
  presentSameDays: skipped,
  subjectsAtAttestationRisk: (measure, scope) => `${within(measure, scope)} and ${ofKind('absent')}`,
  streakDays: () => `e.day >= k.since and d.whole and ${ofKind('absent')}`,
}

const whole = new Set(['absentDays', 'unexcusedDays', 'lateCount', 'streakDays'])

export function attendanceEvidence(measure: Measure, scope: Scope): string | undefined {
  const predicate = predicates[measure.name]?.(measure, scope)
  if (predicate === undefined) return undefined
  const met = measure.name === 'unexcusedSinceMeeting'
  const followed = measure.name === 'streakDays'
  const from = earliest([measure], scope)
  const counts = whole.has(measure.name) ? '1' : 'case when e.lesson_no = 0 then d.held else 1 end'
  const columns = evidenceColumns('absence', {
    on: 'e.day',
    kind: 'e.kind',
    subject: 's.name',
    lessonNo: 'e.lesson_no',
    counts,
  })
  return `${lessonsHeld(scope, from)},
${attendanceDays(scope, from)}${met ? `,\n${latestMeeting(scope, 'attendance')}` : ''}${followed ? `,\n${streak}` : ''},
entry_once as (select distinct on (day, lesson_no) * from (
  select e.* from entry e join day d on d.student_id = e.student_id and d.day = e.day
  join roster r on r.student_id = e.student_id join band b on b.no = r.band
  ${met ? 'join meeting met on met.student_id = e.student_id' : ''} ${followed ? 'join streak k on k.student_id = e.student_id' : ''}
  where ${predicate}) e order by day, lesson_no, kind)
select ${columns}
from entry_once e join day d on d.student_id = e.student_id and d.day = e.day
left join subject s on s.school_id = ${scope.schoolId} and s.id = e.subject_id`
}
