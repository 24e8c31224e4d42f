import writeExcelFile, { type CellObject } from 'write-excel-file/node'
import type { Cell, Sheet } from './table.ts'

/** A workbook: real dates, the widths of columns, the heads of tables stay in sight; text is never a formula. */
export async function xlsxOf(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const file = writeExcelFile(
    sheets.map(({ name, columns, rows }) => ({
      sheet: sheetName(name),
      data: [
        columns.map(({ title }): CellObject => ({ type: String, value: title, fontWeight: 'bold', wrap: true })),
        ...rows.map((row) => row.map(cellOf)),
      ],
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
    })),
    { fontFamily: 'Calibri', fontSize: 11 },
  )
  return new Uint8Array(await file.toBuffer())
}

/** A name that a workbook takes: without its forbidden marks, 31 characters at most. */
function sheetName(name: string): string {
  return name
    .replaceAll(/[\\/?*[\]:]/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .slice(0, 31)
    .trim()
}

const top = { alignVertical: 'top' } as const

function cellOf(cell: Cell): CellObject | null {
  if (cell === null || cell === '') return null
  if (typeof cell === 'number') return { type: Number, value: cell, ...top }
  if (typeof cell === 'object')
    return { type: Date, value: new Date(`${cell.day}T00:00:00Z`), format: 'dd.mm.yyyy', align: 'left', ...top }
  return { type: String, value: cell, wrap: true, ...top }
}
