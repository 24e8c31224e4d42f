import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'
import type { Counts } from './compare.ts'
import type { Covers } from './history.ts'

export type HistoryRow = {
  id: number
  profile: string
  source: string
  state: 'accepted' | 'undone'
  exportedOn: string
  author: string | null
  loadedAt: string
  undoneAt: string | null
  undoneBy: string | null
  forced: boolean
  counts: Record<string, Counts | number>
  /** Loads made by hand may say nothing of what they cover. */
  covers: Partial<Covers>
  files: { file: string }[]
  warnings: { where?: { file?: string; row?: number }; message?: Words; fix?: Words; said?: Words; count?: number }[]
}
type Words = { ru: string; en: string }

/** Imports of a school, the last first. */
export async function listHistory(
  trx: Trx,
  schoolId: number,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<HistoryRow[]> {
  const rows = await select(trx, schoolId)
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? 0))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows as HistoryRow[]
}

export async function findImport(trx: Trx, schoolId: number, id: number): Promise<HistoryRow | undefined> {
  return (await select(trx, schoolId).where('id', '=', id).executeTakeFirst()) as HistoryRow | undefined
}

function select(trx: Trx, schoolId: number) {
  return trx
    .selectFrom('import')
    .select(['id', 'profile', 'source', 'state', 'exported_on as exportedOn', 'author', 'finished_at as loadedAt'])
    .select(['undone_at as undoneAt', 'undone_by as undoneBy', 'forced', 'counts', 'covers', 'files', 'warnings'])
    .where('school_id', '=', schoolId)
}

/** How many records the accepted loads have brought. */
export async function countLoaded(trx: Trx, schoolId: number): Promise<number> {
  const { rows } = await sql<{ all: number }>`
    select coalesce(sum(coalesce((case jsonb_typeof(count.value) when 'number' then count.value #>> '{}'
      else count.value ->> 'new' end)::bigint, 0)), 0)::float8 as "all"
    from import i, jsonb_each(i.counts) as count
    where i.school_id = ${schoolId} and i.state = 'accepted'`.execute(trx)
  return rows[0]?.all ?? 0
}

/** Names of classes, by their ids. */
export async function listClassNames(trx: Trx, schoolId: number, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await trx
    .selectFrom('school_class')
    .select(['id', 'name'])
    .where('school_id', '=', schoolId)
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
