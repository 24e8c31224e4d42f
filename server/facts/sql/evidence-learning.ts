import type { Measure } from '../../domain/facts/measure.ts'
import { openDebt } from './debts.ts'
import { evidenceColumns } from './evidence-columns.ts'
import { failing } from './final-marks.ts'
import { incidentPart, incidentPredicates } from './incidents.ts'
import { intText } from './literal.ts'
import { markPredicates, ownScale, subjectConditions } from './mark-conditions.ts'
import { cellOf } from './marks.ts'
import { latestMeeting } from './meeting.ts'
import type { Scope } from './scope.ts'
import { createCells } from './statement.ts'

const markColumns = evidenceColumns('mark', {
  on: 'm.given_on',
  kind: 'm.kind',
  subject: 's.name',
  value: 'm.value',
  weight: 'm.weight',
})

/** Marks: those the predicate names, or all of the subjects that the number counts. */
export function markEvidence(measure: Measure, scope: Scope): string | undefined {
  const ofSubjects = subjectsOf(measure, scope)
  const predicate = ofSubjects?.predicate ?? markPredicates[measure.name]?.(measure, scope)
  if (predicate === undefined) return undefined
  const met = measure.name === 'twosSinceMeeting'
  return `${met ? latestMeeting(scope, 'academic') : (ofSubjects?.ctes ?? 'none as (select 1)')}
select ${markColumns}
from mark m join roster r on r.student_id = m.student_id join band b on b.no = r.band
join subject s on s.school_id = m.school_id and s.id = m.subject_id
${met ? 'join meeting met on met.student_id = m.student_id' : ''}
where m.school_id = ${intText(scope.schoolId)} and ${scope.standing('m')} and m.given_on <= ${scope.asOfText} and ${ownScale}
  and ${predicate}
  ${ofSubjects ? 'and m.subject_id in (select subject_id from cell_hit where hit)' : ''}`
}

function subjectsOf(measure: Measure, scope: Scope): { ctes: string; predicate: string } | undefined {
  const condition = subjectConditions[measure.name] ?? extremes[measure.name]
  if (!condition) return undefined
  const cells = createCells()
  const hit = condition(measure, scope, cells)
  const of = (name: string): string => markPredicates[name]?.(measure, scope) ?? 'false'
  const whole = measure.name === 'decliningSubjects' ? `((${of('avgNow')}) or (${of('avgPrev')}))` : of('avgNow')
  return {
    ctes: `${cellOf(cells, [measure], scope, { met: false, loaded: false })},\ncell_hit as (select subject_id, coalesce(${hit}, false) as hit from cell)`,
    predicate: measure.name === 'maxTwosInSubject' ? of('twosCount') : whole,
  }
}

/** Numbers of one subject alone: the one with the most twos, the one with the lowest mean. */
const extremes: typeof subjectConditions = {
  maxTwosInSubject: (measure, scope, cells) => {
    const n = cells.add(`count(*) filter (where ${markPredicates['twosCount']?.(measure, scope) ?? 'false'})`)
    return `${n} > 0 and row_number() over (order by ${n} desc, subject_id) = 1`
  },
  subjectWeightedAvg: (measure, scope, cells) => {
    const enough = subjectConditions['judgedSubjects']?.(measure, scope, cells) ?? 'false'
    const { sum, weight } = { sum: cells.names()[1], weight: cells.names()[2] }
    return `${enough} and row_number() over (order by (${enough}) desc, (2 * ${sum} + ${weight}) / nullif(2 * ${weight}, 0), subject_id) = 1`
  },
}

export function incidentEvidence(measure: Measure, scope: Scope): string | undefined {
  const predicate = incidentPredicates[measure.name]?.(measure, scope)
  const pair = measure.name === 'conflictIncidentsSamePair'
  if (predicate === undefined && !pair) return undefined
  const met = measure.name === 'incidentsSinceMeeting'
  const columns = evidenceColumns('incident', { on: 'p.day', kind: 'p.kind', severity: 'p.severity', role: 'p.role' })
  return `${met ? `${latestMeeting(scope, 'conduct')},\n` : ''}${incidentPart(scope, 'true')}
select ${columns}
from (
  select distinct on (p.incident_id) p.* from part p join roster r on r.student_id = p.student_id join band b on b.no = r.band
  ${met ? 'join meeting met on met.student_id = p.student_id' : ''}
  where ${pair ? worstPair(measure, scope) : predicate} ${unrestricted(scope)} order by p.incident_id, p.role) p`
}

function unrestricted({ schoolId, withRestricted }: Scope): string {
  if (withRestricted !== false) return ''
  return `and not exists (select from incident x where x.school_id = ${intText(schoolId)} and x.id = p.incident_id and x.is_restricted)`
}

function worstPair({ params }: Measure, scope: Scope): string {
  const opposite = `((one.role = 'offender' and other.role = 'victim') or (one.role = 'victim' and other.role = 'offender'))`
  const pairs = `from part one join roster me on me.student_id = one.student_id
    join part other on other.incident_id = one.incident_id and other.student_id <> one.student_id and ${opposite}
    where ${scope.within('one.day', params)}`
  return `${scope.within('p.day', params)} and p.role in ('offender', 'victim') and p.incident_id in (
    select one.incident_id ${pairs} and other.student_id = (
      select other.student_id ${pairs} group by 1 order by count(distinct one.incident_id) desc, 1 limit 1))`
}

export function finalMarkEvidence(measure: Measure, scope: Scope): string | undefined {
  const isBehaviour = measure.name === 'behaviourMark'
  const within = scope.within('f.period_ends_on', measure.params)
  const wanted = isBehaviour
    ? `lower(s.name) like 'поведение%' and ${within}`
    : `${failing} and lower(s.name) not like 'поведение%'`
  const window = measure.name === 'finalFailingSubjects' ? ` and ${within}` : ''
  return `none as (select 1)
select ${evidenceColumns('finalMark', { on: 'f.period_ends_on', kind: 'f.state', subject: 's.name', value: 'f.value' })}
from final_mark f join roster r on r.student_id = f.student_id join band b on b.no = r.band
join subject s on s.school_id = f.school_id and s.id = f.subject_id
where f.school_id = ${intText(scope.schoolId)} and f.kind = 'final' and f.period_ends_on <= ${scope.asOfText}
  and ${scope.standing('f')} and ${wanted}${window}`
}

export function debtEvidence(_: Measure, scope: Scope): string {
  return `none as (select 1)
select ${evidenceColumns('debt', { on: 'd.since_on', kind: "'debt'", subject: 's.name' })}
from debt d join roster r on r.student_id = d.student_id join subject s on s.school_id = d.school_id and s.id = d.subject_id
where d.school_id = ${intText(scope.schoolId)} and ${openDebt(scope)} and ${scope.standing('d')}`
}
