import { readFile } from 'node:fs/promises'
import readWorkbook from 'read-excel-file/node'
import { emptyFile, rowsOf, type SourceFile, type SourceTable, unreadable } from './source.ts'
import { checkWhole } from './zip.ts'

/** Every sheet of a workbook. Dates become ISO days, numbers keep a point, formulas give the value they were saved with. */
export async function readXlsx(source: SourceFile): Promise<SourceTable[]> {
  await checkWhole(source)
  const sheets = await readWorkbook(await readFile(source.path)).catch((error: unknown) => {
    throw unreadable(
      source.file,
      'книга Excel повреждена: её листы не читаются. Откройте её в Excel и сохраните заново или скачайте ещё раз.',
      'the workbook is damaged: its sheets cannot be read. Open it in Excel and save it anew, or download it again.',
      error,
    )
  })
  const filled = sheets.filter(({ data }) => data.some((row) => row.some((value) => cellText(value) !== '')))
  if (filled.length === 0) throw emptyFile(source.file)
  return filled.map(({ sheet, data }) => {
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
