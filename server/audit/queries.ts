import { type Insertable, sql } from 'kysely'
import type { Tables, Trx } from '../database/database.ts'

export type AuditEntry = Omit<Insertable<Tables['audit_event']>, 'before' | 'after'> & {
  before?: unknown
  after?: unknown
}

/** Appends to the trail. */
export async function insertAudit(trx: Trx, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  const json = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value))
  await trx
    .insertInto('audit_event')
    .values(entries.map((entry) => ({ ...entry, before: json(entry.before), after: json(entry.after) })))
    .execute()
}

export type TrailQuery = {
  scope: 'all' | 'technical' | 'own'
  staffId: number
  person?: number
  pupil?: number
  kind?: AuditEntry['kind']
  /** School days, both included. */
  from?: string
  to?: string
  /** Entries before this one. */
  before?: number
  limit: number
}

export type TrailRow = {
  id: number
  at: string
  kind: AuditEntry['kind']
  action: string
  actorId: number | null
  actorName: string | null
  classId: number | null
  className: string | null
  studentId: number | null
  pupilName: string | null
  subject: string | null
  before: unknown
  after: unknown
  hasContent: boolean
  address: string | null
}

/** Entries of the trail, the latest first, one more than asked so that the caller knows whether there is another page. */
export async function listEntries(
  trx: Trx,
  { schoolId, timeZone }: { schoolId: number; timeZone: string },
  asked: TrailQuery,
): Promise<TrailRow[]> {
  const conditions = conditionsOf(asked, timeZone)
  // Who runs the machine sees no pupils, but for their own actions.
  const seesPupils = asked.scope === 'technical' ? sql`e.actor_id = ${asked.staffId}` : sql`true`
  const { rows } = await sql<TrailRow>`
    select e.id, e.happened_at as at, e.kind, e.action, e.actor_id as "actorId", a.full_name as "actorName",
      case when ${seesPupils} then e.class_id end as "classId", case when ${seesPupils} then c.name end as "className",
      case when ${seesPupils} then e.student_id end as "studentId", case when ${seesPupils} then s.full_name end as "pupilName",
      case when ${seesPupils} or e.kind = 'signIn' then e.subject end as subject, e.before, e.after,
      e.before is not null or e.after is not null as "hasContent", e.address
    from audit_event e
    left join staff a on a.school_id = e.school_id and a.id = e.actor_id
    left join school_class c on c.school_id = e.school_id and c.id = e.class_id
    left join student s on s.school_id = e.school_id and s.id = e.student_id
    where e.school_id = ${schoolId} and ${sql.join(conditions, sql` and `)}
    order by e.id desc limit ${asked.limit + 1}`.execute(trx)
  return rows
}

function conditionsOf(asked: TrailQuery, timeZone: string) {
  const own = sql`e.actor_id = ${asked.staffId}`
  const scope = { all: sql`true`, own, technical: sql`(${own} or e.kind in ('signIn', 'job'))` }[asked.scope]
  return [
    scope,
    ...(asked.person === undefined ? [] : [sql`e.actor_id = ${asked.person}`]),
    ...(asked.pupil === undefined ? [] : [sql`e.student_id = ${asked.pupil}`]),
    ...(asked.scope === 'technical' && asked.pupil !== undefined ? [own] : []),
    ...(asked.kind === undefined ? [] : [sql`e.kind = ${asked.kind}`]),
    ...(asked.from === undefined
      ? []
      : [sql`e.happened_at >= ${asked.from}::date::timestamp at time zone ${timeZone}`]),
    ...(asked.to === undefined
      ? []
      : [sql`e.happened_at < (${asked.to}::date + 1)::timestamp at time zone ${timeZone}`]),
    ...(asked.before === undefined ? [] : [sql`e.id < ${asked.before}`]),
  ]
}
