import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../database/database.ts'
import { dayOf } from '../../domain/day.ts'

/** What is looked for, and by whom: `classes` narrows to own classes, `isCase` to pupils with an open case. */
export type Filter = {
  readonly on: string
  readonly knownAt: Date
  readonly classes?: readonly number[] | undefined
  readonly isCase: boolean
  readonly id?: number | undefined
  readonly classId?: number | undefined
  readonly pupil?: number | undefined
  readonly form?: string | undefined
  readonly author?: number | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** A point with its kinds of evidence. */
  readonly point?: { readonly id: string; readonly kinds: readonly string[] } | undefined
  readonly voided?: 'with' | 'only' | undefined
}

/** What an entry may be hidden for. */
export type Hiding = { isRestricted: boolean; isEmergency: boolean }

export type EntryRow = Hiding & {
  id: number
  classId: number
  className: string
  pupils: { id: number; name: string }[]
  form: string
  evidence: string[]
  points: string[]
  occurredOn: string
  occurredAt: string | null
  recordedAt: string
  authorId: number | null
  authorName: string | null
  isImported: boolean
  topic: string | null
  outcome: string | null
  wasReached: boolean | null
  startedBy: string | null
  backdateReason: string | null
  voidedAt: string | null
  voidedBy: string | null
  voidReason: string | null
}

const hiding = sql`exists (select from escalation_step p join escalation e on e.school_id = p.school_id and e.id = p.escalation_id
        where p.school_id = i.school_id and p.interaction_id = i.id and e.is_restricted) as "isRestricted",
      exists (select from duty_trigger t where t.school_id = i.school_id and t.id = i.trigger_id
        and t.cause = 'emergency') as "isEmergency"`

/** A page of interactions, newest first, those taken back by the moment known of as the filter says. */
export async function listEntries(
  trx: Trx,
  schoolId: number,
  filter: Filter,
  page: { limit: number; offset: number },
): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select i.id, i.class_id as "classId", c.name as "className", i.form, i.evidence, i.points,
      i.occurred_on as "occurredOn", i.occurred_at as "occurredAt", i.recorded_at as "recordedAt",
      i.author_id as "authorId", a.full_name as "authorName", i.import_id is not null as "isImported", i.topic, i.outcome,
      i.was_reached as "wasReached", i.started_by as "startedBy", i.backdate_reason as "backdateReason",
      case when i.voided_at <= ${filter.knownAt} then i.voided_at end as "voidedAt",
      case when i.voided_at <= ${filter.knownAt} then v.full_name end as "voidedBy",
      case when i.voided_at <= ${filter.knownAt} then i.void_reason end as "voidReason",
      coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.full_name) order by s.full_name collate "und-x-icu")
        from interaction_student n join student s on s.school_id = n.school_id and s.id = n.student_id
        where n.school_id = i.school_id and n.interaction_id = i.id), '[]') as pupils,
      ${hiding}
    from interaction i join school_class c on c.school_id = i.school_id and c.id = i.class_id
    left join staff a on a.school_id = i.school_id and a.id = i.author_id
    left join staff v on v.school_id = i.school_id and v.id = i.voided_by
    where ${where(schoolId, filter)}
    order by i.occurred_on desc, i.id desc limit ${page.limit} offset ${page.offset}`.execute(trx)
  return rows
}

export async function findHiding(trx: Trx, schoolId: number, id: number): Promise<Hiding> {
  const { rows } = await sql<Hiding>`
    select ${hiding} from interaction i where i.school_id = ${schoolId} and i.id = ${id}`.execute(trx)
  return rows[0] ?? { isRestricted: false, isEmergency: false }
}

/** Decisions about flags that records are the evidence of. */
export async function listFlagDecisions(trx: Trx, schoolId: number, ids: readonly number[]) {
  if (ids.length === 0) return []
  const { rows } = await sql<{
    interactionId: number
    kind: string
    measures: string[] | null
    reason: string | null
    note: string | null
  }>`
    select (e.detail ->> 'interactionId')::bigint as "interactionId", e.kind, e.detail -> 'measures' as measures,
      e.detail ->> 'reason' as reason, e.detail ->> 'note' as note
    from flag_event e
    where e.school_id = ${schoolId} and e.actor_id is not null and e.kind in ('accepted', 'ended')
      and (e.detail ->> 'interactionId')::bigint = any(${[...ids]}::bigint[])`.execute(trx)
  return rows
}

export async function countEntries(trx: Trx, schoolId: number, filter: Filter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from interaction i where ${where(schoolId, filter)}`.execute(trx)
  return rows[0]?.count ?? 0
}

function where(schoolId: number, filter: Filter): RawBuilder<unknown> {
  const { classes, classId, pupil, form, author, from, to, point, id } = filter
  const all: (RawBuilder<unknown> | false)[] = [
    sql`i.school_id = ${schoolId} and i.occurred_on <= ${filter.on}::date and i.recorded_at <= ${filter.knownAt}`,
    classes !== undefined && sql`i.class_id = any(${[...classes]}::bigint[])`,
    filter.isCase &&
      sql`exists (select from interaction_student n join escalation e on e.school_id = n.school_id and e.student_id = n.student_id
        and e.closed_on is null where n.school_id = i.school_id and n.interaction_id = i.id)`,
    id !== undefined && sql`i.id = ${id}`,
    classId !== undefined && sql`i.class_id = ${classId}`,
    // Pupils named; what was for the whole class is found by the class.
    pupil !== undefined &&
      sql`exists (select from interaction_student n where n.school_id = i.school_id and n.interaction_id = i.id and n.student_id = ${pupil})`,
    form !== undefined && sql`i.form = ${form}`,
    author !== undefined && sql`i.author_id = ${author}`,
    from !== undefined && sql`i.occurred_on >= ${from}::date`,
    to !== undefined && sql`i.occurred_on <= ${to}::date`,
    point !== undefined &&
      sql`i.evidence && ${[...point.kinds]}::text[] and (i.points = '{}' or ${point.id} = any(i.points))`,
    voidedText(filter),
  ]
  return sql.join(
    all.filter((each) => each !== false),
    sql` and `,
  )
}

function voidedText({ voided, id, knownAt }: Filter): RawBuilder<unknown> | false {
  if (voided === 'with' || id !== undefined) return false
  const isVoided = sql`coalesce(i.voided_at <= ${knownAt}, false)`
  return voided === 'only' ? isVoided : sql`not ${isVoided}`
}

/** Who has logged anything in the classes given, for the filter of a list. */
export async function listAuthors(
  trx: Trx,
  schoolId: number,
  classes: readonly number[] | undefined,
): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select s.id, s.full_name as name from staff s
    where s.school_id = ${schoolId} and exists (select from interaction i where i.school_id = s.school_id and i.author_id = s.id
      and (${classes === undefined} or i.class_id = any(${[...(classes ?? [])]}::bigint[])))
    order by s.full_name collate "und-x-icu" limit 300`.execute(trx)
  return rows
}

/** Interactions as far as the sentences of duties name them. */
export async function listServing(trx: Trx, schoolId: number, ids: readonly number[]) {
  if (ids.length === 0) return []
  const rows = await trx
    .selectFrom('interaction')
    .select(['id', 'form', 'evidence', 'occurred_on as occurredOn'])
    .where('school_id', '=', schoolId)
    .where('id', 'in', ids)
    .execute()
  return rows.map((row) => ({ ...row, occurredOn: dayOf(row.occurredOn) }))
}
