import { isDay } from '../parts/days.ts'

/** Filters are text in the address, nothing more: every screen reads those it knows. A day that is none is left out. */
export function readSearch(search: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).flatMap(([key, value]) =>
      value === undefined || (key === 'on' && !isDay(String(value))) ? [] : [[key, String(value)]],
    ),
  )
}
