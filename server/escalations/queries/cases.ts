import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'
import type { Dynamics } from '../../domain/ladder/dynamics.ts'
import type { Domain } from '../table.ts'

/** An open case as it stood at the end of a day. */
export type CaseRow = {
  id: number
  studentId: number
  studentName: string
  classId: number
  className: string
  grade: number
  domain: Domain
  state: string
  highestState: string
  isRestricted: boolean
  openedOn: string
  stateSince: string
  /** The last review that was not taken back. */
  reviewedOn: string | null
  dynamics: Dynamics | null
  note: string | null
}

export type CasesAsked = {
  readonly on: string
  /** By what was known at this instant. */
  readonly knownAt: Date
  readonly classIds?: readonly number[] | undefined
  readonly studentId?: number
}

/** Cases that were open on a day, of classes or of one pupil where named; the longest first. Steps that were taken back count for nothing. */
export async function listOpenCases(
  trx: Trx,
  schoolId: number,
  { on, knownAt, classIds, studentId }: CasesAsked,
): Promise<CaseRow[]> {
  const known = (alias: string) =>
    sql`${sql.ref(`${alias}.recorded_at`)} <= ${knownAt}::timestamptz
      and (${sql.ref(`${alias}.voided_at`)} is null or ${sql.ref(`${alias}.voided_at`)} > ${knownAt}::timestamptz)`
  const { rows } = await sql<CaseRow>`
    select e.id, e.student_id as "studentId", s.full_name as "studentName", e.class_id as "classId", c.name as "className", c.grade, e.domain,
      coalesce(t.to_state, 'flagged') as state, e.highest_state as "highestState", e.is_restricted as "isRestricted",
      e.opened_on as "openedOn", coalesce(t.since, e.opened_on) as "stateSince", v.stepped_on as "reviewedOn", v.dynamics, v.note
    from escalation e
    join student s on s.school_id = e.school_id and s.id = e.student_id
    join school_class c on c.school_id = e.school_id and c.id = e.class_id
    left join lateral (
      select x.to_state, max(x.stepped_on) filter (where x.to_state is distinct from x.from_state) over () as since
      from escalation_step x
      where x.school_id = e.school_id and x.escalation_id = e.id and x.stepped_on <= ${on}::date and ${known('x')}
      order by x.step_no desc limit 1) t on true
    left join lateral (
      select x.stepped_on, x.dynamics, x.note from escalation_step x
      where x.school_id = e.school_id and x.escalation_id = e.id and x.stepped_on <= ${on}::date and ${known('x')}
        and x.dynamics is not null
      order by x.step_no desc limit 1) v on true
    where e.school_id = ${schoolId} and e.opened_on <= ${on}::date and (e.closed_on is null or e.closed_on > ${on}::date)
      and e.recorded_at <= ${knownAt}::timestamptz
      and (${classIds === undefined}::boolean or e.class_id = any(${[...(classIds ?? [])]}::bigint[]))
      and (${studentId ?? null}::bigint is null or e.student_id = ${studentId ?? null}::bigint)
    order by e.opened_on, s.full_name collate "und-x-icu", e.id`.execute(trx)
  return rows
}

/** The open case of a pupil in a domain, now. */
export async function findOpenCase(trx: Trx, schoolId: number, studentId: number, domain: Domain) {
  return trx
    .selectFrom('escalation')
    .select(['id', 'state', 'highest_state as highestState', 'is_restricted as isRestricted'])
    .where('school_id', '=', schoolId)
    .where('student_id', '=', studentId)
    .where('domain', '=', domain)
    .where('closed_on', 'is', null)
    .orderBy('opened_on')
    .orderBy('id')
    .executeTakeFirst()
}

export type NewCase = { studentId: number; classId: number; domain: Domain; state: string; on: string; at: Date }

export async function insertCase(trx: Trx, schoolId: number, given: NewCase): Promise<number> {
  const { id } = await trx
    .insertInto('escalation')
    .values({
      school_id: schoolId,
      student_id: given.studentId,
      class_id: given.classId,
      domain: given.domain,
      state: given.state,
      highest_state: given.state,
      opened_on: given.on,
      closed_on: null,
      recorded_at: given.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Where a case stands now; `closedOn` ends it. */
export async function moveCase(
  trx: Trx,
  schoolId: number,
  id: number,
  to: { state: string; highestState?: string; closedOn?: string | null },
): Promise<void> {
  await trx
    .updateTable('escalation')
    .set({
      state: to.state,
      ...(to.highestState === undefined ? {} : { highest_state: to.highestState }),
      ...(to.closedOn === undefined ? {} : { closed_on: to.closedOn }),
    })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}
