import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tables, Trx } from '../../database/database.ts'

export type DutyRow = Insertable<Tables['duty']>
export type StoredDuty = Selectable<Tables['duty']>
export type FlipRow = Omit<Insertable<Tables['flip']>, 'flip_no'>

const batch = 1000

/** What the cache holds of each duty: enough to see whether it would change. */
export async function listDutyHashes(
  trx: Trx,
  schoolId: number,
): Promise<Map<string, { status: string; hash: string }>> {
  const rows = await trx
    .selectFrom('duty')
    .select(['duty_key', 'status', 'input_hash'])
    .where('school_id', '=', schoolId)
    .execute()
  return new Map(rows.map((row) => [row.duty_key, { status: row.status, hash: row.input_hash }]))
}

/** Writes the duties given over what the cache held of them. */
export async function saveDuties(trx: Trx, schoolId: number, rows: DutyRow[]): Promise<void> {
  const keys = rows.map((row) => row.duty_key)
  await deleteDuties(trx, schoolId, keys)
  for (let at = 0; at < rows.length; at += batch)
    await trx
      .insertInto('duty')
      .values(rows.slice(at, at + batch))
      .execute()
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

export type DutyFilter = { classId?: number; point?: string; statuses?: string[] }

/** Cached duties with the names of their class and pupil, by due day. */
export async function listDuties(trx: Trx, schoolId: number, filter: DutyFilter = {}) {
  let query = trx
    .selectFrom('duty as d')
    .innerJoin('school_class as c', (join) =>
      join.onRef('c.school_id', '=', 'd.school_id').onRef('c.id', '=', 'd.class_id'),
    )
    .selectAll('d')
    .select(['c.name as className', 'c.grade', 'c.school_year as schoolYear'])
    .where('d.school_id', '=', schoolId)
  if (filter.classId !== undefined) query = query.where('d.class_id', '=', filter.classId)
  if (filter.point !== undefined) query = query.where('d.point', '=', filter.point)
  if (filter.statuses !== undefined) query = query.where('d.status', '=', sql<never>`any(${filter.statuses}::text[])`)
  return query.orderBy('d.due_on').orderBy('c.grade').orderBy('c.name').orderBy('d.duty_key').execute()
}
export type ListedDuty = Awaited<ReturnType<typeof listDuties>>[number]
