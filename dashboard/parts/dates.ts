import type { Lang } from '../words/language.tsx'

const format = (lang: Lang, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(lang === 'ru' ? 'ru-RU' : 'en-GB', { ...options, timeZone: 'UTC' })
const noon = (day: string) => new Date(`${day}T12:00:00Z`)

/** «23 ноября». */
export function dayLong(day: string, lang: Lang): string {
  return format(lang, { day: 'numeric', month: 'long' }).format(noon(day))
}

/** «23 ноября 2026 г.» */
export function dayFull(day: string, lang: Lang): string {
  return format(lang, { day: 'numeric', month: 'long', year: 'numeric' }).format(noon(day))
}

/** «пн, 23.11». */
export function dayShort(day: string, lang: Lang): string {
  const weekday = format(lang, { weekday: 'short' }).format(noon(day))
  return `${weekday}, ${day.slice(8)}.${day.slice(5, 7)}`
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

/** «23 ноября, 18:00» of an instant, in the school's zone. */
export function instantText(at: string, lang: Lang, timeZone: string): string {
  return new Intl.DateTimeFormat(lang === 'ru' ? 'ru-RU' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(new Date(at))
}

export function numberText(value: number, lang: Lang, digits = 0): string {
  return new Intl.NumberFormat(lang, { maximumFractionDigits: digits }).format(value)
}
