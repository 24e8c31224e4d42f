import { Parser } from 'htmlparser2'
import { encodingOf, readText } from './encoding.ts'
import { baseName, type Probe, rowsOf, type SourceFile, type SourceTable, unreadable } from './source.ts'

type Cell = { text: string; columns: number; rows: number }
type OpenTable = { rows: Cell[][]; cell: Cell | undefined }

/** Every table of a page, merged cells repeated over what they span. `.xls` files of school systems often are this. */
export async function readHtml(source: SourceFile, probe: Probe): Promise<SourceTable[]> {
  const { tables, text } = parsePage(await readText(source.path, encodingOf(probe)))
  const filled = tables.map((table, index) => ({ rows: spread(table), index })).filter(({ rows }) => rows.length > 0)
  if (filled.length === 0)
    throw unreadable(
      source.file,
      'это страница сайта без единой таблицы – похоже, вместо выгрузки сохранилась страница входа. Войдите в журнал и скачайте выгрузку заново.',
      'this is a page without a table: the page of signing in seems to be saved in place of the export. Sign in to the journal and download the export anew.',
    )
  return filled.map(({ rows, index }) => ({
    file: source.file,
    name: tables.length > 1 ? `${baseName(source.file)} #${index + 1}` : baseName(source.file),
    text,
    rows: rowsOf(rows),
  }))
}

function parsePage(html: string): { tables: Cell[][][]; text: string } {
  const tables: OpenTable[] = []
  const open: OpenTable[] = []
  let text = ''
  let silent = 0
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === 'script' || name === 'style') silent++
      if (name === 'table') open.push({ rows: [], cell: undefined })
      const table = open.at(-1)
      if (name === 'br' || name === 'p' || name === 'tr' || name === 'div') text += '\n'
      if (name === 'br' && table?.cell) table.cell.text += ' '
      if (!table) return
      if (name === 'tr') table.rows.push([])
      if (name === 'td' || name === 'th') addCell(table, attributes)
    },
    ontext: (part) => {
      if (silent > 0) return
      text += part
      const cell = open.at(-1)?.cell
      if (cell) cell.text += part
    },
    onclosetag: (name) => {
      if (name === 'script' || name === 'style') silent--
      const table = open.at(-1)
      if (table && (name === 'td' || name === 'th')) table.cell = undefined
      if (name === 'table' && table) tables.push(open.pop() ?? table)
    },
  })
  parser.end(html)
  return { tables: tables.map(({ rows }) => rows), text: text.replace(/[^\S\n]+/g, ' ') }
}

function addCell(table: OpenTable, attributes: Record<string, string>): void {
  const cell = { text: '', columns: span(attributes['colspan']), rows: span(attributes['rowspan']) }
  if (table.rows.length === 0) table.rows.push([])
  table.rows.at(-1)?.push(cell)
  table.cell = cell
}

function span(text: string | undefined): number {
  const count = Number.parseInt(text ?? '1', 10)
  return count >= 1 && count <= 1_000 ? count : 1
}

/** A non-breaking space stays: reports part several marks of one cell by it. */
function spread(rows: readonly Cell[][]): string[][] {
  const grid: (string | undefined)[][] = rows.map(() => [])
  rows.forEach((cells, at) => {
    let column = 0
    for (const cell of cells) {
      while (grid[at]?.[column] !== undefined) column++
      const text = cell.text.replace(/[^\S\u00a0]+/g, ' ').replace(/^ +| +$/g, '')
      for (let down = 0; down < cell.rows && at + down < rows.length; down++) {
        for (let across = 0; across < cell.columns; across++) {
          const row = grid[at + down]
          if (row) row[column + across] = text
        }
      }
      column += cell.columns
    }
  })
  return grid.map((row) => Array.from(row, (cell) => cell ?? ''))
}
