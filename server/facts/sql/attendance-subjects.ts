import type { Measure } from '../../domain/facts/measure.ts'
import { absentKinds, countBits } from './attendance-days.ts'
import { hundredthsText, intText, wordsText } from './literal.ts'
import type { Scope } from './scope.ts'
import { type Cells, type Column, createCells, type MeasureSql, type Source } from './statement.ts'

/** Cells of the three groupings by pupil and subject: entries of lessons, days missed whole, lessons held. */
type SubjectCells = Readonly<Record<'missed' | 'whole' | 'held', Cells>>
type Expression = (measure: Measure, scope: Scope, cells: SubjectCells) => string

/** Lessons skipped in a subject on days when the pupil was present at another lesson. */
const maxUnexcused: Expression = ({ params }, scope, { missed }) => {
  const skipped = `${scope.within('e.day', params)} and e.unexcused <> 0`
  const n = missed.add(`sum(${countBits('e.unexcused')}) filter (where ${skipped} and d.present)`)
  const open = missed.add(`count(*) filter (where ${skipped} and d.present is null)`)
  return `case when sum(${open}) > 0 then null else coalesce(max(${n}), 0) end`
}

const attestationRisk: Expression = ({ params }, scope, { missed, whole, held }) => {
  const one = missed.add(`sum(${countBits('e.absent')}) filter (where ${scope.within('e.day', params)})`)
  const all = whole.add(`sum(hs.amount) filter (where ${scope.within('d.day', params)})`)
  const lessons = held.add(`sum(hs.amount) filter (where ${scope.within('hs.day', params)})`)
  const share = `(coalesce(${one}, 0) * 100 + coalesce(${all}, 0)) * 100 >= ${hundredthsText(params['missedShare'])} * ${lessons}`
  const enough = `${lessons} >= ${intText(params['minLessons'])} * 100`
  return `case when count(${lessons}) > 0 then count(*) filter (where ${enough} and ${share}) end`
}

const expressions: Readonly<Record<string, Expression>> = {
  maxUnexcusedInSubject: maxUnexcused,
  subjectsAtAttestationRisk: attestationRisk,
}

const ofSubject = (name: string, absent: number | null): MeasureSql => ({
  subject: 'student',
  type: 'int',
  absent,
  column: () => `y.${name}`,
})

/** Facts of one subject at a time. An entry without a subject takes that of the lesson held at its hour, if there was one alone. */
export const subjectMeasures: Source['measures'] = {
  maxUnexcusedInSubject: ofSubject('maxUnexcusedInSubject', 0),
  subjectsAtAttestationRisk: ofSubject('subjectsAtAttestationRisk', null),
}

export type Subjects = { readonly parts: readonly string[]; readonly expression: (column: Column) => string }

/** The grouping by pupil and subject, and by pupil again, over the same entries and lessons; none where no fact asks. */
export function attendanceSubjects(columns: readonly Column[], scope: Scope): Subjects | undefined {
  const cells: SubjectCells = { missed: createCells('x'), whole: createCells('w'), held: createCells('z') }
  const outer = new Map<Column, string>()
  for (const column of columns) {
    const expression = expressions[column.measure.name]
    if (expression) outer.set(column, expression(column.measure, scope, cells))
  }
  if (outer.size === 0) return undefined
  const names = new Map([...outer.keys()].map((column, no) => [column, `y${no}`]))
  const list = [...outer].map(([column, expression]) => `, ${expression} as ${names.get(column) ?? ''}`).join('')
  return {
    parts: [missedOf(cells.missed), wholeOf(cells.whole), lessonsOf(cells.held), together(list)],
    expression: (column) => {
      const value = `y.${names.get(column) ?? ''}`
      return column.sql.absent === null
        ? value
        : `case when y.student_id is null then ${String(column.sql.absent)} else ${value} end`
    },
  }
}

/**
 * `missed_hours`: lessons of a subject and day as bits, so that several entries of one count once. `hour` tells the
 * subject of entries that lack it.
 */
function missedOf(cells: Cells): string {
  return `hour as (
  select s.class_id, s.day, s.lesson_no, min(s.subject_id) as subject_id
  from slot s join (
    select distinct m.class_id, e.day, e.lesson_no
    from entry e join membership m on m.student_id = e.student_id and e.day between m.from_on and m.to_on
    where e.subject_id is null and e.lesson_no > 0) lacking using (class_id, day, lesson_no)
  group by s.class_id, s.day, s.lesson_no having count(distinct s.subject_id) = 1),
missed_hours as (
  select e.student_id, e.day, e.subject_id, bit_or(1 << e.lesson_no) as absent,
    coalesce(bit_or(1 << e.lesson_no) filter (where e.kind = 'absent_unexcused'), 0) as unexcused
  from (
    select e.student_id, e.day, e.subject_id, e.lesson_no, e.kind from entry e where e.subject_id is not null
    union all
    select e.student_id, e.day, hour.subject_id, e.lesson_no, e.kind
    from entry e join membership m on m.student_id = e.student_id and e.day between m.from_on and m.to_on
    join hour on hour.class_id = m.class_id and hour.day = e.day and hour.lesson_no = e.lesson_no
    where e.subject_id is null) e
  where e.lesson_no > 0 and e.kind in ${wordsText(absentKinds)} group by 1, 2, 3),
missed as (
  select e.student_id, e.subject_id${cells.list()}
  from missed_hours e join day d on d.student_id = e.student_id and d.day = e.day
  join roster r on r.student_id = e.student_id join band b on b.no = r.band
  group by e.student_id, e.subject_id)`
}

/** A day missed whole misses the lessons held on it. */
function wholeOf(cells: Cells): string {
  return `missed_whole as (
  select d.student_id, hs.subject_id${cells.list()}
  from day d join roster r on r.student_id = d.student_id join band b on b.no = r.band
  join membership m on m.student_id = d.student_id and d.day between m.from_on and m.to_on
  join held_subject hs on hs.class_id = m.class_id and hs.day = d.day
  where d.absent = 1 group by d.student_id, hs.subject_id)`
}

function lessonsOf(cells: Cells): string {
  const sums = cells.names().map((name) => `, sum(s.${name}) as ${name}`)
  return `subject_stay as (
  select m.class_id, m.band, m.from_on, m.to_on, hs.subject_id${cells.list()}
  from (select distinct class_id, band, from_on, to_on from membership) m
  join band b on b.no = m.band
  join held_subject hs on hs.class_id = m.class_id and hs.day between m.from_on and m.to_on
  group by m.class_id, m.band, m.from_on, m.to_on, hs.subject_id),
subject_lessons as (
  select m.student_id, s.subject_id${sums.join('')}
  from membership m join subject_stay s using (class_id, band, from_on, to_on) group by m.student_id, s.subject_id)`
}

function together(list: string): string {
  return `by_subject as (
  select student_id${list}
  from missed full join subject_lessons using (student_id, subject_id)
  left join missed_whole using (student_id, subject_id)
  where subject_id is not null group by student_id)`
}
