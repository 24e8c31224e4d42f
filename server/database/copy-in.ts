import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { escapeIdentifier } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Cell, LoadRows, Row, RowsToLoad } from './pool.ts'

const chunkLength = 65_536

/** Loads rows by `COPY … FROM STDIN`. */
export const copyIn: LoadRows = async (client, { table, columns, rows }) => {
  const list = columns.map((column) => escapeIdentifier(column)).join(', ')
  const copy = client.query(copyFrom(`copy ${escapeIdentifier(table)} (${list}) from stdin`))
  await pipeline(Readable.from(chunks(rows), { objectMode: true, highWaterMark: 2 }), copy)
  return copy.rowCount
}

async function* chunks(rows: RowsToLoad['rows']): AsyncGenerator<Buffer> {
  let text = ''
  for await (const row of rows) {
    text += line(row)
    if (text.length >= chunkLength) {
      yield Buffer.from(text)
      text = ''
    }
  }
  if (text) yield Buffer.from(text)
}

function line(row: Row): string {
  let text = ''
  for (let index = 0; index < row.length; index++) {
    if (index > 0) text += '\t'
    text += cellText(row[index])
  }
  return `${text}\n`
}

const special = /[\\\n\r\t]/g
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '\\N'
  if (typeof cell !== 'string') return String(cell)
  return special.test(cell) ? cell.replace(special, (found) => escapes[found] ?? found) : cell
}
