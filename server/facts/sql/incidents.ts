import type { Measure } from '../../domain/facts/measure.ts'
import { intText, wordsText } from './literal.ts'
import { latestMeeting } from './meeting.ts'
import { horizonOf, type Scope } from './scope.ts'
import { type Column, createCells, type MeasureSql, outerSelect, type Source } from './statement.ts'

const offence = `p.role = 'offender' and not p.is_emergency`

/** The predicates of the incidents behind a number: the aggregate and the list of evidence read the same words. */
export const incidentPredicates: Readonly<Record<string, (measure: Measure, scope: Scope) => string>> = {
  incidentsCount: ({ params }, scope) =>
    `${offence} and ${scope.within('p.day', params)} and ${severity(params['minSeverity'], params['maxSeverity'])}`,
  maxSeverity: ({ params }, scope) => `${offence} and ${scope.within('p.day', params)}`,
  bullyingReports: ({ params }, scope) =>
    `p.role in ('offender', 'victim') and p.kind in ${wordsText(scope.kinds.bullying)} and ${scope.within('p.day', params)}`,
  incidentsSinceMeeting: ({ params }) =>
    `${offence} and p.day > met.met_on and ${severity(params['minSeverity'], undefined)}`,
}

function severity(least: unknown, most: unknown): string {
  return `p.severity >= ${intText(least)}${most === undefined ? '' : ` and p.severity <= ${intText(most)}`}`
}

const number = (subject: MeasureSql['subject'], column: MeasureSql['column']): MeasureSql => ({
  subject,
  type: 'int',
  absent: 0,
  column,
})

const incidentsWhere = (name: string): MeasureSql =>
  number(
    'student',
    (measure, scope) =>
      `count(distinct p.incident_id) filter (where ${incidentPredicates[name]?.(measure, scope) ?? 'false'})`,
  )

const measures: Source['measures'] = {
  incidentsCount: incidentsWhere('incidentsCount'),
  bullyingReports: incidentsWhere('bullyingReports'),
  incidentsSinceMeeting: incidentsWhere('incidentsSinceMeeting'),
  maxSeverity: number(
    'student',
    (measure, scope) =>
      `coalesce(max(p.severity) filter (where ${incidentPredicates['maxSeverity']?.(measure, scope) ?? 'false'}), 0)`,
  ),
  conflictIncidentsSamePair: number('student', ({ params }, scope, cells) => {
    const n = cells.add(`count(distinct p.incident_id) filter (where ${scope.within('p.day', params)})`)
    return `coalesce(max(pair.${n}), 0)`
  }),
  peerConflicts: number(
    'class',
    ({ params }, scope) =>
      `count(distinct p.incident_id) filter (where ${scope.within('p.day', params)} and p.between_pupils)`,
  ),
  maxIncidentParticipants: number('crowd', ({ params }, scope, cells) => {
    const n = cells.add(
      `count(distinct p.student_id) filter (where p.role = 'offender' and ${scope.within('p.day', params)})`,
    )
    return `max(crowd.${n})`
  }),
}

export const incidents: Source = { measures, statement }

function statement(columns: readonly Column[], scope: Scope): string {
  const pairCells = createCells('p')
  const crowdCells = createCells('n')
  const student = new Map<Column, string>()
  const crowd = new Map<Column, string>()
  const ofClass = new Map<Column, string>()
  for (const column of columns) {
    const { name } = column.measure
    const cells = name === 'maxIncidentParticipants' ? crowdCells : pairCells
    const place = { student, class: ofClass, crowd }[column.sql.subject]
    place.set(column, column.sql.column(column.measure, scope, cells))
  }
  const met = columns.some(({ measure }) => measure.name === 'incidentsSinceMeeting')
  const text = `${met ? `${latestMeeting(scope, 'conduct')},\n` : ''}${part(columns, scope, met)},
pair as (
  select p.student_id, o.student_id as other_id${pairCells.list()}
  from part p join roster r on r.student_id = p.student_id join band b on b.no = r.band
  join part o on o.incident_id = p.incident_id and o.student_id <> p.student_id
    and ((p.role = 'offender' and o.role = 'victim') or (p.role = 'victim' and o.role = 'offender'))
  group by 1, 2),
worst_pair as (
  select pair.student_id${pairCells
    .names()
    .map((name) => `, max(${name}) as ${name}`)
    .join('')} from pair group by 1),
crowd as (
  select r.class_id, p.incident_id${crowdCells.list()}
  from part p join roster r on r.student_id = p.student_id join band b on b.no = r.band group by 1, 2)
${outerSelect(
  columns,
  { subject: 'student', id: 'r.student_id', from: ofStudents(met), columns: student },
  { subject: 'class', id: 'r.class_id', from: ofClasses, columns: ofClass },
  { subject: 'crowd', id: 'crowd.class_id', from: 'from crowd group by crowd.class_id', columns: crowd },
)}`
  return `with ${scope.head()},\n${text}`
}

const ofStudents = (
  met: boolean,
): string => `from part p join roster r on r.student_id = p.student_id join band b on b.no = r.band
  left join worst_pair pair on pair.student_id = p.student_id
  ${met ? 'left join meeting met on met.student_id = p.student_id' : ''}
  group by r.student_id`

function part(columns: readonly Column[], scope: Scope, met: boolean): string {
  const used = columns.map(({ measure }) => measure)
  return incidentPart(scope, met ? `i.occurred_on <= ${scope.asOfText}` : horizonOf(used, scope, 'i.occurred_on'))
}

/** `part`: every part in an incident that stands, with whether the incident set pupils on both sides. */
export function incidentPart(scope: Scope, horizon: string): string {
  return `part as materialized (
  select p.student_id, p.role, i.id as incident_id, i.occurred_on as day, i.kind, i.severity, i.is_emergency,
    bool_or(p.role = 'offender') over w and bool_or(p.role = 'victim') over w as between_pupils
  from incident i join incident_participant p on p.school_id = i.school_id and p.incident_id = i.id
  where i.school_id = ${intText(scope.schoolId)} and i.occurred_on <= ${scope.asOfText} and ${horizon} and ${scope.standing('i')}
  window w as (partition by i.id))`
}

const ofClasses =
  'from part p join roster r on r.student_id = p.student_id join band b on b.no = r.band group by r.class_id'
