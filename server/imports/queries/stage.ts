import { sql } from 'kysely'
import { copyRows, type Row } from '../../database/copy.ts'
import type { Trx } from '../../database/database.ts'
import { stageColumns, type Target, type TargetName, targets } from './targets.ts'

/** Rows on their way into temporary tables, whence they are compared and written as a whole. */
export type Stages = {
  readonly put: (table: TargetName, row: Row) => void
  readonly isFull: () => boolean
  /** Sends what has gathered; answers once the send before it is done, so that reading and loading go on side by side. */
  readonly flush: () => Promise<void>
  readonly finish: () => Promise<Map<TargetName, number>>
  /** Waits until the connection is free for a query. */
  readonly settle: () => Promise<void>
}

const fullAt = 5_000

export function createStages(trx: Trx): Stages {
  const waiting = new Map<TargetName, Row[]>()
  const made = new Map<TargetName, number>()
  let inFlight: Promise<void> = Promise.resolve()
  let count = 0
  const flush = async (): Promise<void> => {
    await inFlight
    const batches = [...waiting.entries()]
    waiting.clear()
    count = 0
    inFlight = send(trx, made, batches)
    // The failure is told to whoever waits next.
    inFlight.catch(() => {})
  }
  let seq = 0
  return {
    put: (table, row) => {
      const rows = waiting.get(table)
      const numbered = [...row, ++seq]
      if (rows) rows.push(numbered)
      else waiting.set(table, [numbered])
      count++
    },
    isFull: () => count >= fullAt,
    flush,
    settle: () => inFlight,
    finish: async () => {
      await flush()
      await inFlight
      return made
    },
  }
}

const byTable = new Map(targets.map((target) => [target.table, target]))

async function send(trx: Trx, made: Map<TargetName, number>, batches: readonly [TargetName, Row[]][]): Promise<void> {
  for (const [table, rows] of batches) {
    const target = byTable.get(table)
    if (!target) continue
    if (!made.has(table)) await createStage(trx, target)
    made.set(table, (made.get(table) ?? 0) + rows.length)
    await copyRows(trx, `stage_${table}`, [...stageColumns(target), 'seq'], rows)
  }
}

async function createStage(trx: Trx, target: Target): Promise<void> {
  const columns = sql.join(stageColumns(target).map((column) => sql.ref(column)))
  const stage = sql.table(`stage_${target.table}`)
  await sql`create temporary table ${stage} on commit drop as select ${columns}, 0 as seq from ${sql.table(target.table)} with no data`.execute(
    trx,
  )
}

/** Numbers for rows that are new, from the sequence of their table. */
export async function takeIds(trx: Trx, table: string, count: number): Promise<number[]> {
  if (count === 0) return []
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence(${table}, 'id')) as id from generate_series(1, ${count}::int)`.execute(trx)
  return rows.map(({ id }) => id)
}
