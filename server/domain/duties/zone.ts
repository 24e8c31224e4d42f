import type { Day } from '../day.ts'
import { isoOf, parseDay } from '../day.ts'
import type { Instant, ZoneClock } from './world.ts'

/** The clock of an IANA time zone (`Europe/Moscow`). Throws RangeError for an unknown zone. The machine's own zone plays no part. */
export function zoneClock(timeZone: string): ZoneClock {
  Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone)
  const ends = new Map<Day, Instant>()
  const endOf = (day: Day): Instant => {
    const end = ends.get(day) ?? startIn(timeZone, day + 1) - 1
    ends.set(day, end)
    return end
  }
  return { dayOf: (at) => dayIn(timeZone, at), endOf }
}

function dayIn(timeZone: string, at: Instant): Day {
  const iso = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString()
  const day = parseDay(iso)
  if (day === undefined) throw new RangeError(`Not an instant of the calendar: ${at}`)
  return day
}

function startIn(timeZone: string, day: Day): Instant {
  return Temporal.PlainDate.from(isoOf(day)).toZonedDateTime({ timeZone }).epochMilliseconds
}
