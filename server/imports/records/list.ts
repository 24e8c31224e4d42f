import type { Profile } from '../../domain/formats/profile.ts'
import type { SourceRow } from '../readers/source.ts'
import type { Codes } from './codes.ts'
import { cellReader, type ReadCell } from './fields.ts'
import { type AnyRecord, type Kind, type Origin, required } from './kinds.ts'
import { type Match, namesPupil, pupilFields } from './match.ts'
import { foldHeader } from './names.ts'
import { emptyField, type Reason, repeatedHeader, tooManyCells } from './say.ts'

/** What a row gave: a record, a row not loaded (with what of it was understood), or a row left out on purpose. */
export type Reading =
  | { readonly record: AnyRecord; readonly odd?: readonly Reason[] }
  | { readonly refused: readonly Reason[]; readonly partial: AnyRecord }
  | { readonly skipped: number; readonly origin: Origin }

export type ReadRow = (row: SourceRow) => readonly Reading[]

type Column = {
  readonly field: string
  readonly label: string
  readonly text: (cells: readonly string[]) => string
  readonly read: ReadCell
  /** A row without it says nothing. */
  readonly isWanted: boolean
}

/** A reader of the rows of a table with a record in each row. */
export function listReader(profile: Profile, codes: Codes, match: Match, index: number): ReadRow {
  const kind = match.table.record as Kind
  const columns = match.fields.map(({ field, type, label, text }) => ({
    field,
    label,
    text,
    read: cellReader(type, label, profile, codes, field),
    isWanted: required[kind].includes(field),
  }))
  const pupil = namesPupil(profile, kind) ? columns.filter(({ field }) => pupilFields.includes(field)) : []
  const skips = skipsOf(match)
  const width = match.header.columns.length
  return (row) => {
    const origin: Origin = { table: index, row: row.no, cells: row.cells }
    const skipped = skips(row.cells)
    if (skipped >= 0) return [{ skipped, origin }]
    const { fields, bad, odd } = readRow(columns, row.cells)
    const record = { kind, origin, fields } as AnyRecord
    if (row.cells.length > width && row.cells.slice(width).some((cell) => cell.trim() !== ''))
      return [{ refused: [tooManyCells], partial: record }]
    if (isHeader(match, row.cells))
      return [{ refused: [repeatedHeader], partial: { kind, origin, fields: {} } as AnyRecord }]
    const faults = [...unnamed(pupil, fields), ...bad]
    if (faults.length > 0) return [{ refused: faults, partial: record }]
    return [odd ? { record, odd } : { record }]
  }
}

/** A row that must name its pupil and leaves every column for it empty. */
function unnamed(pupil: readonly Column[], fields: Readonly<Record<string, unknown>>): Reason[] {
  const [first] = pupil
  return first && pupil.every(({ field }) => fields[field] === undefined) ? [emptyField(first.label)] : []
}

/** The header once more, as where two files are put together: its words are no pupil's name. */
function isHeader({ header }: Match, cells: readonly string[]): boolean {
  let filled = 0
  for (const [at, cell] of cells.entries()) {
    if (cell === '') continue
    if (!header.columns[at]?.includes(foldHeader(cell))) return false
    filled++
  }
  return filled > 1
}

function readRow(
  columns: readonly Column[],
  cells: readonly string[],
): { fields: Record<string, unknown>; bad: Reason[]; odd?: Reason[] } {
  const fields: Record<string, unknown> = {}
  const bad: Reason[] = []
  let odd: Reason[] | undefined
  for (const column of columns) {
    const cell = column.read(column.text(cells))
    if (cell.value !== undefined) fields[column.field] = cell.value
    if (cell.bad) bad.push(cell.bad)
    else if (column.isWanted && cell.value === undefined) bad.push(emptyField(column.label))
    if (cell.odd) odd = [...(odd ?? []), cell.odd]
  }
  return { fields, bad, ...(odd && { odd }) }
}

function skipsOf(match: Match): (cells: readonly string[]) => number {
  const skips = (match.table.skip ?? []).map((skip) => ({
    at: match.header.columns.findIndex((names) => names.includes(skip.column.toLowerCase())),
    in: new Set(skip.in),
  }))
  return (cells) => skips.findIndex(({ at, in: values }) => values.has(cells[at] ?? ''))
}
