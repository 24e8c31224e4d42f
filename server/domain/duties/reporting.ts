import { type Day, dayOf, type IsoDay, isoOf, mondayOf, parseDay } from '../day.ts'
import type { NamedPeriod } from './closes.ts'
import type { Period } from './rate.ts'

/** How long a reporting period is. */
export const steps = ['month', 'week'] as const
export type Step = (typeof steps)[number]

const holding: Readonly<Record<Step, (day: Day) => NamedPeriod>> = { month: monthOf, week: weekOf }

/** The reporting periods from the one of a day on that have begun as of another day, in order. */
export function periodsBegun(step: Step, from: Day, asOf: Day): NamedPeriod[] {
  const periods: NamedPeriod[] = []
  for (let period = holding[step](from); period.from <= asOf; period = holding[step](period.to + 1))
    periods.push(period)
  return periods
}

/** The reporting periods from the one of a day on that are over as of another day, in order. */
export function periodsEnded(step: Step, from: IsoDay, asOf: Day): NamedPeriod[] {
  return periodsBegun(step, dayOf(from), asOf).filter(({ to }) => to < asOf)
}

/** The calendar month a day lies in, named `2026-09`. */
export function monthOf(day: Day): NamedPeriod {
  const id = isoOf(day).slice(0, 7)
  const [year = 0, number = 0] = id.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return { id, from: dayOf(`${id}-01`), to: dayOf(`${next}-01`) - 1 }
}

/** The week a day lies in, Monday to Sunday, named by its days. */
export function weekOf(day: Day): NamedPeriod {
  const from = mondayOf(day)
  return spanOf({ from, to: from + 6 })
}

/** Days from … to … with their name, `2026-11-02..2026-11-08`. */
export function spanOf({ from, to }: Period): NamedPeriod {
  return { id: `${isoOf(from)}..${isoOf(to)}`, from, to }
}

/** The days of such a name; undefined for another text. */
export function parseSpan(name: string): Period | undefined {
  const [, first = '', last = ''] = /^(.{10})\.\.(.{10})$/.exec(name) ?? []
  const from = parseDay(first)
  const to = parseDay(last)
  return from === undefined || to === undefined || to < from ? undefined : { from, to }
}
