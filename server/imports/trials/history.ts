import type { Static } from 'typebox'
import type { Trx } from '../../database/database.ts'
import { notFound } from '../../http/guards.ts'
import type { importsApi } from '../api.ts'
import type { Counts } from '../queries/compare.ts'
import { findLastImport } from '../queries/history.ts'
import { countLoaded, findImport, type HistoryRow, listClassNames, listHistory } from '../queries/list.ts'

type Page = Static<(typeof importsApi)['GET /api/imports']['answer']>
type Shown = Page['imports'][number]
const page = 30

/** A page of the history. Whoever may meet numbers alone is told no names of files, classes or warnings. */
export async function historyOf(
  trx: Trx,
  schoolId: number,
  { before, isCounts }: { before: number | undefined; isCounts: boolean },
): Promise<Page> {
  const rows = await listHistory(trx, schoolId, { before, limit: page + 1 })
  const last = await findLastImport(trx, schoolId)
  const all = await countLoaded(trx, schoolId)
  const shown = rows.slice(0, page)
  const names = await listClassNames(trx, schoolId, [...new Set(shown.flatMap(({ covers }) => covers.classIds ?? []))])
  const imports = shown.map((row) => rowOf(row, { last: last?.id, all }, isCounts ? undefined : names))
  return { imports, more: rows.length > page ? (shown.at(-1)?.id ?? null) : null }
}

/** One import with everything said about it. */
export async function importOf(trx: Trx, schoolId: number, id: number) {
  const row = await findImport(trx, schoolId, id)
  if (!row) throw notFound('Такой загрузки нет.', 'There is no such import.')
  const last = await findLastImport(trx, schoolId)
  const all = await countLoaded(trx, schoolId)
  const names = await listClassNames(trx, schoolId, row.covers.classIds ?? [])
  const warnings = row.warnings.slice(0, 500).map(({ where, message, said, fix, count }) => ({
    where: where ?? null,
    message: message ?? said ?? { ru: '', en: '' },
    fix: fix ?? null,
    count: count ?? 1,
  }))
  return { import: rowOf(row, { last: last?.id, all }, names), warnings }
}

type Ground = { readonly last: number | undefined; readonly all: number }
const largeShare = 0.2

function rowOf(row: HistoryRow, { last, all }: Ground, names: ReadonlyMap<number, string> | undefined): Shown {
  const { kinds = [], who = '', classIds = [], days = {} } = row.covers
  const classes = classIds.flatMap((id) => names?.get(id) ?? []).toSorted(byName)
  const counts = Object.fromEntries(Object.entries(row.counts).map(([table, count]) => [table, countsOf(count)]))
  const touched = Object.values(counts).reduce((sum, each) => sum + each.new + each.changed + each.gone, 0)
  return {
    ...row,
    counts,
    isLarge: touched > all * largeShare,
    warnings: row.warnings.length,
    covers: names ? { kinds: [...kinds], who, classes, days: { ...days } } : null,
    files: names ? row.files.map(({ file }) => file) : [],
    isLast: row.state === 'accepted' && row.id === last,
  }
}

/** A load made by hand tells how many there were and no more. */
function countsOf(count: Counts | number): Counts {
  return typeof count === 'number' ? { new: count, changed: 0, unchanged: 0, gone: 0, refused: 0 } : count
}

/** 7Б before 10А. */
const byName = new Intl.Collator('ru', { numeric: true }).compare
