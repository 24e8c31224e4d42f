import type { Measure } from '../../domain/facts/measure.ts'
import { ofStudent, plainStatement } from './column.ts'
import { notVoided } from './contacts.ts'
import { intText, wordText } from './literal.ts'
import { metStep } from './meeting.ts'
import type { Scope } from './scope.ts'
import type { Column, MeasureSql, Source } from './statement.ts'

/** The columns of the open escalation of a domain: without one, `none` or nothing. */
const ofCase = (type: MeasureSql['type'], absent: string | null, expression: (scope: Scope) => string): MeasureSql =>
  ofStudent(
    type,
    absent,
    ({ params }, scope) =>
      `(array_agg(${expression(scope)} order by k.place) filter (where k.is_open and ${domain(params)}))[1]`,
  )

const measures: Source['measures'] = {
  caseState: ofStudent(
    'text',
    'none',
    ({ params }) =>
      `coalesce((array_agg(k.state order by k.place) filter (where k.is_open and ${domain(params)}))[1], 'none')`,
  ),
  dynamics: ofCase('text', null, () => 'k.dynamics'),
  inWorkSince: ofCase('int', null, () => `case when k.state = 'in_work' then k.in_work_since - date '1970-01-01' end`),
  measuresCount: ofCase('int', null, () => 'k.measures'),
  daysSinceStatus: ofCase('int', null, ({ asOfText }) => `${asOfText} - k.status_on`),
  daysSinceMeeting: ofStudent(
    'int',
    null,
    ({ params }, { asOfText }) => `${asOfText} - max(k.met_on) filter (where ${domain(params)})`,
  ),
}

function domain(params: Measure['params']): string {
  return params['domain'] === 'any' ? 'true' : `k.domain = ${wordText(params['domain'])}`
}

/**
 * Escalations as they stood on the day, told from their steps. Of several open ones the first is one whose review said "no
 * result", among those the one longest in work.
 */
export const escalations: Source = { measures, statement }

function statement(columns: readonly Column[], scope: Scope): string {
  const school = intText(scope.schoolId)
  const ctes = `step as (
  select s.*, row_number() over (partition by s.escalation_id order by s.stepped_on desc, s.step_no desc) as back
  from escalation_step s
  where s.school_id = ${school} and s.stepped_on <= ${scope.asOfText} and ${notVoided(scope, 's')}),
told as (
  select s.escalation_id, max(s.to_state) filter (where s.back = 1) as state,
    (array_agg(s.dynamics order by s.back) filter (where s.dynamics is not null))[1] as dynamics,
    max(s.stepped_on) filter (where s.to_state = 'in_work' and s.from_state is distinct from 'in_work') as in_work_since,
    count(*) filter (where s.interaction_id is not null) as measures,
    max(s.stepped_on) filter (where s.to_state = 'agreement_active') as status_on,
    max(s.stepped_on) filter (where ${metStep('s')}) as met_on
  from step s group by s.escalation_id),
known as (
  select e.student_id, e.domain, coalesce(t.state, 'flagged') as state, t.dynamics, t.in_work_since, coalesce(t.measures, 0) as measures,
    t.status_on, t.met_on, e.closed_on is null or e.closed_on > ${scope.asOfText} as is_open,
    row_number() over (order by coalesce(t.dynamics in ('none', 'worse'), false) desc, t.in_work_since nulls last, e.opened_on, e.id) as place
  from escalation e left join told t on t.escalation_id = e.id
  where e.school_id = ${school} and e.opened_on <= ${scope.asOfText} and ${scope.recorded('e')})`
  const from = 'from known k join roster r on r.student_id = k.student_id group by r.student_id'
  return plainStatement(columns, scope, { ctes, parts: [{ subject: 'student', id: 'r.student_id', from }] })
}
