import { type Day, dayOf, type IsoDay, isoOf } from '../day.ts'
import type { NamedPeriod } from './closes.ts'

/** The calendar months from the one of a day on that are over as of another day, in order, named `2026-09`. */
export function monthsEnded(from: IsoDay, asOf: Day): NamedPeriod[] {
  const months: NamedPeriod[] = []
  for (let month = monthOf(dayOf(from)); month.to < asOf; month = monthOf(month.to + 1)) months.push(month)
  return months
}

/** The calendar month a day lies in. */
export function monthOf(day: Day): NamedPeriod {
  const id = isoOf(day).slice(0, 7)
  const [year = 0, number = 0] = id.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return { id, from: dayOf(`${id}-01`), to: dayOf(`${next}-01`) - 1 }
}
