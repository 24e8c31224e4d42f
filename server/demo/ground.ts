import { isWorking, type ProductionCalendar } from '../domain/calendar/production.ts'
import { type Day, dayOf, isoOf } from '../domain/day.ts'
import type { SchoolYear } from '../domain/formats/calendar.ts'
import { Refusal } from '../refusal.ts'
import type { SchoolCalendars } from '../school/school.ts'
import type { Random } from './random.ts'

/** A school year of the demo: first and last day of study, and the last day it answers for. */
export type DemoYear = { schoolYear: string; start: Day; end: Day; until: Day }
export type DemoYears = { asOf: Day; present: DemoYear; last: DemoYear | undefined }

/** What every part of the demo stands on. */
export type Ground = DemoYears & {
  years: readonly DemoYear[]
  random: Random
  calendars: SchoolCalendars
  trackingFrom: Day
  /** When something of a day was entered, as an instant in text; never later than what is known. */
  stamp: (day: Day, hour?: number) => string
}

/**
 * The present school year and the one before it, as of a day. In summer, and past the loaded calendars, the day becomes
 * the last day of study: a school with nobody in it shows nothing.
 */
export function demoYears(schoolYears: readonly SchoolYear[], wanted: Day): DemoYears {
  const known = schoolYears
    .filter(({ id }) => id.endsWith('-quarters'))
    .map(({ schoolYear, start, end, covers }) => ({
      schoolYear,
      start: dayOf(start),
      end: dayOf(end),
      until: dayOf(covers.to),
    }))
    .toSorted((a, b) => a.start - b.start)
  const present = known.findLast(({ start }) => start <= wanted)
  if (!present) throw noCalendar(wanted)
  const last = known.findLast(({ start }) => start < present.start)
  return { asOf: Math.min(wanted, present.end), present, last }
}

/** Records are kept from the fourth week of the first year on: what was due before is honestly not known. */
export function trackingStart({ asOf, present, last }: DemoYears): Day {
  const first = last ?? present
  return asOf < first.start + 60 ? first.start : first.start + 21
}

/** When something of a day was entered; a clock that stands before the demo's own day bounds it. */
export function stampUpTo(knownAt: Date): Ground['stamp'] {
  const latest = knownAt.toISOString()
  return (day, hour = 14) => {
    const at = `${isoOf(day)}T${String(hour).padStart(2, '0')}:00:00.000Z`
    return at < latest ? at : latest
  }
}

/** The first day of work from the day on; the day itself where the calendar ends. */
export function workdayFrom(production: ProductionCalendar, day: Day, step: 1 | -1 = 1): Day {
  let found = day
  while (isWorking(production, found) === false) found += step
  return found
}

/** The day after so many days of work. */
export function workdaysAfter(production: ProductionCalendar, day: Day, count: number): Day {
  let found = day
  for (let left = count; left > 0; left--) found = workdayFrom(production, found + 1)
  return found
}

function noCalendar(day: Day): Refusal {
  return new Refusal('no-calendar', {
    ru: `На ${isoOf(day)} нет календаря учебного года: учебную школу не построить. Возьмите день позже.`,
    en: `No calendar of a school year answers for ${isoOf(day)}: no demo school can be made. Take a later day.`,
  })
}
