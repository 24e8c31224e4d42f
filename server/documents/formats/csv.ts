import { stringify } from 'csv-stringify/sync'
import type { Cell, Sheet } from './table.ts'

/**
 * A table as spreadsheets open it: a byte order mark, semicolons, days as YYYY-MM-DD; a text that a spreadsheet would run as
 * a formula is escaped.
 */
export function csvOf({ columns, rows }: Sheet): string {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => row.map(textOf))]
  return stringify(lines, { bom: true, delimiter: ';', escape_formulas: true })
}

function textOf(cell: Cell): string {
  if (cell === null) return ''
  return typeof cell === 'object' ? cell.day : String(cell)
}
