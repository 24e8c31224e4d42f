import { type Insertable, sql } from 'kysely'
import type { Tables, Trx } from '../../database/database.ts'

export type FlagRow = Insertable<Tables['flag']>
export type SubjectKind = 'student' | 'class'

/** Rows of one statement: well under the 65,535 parameters that PostgreSQL takes. */
const batch = 1000

/** New episodes, or the present state of known ones. Answers the id of each by rule, subject and episode. */
export async function saveFlags(trx: Trx, rows: FlagRow[]): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (let at = 0; at < rows.length; at += batch) {
    const saved = await trx
      .insertInto('flag')
      .values(rows.slice(at, at + batch))
      .onConflict((conflict) =>
        conflict.columns(['school_id', 'rule_id', 'subject_kind', 'subject_id', 'episode_no']).doUpdateSet((row) => ({
          class_id: row.ref('excluded.class_id'),
          state: row.ref('excluded.state'),
          level: row.ref('excluded.level'),
          opened_on: row.ref('excluded.opened_on'),
          cleared_on: row.ref('excluded.cleared_on'),
          clear_reason: row.ref('excluded.clear_reason'),
          revision_hash: row.ref('excluded.revision_hash'),
          run_id: row.ref('excluded.run_id'),
          explanation: row.ref('excluded.explanation'),
          suppressed_by: row.ref('excluded.suppressed_by'),
          grouped_under: row.ref('excluded.grouped_under'),
        })),
      )
      .returning(['id', 'rule_id', 'subject_kind', 'subject_id', 'episode_no'])
      .execute()
    for (const row of saved) ids.set(episodeKey(row.rule_id, row.subject_kind, row.subject_id, row.episode_no), row.id)
  }
  return ids
}

export type OpenRow = FlagRow & { id: number }

/** The rows of the open flags as they stand, by rule, subject and episode. */
export async function listOpenRows(trx: Trx, schoolId: number): Promise<Map<string, OpenRow>> {
  const rows = await trx
    .selectFrom('flag')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('state', 'in', ['flagged', 'held'])
    .execute()
  return new Map(
    rows.map((row) => [
      episodeKey(row.rule_id, row.subject_kind, row.subject_id, row.episode_no),
      row as unknown as OpenRow,
    ]),
  )
}

export type Ending = {
  ruleId: string
  kind: SubjectKind
  id: number
  episode: number
  state: 'cleared' | 'dismissed' | 'closed'
  on: string | null
  reason: string | null
}

/** Ends flags, leaving what they said. */
export async function endFlags(trx: Trx, schoolId: number, endings: readonly Ending[]): Promise<void> {
  if (endings.length === 0) return
  await sql`
    update flag f set state = e.state, cleared_on = e."on", clear_reason = e.reason, suppressed_by = null, grouped_under = null
    from jsonb_to_recordset(${JSON.stringify(endings)}::jsonb)
      as e("ruleId" text, kind text, id bigint, episode int, state text, "on" date, reason text)
    where f.school_id = ${schoolId}::int and f.rule_id = e."ruleId" and f.subject_kind = e.kind and f.subject_id = e.id
      and f.episode_no = e.episode`.execute(trx)
}

export function episodeKey(ruleId: string, kind: SubjectKind, id: number, episode: number): string {
  return `${ruleId}|${kind}:${id}|${episode}`
}

/** `student:12` → its two parts. */
export function subjectOf(subject: string): { kind: SubjectKind; id: number } {
  const [kind, id] = subject.split(':')
  if ((kind !== 'student' && kind !== 'class') || !id) throw new RangeError(`Not a subject: ${subject}`)
  return { kind, id: Number(id) }
}
