import { distance } from 'fastest-levenshtein'
import type { Profile, TableProfile } from '../../domain/formats/profile.ts'
import { baseName, type SourceRow, type SourceTable } from '../readers/source.ts'
import { spellingsOf, textSource } from './columns.ts'
import { type FieldType, type Kind, kinds, required } from './kinds.ts'
import { clean, foldHeader } from './names.ts'

/** The header of a table: its last row, and what each column may be called (a merged header gives several names). */
export type Header = {
  readonly lastRow: number
  readonly columns: readonly (readonly string[])[]
  readonly labels: readonly string[]
}

export type FieldSource = {
  readonly field: string
  readonly type: FieldType
  readonly label: string
  readonly text: (cells: readonly string[]) => string
}

export type Match = { readonly table: TableProfile; readonly header: Header; readonly fields: readonly FieldSource[] }
export type Miss = {
  readonly table: TableProfile
  readonly header: Header
  readonly missing: string
  readonly spellings: readonly string[]
  readonly nearest: string | undefined
}

export const headRows = 40

/** Whether the name of a table, or of its file, is one the profile knows. */
export function isNamed(profile: TableProfile, table: SourceTable): boolean {
  const names = [table.name, baseName(table.file)].map((name) => name.toLowerCase())
  return (profile.names ?? []).some((pattern) => {
    const expression = new RegExp(`^${pattern.toLowerCase().split('*').map(escape).join('.*')}$`, 'u')
    return names.some((name) => expression.test(name))
  })
}

function escape(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
}

/** Finds the header among the first rows and says where each field comes from, or which column is wanting. */
export function matchTable(
  profile: Profile,
  tableProfile: TableProfile,
  table: SourceTable,
  head: readonly SourceRow[],
): Match | Miss {
  const headers = head.flatMap((row, index) => headersAt(row, head[index + 1]))
  const tried = headers.map((header) => tryHeader(profile, tableProfile, table, header))
  const matches = tried.filter((each) => 'fields' in each)
  // Of two ways to read a merged header the one that explains more columns is right.
  const best = matches.toSorted((a, b) => b.fields.length - a.fields.length)[0]
  if (best) return best
  const empty: Header = { lastRow: 0, columns: [], labels: [] }
  const misses = tried.filter((each) => 'missing' in each)
  return (
    misses.toSorted((a, b) => b.found - a.found)[0] ?? {
      ...missOf(tableProfile, empty, firstRequired(tableProfile)),
      found: 0,
    }
  )
}

/** The two ways to read a row as a header: alone, or with the row under it where its cells are merged. */
export function headersAt(row: SourceRow, next: SourceRow | undefined): Header[] {
  const single = { lastRow: row.no, columns: row.cells.map((cell) => [foldHeader(cell)]), labels: row.cells.map(clean) }
  if (!next || row.cells.every((cell) => cell === '')) return [single]
  let above = ''
  const merged = Array.from({ length: Math.max(row.cells.length, next.cells.length) }, (_, at) => {
    const top = clean(row.cells[at] ?? '')
    const low = clean(next.cells[at] ?? '')
    // A merged cell keeps its text in the first of its columns only.
    above = top || (low ? above : '')
    return { top: above, low }
  })
  return [
    single,
    {
      lastRow: next.no,
      columns: merged.map(({ top, low }) =>
        [...new Set([`${top} ${low}`, low || top, top].map(foldHeader))].filter((name) => name),
      ),
      labels: merged.map(({ top, low }) => (top === low ? top : clean(`${top} ${low}`))),
    },
  ]
}

function tryHeader(
  profile: Profile,
  tableProfile: TableProfile,
  table: SourceTable,
  header: Header,
): Match | (Miss & { found: number }) {
  const types: Readonly<Record<string, FieldType>> = kinds[tableProfile.record as Kind]
  const fields = Object.entries(tableProfile.columns).flatMap(([field, column]) => {
    const text = textSource(column, header, table)
    const type = types[field]
    return text && type ? [{ field, type, ...text }] : []
  })
  const wanted = requiredColumns(profile, tableProfile)
  const missing = wanted.find(
    (alternatives) => !alternatives.some((field) => fields.some((each) => each.field === field)),
  )
  if (!missing) return { table: tableProfile, header, fields }
  return { ...missOf(tableProfile, header, missing[0] ?? ''), found: fields.length }
}

export const pupilFields: readonly string[] = ['studentKey', 'studentName']

/** Whether every row must name its pupil, by id or by name: unless the profile says that the file is one pupil's. */
export function namesPupil(profile: Profile, kind: Kind): boolean {
  return 'studentKey' in kinds[kind] && kind !== 'student' && profile.pupil === 'inside'
}

function requiredColumns(profile: Profile, table: TableProfile): string[][] {
  const kind = table.record as Kind
  const own = table.layout === 'grid' ? [] : required[kind].map((field) => [field])
  const pupil = namesPupil(profile, kind) && table.layout !== 'grid' ? [[...pupilFields]] : []
  return [...pupil, ...own]
}

function firstRequired(table: TableProfile): string {
  return required[table.record as Kind][0] ?? ''
}

function missOf(table: TableProfile, header: Header, field: string): Miss {
  const spellings = spellingsOf(table.columns[field])
  const scored = header.labels
    .filter((label) => label)
    .map((label) => ({
      label,
      far: Math.min(...spellings.map((each) => distance(foldHeader(label), foldHeader(each)))),
    }))
  const near = scored.toSorted((a, b) => a.far - b.far)[0]
  return {
    table,
    header,
    missing: field,
    spellings,
    nearest: near && near.far <= Math.max(3, near.label.length / 2) ? near.label : undefined,
  }
}
