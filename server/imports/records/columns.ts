import type { ColumnProfile } from '../../domain/formats/profile.ts'
import type { SourceTable } from '../readers/source.ts'
import type { Header } from './match.ts'
import { foldHeader } from './names.ts'

export function spellingsOf(column: ColumnProfile | undefined): string[] {
  if (column === undefined) return []
  if (typeof column === 'string') return [column]
  if (Array.isArray(column)) return column
  return [...(column.join ?? []), ...(column.header === undefined ? [] : [column.header].flat())]
}

export function textSource(
  column: ColumnProfile,
  header: Header,
  table: SourceTable,
): { label: string; text: (cells: readonly string[]) => string } | undefined {
  const rule = typeof column === 'string' || Array.isArray(column) ? { header: column } : column
  const raw = rawSource(rule, header, table)
  if (!raw) return undefined
  const { pattern, map } = rule
  if (pattern === undefined && map === undefined) return raw
  const expression = pattern === undefined ? undefined : new RegExp(pattern, 'iu')
  return {
    label: raw.label,
    text: (cells) => {
      const found = expression ? (expression.exec(raw.text(cells))?.[1] ?? '') : raw.text(cells)
      return map ? (map[found] ?? '') : found
    },
  }
}

type Rule = Exclude<ColumnProfile, string | string[]>

function rawSource(
  rule: Rule,
  header: Header,
  table: SourceTable,
): { label: string; text: (cells: readonly string[]) => string } | undefined {
  const { value, from } = rule
  if (value !== undefined) return { label: value, text: () => value }
  if (from !== undefined) {
    const text = from === 'table' ? table.name : from === 'file' ? table.file : table.text
    return { label: from, text: () => text }
  }
  if (rule.join) {
    const parts = rule.join.map((name) => columnOf(header, [name]))
    if (parts.includes(-1)) return undefined
    return {
      label: rule.join.join(' + '),
      text: (cells) =>
        parts
          .map((at) => cells[at] ?? '')
          .filter(Boolean)
          .join(' '),
    }
  }
  const at = columnOf(header, [rule.header ?? []].flat())
  return at < 0 ? undefined : { label: header.labels[at] ?? '', text: (cells) => cells[at] ?? '' }
}

function columnOf(header: Header, spellings: readonly string[]): number {
  for (const spelling of spellings.map(foldHeader)) {
    const at = header.columns.findIndex((names) => names.includes(spelling))
    if (at >= 0) return at
  }
  return -1
}
