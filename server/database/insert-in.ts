import { escapeIdentifier, type PoolClient } from 'pg'
import type { Cell, LoadRows, Row, RowsToLoad } from './pool.ts'

const batchRows = 5_000
const batchLength = 1_000_000

/** Loads rows by `insert … select … from unnest(…)`: the embedded database has no COPY from its client. */
export const insertIn: LoadRows = async (client, load) => {
  const insert = await insertText(client, load)
  let count = 0
  for await (const batch of batches(load)) {
    await client.query(insert, batch)
    count += batch[0]?.length ?? 0
  }
  return count
}

/** Cells travel as text and are cast to the type of their column, which is what COPY does too. */
async function insertText(client: PoolClient, { table, columns }: RowsToLoad): Promise<string> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [escapeIdentifier(table)],
  )
  const types = new Map(rows.map((row) => [row.name, row.type]))
  const names = columns.map((column) => escapeIdentifier(column))
  // A column the table lacks is left to the insert, whose error names it.
  const casts = columns.map((column, index) => `c${index}::${types.get(column) ?? 'text'}`)
  const sources = columns.map((_, index) => `$${index + 1}::text[]`)
  const aliases = columns.map((_, index) => `c${index}`)
  return `insert into ${escapeIdentifier(table)} (${names.join(', ')})
    select ${casts.join(', ')} from unnest(${sources.join(', ')}) as row_(${aliases.join(', ')})`
}

/** Rows turned into one list of texts per column, of so many rows or so much text as comes first. */
async function* batches({ columns, rows }: RowsToLoad): AsyncGenerator<(string | null)[][]> {
  let batch = emptyBatch(columns)
  let length = 0
  for await (const row of rows) {
    length += addRow(batch, row)
    if ((batch[0]?.length ?? 0) < batchRows && length < batchLength) continue
    yield batch
    batch = emptyBatch(columns)
    length = 0
  }
  if (batch[0]?.length) yield batch
}

function emptyBatch(columns: readonly string[]): (string | null)[][] {
  return columns.map(() => [])
}

/** Answers how much text the row has. */
function addRow(batch: (string | null)[][], row: Row): number {
  let length = 0
  batch.forEach((column, index) => {
    const text = cellText(row[index])
    length += text?.length ?? 0
    column.push(text)
  })
  return length
}

function cellText(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell)
}
