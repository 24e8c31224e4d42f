import type { Measure } from '../../domain/facts/measure.ts'
import { attendanceDays, type KindOfDay } from './attendance-days.ts'
import { attendanceSubjects, subjectMeasures } from './attendance-subjects.ts'
import { heldBySubject, lessonsHeld } from './lessons.ts'
import { latestMeeting } from './meeting.ts'
import type { Scope } from './scope.ts'
import { type Cells, type Column, createCells, type MeasureSql, type Source } from './statement.ts'

const day = (
  column: MeasureSql['column'],
  type: MeasureSql['type'] = 'int',
  absent: number | boolean | null = 0,
): MeasureSql => ({
  subject: 'student',
  type,
  absent,
  column,
})

/** Lessons missed: whole days count as the lessons held on them; where those are not known, neither is the sum. */
const lessons = (kind: KindOfDay): MeasureSql =>
  day(({ params }, scope, cells) => {
    const within = scope.within('d.day', params)
    const sum = cells.add(`sum(d.${kind}_lessons) filter (where ${within})`)
    const open = cells.add(`count(*) filter (where ${within} and d.${kind}_lessons is null)`)
    return `case when ${open} > 0 then null else coalesce(${sum}, 0) end`
  })

const days = (predicate: string): MeasureSql =>
  day(
    ({ params }, scope, cells) =>
      `coalesce(${cells.add(`count(*) filter (where ${scope.within('d.day', params)} and ${predicate})`)}, 0)`,
  )

const measures: Source['measures'] = {
  absentLessons: lessons('absent'),
  unexcusedLessons: lessons('unexcused'),
  unexplainedLessons: lessons('unexplained'),
  illnessLessons: lessons('illness'),
  absentDays: days('d.absent & 1 = 1'),
  unexcusedDays: days('d.unexcused & 1 = 1'),
  lateCount: day(
    ({ params }, scope, cells) =>
      `coalesce(${cells.add(`sum(d.lates) filter (where ${scope.within('d.day', params)})`)}, 0)`,
  ),
  unexplainedSince: day(
    ({ params }, scope, cells) =>
      `${cells.add(`min(d.day) filter (where ${scope.within('d.day', params)} and d.unexplained <> 0)`)} - date '1970-01-01'`,
    'int',
    null,
  ),
  unexcusedSinceMeeting: day((_, __, cells) => {
    const open = cells.add('count(*) filter (where d.day > met.met_on and d.unexcused_lessons is null)')
    return `case when ${open} > 0 then null else coalesce(${cells.add('sum(d.unexcused_lessons) filter (where d.day > met.met_on)')}, 0) end`
  }),
  presentSameDays: day(
    ({ params }, scope, cells) => {
      const skipped = `${scope.within('d.day', params)} and d.unexcused_listed > 0`
      const seen = cells.add(`bool_or(d.present) filter (where ${skipped})`)
      const open = cells.add(`count(*) filter (where ${skipped} and d.present is null)`)
      return `case when ${seen} then true when ${open} > 0 then null else false end`
    },
    'boolean',
    false,
  ),
  illOnLastDay: day(
    (_, __, cells) => `coalesce(${cells.add('bool_or(d.illness <> 0) filter (where d.back = 0)')}, false)`,
    'boolean',
    false,
  ),
  streakDays: day(() => 'coalesce(s.days, 0)'),
  streakSince: day(() => "s.since - date '1970-01-01'", 'int', null),
  streakExplained: day(() => 's.explained', 'boolean', null),
  heldHundredths: day(
    ({ params }, scope, cells) => cells.add(`sum(h.amount) filter (where ${scope.within('h.day', params)})`),
    'int',
    null,
  ),
  ...subjectMeasures,
}

const ofSubjects = new Set(Object.keys(subjectMeasures))
const ofStreak = new Set(['streakDays', 'streakSince', 'streakExplained'])

export const attendance: Source = { measures, statement }

function statement(columns: readonly Column[], scope: Scope): string {
  const used = columns.map(({ measure }) => measure)
  const dayCells = createCells('c')
  const heldCells = createCells('h')
  const subjects = attendanceSubjects(columns, scope)
  const outer = columns.map((column, no) => {
    const { measure, sql } = column
    const cells = measure.name === 'heldHundredths' ? heldCells : dayCells
    const expression = ofSubjects.has(measure.name) ? subjects?.expression(column) : sql.column(measure, scope, cells)
    return `(${expression ?? 'null'})::${sql.type} as v${no}`
  })
  const from = earliest(used, scope)
  const met = used.some(({ name }) => name === 'unexcusedSinceMeeting')
  const parts = [
    lessonsHeld(scope, from),
    ...(subjects ? [heldBySubject] : []),
    ...(met ? [latestMeeting(scope, 'attendance')] : []),
    attendanceDays(scope, from),
    byStudent(dayCells.list(), met),
    lessonsOf(heldCells),
    ...(used.some(({ name }) => ofStreak.has(name)) ? [streak] : []),
    ...(subjects?.parts ?? []),
  ]
  const joins = `${used.some(({ name }) => ofStreak.has(name)) ? 'left join streak s on s.student_id = r.student_id' : ''} ${subjects ? 'left join by_subject y on y.student_id = r.student_id' : ''}`
  const text = `${parts.join(',\n')}
select 'student' as subject, r.student_id as id${outer.map((cell) => `,\n  ${cell}`).join('')}
from roster r left join by_student a on a.student_id = r.student_id left join lessons_of l on l.student_id = r.student_id ${joins}`
  return `with ${scope.head()},\n${text}`
}

/** The whole school year at least, so that whether a class's journal gives lessons does not hang on the windows asked for. */
export function earliest(used: readonly Measure[], scope: Scope): number {
  const asked = [...used.map(({ params }) => params), { period: 'schoolYear' }]
  const starts = scope.bands.flatMap((band) => asked.map((params) => band.window(params, 'now')?.from ?? scope.asOf))
  return Math.min(scope.asOf, ...starts)
}

const byStudent = (cells: string, met: boolean): string => `by_student as (
  select d.student_id${cells}
  from day d join roster r on r.student_id = d.student_id join band b on b.no = r.band
  ${met ? 'left join meeting met on met.student_id = d.student_id' : ''}
  group by d.student_id)`

/** Lessons of every stay in a class once, then of the pupils who shared it. */
const lessonsOf = (cells: Cells): string => `stay as (
  select m.class_id, m.band, m.from_on, m.to_on${cells.list()}
  from (select distinct class_id, band, from_on, to_on from membership) m
  join band b on b.no = m.band
  join held h on h.class_id = m.class_id and h.day between m.from_on and m.to_on
  group by m.class_id, m.band, m.from_on, m.to_on),
lessons_of as (
  select m.student_id${cells
    .names()
    .map((name) => `, sum(${name}) as ${name}`)
    .join('')}
  from membership m join stay using (class_id, band, from_on, to_on) group by m.student_id)`

/** Days missed whole without a gap, from the last study day with data backwards. */
export const streak = `streak as (
  select student_id, count(*) as days, min(day) as since, bool_or(unexplained = 0) as explained
  from (select d.student_id, d.day, d.unexplained, d.back - row_number() over (partition by d.student_id order by d.back) + 1 as gap
    from day d where d.whole and d.back is not null) missed
  where gap = 0 group by student_id)`
