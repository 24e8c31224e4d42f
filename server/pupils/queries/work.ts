import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'
import type { AsOf } from './learning.ts'

export type IncidentRow = {
  id: number
  kind: string
  on: string
  role: string
  severity: number
  text: string | null
  isRestricted: boolean
}

/** What a pupil took part in during a year before the day; restricted incidents only where they may be read. */
export async function listIncidents(
  trx: Trx,
  schoolId: number,
  id: number,
  { on, knownAt }: AsOf,
  mayRestricted: boolean,
): Promise<IncidentRow[]> {
  const { rows } = await sql<IncidentRow>`
    select i.id, i.kind, i.occurred_on as "on", p.role, i.severity, i.text, i.is_restricted as "isRestricted"
    from incident_participant p join incident i on i.school_id = p.school_id and i.id = p.incident_id
    where p.school_id = ${schoolId} and p.student_id = ${id} and i.occurred_on between ${on}::date - 365 and ${on}::date
      and i.recorded_at <= ${knownAt} and (i.withdrawn_at is null or i.withdrawn_at > ${knownAt})
      and (${mayRestricted} or not i.is_restricted)
    order by i.occurred_on desc, i.id desc limit 100`.execute(trx)
  return rows
}

export type CaseRow = {
  id: number
  domain: string
  state: string
  openedOn: string
  closedOn: string | null
  steps: number
}

/** Cases of a pupil, open ones first; one that was taken back on its day never was. */
export async function listCases(
  trx: Trx,
  schoolId: number,
  id: number,
  { on, knownAt }: AsOf,
  mayRestricted: boolean,
): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`
    select e.id, e.domain,
      coalesce((select s.to_state from escalation_step s where s.school_id = e.school_id and s.escalation_id = e.id
        and s.stepped_on <= ${on}::date and s.recorded_at <= ${knownAt} and s.voided_at is null order by s.step_no desc limit 1), e.state) as state,
      e.opened_on as "openedOn", case when e.closed_on <= ${on}::date then e.closed_on end as "closedOn",
      (select count(*)::int from escalation_step s where s.school_id = e.school_id and s.escalation_id = e.id
        and s.stepped_on <= ${on}::date) as steps
    from escalation e
    where e.school_id = ${schoolId} and e.student_id = ${id} and e.opened_on <= ${on}::date
      and (${mayRestricted} or not e.is_restricted)
      and (e.closed_on is null or exists (select from escalation_step s where s.school_id = e.school_id
        and s.escalation_id = e.id and (s.voided_at is null or s.voided_at > ${knownAt})))
    order by e.closed_on is not null, e.opened_on desc limit 30`.execute(trx)
  return rows
}

export type SupportRow = {
  kind: string
  from: string
  to: string | null
  reviewOn: string | null
  conditions: string[]
}

/** Statuses of support with their educational conditions; never a diagnosis. */
export async function listSupport(
  trx: Trx,
  schoolId: number,
  id: number,
  { on, knownAt }: AsOf,
): Promise<SupportRow[]> {
  const { rows } = await sql<SupportRow>`
    select kind, from_on as "from", case when to_on < ${on}::date then to_on end as "to", next_review_on as "reviewOn",
      coalesce(conditions, '{}') as conditions
    from support_status
    where school_id = ${schoolId} and student_id = ${id} and from_on <= ${on}::date and recorded_at <= ${knownAt}
      and (withdrawn_at is null or withdrawn_at > ${knownAt})
    order by from_on desc limit 20`.execute(trx)
  return rows
}

export type RecordRow = { kind: string; on: string; value: number | null; attended: boolean | null }

export async function listSupportRecords(
  trx: Trx,
  schoolId: number,
  id: number,
  { on, knownAt }: AsOf,
): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select kind, recorded_on as "on", value, attended from support_record
    where school_id = ${schoolId} and student_id = ${id} and recorded_on <= ${on}::date and recorded_at <= ${knownAt}
      and (voided_at is null or voided_at > ${knownAt}) and kind <> 'familyPlan'
    order by recorded_on desc, id desc limit 20`.execute(trx)
  return rows
}
