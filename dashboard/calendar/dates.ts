import type { Body } from '../call.ts'

export type Dates = Body<'PUT /api/calendar/dates'>['dates']
type Said = { ru: string; en: string }
type Titled = { id: string; title: Said; start: string; end: string }

/** A school year as it is shown: what its dates are entered from. */
export type Editable = {
  start: string
  end: string
  covers: { from: string; to: string }
  terms: readonly Titled[]
  attestationPeriods: readonly Titled[]
  breaks: readonly Dates['breaks'][number][]
}
export type Problem = { severity: 'error' | 'warning'; path: string; message: Said; fix: Said }

/** The dates of a year to begin from. */
export function datesOf({ start, end, terms, attestationPeriods, breaks }: Editable): Dates {
  const span = ({ id, start: from, end: to }: Titled) => ({ id, start: from, end: to })
  return {
    start,
    end,
    terms: terms.map(span),
    attestationPeriods: attestationPeriods.map(span),
    breaks: breaks.map(({ title, start: from, end: to, grades }) => ({ title, start: from, end: to, grades })),
    isConfirmed: false,
  }
}

/** A year as shown, with other dates. */
export function withDates<Year extends Editable>(year: Year, dates: Dates) {
  const moved = (entries: readonly Titled[], given: Dates['terms']) =>
    entries.map((entry) => ({ ...entry, ...given.find(({ id }) => id === entry.id), confirmed: dates.isConfirmed }))
  return {
    ...year,
    start: dates.start,
    end: dates.end,
    terms: moved(year.terms, dates.terms),
    attestationPeriods: moved(year.attestationPeriods, dates.attestationPeriods),
    breaks: dates.breaks.map((each) => ({ ...each, confirmed: dates.isConfirmed })),
    confirmed: dates.isConfirmed,
  }
}

/** What is missing before the server can be asked, by its place. */
export function missing(dates: Dates, said: { day: Said; title: Said }): Problem[] {
  const tell = (path: string, message: Said): Problem => ({
    severity: 'error',
    path,
    message,
    fix: { ru: '', en: '' },
  })
  const dayless = (list: 'terms' | 'attestationPeriods' | 'breaks') =>
    dates[list].flatMap(({ start, end }, at) => (start === '' || end === '' ? [tell(`/${list}/${at}`, said.day)] : []))
  const nameless = dates.breaks.flatMap(({ title }, at) =>
    title.ru.trim() === '' ? [tell(`/breaks/${at}`, said.title)] : [],
  )
  return [...dayless('terms'), ...dayless('attestationPeriods'), ...dayless('breaks'), ...nameless]
}
