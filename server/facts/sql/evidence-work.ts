import type { Measure } from '../../domain/facts/measure.ts'
import { contactPredicates, notVoided } from './contacts.ts'
import { evidenceColumns } from './evidence-columns.ts'
import { intText, wordsText, wordText } from './literal.ts'
import type { Scope } from './scope.ts'

/** What people did and wrote: contacts, meetings, steps of work, support, consents, waves, categories. */
export function contactEvidence(measure: Measure, scope: Scope): string {
  const predicate = contactPredicates[measure.name]?.(measure, scope) ?? 'i.was_reached'
  return list(
    evidenceColumns('contact', {
      on: 'i.occurred_on',
      kind: 'i.form',
      role: "case when i.was_reached then 'reached' else 'notReached' end",
    }),
    `
from interaction i join interaction_student p on p.school_id = i.school_id and p.interaction_id = i.id
join roster r on r.student_id = p.student_id join band b on b.no = r.band
where i.school_id = ${intText(scope.schoolId)} and i.occurred_on <= ${scope.asOfText} and ${notVoided(scope, 'i')} and ${predicate}`,
  )
}

export function meetingEvidence({ name, params }: Measure, scope: Scope): string {
  const kind = name.startsWith('event') ? 'event' : 'parentsMeeting'
  const came = name.endsWith('Attended') ? 'and p.attended' : ''
  return list(
    evidenceColumns('meeting', {
      on: 'g.held_on',
      kind: 'g.kind',
      role: "case when p.attended then 'attended' else 'absent' end",
    }),
    `
from gathering g join gathering_guest p on p.school_id = g.school_id and p.gathering_id = g.id
join roster r on r.student_id = p.student_id join band b on b.no = r.band
where g.school_id = ${intText(scope.schoolId)} and g.held_on <= ${scope.asOfText} and g.kind = '${kind}' and ${scope.standing('g')} and ${scope.within('g.held_on', params)} ${came}`,
  )
}

export function escalationEvidence({ params }: Measure, scope: Scope): string {
  const domain = params['domain'] === 'any' ? 'true' : `e.domain = ${wordText(params['domain'])}`
  const told = scope.withRestricted === false ? 'not e.is_restricted' : 'true'
  return list(
    evidenceColumns('escalation', { on: 's.stepped_on', kind: 's.to_state', subject: 'e.domain', role: 's.dynamics' }),
    `
from escalation e join escalation_step s on s.school_id = e.school_id and s.escalation_id = e.id
join roster r on r.student_id = e.student_id
where e.school_id = ${intText(scope.schoolId)} and ${domain} and ${told} and s.stepped_on <= ${scope.asOfText} and ${notVoided(scope, 's')}`,
  )
}

const supportKinds: Readonly<Record<string, string>> = {
  individualProgramme: 'programme',
  familyWorkPlan: 'familyPlan',
  monitoringDone: 'monitoring',
  supportDynamics: 'dynamics',
  negativeDynamicsInRow: 'dynamics',
  sessionsPlanned: 'session',
  sessionsAttended: 'session',
}

export function supportEvidence({ name, params }: Measure, scope: Scope): string | undefined {
  const kind = supportKinds[name]
  if (kind === undefined) return undefined
  const window = 'period' in params ? params : { period: 'schoolYear' }
  const came = name === 'sessionsAttended' ? 'and s.attended' : ''
  return list(
    evidenceColumns('support', {
      on: 's.recorded_on',
      kind: 's.kind',
      value: 's.value',
      role: "case when s.attended then 'attended' end",
    }),
    `
from support_record s join roster r on r.student_id = s.student_id join band b on b.no = r.band
where s.school_id = ${intText(scope.schoolId)} and s.recorded_on <= ${scope.asOfText} and s.kind = '${kind}' and s.voided_at is null and ${scope.recorded('s')} ${came}
  and ${scope.within('s.recorded_on', window)}`,
  )
}

export function consentEvidence({ params }: Measure, scope: Scope): string {
  return list(
    evidenceColumns('consent', { on: 'c.from_on', kind: 'c.state', role: 'c.purpose' }),
    `
from consent c join roster r on r.student_id = c.student_id
where c.school_id = ${intText(scope.schoolId)} and c.purpose = ${wordText(params['purpose'])} and c.from_on <= ${scope.asOfText}
  and ${scope.recorded('c')}`,
  )
}

export function familyEvidence(_: Measure, scope: Scope): string {
  return list(
    evidenceColumns('family', { on: 'm.measured_on', kind: 'm.instrument', value: 'm.value', role: 'm.level' }),
    `
from family_measurement m join roster r on r.student_id = m.student_id
join family_wave w on w.school_id = m.school_id and w.id = m.wave_id
where m.school_id = ${intText(scope.schoolId)} and m.scale = 'index' and w.closes_on < ${scope.asOfText} and ${scope.recorded('m')}`,
  )
}

export function categoryEvidence({ name }: Measure, scope: Scope): string {
  const needed = name === 'familyStatus' ? '' : `and c.category in ${wordsText(scope.kinds.planRequired)}`
  return list(
    evidenceColumns('category', { on: 'c.from_on', kind: 'c.category', role: 'c.source' }),
    `
from family_category c join roster r on r.student_id = c.student_id
where c.school_id = ${intText(scope.schoolId)} and c.from_on <= ${scope.asOfText} and ${scope.standing('c')} ${needed}
  and (c.expires_on is null or c.expires_on >= ${scope.asOfText}) and (c.ended_on is null or c.ended_on > ${scope.asOfText})`,
  )
}

function list(columns: string, from: string): string {
  return `none as (select 1)\nselect ${columns}${from}`
}
