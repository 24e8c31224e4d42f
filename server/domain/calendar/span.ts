import { type Day, dayOf } from '../day.ts'
import type { BandEntry, PeriodEntry, SchoolYear } from '../formats/calendar.ts'
import type { Words } from '../formats/words.ts'

/** Days from … to …, both inclusive. */
export type DayRange = { readonly from: Day; readonly to: Day }

export type Period = DayRange & {
  readonly id: string
  readonly kind: PeriodEntry['kind']
  readonly title: Words
  readonly schoolYear: string
}

/** One school year as one grade lives it. `from … to` are the days it answers for; `start … end` those of study. */
export type SchoolYearSpan = DayRange & {
  readonly id: string
  readonly schoolYear: string
  readonly start: Day
  readonly end: Day
  readonly marked: boolean
  readonly studyWeek: 5 | 6
  /** Study periods; periods of final marks; windows of the points «в течение года». */
  readonly terms: readonly Period[]
  readonly periods: readonly Period[]
  readonly slices: readonly Period[]
  readonly vacations: readonly DayRange[]
  readonly extraStudyDays: readonly Day[]
}

/** The school year of a file for one grade; undefined where the file has no band for it. */
export function spanOf(file: SchoolYear, grade: number): SchoolYearSpan | undefined {
  const band = file.bands.find(({ grades }) => grades.from <= grade && grade <= grades.to)
  if (!band) return undefined
  const end = dayOf(band.lastDay ?? file.end)
  const periods = periodsOf(file, end)
  const ofKind = (kind: string) => periods.filter((period) => period.kind === kind)
  return {
    id: file.id,
    schoolYear: file.schoolYear,
    from: dayOf(file.covers.from),
    to: dayOf(file.covers.to),
    start: dayOf(file.start),
    end,
    marked: band.marked,
    studyWeek: band.studyWeek,
    terms: periods.slice(0, file.terms.length),
    periods: ofKind(band.attestedBy),
    slices: ofKind(file.judgedBy),
    vacations: vacationsOf(file, band, grade),
    extraStudyDays: (file.extraStudyDays ?? [])
      .filter(({ grades }) => grades.from <= grade && grade <= grades.to)
      .map(({ date }) => dayOf(date)),
  }
}

/** Periods that end with the common year end with the band's own last day instead. */
function periodsOf(file: SchoolYear, end: Day): Period[] {
  return [...file.terms, ...file.attestationPeriods].map((entry) => ({
    id: entry.id,
    kind: entry.kind,
    title: entry.title,
    schoolYear: file.schoolYear,
    from: dayOf(entry.start),
    to: entry.end === file.end ? end : Math.min(dayOf(entry.end), end),
  }))
}

/** Breaks of the grade without the days on which it still studies or sits exams. */
function vacationsOf(file: SchoolYear, band: BandEntry, grade: number): DayRange[] {
  const busy = [
    ...(band.lastDay ? [{ from: dayOf(file.end) + 1, to: dayOf(band.lastDay) }] : []),
    ...(band.exams ? [{ from: dayOf(band.exams.start), to: dayOf(band.exams.end) }] : []),
  ]
  const breaks = file.breaks
    .filter(({ grades }) => grades.from <= grade && grade <= grades.to)
    .map(({ start, end }) => ({ from: dayOf(start), to: dayOf(end) }))
  return busy.reduce<DayRange[]>((ranges, hole) => ranges.flatMap((range) => without(range, hole)), breaks)
}

function without(range: DayRange, hole: DayRange): DayRange[] {
  if (hole.to < range.from || hole.from > range.to || hole.to < hole.from) return [range]
  const parts = [
    { from: range.from, to: hole.from - 1 },
    { from: hole.to + 1, to: range.to },
  ]
  return parts.filter((part) => part.from <= part.to)
}
