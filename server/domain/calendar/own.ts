import type { BreakEntry, PeriodEntry, SchoolYear } from '../formats/calendar.ts'

type Span = { readonly id: string; readonly start: string; readonly end: string }

/** What a school sets itself: the days of the year, of its periods by their ids, and its vacations. Days are ISO, both ends inclusive. */
export type OwnDates = {
  readonly start: string
  readonly end: string
  readonly terms: readonly Span[]
  readonly attestationPeriods: readonly Span[]
  readonly breaks: readonly Pick<BreakEntry, 'title' | 'start' | 'end' | 'grades'>[]
  /** Whether they were checked against the school's own order. */
  readonly isConfirmed: boolean
}

/** The school year with the dates of the school; notes on where the former dates came from go with them. */
export function withDates({ note: _former, ...year }: SchoolYear, dates: OwnDates): SchoolYear {
  const { start, end, breaks, isConfirmed: confirmed } = dates
  return {
    ...year,
    confirmed,
    source: { ru: 'Введено школой', en: 'Entered by the school' },
    start,
    end,
    terms: year.terms.map((term) => moved(term, dates.terms, confirmed)),
    attestationPeriods: year.attestationPeriods.map((period) => moved(period, dates.attestationPeriods, confirmed)),
    breaks: breaks.map((each, index) => ({ ...each, id: `b${index + 1}`, confirmed })),
  }
}

/** Whether days are given for each period of the year and for nothing else. */
export function isWhole(year: SchoolYear, dates: OwnDates): boolean {
  const ids = (list: readonly { readonly id: string }[]) =>
    list
      .map(({ id }) => id)
      .toSorted()
      .join()
  return ids(year.terms) === ids(dates.terms) && ids(year.attestationPeriods) === ids(dates.attestationPeriods)
}

function moved({ id, kind, title, ...former }: PeriodEntry, given: readonly Span[], confirmed: boolean): PeriodEntry {
  const { start, end } = given.find((each) => each.id === id) ?? former
  return { id, kind, title, start, end, confirmed }
}
