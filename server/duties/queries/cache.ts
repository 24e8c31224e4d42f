import { type Insertable, type Selectable, sql } from 'kysely'
import { anyOf } from '../../database/any-of.ts'
import type { Tables, Trx } from '../../database/database.ts'
import { type Day, dayOf } from '../../domain/day.ts'

/** A row of the cache; JSON columns hold what they say, not its text. */
export type DutyRow = Omit<Selectable<Tables['duty']>, 'reasons' | 'detail'> & { reasons: unknown; detail: unknown }
export type FlipRow = Omit<Insertable<Tables['flip']>, 'flip_no'>

const batch = 1000

/** What the cache says of a duty: enough to see whether it would change, and since when it said so. */
export type CachedDuty = { readonly status: DutyRow['status']; readonly hash: string; readonly judgedOn: Day }

/** Of a school, or of some classes of it. */
export async function listDutyHashes(
  trx: Trx,
  schoolId: number,
  only?: readonly number[],
): Promise<Map<string, CachedDuty>> {
  const all = trx
    .selectFrom('duty')
    .select(['duty_key', 'status', 'input_hash', 'judged_on'])
    .where('school_id', '=', schoolId)
  const rows = await (only ? all.where('class_id', '=', anyOf(only)) : all).execute()
  const said = (row: (typeof rows)[number]) => ({
    status: row.status,
    hash: row.input_hash,
    judgedOn: dayOf(row.judged_on),
  })
  return new Map(rows.map((row) => [row.duty_key, said(row)]))
}

/** Whether the school has such a duty, of whatever class; one about a pupil is not told of. */
export async function hasClassDuty(trx: Trx, schoolId: number, key: string): Promise<boolean> {
  const row = await trx
    .selectFrom('duty as d')
    .leftJoin('duty_trigger as t', (join) =>
      join.onRef('t.school_id', '=', 'd.school_id').onRef('t.id', '=', 'd.trigger_id'),
    )
    .select('d.class_id')
    .where('d.school_id', '=', schoolId)
    .where('d.duty_key', '=', key)
    .where('d.subject_kind', '<>', 'student')
    .where('t.student_id', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Every cached duty as it is stored. */
export function listCachedRows(trx: Trx, schoolId: number): Promise<DutyRow[]> {
  return trx.selectFrom('duty').selectAll().where('school_id', '=', schoolId).orderBy('duty_key').execute()
}

const columns = `point, spec, version, is_normative, class_id, subject_kind, subject_id, trigger_id, opens_on,
  due_soon_from, due_on, grace_until, closes_on, status, satisfied_on, evidence_ids, reasons, detail,
  next_transition_on, input_hash, judged_on`
const replaced = columns.replaceAll(/\w+/g, 'excluded.$&')

/** Writes the duties given over what the cache held of them. */
export async function saveDuties(trx: Trx, rows: readonly DutyRow[]): Promise<void> {
  const list = sql.raw(columns)
  for (let at = 0; at < rows.length; at += batch)
    await sql`
      insert into duty (school_id, duty_key, ${list})
      select school_id, duty_key, ${list}
      from jsonb_populate_recordset(null::duty, ${JSON.stringify(rows.slice(at, at + batch))}::jsonb)
      on conflict (school_id, duty_key) do update set (${list}) = (${sql.raw(replaced)})`.execute(trx)
}

/** Takes duties that are no longer asked out of the cache; their flips stay. */
export async function deleteDuties(trx: Trx, schoolId: number, keys: string[]): Promise<void> {
  if (keys.length === 0) return
  await trx
    .deleteFrom('duty')
    .where('school_id', '=', schoolId)
    .where('duty_key', '=', sql<string>`any(${keys}::text[])`)
    .execute()
}

/** Appends changes of status, each numbered within its duty and day. */
export async function appendFlips(trx: Trx, schoolId: number, flips: FlipRow[]): Promise<void> {
  if (flips.length === 0) return
  const rows = flips.map((flip) => ({ ...flip, school_id: undefined }))
  await sql`
    insert into flip (school_id, duty_key, effective_on, flip_no, from_status, to_status, known_at)
    select ${schoolId}::int, n.duty_key, n.effective_on,
      coalesce((select max(f.flip_no) from flip f
        where f.school_id = ${schoolId}::int and f.duty_key = n.duty_key and f.effective_on = n.effective_on), 0)
        + row_number() over (partition by n.duty_key, n.effective_on order by n.no),
      n.from_status, n.to_status, n.known_at
    from jsonb_to_recordset(${JSON.stringify(rows.map((row, no) => ({ ...row, no })))}::jsonb)
      as n(no int, duty_key text, effective_on date, from_status text, to_status text, known_at timestamptz)`.execute(
    trx,
  )
}

/** How many cached duties stand in which status. */
export async function countDuties(trx: Trx, schoolId: number): Promise<Record<string, number>> {
  const rows = await trx
    .selectFrom('duty')
    .select((duty) => ['status', duty.fn.countAll<number>().as('count')])
    .where('school_id', '=', schoolId)
    .groupBy('status')
    .execute()
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}
