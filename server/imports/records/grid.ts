import { parseDay } from '../../domain/day.ts'
import type { Profile, TableProfile } from '../../domain/formats/profile.ts'
import type { SourceRow, SourceTable } from '../readers/source.ts'
import type { Codes } from './codes.ts'
import { cellReader } from './fields.ts'
import type { AnyRecord, Origin } from './kinds.ts'
import type { Reading, ReadRow } from './list.ts'
import { type Header, headersAt, type Match, matchTable } from './match.ts'
import { clean, foldHeader } from './names.ts'
import { readDay } from './values.ts'

/** A table with a subject or a pupil in each row and a day in each column, as journals print it. */
export type Grid = {
  readonly match: Match
  readonly heading: number
  readonly days: readonly { readonly at: number; readonly day: string }[]
  readonly finals: readonly { readonly at: number; readonly period: string }[]
  readonly from: string
  readonly to: string
}

const months = [
  'январ',
  'феврал',
  'март',
  'апрел',
  'ма',
  'июн',
  'июл',
  'август',
  'сентябр',
  'октябр',
  'ноябр',
  'декабр',
]
const monthPattern = new RegExp(`^(${months.join('|')})(?:[ьйяа]?)[ ,.]*(\\d{1,2})$`)

/** Recognises a grid: the heading column, the days (the year comes from the period printed around the table), the finals. */
export function matchGrid(
  profile: Profile,
  tableProfile: TableProfile,
  table: SourceTable,
  head: readonly SourceRow[],
): Grid | undefined {
  const { grid } = tableProfile
  const period = grid && periodOf(`${table.text}\n${table.name}`, grid.period)
  if (!grid || !period) return undefined
  const found = head
    .flatMap((row, index) =>
      headersAt(row, head[index + 1]).map((header) => ({ header, isMerged: header.lastRow !== row.no })),
    )
    .flatMap(({ header, isMerged }) => {
      const heading = header.columns.findIndex((names) =>
        grid.headingHeaders.some((each) => names.includes(foldHeader(each))),
      )
      const days = daysOf(header, profile, period)
      return heading < 0 || days.length === 0 ? [] : [{ header, heading, days, isMerged }]
    })
  // Two rows are read as one header only where one row alone names no days: numbers of the first row of data look like days.
  const best = found.toSorted((a, b) => Number(a.isMerged) - Number(b.isMerged) || b.days.length - a.days.length)[0]
  if (!best) return undefined
  const match = matchTable(profile, tableProfile, table, head)
  const fields =
    'fields' in match ? match.fields.filter(({ field }) => field === 'className' || field === 'studentKey') : []
  return {
    match: { table: tableProfile, header: best.header, fields },
    heading: best.heading,
    days: best.days,
    finals: finalsOf(best.header, grid.final),
    ...period,
  }
}

type Period = { readonly from: string; readonly to: string }

/** Two days, or a month with its year. */
function periodOf(text: string, patterns: readonly string[]): Period | undefined {
  for (const pattern of patterns) {
    const found = new RegExp(pattern, 'iu').exec(text)
    const [first, second] = [found?.[1] ?? '', found?.[2] ?? '']
    const from = readDay(first, ['dd.mm.yyyy', 'iso'])
    const to = readDay(second, ['dd.mm.yyyy', 'iso'])
    if (from && to && from <= to) return { from, to }
    const month = months.findIndex((name) => first.toLowerCase().startsWith(name)) + 1
    if (month > 0 && /^\d{4}$/.test(second)) return monthOf(second, month)
  }
  return undefined
}

function monthOf(year: string, month: number): Period {
  const start = `${year}-${String(month).padStart(2, '0')}`
  const last = [31, 30, 29, 28].find((day) => parseDay(`${start}-${day}`) !== undefined)
  return { from: `${start}-01`, to: `${start}-${last}` }
}

function daysOf(header: Header, profile: Profile, period: Period): { at: number; day: string }[] {
  return header.columns.flatMap((names, at) => {
    const day = names.map((name) => dayOf(name, profile, period)).find((each) => each !== undefined)
    return day && day >= period.from && day <= period.to ? [{ at, day }] : []
  })
}

function dayOf(name: string, profile: Profile, period: Period): string | undefined {
  const whole = readDay(name, profile.dates)
  if (whole) return whole
  const short = /^(\d{1,2})\.(\d{1,2})\.?$/.exec(name)
  if (short) return inPeriod(Number(short[2]), Number(short[1]), period)
  const named = monthPattern.exec(name)
  if (named) return inPeriod(months.indexOf(named[1] ?? '') + 1, Number(named[2]), period)
  const isOneMonth = period.from.slice(0, 7) === period.to.slice(0, 7)
  return isOneMonth && /^\d{1,2}$/.test(name)
    ? inPeriod(Number(period.from.slice(5, 7)), Number(name), period)
    : undefined
}

/** The day of the month in whichever year of the period holds it: a period may cross New Year. */
function inPeriod(month: number, day: number, period: Period): string | undefined {
  const years = [period.from.slice(0, 4), period.to.slice(0, 4)]
  return years
    .map((year) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
    .find((iso) => parseDay(iso) !== undefined && iso >= period.from && iso <= period.to)
}

function finalsOf(header: Header, pattern: string | undefined): { at: number; period: string }[] {
  if (pattern === undefined) return []
  const expression = new RegExp(pattern, 'iu')
  return header.labels.flatMap((label, at) => {
    const period = expression.exec(label)?.[1]
    return period ? [{ at, period: clean(period) }] : []
  })
}

/** A reader of the rows of a grid: a record for every cell that holds something. */
export function gridReader(profile: Profile, codes: Codes, grid: Grid, index: number): ReadRow {
  const readers = new Map(
    [
      ...grid.days.map(({ at }) => ({ at, type: 'token' as const })),
      ...grid.finals.map(({ at }) => ({ at, type: 'mark' as const })),
    ].map(({ at, type }) => [at, cellReader(type, grid.match.header.labels[at] ?? '', profile, codes)]),
  )
  const rule = grid.match.table.grid
  const ignored = new Set((rule?.ignore ?? []).map(foldHeader))
  return (row) => {
    const heading = clean(row.cells[grid.heading] ?? '')
    if (heading === '' || ignored.has(foldHeader(heading))) return []
    const origin: Origin = { table: index, row: row.no, cells: row.cells }
    const about = Object.fromEntries(
      grid.match.fields.map(({ field, text }) => [field, clean(text(row.cells)) || undefined]),
    )
    const named = { ...about, [rule?.heading === 'student' ? 'studentName' : 'subject']: heading }
    const read = (kind: 'entry' | 'finalMark', at: number, field: string, more: object): Reading[] => {
      const cell = readers.get(at)?.(row.cells[at] ?? '') ?? {}
      const record = { kind, origin, fields: { ...named, ...more, [field]: cell.value } } as AnyRecord
      if (cell.bad) return [{ refused: [cell.bad], partial: record }]
      if (cell.value === undefined) return []
      return [cell.odd ? { record, odd: [cell.odd] } : { record }]
    }
    return [
      ...grid.days.flatMap(({ at, day }) => read('entry', at, 'value', { date: day })),
      ...grid.finals.flatMap(({ at, period }) => read('finalMark', at, 'mark', { period, finalKind: 'final' })),
    ]
  }
}
