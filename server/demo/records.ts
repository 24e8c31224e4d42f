import { sql } from 'kysely'
import { type Cell, copyRows, createStage } from '../database/copy.ts'
import type { Db, Trx } from '../database/database.ts'
import { columns, type DemoTable, tables } from './columns.ts'

/** Rows of the school to be, table by table, before any is written. */
export type Records = {
  add: (table: DemoTable, row: Readonly<Record<string, Cell>>) => void
  /** Ids are given out in order; the largest one, 0 where the table has none. */
  lastId: (table: DemoTable) => number
  nextId: (table: DemoTable) => number
  /** Ids up to one were given out elsewhere. */
  goOn: (table: DemoTable, after: number) => void
  count: (table: DemoTable) => number
  take: (table: DemoTable) => Readonly<Record<string, Cell>>[]
}

export function createRecords(): Records {
  const held = new Map<DemoTable, Readonly<Record<string, Cell>>[]>()
  const counted = new Map<DemoTable, number>()
  const ids = new Map<DemoTable, number>()
  const rowsOf = (table: DemoTable) => {
    const rows = held.get(table) ?? []
    held.set(table, rows)
    return rows
  }
  return {
    add: (table, row) => {
      rowsOf(table).push(row)
      const { id } = row
      if (typeof id === 'number') ids.set(table, Math.max(id, ids.get(table) ?? 0))
      counted.set(table, (counted.get(table) ?? 0) + 1)
    },
    lastId: (table) => ids.get(table) ?? 0,
    nextId: (table) => (ids.get(table) ?? 0) + 1,
    goOn: (table, after) => ids.set(table, Math.max(after, ids.get(table) ?? 0)),
    count: (table) => counted.get(table) ?? 0,
    take: (table) => {
      const rows = rowsOf(table)
      held.delete(table)
      return rows
    },
  }
}

/**
 * Writes what has been gathered, parents before children, and forgets it. Through a stage: a scoped role may not COPY
 * into a table under row-level security.
 */
export async function saveRecords(trx: Trx, schoolId: number, records: Records): Promise<void> {
  for (const table of tables) {
    const rows = records.take(table)
    if (rows.length > 0) await saveRows(trx, schoolId, table, rows)
  }
}

async function saveRows(
  trx: Trx,
  schoolId: number,
  table: DemoTable,
  rows: readonly Readonly<Record<string, Cell>>[],
): Promise<void> {
  const names: readonly string[] = columns[table]
  const stage = `demo_${table}`
  await createStage(trx, stage, table, names)
  await copyRows(trx, stage, names, cellsOf(names, rows))
  const list = sql.join(names.map((name) => sql.ref(name)))
  await sql`insert into ${sql.table(table)} (school_id, ${list}) select ${schoolId}::int, ${list} from ${sql.table(stage)}`.execute(
    trx,
  )
  await sql`drop table ${sql.table(stage)}`.execute(trx)
}

function* cellsOf(names: readonly string[], rows: readonly Readonly<Record<string, Cell>>[]): Generator<Cell[]> {
  for (const row of rows) yield names.map((name) => row[name] ?? null)
}

/** Ids were given out by hand: the sequences go on after them. Only the owner of the tables may say so. */
export async function advanceIds(db: Db, records: Records): Promise<void> {
  for (const table of tables) {
    const last = records.lastId(table)
    if (last === 0) continue
    const sequence = sql`pg_get_serial_sequence(${table}, 'id')`
    await sql`select setval(${sequence}, greatest(nextval(${sequence}), ${last + 1}::bigint), false)`.execute(db)
  }
}
