import type { Profile, TableProfile } from '../../domain/formats/profile.ts'
import { recordKinds } from '../../domain/formats/profile.ts'
import { Refusal, type Said } from '../../refusal.ts'
import type { SourceSet } from '../readers/read.ts'
import type { SourceRow, SourceTable } from '../readers/source.ts'
import { type Codes, codesOf } from './codes.ts'
import { gridReader, matchGrid } from './grid.ts'
import type { Kind } from './kinds.ts'
import { listReader, type ReadRow } from './list.ts'
import { headRows, isNamed, type Miss, matchTable } from './match.ts'

/** A table of the source and how its rows are read. */
export type TablePlan = {
  readonly kind: Kind
  readonly index: number
  readonly table: SourceTable
  readonly profile: TableProfile
  readonly header: readonly string[]
  readonly headerRow: number
  /** The days the table itself says it covers. */
  readonly period?: { readonly from: string; readonly to: string }
  readonly read: ReadRow
}

export type SetPlan = { readonly tables: readonly TablePlan[]; readonly unused: readonly SourceTable[] }

/** Which table of the source is which table of the profile. Refuses a set in which a named table lacks a column. */
export async function planTables(profile: Profile, set: SourceSet): Promise<SetPlan> {
  const codes = codesOf(profile)
  const tables: TablePlan[] = []
  const unused: SourceTable[] = []
  const misses: { miss: Miss; table: SourceTable; named: boolean }[] = []
  for (const [index, source] of set.tables.entries()) {
    const head = await headOf(source)
    const table = { ...source, text: `${source.text}\n${titlesOf(head)}` }
    const named = profile.tables.filter((each) => isNamed(each, table))
    const tried = (named.length > 0 ? named : profile.tables).map((each) =>
      planTable(profile, codes, each, table, head, index),
    )
    const best = tried.flatMap((each) => ('plan' in each ? [each] : [])).toSorted((a, b) => b.fields - a.fields)[0]
    if (best) tables.push(best.plan)
    else unused.push(table)
    const miss = tried
      .flatMap((each) => ('miss' in each && each.miss ? [each.miss] : []))
      .toSorted((a, b) => closeness(b) - closeness(a))[0]
    if (!best && miss && head.length > 0) misses.push({ miss, table, named: named.length > 0 })
  }
  const wrong = misses.find(({ named }) => named) ?? (tables.length === 0 ? misses[0] : undefined)
  if (wrong) throw refuseTable(profile, wrong.table, wrong.miss)
  if (tables.length === 0) throw refuseSet(profile, set)
  return { tables: tables.toSorted((a, b) => recordKinds.indexOf(a.kind) - recordKinds.indexOf(b.kind)), unused }
}

type Planned = { plan: TablePlan; fields: number } | { miss: Miss | undefined }

function planTable(
  profile: Profile,
  codes: Codes,
  each: TableProfile,
  table: SourceTable,
  head: readonly SourceRow[],
  index: number,
): Planned {
  const kind = each.record as Kind
  if (each.layout === 'grid') {
    const grid = matchGrid(profile, each, table, head)
    if (!grid) return { miss: undefined }
    const { header } = grid.match
    const plan = {
      kind,
      index,
      table,
      profile: each,
      header: header.labels,
      headerRow: header.lastRow,
      period: { from: grid.from, to: grid.to },
    }
    return { plan: { ...plan, read: gridReader(profile, codes, grid, index) }, fields: grid.days.length }
  }
  const match = matchTable(profile, each, table, head)
  if ('missing' in match) return { miss: match }
  const plan = { kind, index, table, profile: each, header: match.header.labels, headerRow: match.header.lastRow }
  return { plan: { ...plan, read: listReader(profile, codes, match, index) }, fields: match.fields.length }
}

async function headOf(table: SourceTable): Promise<SourceRow[]> {
  const head: SourceRow[] = []
  for await (const batch of table.rows()) {
    head.push(...batch.slice(0, headRows - head.length))
    if (head.length >= headRows) break
  }
  return head
}

/** Titles above the table: rows with a cell or two. */
function titlesOf(head: readonly SourceRow[]): string {
  const filled = head.slice(0, 15).map(({ cells }) => cells.filter((cell) => cell !== ''))
  return filled
    .filter((cells) => cells.length <= 2)
    .map((cells) => cells.join(' '))
    .join('\n')
}

function closeness(miss: Miss): number {
  return Object.keys(miss.table.columns).length - (miss.nearest === undefined ? 100 : 0) + miss.header.labels.length
}

function refuseTable(profile: Profile, table: SourceTable, miss: Miss): Refusal {
  const wanted = miss.spellings.map((each) => `«${each}»`).join(', ') || miss.missing
  const near: Said = miss.nearest
    ? { ru: ` Ближайший: «${miss.nearest}».`, en: ` The nearest: "${miss.nearest}".` }
    : { ru: '', en: '' }
  const has = miss.header.labels
    .filter((label) => label)
    .slice(0, 12)
    .join(', ')
  return new Refusal('missing_column', {
    ru: `Файл «${table.file}» не подходит к профилю «${profile.title.ru}»: нет столбца ${wanted}.${near.ru} В файле есть: ${has}. Исправьте заголовок, добавьте его написание в профиль или выберите другой профиль.`,
    en: `File "${table.file}" does not fit the profile "${profile.title.en}": there is no column ${wanted}.${near.en} The file has: ${has}. Correct the header, add its spelling to the profile or choose another profile.`,
  })
}

function refuseSet(profile: Profile, set: SourceSet): Refusal {
  const files = set.files
    .map(({ file }) => file)
    .slice(0, 8)
    .join(', ')
  return new Refusal('wrong_profile', {
    ru: `В «${files}» нет ни одной таблицы профиля «${profile.title.ru}». Выберите профиль той системы, из которой сделана выгрузка.`,
    en: `"${files}" holds no table of the profile "${profile.title.en}". Choose the profile of the system the export comes from.`,
  })
}
