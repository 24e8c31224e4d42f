/** A calendar day as a day number: whole days since 1970-01-01. No clock, no zone; arithmetic is integer arithmetic. */
export type Day = number

/** A calendar day as text, `YYYY-MM-DD`: the form at every edge (files, database, command line). */
export type IsoDay = string

const millisecondsPerDay = 86_400_000
/** Texts of days and back: a look at a school asks for the same few hundred days some hundred thousand times. */
const texts = new Map<Day, IsoDay>()
const days = new Map<IsoDay, Day>()
/** 1970 to 2133: what is kept stays bounded whatever is asked. */
const keptDays = 60_000

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/

/** The day number of an ISO day. Throws RangeError for text that is no day of the calendar (`2026-02-30`). */
export function dayOf(iso: IsoDay): Day {
  const day = parseDay(iso)
  if (day === undefined) throw new RangeError(`Not a day: ${iso}`)
  return day
}

/** The day number of an ISO day, or undefined where the text is no day of the calendar. */
export function parseDay(iso: string): Day | undefined {
  const kept = days.get(iso)
  if (kept !== undefined) return kept
  const parts = pattern.exec(iso)
  if (!parts) return undefined
  const day = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / millisecondsPerDay
  if (isoOf(day) !== iso) return undefined
  if (day >= 0 && day < keptDays) days.set(iso, day)
  return day
}

/** The ISO text of a day number. */
export function isoOf(day: Day): IsoDay {
  const kept = texts.get(day)
  if (kept !== undefined) return kept
  const text = new Date(day * millisecondsPerDay).toISOString().slice(0, 10)
  if (Number.isInteger(day) && day >= 0 && day < keptDays) texts.set(day, text)
  return text
}

/** «25.09.2026» of an ISO day. */
export function russianDay(iso: IsoDay): string {
  return iso.split('-').toReversed().join('.')
}

/** Day of the week, 1 (Monday) to 7 (Sunday). */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The Monday of the week that holds the day. */
export function mondayOf(day: Day): Day {
  return day - weekdayOf(day) + 1
}
