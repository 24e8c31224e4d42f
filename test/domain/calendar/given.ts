import { readdirSync, readFileSync } from 'node:fs'
import { productionCalendar } from '../../../server/domain/calendar/production.ts'
import { type SchoolCalendar, schoolCalendar } from '../../../server/domain/calendar/school.ts'
import { dayOf, isoOf, weekdayOf } from '../../../server/domain/day.ts'
import type { Closure, ProductionYear, SchoolYear } from '../../../server/domain/formats/calendar.ts'

const root = new URL('../../../', import.meta.url)

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8'))
}

type Entry = { date: string; kind?: string; reason: string; name?: string; basis?: string; movedFrom?: string }
type Decree = { number: string; date: string; title: string; issuer: string }
export type SourceYear = {
  year: number
  decree: Decree | null
  totals: { calendarDays: number; workingDays: number; shortenedDays: number }
  nonWorkingWeekdays: Entry[]
  holidaysOnWeekend: { date: string; name: string; basis: string; dayOffMovedTo: string | null }[]
  workingWeekendDays: (Entry & { dayOffMovedTo: string })[]
  shortenedDays: Entry[]
  publishedDecreeNotApplied?: Decree & {
    transfers: { from: string; to: string }[]
    effect: {
      addNonWorkingWeekdays: Entry[]
      addWorkingWeekendDays: (Entry & { dayOffMovedTo: string })[]
      addShortenedDays: Entry[]
      removeShortenedDays: string[]
      totals: SourceYear['totals']
    }
  }
}
type SourcePeriod = {
  id: string
  kind: 'quarter' | 'module' | 'trimester'
  name: string
  start: string
  end: string
  status: string
  schoolDays5: number
}
type SourceBreak = { id: string; name: string; start: string; end: string; grades: string; status: string }
export type SourceCalendar = {
  id: string
  schoolYear?: string
  terms: SourcePeriod[]
  attestationPeriods?: SourcePeriod[]
  breaks: SourceBreak[]
  grade1ExtraBreak: SourceBreak | null
  schoolDays5: number
  schoolDays5Grade1: number | null
}

export const sourceYears = (readJson('test/data/regulation/production-days-ru.json') as { years: SourceYear[] }).years
const sourceSchool = readJson('test/data/regulation/school-years.json') as {
  schoolYears: { id: string; start: string; end: string; calendars: SourceCalendar[] }[]
  candidates: SourceCalendar[]
}
export const sourceCalendars: SourceCalendar[] = [
  ...sourceSchool.schoolYears.flatMap(({ id, calendars }) => calendars.map((c) => ({ ...c, schoolYear: id }))),
  ...sourceSchool.candidates,
]

export function shippedProduction(): ProductionYear[] {
  return [2024, 2025, 2026, 2027].map((year) => readJson(`rules/calendar/ru-${year}.json`) as ProductionYear)
}

export function shippedSchoolYears(): SchoolYear[] {
  return readdirSync(new URL('rules/calendar/', root))
    .filter((name) => /^\d{4}-\d{2}-/.test(name))
    .map((name) => readJson(`rules/calendar/${name}`) as SchoolYear)
}

/** The lists of the source as they stand, 2027 by the holidays of the law alone. */
export function productionWithoutLateDecree(): ProductionYear[] {
  return sourceYears.map((source) => ({
    $schema: '',
    id: `ru-${source.year}`,
    year: source.year,
    title: { ru: 'Календарь', en: 'Calendar' },
    confirmed: true,
    basis: [],
    decree: null,
    nonWorkingWeekdays: source.nonWorkingWeekdays.map(({ date, reason }) => ({ date, reason, kind: 'public_holiday' })),
    holidaysOnWeekend: source.holidaysOnWeekend.map(({ date, name }) => ({ date, name, movedTo: null })),
    workingWeekendDays: source.workingWeekendDays.map(({ date, reason }) => ({ date, reason })),
    shortenedDays: source.shortenedDays.map(({ date, reason }) => ({ date, reason })),
  }))
}

/** A school year of the source in the product's format, every grade alike but for the first grade's extra vacation. */
export function yearOfSource(source: SourceCalendar): SchoolYear {
  const [first, second] = source.schoolYear === '2025/26' ? ['2025', '2026'] : ['2026', '2027']
  const words = (text: string) => ({ ru: text, en: text })
  const period = (entry: SourcePeriod) => ({
    id: entry.id,
    kind: entry.kind,
    title: words(entry.name),
    start: entry.start,
    end: entry.end,
    confirmed: entry.status === 'verified',
  })
  const breaks = [...source.breaks, ...(source.grade1ExtraBreak ? [source.grade1ExtraBreak] : [])]
  const kind = source.terms[0]?.kind ?? 'quarter'
  return {
    $schema: '',
    id: source.id,
    schoolYear: source.schoolYear ?? '',
    title: words(source.id),
    confirmed: false,
    source: words(source.id),
    start: `${first}-09-01`,
    end: `${second}-05-26`,
    covers: { from: `${first}-09-01`, to: `${second}-08-31` },
    judgedBy: kind,
    terms: source.terms.map(period),
    attestationPeriods: (source.attestationPeriods ?? []).map(period),
    breaks: breaks.map((entry) => ({
      id: entry.id,
      title: words(entry.name),
      start: entry.start,
      end: entry.end,
      grades: { from: Number(entry.grades.split('-')[0]), to: Number(entry.grades.split('-').at(-1)) },
      confirmed: entry.status === 'verified',
    })),
    bands: [{ grades: { from: 1, to: 11 }, studyWeek: 5, attestedBy: kind, marked: true }],
  }
}

export function sourceCalendar(id: string): SourceCalendar {
  const found = sourceCalendars.find((calendar) => calendar.id === id)
  if (!found) throw new Error(`no calendar ${id}`)
  return found
}

/** Terms and vacations given for example only: the calendar of the worked deadlines and slots. */
export function illustrativeYear(): SchoolYear {
  return yearOfSource(sourceCalendar('2026-27-quarters-a'))
}

export function illustrativeCalendar(grade = 7, closures: Closure[] = []): SchoolCalendar {
  const production = productionCalendar(productionWithoutLateDecree())
  return schoolCalendar({ grade, years: [illustrativeYear()], production, closures })
}

export { dayOf, isoOf, weekdayOf }
