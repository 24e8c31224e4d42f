import type { Lang } from '../words/language.tsx'

const format = (lang: Lang, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(lang === 'ru' ? 'ru-RU' : 'en-GB', { ...options, timeZone: 'UTC' })
const noon = (day: string) => new Date(`${day}T12:00:00Z`)

let looked: string | undefined

/** The day the page looks at: from it on, dates of another school year are written with their year. */
export function lookFrom(day: string): void {
  looked = day
}

/** The year a school year begins in: September to August. */
function schoolYearOf(day: string): number {
  return Number(day.slice(0, 4)) - (day.slice(5, 7) < '09' ? 1 : 0)
}

function isOfAnotherYear(day: string, at: string | undefined): boolean {
  return at !== undefined && schoolYearOf(day) !== schoolYearOf(at)
}

/** «23 ноября»; «23 ноября 2025 г.» of another school year than the day looked at. */
export function dayLong(day: string, lang: Lang, at: string | undefined = looked): string {
  if (isOfAnotherYear(day, at)) return dayFull(day, lang)
  return format(lang, { day: 'numeric', month: 'long' }).format(noon(day))
}

/** «2 сентября» and «30 октября» of a span; both with the year where they are of two school years. */
export function spanLong(from: string, to: string, lang: Lang, at: string | undefined = looked): [string, string] {
  const text = isOfAnotherYear(from, to) ? dayFull : (day: string) => dayLong(day, lang, at)
  return [text(from, lang), text(to, lang)]
}

/** «23 ноября 2026 г.» */
export function dayFull(day: string, lang: Lang): string {
  return format(lang, { day: 'numeric', month: 'long', year: 'numeric' }).format(noon(day))
}

/** «пн, 23.11»; «вс, 23.11.25» of another school year than the day looked at. */
export function dayShort(day: string, lang: Lang, at: string | undefined = looked): string {
  const weekday = format(lang, { weekday: 'short' }).format(noon(day))
  const year = isOfAnotherYear(day, at) ? `.${day.slice(2, 4)}` : ''
  return `${weekday}, ${day.slice(8)}.${day.slice(5, 7)}${year}`
}

/** «23.11» */
export function dayFigures(day: string): string {
  return `${day.slice(8)}.${day.slice(5, 7)}`
}

/** «ноябрь 2026» of `2026-11`; «2–8 ноября» of `2026-11-02..2026-11-08`, with the year where it is of another school year. */
export function periodLong(period: string, lang: Lang, at: string | undefined = looked): string {
  const [from = '', to] = period.split('..')
  if (to === undefined) return monthLong(period, lang)
  const isOther = isOfAnotherYear(from, at) || isOfAnotherYear(to, at)
  return format(lang, { day: 'numeric', month: 'long', ...(isOther && { year: 'numeric' }) }).formatRange(
    noon(from),
    noon(to),
  )
}

/** «ноябрь 2026» of `2026-11`. */
export function monthLong(month: string, lang: Lang): string {
  return format(lang, { month: 'long', year: 'numeric' })
    .format(noon(`${month}-15`))
    .replace(' г.', '')
}

/** «нояб.» of `2026-11`. */
export function monthShort(month: string, lang: Lang): string {
  return format(lang, { month: 'short' }).format(noon(`${month}-15`))
}

/** «23 ноября, 18:00» of an instant, in the school's zone; with the year as days have it. */
export function instantText(at: string, lang: Lang, timeZone: string, from: string | undefined = looked): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(at))
  return new Intl.DateTimeFormat(lang === 'ru' ? 'ru-RU' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    ...(isOfAnotherYear(day, from) && { year: 'numeric' as const }),
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(new Date(at))
}

/** A number as the language writes it, with the minus of typesetting. */
export function numberText(value: number, lang: Lang, digits = 0): string {
  return new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(value).replace(/^-/, '−')
}
