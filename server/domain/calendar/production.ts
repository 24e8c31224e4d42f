import { type Day, dayOf, weekdayOf } from '../day.ts'
import type { ProductionYear } from '../formats/calendar.ts'

/** What a day is for staff: worked, worked one hour less, or off. */
export type WorkKind = 'working' | 'shortened' | 'off'

const unknown = 0
const working = 1
const shortened = 2
const weekend = 3
const dayOff = 4
/** Off only because a Saturday is worked instead: a six-day week has nothing to swap. */
const swapped = 5

/** Production calendar of the loaded years, one byte a day. Days of years that are not loaded are unknown. */
export type ProductionCalendar = { readonly from: Day; readonly kinds: Uint8Array }

/**
 * Builds the production calendar (five-day week) from the files of its years, in any order, with gaps allowed.
 * Source: Labour Code of Russia, art. 95, 112; the yearly decree on days off. Throws RangeError for a day that is none.
 */
export function productionCalendar(years: readonly ProductionYear[]): ProductionCalendar {
  if (years.length === 0) return { from: 0, kinds: new Uint8Array(0) }
  const from = Math.min(...years.map((year) => firstDayOf(year.year)))
  const to = Math.max(...years.map((year) => firstDayOf(year.year + 1)))
  const kinds = new Uint8Array(to - from)
  for (const year of years) fill(kinds, from, year)
  return { from, kinds }
}

function fill(kinds: Uint8Array, from: Day, file: ProductionYear): void {
  for (let day = firstDayOf(file.year); day < firstDayOf(file.year + 1); day++)
    kinds[day - from] = weekdayOf(day) <= 5 ? working : weekend
  const mark = (entries: readonly { date: string }[], kind: number) => {
    for (const { date } of entries) kinds[dayOf(date) - from] = kind
  }
  const worked = new Set(file.workingWeekendDays.map(({ date }) => date))
  mark(file.nonWorkingWeekdays, dayOff)
  mark(
    file.nonWorkingWeekdays.filter(({ movedFrom }) => movedFrom !== undefined && worked.has(movedFrom)),
    swapped,
  )
  mark(file.holidaysOnWeekend, dayOff)
  mark(file.workingWeekendDays, working)
  mark(file.shortenedDays, shortened)
}

function firstDayOf(year: number): Day {
  return dayOf(`${year}-01-01`)
}

/** What the day is for staff; undefined outside the loaded years, which is "no data" and never "working". */
export function workKind(calendar: ProductionCalendar, day: Day): WorkKind | undefined {
  const kind = calendar.kinds[day - calendar.from] ?? unknown
  if (kind === unknown) return undefined
  if (kind === working) return 'working'
  return kind === shortened ? 'shortened' : 'off'
}

/** Whether staff work on the day (a shortened day is worked); undefined outside the loaded years. */
export function isWorking(calendar: ProductionCalendar, day: Day): boolean | undefined {
  const kind = calendar.kinds[day - calendar.from] ?? unknown
  return kind === unknown ? undefined : kind === working || kind === shortened
}

/**
 * Whether the day is off in a six-day week too: a holiday or a day off moved from one, as against an ordinary weekend or a
 * weekday swapped for a worked Saturday. Undefined outside the loaded years.
 */
export function isHoliday(calendar: ProductionCalendar, day: Day): boolean | undefined {
  const kind = calendar.kinds[day - calendar.from] ?? unknown
  return kind === unknown ? undefined : kind === dayOff
}

/** Working days from `from` to `to`, both inclusive; undefined where a day between is not loaded; 0 when `to` is earlier. */
export function workingDaysBetween(calendar: ProductionCalendar, from: Day, to: Day): number | undefined {
  let count = 0
  for (let day = from; day <= to; day++) {
    const works = isWorking(calendar, day)
    if (works === undefined) return undefined
    if (works) count++
  }
  return count
}
