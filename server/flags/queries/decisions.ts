import { sql } from 'kysely'
import { anyOf } from '../../database/any-of.ts'
import type { Trx } from '../../database/database.ts'

export type EventRow = {
  flagId: number
  no: number
  kind: string
  on: string
  detail: Record<string, unknown>
  actor: string | null
  actorId: number | null
}

/** What happened to flags up to a day, oldest first, with who did it. */
export async function listFlagEvents(
  trx: Trx,
  schoolId: number,
  flagIds: readonly number[],
  on: string,
): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select e.flag_id as "flagId", e.event_no as no, e.kind, e.happened_on as "on", e.detail, p.full_name as actor, e.actor_id as "actorId"
    from flag_event e left join staff p on p.school_id = e.school_id and p.id = e.actor_id
    where e.school_id = ${schoolId} and e.flag_id = any(${[...flagIds]}::bigint[]) and e.happened_on <= ${on}::date
    order by e.flag_id, e.event_no`.execute(trx)
  return rows
}

/** Kinds of evidence of records, by record. */
export async function listEvidence(trx: Trx, schoolId: number, ids: readonly number[]): Promise<Map<number, string[]>> {
  if (ids.length === 0) return new Map()
  const rows = await trx
    .selectFrom('interaction')
    .select(['id', 'evidence'])
    .where('school_id', '=', schoolId)
    .where('id', '=', anyOf(ids))
    .execute()
  return new Map(rows.map(({ id, evidence }) => [id, evidence]))
}

/** The days from which revisions of rules are in force, by hash. */
export async function listEffectiveDays(
  trx: Trx,
  schoolId: number,
  hashes: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ hash: string; from: string | null }>`
    select distinct on (hash) hash, content #>> '{effective,from}' as "from" from rule_revision
    where school_id = ${schoolId} and hash = any(${[...new Set(hashes)]}::text[])
    order by hash, recorded_at`.execute(trx)
  return new Map(rows.flatMap(({ hash, from }) => (from === null ? [] : [[hash, from]])))
}
