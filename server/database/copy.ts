import { CompiledQuery, sql } from 'kysely'
import type { Trx } from './database.ts'
import { asParameter, type Row } from './pool.ts'

export type { Cell, Row } from './pool.ts'

/**
 * Loads many rows into a table and answers how many: by COPY on PostgreSQL, in batches on the embedded database. Rows are
 * pulled as fast as the database takes them. Cells are values or their PostgreSQL text (a day `2026-09-01`, JSON already
 * stringified, a list `{1,2}`). PostgreSQL refuses COPY into a table under row-level security: load a stage and insert from it.
 */
export async function copyRows(
  trx: Trx,
  table: string,
  columns: readonly string[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): Promise<number> {
  const load = asParameter({ table, columns, rows })
  const result = await trx.executeQuery(CompiledQuery.raw(`load ${table}`, [load]))
  return Number(result.numAffectedRows)
}

/** A temporary table with the named columns of another, without its constraints, gone when the transaction ends. */
export async function createStage(trx: Trx, stage: string, like: string, columns: readonly string[]): Promise<void> {
  const list = sql.join(columns.map((column) => sql.ref(column)))
  await sql`create temporary table ${sql.table(stage)} on commit drop as select ${list} from ${sql.table(like)} with no data`.execute(
    trx,
  )
}
