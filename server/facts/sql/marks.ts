import type { Measure } from '../../domain/facts/measure.ts'
import type { Which } from '../../domain/facts/window.ts'
import { subjectHours } from './lessons.ts'
import { intText } from './literal.ts'
import { below, markPredicates, meanCells, meanOf, ownScale, subjectConditions } from './mark-conditions.ts'
import { latestMeeting } from './meeting.ts'
import { horizonOf, type Scope } from './scope.ts'
import { type Cells, type Column, createCells, type MeasureSql, outerSelect, type Source } from './statement.ts'

function count(name: string, measure: Measure, scope: Scope, cells: Cells): string {
  return cells.add(`count(*) filter (where ${markPredicates[name]?.(measure, scope) ?? 'false'})`)
}

const int = (column: MeasureSql['column'], absent: number | null = 0): MeasureSql => ({
  subject: 'student',
  type: 'int',
  absent,
  column,
})

const sum = (name: string): MeasureSql =>
  int((measure, scope, cells) => `coalesce(sum(${count(name, measure, scope, cells)}), 0)`)

const average = (which: Which): MeasureSql =>
  int((measure, scope, cells) => {
    const mean = meanCells(measure, scope, cells, which)
    return meanOf(`sum(${mean.sum})::bigint`, `sum(${mean.weight})::bigint`)
  }, null)

const countSubjects = Object.fromEntries(
  Object.entries(subjectConditions).map(([name, condition]) => [
    name,
    int((...all) => `count(*) filter (where ${condition(...all)})`),
  ]),
)

const measures: Source['measures'] = {
  marksCount: sum('marksCount'),
  marksCountPrev: sum('marksCountPrev'),
  twosCount: sum('twosCount'),
  openPoints: sum('openPoints'),
  twosSinceMeeting: sum('twosSinceMeeting'),
  maxTwosInSubject: int((measure, scope, cells) => `coalesce(max(${count('twosCount', measure, scope, cells)}), 0)`),
  avgNow: average('now'),
  avgPrev: average('before'),
  subjectWeightedAvg: int((measure, scope, cells) => {
    const mean = meanCells(measure, scope, cells)
    return `min(${meanOf(mean.sum, mean.weight)}) filter (where ${mean.n} >= ${intText(measure.params['minMarks'])})`
  }, null),
  ...countSubjects,
  subjectsShortOfMarks: int((...all) => shortOfMarks(...all), null),
  predictedFailingShareBySubject: {
    subject: 'class',
    type: 'int',
    absent: null,
    column: (measure, scope, cells) => {
      const mean = meanCells(measure, scope, cells)
      const enough = `count(*) filter (where ${mean.n} >= ${intText(measure.params['minMarks'])})`
      const failing = `count(*) filter (where ${mean.n} >= ${intText(measure.params['minMarks'])} and ${below(meanOf(mean.sum, mean.weight), measure)})`
      return `case when ${failing} >= ${intText(measure.params['minPupils'])} then ${failing} * 100 / ${enough} when ${enough} > 0 then 0 end`
    },
  },
}

const shortOfMarks: MeasureSql['column'] = (measure, scope, cells) => {
  const { n } = meanCells(measure, scope, cells)
  const [one, two, three] = ['marksAtOneHour', 'marksAtTwoHours', 'marksAtThreeHours'].map((name) =>
    intText(measure.params[name]),
  )
  const need = `case when hours < 150 then ${one} when hours < 250 then ${two} else ${three} end`
  return `case when count(hours) > 0 then count(*) filter (where coalesce(${n}, 0) < ${need} and (${n} > 0 or not grouped)) end`
}

/** Marks: one scan grouped by pupil and subject, then by pupil. */
export const marks: Source = { measures, statement }

function statement(columns: readonly Column[], scope: Scope): string {
  const cells = createCells()
  const student = new Map<Column, string>()
  const ofClass = new Map<Column, string>()
  for (const column of columns)
    (column.sql.subject === 'class' ? ofClass : student).set(column, column.sql.column(column.measure, scope, cells))
  const uses = (name: string): Measure | undefined => columns.find(({ measure }) => measure.name === name)?.measure
  const loaded = uses('subjectsShortOfMarks')
  const met = uses('twosSinceMeeting') !== undefined
  const bySubject = [...ofClass].map(([column, expression], no) => ({ column, expression, name: `s${no}` }))
  const parts = [
    ...(met ? [latestMeeting(scope, 'academic')] : []),
    ...(loaded ? [subjectHours(scope, loaded.params)] : []),
    cellOf(
      cells,
      columns.map(({ measure }) => measure),
      scope,
      { met, loaded: loaded !== undefined },
    ),
    `by_subject as (
  select r.class_id${bySubject.map(({ expression, name }) => `, ${expression} as ${name}`).join('')}
  from cell join roster r on r.student_id = cell.student_id group by r.class_id, cell.subject_id)`,
    outerSelect(
      columns,
      { subject: 'student', id: 'student_id', from: 'from cell group by student_id', columns: student },
      {
        subject: 'class',
        id: 'class_id',
        from: 'from by_subject group by class_id',
        columns: new Map(bySubject.map(({ column, name }) => [column, `max(${name})`])),
      },
    ),
  ]
  return `with ${scope.head()},\n${parts.join(',\n').replace(/,\n(?=select 'student'|select 'class')/, '\n')}`
}

/** Every pupil's subjects: of the marks, and where it matters also those of the class without a single mark. */
export function cellOf(
  cells: Cells,
  used: readonly Measure[],
  scope: Scope,
  has: { met: boolean; loaded: boolean },
): string {
  const windowed = used.filter(({ name }) => name !== 'twosSinceMeeting')
  const horizon = horizonOf(windowed, scope, 'm.given_on')
  const since = `(${horizon} or m.given_on between (select min(met_on) from meeting) and ${scope.asOfText})`
  const marked = `select m.student_id, m.subject_id${cells.list()}
  from mark m join roster r on r.student_id = m.student_id join band b on b.no = r.band
  ${has.met ? 'left join meeting met on met.student_id = m.student_id' : ''}
  where m.school_id = ${intText(scope.schoolId)} and ${scope.standing('m')} and ${has.met ? since : horizon} and ${ownScale}
  group by m.student_id, m.subject_id`
  if (!has.loaded) return `cell as (\n  ${marked})`
  return `marked as (\n  ${marked}),
cell as (
  select * from marked full join (
    select r.student_id, s.subject_id, s.hours, s.grouped from roster r join subject_hours s on s.class_id = r.class_id) own
  using (student_id, subject_id))`
}
