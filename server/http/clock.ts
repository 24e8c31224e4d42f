import { type Day, dayOf, isoOf, parseDay, russianDay } from '../domain/day.ts'
import { zoneClock } from '../domain/duties/zone.ts'
import { Refusal } from '../refusal.ts'

/** What time it is, and what that means to a school. Tests stand still; a demo school may live on another day. */
export type Clock = {
  readonly now: () => Date
  readonly today: (timeZone: string) => Day
  /** The day a page asks for: today where none is named. Refuses a day to come, and one before the school has records. */
  readonly dayAsked: (text: string | undefined, today: Day, first: Day) => Day
  /** What is known as of a day: everything for today, for an earlier day what was recorded by its end. */
  readonly knownAt: (on: Day, today: Day, timeZone: string) => Date
}

/** A clock over a source of instants. */
export function clockOf(now: () => Date): Clock {
  return {
    now,
    today: (timeZone) =>
      dayOf(
        Temporal.Instant.fromEpochMilliseconds(now().getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString(),
      ),
    dayAsked: (text, today, first) => {
      if (text === undefined) return today
      const day = parseDay(text)
      if (day === undefined || day > today) throw badDay(text)
      if (day < first) throw tooEarly(first)
      return day
    },
    // The end of the day even for today: the database dates its rows by a clock that may be ahead of this one.
    knownAt: (on, _today, timeZone) => new Date(zoneClock(timeZone).endOf(on)),
  }
}

/** The first day that may be looked at: the first of September of the school year in which the school's records begin. */
export function firstDayOf(trackingFrom: string): Day {
  const year = Number(trackingFrom.slice(0, 4)) - (trackingFrom.slice(5) < '09-01' ? 1 : 0)
  return dayOf(`${year}-09-01`)
}

function tooEarly(first: Day): Refusal {
  return new Refusal(
    'too-early',
    {
      ru: `Так далеко назад записей школы нет: первый день, который можно посмотреть, – ${russianDay(isoOf(first))}.`,
      en: `The school has no records that far back: the first day to look at is ${isoOf(first)}.`,
    },
    { status: 400 },
  )
}

function badDay(text: string): Refusal {
  return new Refusal(
    'bad-day',
    { ru: `День «${text}» ещё не наступил или записан неверно.`, en: `The day "${text}" is yet to come or malformed.` },
    { status: 400 },
  )
}
