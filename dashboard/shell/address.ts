import { isDay } from '../parts/days.ts'

/** Filters are text in the address, nothing more: every screen reads those it knows. A day that is none is left out. */
export function readSearch(search: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(search).flatMap(([key, value]) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[key, String(value)]] : [],
  )
  return Object.fromEntries(texts.filter(([key, text = '']) => key !== 'on' || isDay(text)))
}
