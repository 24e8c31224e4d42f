import { type Insertable, type RawBuilder, sql } from 'kysely'
import type { Tables, Trx } from '../database/database.ts'

export type WaiverRow = {
  id: number
  point: string
  classId: number | null
  studentId: number | null
  staffId: number | null
  from: string
  to: string
  reasonCode: string
  note: string | null
  state: Tables['waiver']['state']
  requestedById: number | null
  requestedAt: string
  decidedAt: string | null
  decisionNote: string | null
  revokedAt: string | null
  revokeNote: string | null
  className: string | null
  studentName: string | null
  staffName: string | null
  requestedBy: string | null
  decidedBy: string | null
  revokedBy: string | null
}

/** Whose waivers: everybody's, or those of the classes named and those a person asked for. */
export type Reached =
  | { readonly classes: readonly number[]; readonly staffId: number; readonly day: string }
  | undefined

/** Where a waiver stood at an instant: what was decided or revoked later is not known yet. */
const stateAt = (at: Instant) => sql`case when w.revoked_at <= ${at}::timestamptz then 'revoked'
  when w.decided_at <= ${at}::timestamptz then case when w.state = 'revoked' then 'approved' else w.state end else 'draft' end`
const decided = (at: Instant, value: RawBuilder<unknown>) =>
  sql`case when w.decided_at <= ${at}::timestamptz then ${value} end`
const revoked = (at: Instant, value: RawBuilder<unknown>) =>
  sql`case when w.revoked_at <= ${at}::timestamptz then ${value} end`

type Instant = Date | 'infinity'
const columnsAt = (
  at: Instant,
) => sql`w.id, w.point, w.class_id as "classId", w.student_id as "studentId", w.staff_id as "staffId",
  w.from_on as "from", w.to_on as "to", w.reason_code as "reasonCode", w.note, ${stateAt(at)} as state, w.requested_by as "requestedById",
  w.requested_at as "requestedAt", ${decided(at, sql`w.decided_at`)} as "decidedAt",
  ${decided(at, sql`w.decision_note`)} as "decisionNote", ${revoked(at, sql`w.revoked_at`)} as "revokedAt",
  ${revoked(at, sql`w.revoke_note`)} as "revokeNote", c.name as "className", s.full_name as "studentName",
  p.full_name as "staffName", r.full_name as "requestedBy", ${decided(at, sql`d.full_name`)} as "decidedBy",
  ${revoked(at, sql`v.full_name`)} as "revokedBy"`

const joins = sql`from waiver w
  left join school_class c on c.school_id = w.school_id and c.id = w.class_id
  left join student s on s.school_id = w.school_id and s.id = w.student_id
  left join staff p on p.school_id = w.school_id and p.id = w.staff_id
  left join staff r on r.school_id = w.school_id and r.id = w.requested_by
  left join staff d on d.school_id = w.school_id and d.id = w.decided_by
  left join staff v on v.school_id = w.school_id and v.id = w.revoked_by`

function reachedBy(reached: Reached) {
  if (!reached) return sql`true`
  const { classes, staffId, day } = reached
  return sql`(w.requested_by = ${staffId} or w.staff_id = ${staffId} or w.class_id = any(${[...classes]}::bigint[])
    or exists (select from enrolment e where e.school_id = w.school_id and e.student_id = w.student_id
      and e.class_id = any(${[...classes]}::bigint[]) and e.from_on <= ${day}::date and (e.to_on is null or e.to_on >= ${day}::date)))`
}

type Asked = { reached: Reached; knownAt: Date; state?: string; limit: number; offset: number }

/** Waivers as they were known by an instant, those that wait first, then the newest; how many there are and how many wait. */
export async function listWaivers(trx: Trx, schoolId: number, asked: Asked) {
  const within = sql`w.school_id = ${schoolId} and w.requested_at <= ${asked.knownAt} and ${reachedBy(asked.reached)}`
  const stands = stateAt(asked.knownAt)
  const state = asked.state === undefined ? sql`true` : sql`${stands} = ${asked.state}`
  const { rows } = await sql<WaiverRow>`select ${columnsAt(asked.knownAt)} ${joins} where ${within} and ${state}
    order by (${stands} = 'draft') desc, w.requested_at desc, w.id desc limit ${asked.limit} offset ${asked.offset}`.execute(
    trx,
  )
  const counted = await sql<{ total: number; waiting: number }>`
    select count(*) filter (where ${state})::int as total, count(*) filter (where ${stands} = 'draft')::int as waiting
    from waiver w where ${within}`.execute(trx)
  return { rows, ...(counted.rows[0] ?? { total: 0, waiting: 0 }) }
}

export async function findWaiver(trx: Trx, schoolId: number, id: number): Promise<WaiverRow | undefined> {
  const { rows } =
    await sql<WaiverRow>`select ${columnsAt('infinity')} ${joins} where w.school_id = ${schoolId} and w.id = ${id}
    for update of w`.execute(trx)
  return rows[0]
}

export async function insertWaiver(trx: Trx, waiver: Insertable<Tables['waiver']>): Promise<number> {
  const { id } = await trx.insertInto('waiver').values(waiver).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Whether the same was asked already, waits or holds, on a day of the span. */
export async function hasAlike(
  trx: Trx,
  schoolId: number,
  it: { point: string; classId?: number; studentId?: number; staffId?: number; from: string; to: string },
): Promise<boolean> {
  const { rows } = await sql`select from waiver w where w.school_id = ${schoolId} and w.point = ${it.point}
    and w.class_id is not distinct from ${it.classId ?? null}::bigint
    and w.student_id is not distinct from ${it.studentId ?? null}::bigint
    and w.staff_id is not distinct from ${it.staffId ?? null}::bigint
    and w.state in ('draft', 'approved') and w.from_on <= ${it.to}::date and w.to_on >= ${it.from}::date limit 1`.execute(
    trx,
  )
  return rows.length > 0
}

/** The decision on a waiver; what was asked stays as it was. */
export async function saveDecision(
  trx: Trx,
  schoolId: number,
  id: number,
  decision: { state: 'approved' | 'rejected'; by: number; at: Date; note: string | null },
): Promise<void> {
  const { state, by, at, note } = decision
  await trx
    .updateTable('waiver')
    .set({ state, decided_by: by, decided_at: at, decision_note: note })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

export async function saveRevoked(
  trx: Trx,
  schoolId: number,
  id: number,
  revoked: { by: number; at: Date; note: string | null },
): Promise<void> {
  await trx
    .updateTable('waiver')
    .set({ state: 'revoked', revoked_by: revoked.by, revoked_at: revoked.at, revoke_note: revoked.note })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}
