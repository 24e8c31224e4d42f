import { intText, wordText } from './literal.ts'
import type { Scope } from './scope.ts'

/** Rungs of the ladder on which a meeting with the deputy or a collegial one was held. */
export const metStates = ['agreement_active', 'consilium_done', 'council_done'] as const

/** `meeting(student_id, met_on)`: the last meeting held on an escalation of the domain. */
export function latestMeeting(scope: Scope, domain: string): string {
  return `meeting as not materialized (
  select e.student_id, max(s.stepped_on) as met_on
  from escalation e join escalation_step s on s.school_id = e.school_id and s.escalation_id = e.id
  where e.school_id = ${intText(scope.schoolId)} and e.domain = ${wordText(domain)} and ${scope.recorded('s')}
    and ${metStep('s')} and s.stepped_on <= ${scope.asOfText}
  group by e.student_id)`
}

/** A step onto such a rung from below, not a status within it. */
export function metStep(alias: string): string {
  return `${alias}.to_state in (${metStates.map(wordText).join(', ')}) and ${alias}.to_state is distinct from ${alias}.from_state`
}
