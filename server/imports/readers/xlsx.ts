import { readFile } from 'node:fs/promises'
import readWorkbook from 'read-excel-file/node'
import { rowsOf, type SourceFile, type SourceTable, unreadable } from './source.ts'
import { checkArchive } from './zip.ts'

/** Every sheet of a workbook. Dates become ISO days, numbers keep a point, formulas give the value they were saved with. */
export async function readXlsx(source: SourceFile): Promise<SourceTable[]> {
  await checkArchive(source)
  const sheets = await readWorkbook(await readFile(source.path)).catch((error: unknown) => {
    throw unreadable(
      source.file,
      'книга Excel повреждена. Выгрузите её заново.',
      'the workbook is damaged. Export it anew.',
      error,
    )
  })
  return sheets.map(({ sheet, data }) => {
    const rows = data.map((row) => row.map(cellText))
    return { file: source.file, name: sheet, text: '', rows: rowsOf(rows) }
  })
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  // Excel has no day without a time: midnight means a day. The workbook knows no time zone, so UTC loses nothing.
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/T00:00:00\.000Z$/, '')
      .replace(/\.\d+Z$/, '')
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
