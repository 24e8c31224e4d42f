import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkProductionYear, totalsOf } from '../../../server/domain/calendar/check-production.ts'
import {
  addWorkingDays,
  type Counting,
  deadlineAfter,
  rollBack,
  rollForward,
} from '../../../server/domain/calendar/deadline.ts'
import {
  isHoliday,
  isWorking,
  productionCalendar,
  workingDaysBetween,
  workKind,
} from '../../../server/domain/calendar/production.ts'
import { dayOf, isoOf, productionWithoutLateDecree, shippedProduction, sourceYears, weekdayOf } from './given.ts'

const shipped = productionCalendar(shippedProduction())
const withoutDecree = productionCalendar(productionWithoutLateDecree())

describe('the production calendar', () => {
  it.each([
    ['2025-11-01', 'shortened', 'a working Saturday before a holiday'],
    ['2025-11-03', 'off', 'a day off moved to a Monday'],
    ['2025-12-31', 'off', 'a day off moved to the last day of the year'],
    ['2026-01-09', 'off', 'moved from Saturday 3 January'],
    ['2026-05-11', 'off', 'moved from Saturday 9 May'],
    ['2026-12-31', 'off', 'moved from Sunday 4 January'],
    ['2026-03-09', 'off', 'moved from Sunday 8 March'],
    ['2026-11-04', 'off', 'a holiday in the middle of a week'],
    ['2026-11-05', 'working', 'the day after it'],
    ['2024-04-27', 'working', 'a working Saturday'],
    ['2027-02-20', 'shortened', 'a working Saturday of the decree of 2026'],
    ['2027-02-22', 'off', 'and the Monday it stands for'],
    ['2027-12-31', 'off', 'moved by the same decree'],
  ] as const)('%s is %s: %s', (day, kind, _why) => {
    expect(workKind(shipped, dayOf(day))).toBe(kind)
    expect(isWorking(shipped, dayOf(day))).toBe(kind !== 'off')
  })

  it('knows nothing of the years that are not loaded', () => {
    for (const day of ['2023-12-31', '2023-07-03', '2028-01-03', '2028-01-01', '1970-01-01']) {
      expect(workKind(shipped, dayOf(day))).toBeUndefined()
      expect(isWorking(shipped, dayOf(day))).toBeUndefined()
      expect(isHoliday(shipped, dayOf(day))).toBeUndefined()
    }
  })

  it('knows nothing of a year missing between two loaded ones, nor when nothing is loaded', () => {
    const gap = productionCalendar(shippedProduction().filter(({ year }) => year !== 2026))
    expect(isWorking(gap, dayOf('2026-11-23'))).toBeUndefined()
    expect(isWorking(gap, dayOf('2025-11-24'))).toBe(true)
    expect(isWorking(productionCalendar([]), dayOf('2026-11-23'))).toBeUndefined()
  })

  it('tells a holiday on a Saturday from an ordinary Saturday', () => {
    expect(isHoliday(shipped, dayOf('2026-05-09'))).toBe(true)
    expect(isHoliday(shipped, dayOf('2026-05-16'))).toBe(false)
    expect(isHoliday(shipped, dayOf('2025-11-04'))).toBe(true)
    expect([isHoliday(shipped, dayOf('2025-11-03')), isWorking(shipped, dayOf('2025-11-03'))]).toEqual([false, false])
  })

  it.each([
    [2024, 248, 5],
    [2025, 247, 4],
    [2026, 247, 4],
    [2027, 247, 4],
  ])('%i has %i working days, %i of them shortened', (year, workingDays, shortenedDays) => {
    const file = shippedProduction().find((entry) => entry.year === year)
    expect(file && totalsOf(file)).toEqual({ workingDays, shortenedDays })
    expect(workingDaysBetween(shipped, dayOf(`${year}-01-01`), dayOf(`${year}-12-31`))).toBe(workingDays)
  })

  it('counts working days only where every day is known', () => {
    expect(workingDaysBetween(shipped, dayOf('2027-12-30'), dayOf('2028-01-10'))).toBeUndefined()
    expect(workingDaysBetween(shipped, dayOf('2026-11-24'), dayOf('2026-11-23'))).toBe(0)
  })
})

describe('the shipped years against their source', () => {
  it.each(sourceYears.map((source) => [source.year, source] as const))(
    '%i: every list is that of the source',
    (year, source) => {
      const file = shippedProduction().find((entry) => entry.year === year)
      const late = source.publishedDecreeNotApplied
      const effect = late?.effect
      const dates = (entries: { date: string }[] | undefined) => (entries ?? []).map(({ date }) => date)
      const sorted = (...lists: string[][]) => lists.flat().sort()
      expect(dates(file?.nonWorkingWeekdays)).toEqual(
        sorted(dates(source.nonWorkingWeekdays), dates(effect?.addNonWorkingWeekdays)),
      )
      expect(dates(file?.workingWeekendDays)).toEqual(
        sorted(dates(source.workingWeekendDays), dates(effect?.addWorkingWeekendDays)),
      )
      expect(dates(file?.shortenedDays)).toEqual(
        sorted(
          dates(source.shortenedDays).filter((date) => !effect?.removeShortenedDays.includes(date)),
          dates(effect?.addShortenedDays),
        ),
      )
      expect(file?.holidaysOnWeekend.map(({ date, movedTo }) => [date, movedTo])).toEqual(
        source.holidaysOnWeekend.map(({ date, dayOffMovedTo }) => [
          date,
          dayOffMovedTo ?? late?.transfers.find(({ from }) => from === date)?.to ?? null,
        ]),
      )
      const { workingDays, shortenedDays, calendarDays } = effect?.totals ?? source.totals
      expect(file?.totals).toEqual({ calendarDays, workingDays, shortenedDays })
      const decree = late ?? source.decree
      expect(file?.decree).toMatchObject({ number: decree?.number, date: decree?.date, title: decree?.title })
    },
  )

  it('names the decree of every year and marks 2027 alone as unconfirmed', () => {
    expect(shippedProduction().map(({ year, confirmed, decree }) => [year, confirmed, decree?.number])).toEqual([
      [2024, true, '1314'],
      [2025, true, '1335'],
      [2026, true, '1466'],
      [2027, false, '1187'],
    ])
  })

  it('finds nothing wrong in them', () => {
    expect(
      shippedProduction()
        .flatMap(checkProductionYear)
        .map(({ code, calendar }) => [calendar, code]),
    ).toEqual([['ru-2027', 'unconfirmed']])
  })
})

const due = (calendar: typeof shipped, eventOn: string, counting: Counting, days = 5) => {
  const day = deadlineAfter(calendar, dayOf(eventOn), { days, counting })
  return day === undefined ? undefined : isoOf(day)
}

describe('five days from a request', () => {
  const vectors = [
    ['2026-11-16', '2026-11-21', '2026-11-23', '2026-11-23'],
    ['2026-11-20', '2026-11-25', '2026-11-25', '2026-11-27'],
    ['2026-11-21', '2026-11-26', '2026-11-26', '2026-11-27'],
    ['2026-10-30', '2026-11-04', '2026-11-05', '2026-11-09'],
    ['2026-12-24', '2026-12-29', '2026-12-29', '2027-01-11'],
    ['2026-12-28', '2027-01-02', '2027-01-11', '2027-01-13'],
    ['2027-03-03', '2027-03-08', '2027-03-09', '2027-03-11'],
    ['2027-04-27', '2027-05-02', '2027-05-04', '2027-05-05'],
    ['2026-09-07', '2026-09-12', '2026-09-14', '2026-09-14'],
    ['2026-12-29', '2027-01-03', '2027-01-11', '2027-01-14'],
    ['2027-02-18', '2027-02-23', '2027-02-24', '2027-02-26'],
    ['2027-05-24', '2027-05-29', '2027-05-31', '2027-05-31'],
  ] as const
  it.each(vectors)('of %s: strict %s, rolled %s, working %s', (eventOn, strict, rolled, working) => {
    expect(due(withoutDecree, eventOn, 'calendar_strict')).toBe(strict)
    expect(due(withoutDecree, eventOn, 'calendar_roll')).toBe(rolled)
    expect(due(withoutDecree, eventOn, 'working')).toBe(working)
  })

  it('follows the decree of 2026 where it moves a day', () => {
    expect(due(withoutDecree, '2027-02-17', 'calendar_roll')).toBe('2027-02-22')
    expect(due(shipped, '2027-02-17', 'calendar_roll')).toBe('2027-02-24')
    expect(due(shipped, '2027-02-15', 'calendar_roll')).toBe('2027-02-20')
    expect(due(shipped, '2027-10-31', 'calendar_roll')).toBe('2027-11-08')
    expect(due(withoutDecree, '2027-10-31', 'calendar_roll')).toBe('2027-11-05')
  })

  it('has no date beyond the loaded years', () => {
    expect(due(shipped, '2027-12-28', 'calendar_roll')).toBeUndefined()
    expect(due(shipped, '2027-12-28', 'working')).toBeUndefined()
    expect(due(shipped, '2027-12-28', 'calendar_strict')).toBe('2028-01-02')
  })

  it('counts the first day too where it is told to', () => {
    const term = { days: 5, counting: 'working', startNextDay: false } as const
    expect(deadlineAfter(shipped, dayOf('2026-11-16'), term)).toBe(dayOf('2026-11-20'))
    expect(deadlineAfter(shipped, dayOf('2026-11-16'), { ...term, counting: 'calendar_strict' })).toBe(
      dayOf('2026-11-20'),
    )
  })
})

describe('working days before an event', () => {
  it('steps back over weekends and holidays', () => {
    expect(addWorkingDays(shipped, dayOf('2026-11-05'), -2)).toBe(dayOf('2026-11-02'))
    expect(addWorkingDays(shipped, dayOf('2026-01-12'), -1)).toBe(dayOf('2025-12-30'))
    expect(addWorkingDays(shipped, dayOf('2024-01-09'), -1)).toBeUndefined()
    expect(addWorkingDays(shipped, dayOf('2026-11-04'), 0)).toBe(dayOf('2026-11-04'))
    expect(rollBack(shipped, dayOf('2026-11-04'))).toBe(dayOf('2026-11-03'))
  })
})

const anyDay = fc.integer({ min: dayOf('2024-03-01'), max: dayOf('2027-10-15') })
const runs = { numRuns: 2000 }

describe('properties of deadlines', () => {
  it('a rolled day is a working day, not earlier, and no working day lies between', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const rolled = rollForward(shipped, day)
        expect(rolled).toBeDefined()
        if (rolled === undefined) return
        expect(isWorking(shipped, rolled)).toBe(true)
        expect(rolled).toBeGreaterThanOrEqual(day)
        expect(workingDaysBetween(shipped, day, rolled)).toBe(1)
      }),
      runs,
    )
  })

  it('strict is not later than rolled, rolled not later than working, for at least one day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (day, days) => {
        const at = (counting: Counting) => deadlineAfter(shipped, day, { days, counting }) ?? Number.NaN
        expect(at('calendar_strict')).toBeLessThanOrEqual(at('calendar_roll'))
        expect(at('calendar_roll')).toBeLessThanOrEqual(at('working'))
      }),
      runs,
    )
  })

  it('a later event and a longer term never end earlier', () => {
    const counting = fc.constantFrom<Counting>('calendar_roll', 'calendar_strict', 'working')
    fc.assert(
      fc.property(anyDay, fc.nat(20), fc.nat(20), fc.nat(10), counting, (day, later, days, more, counting) => {
        const at = (on: number, days: number) => deadlineAfter(shipped, on, { days, counting }) ?? Number.NaN
        expect(at(day + later, days)).toBeGreaterThanOrEqual(at(day, days))
        expect(at(day, days + more)).toBeGreaterThanOrEqual(at(day, days))
      }),
      runs,
    )
  })

  it('the n-th working day after is worked, and exactly n working days lie up to it; back and forth returns', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 25 }), (day, n) => {
        const after = addWorkingDays(shipped, day, n) ?? Number.NaN
        const before = addWorkingDays(shipped, day, -n) ?? Number.NaN
        expect(isWorking(shipped, after)).toBe(true)
        expect(workingDaysBetween(shipped, day + 1, after)).toBe(n)
        expect(workingDaysBetween(shipped, before, day - 1)).toBe(n)
        if (isWorking(shipped, day)) expect(addWorkingDays(shipped, after, -n)).toBe(day)
      }),
      runs,
    )
  })

  it('a weekday that is off is always a named day', () => {
    const named = new Set(shippedProduction().flatMap((year) => year.nonWorkingWeekdays.map(({ date }) => date)))
    fc.assert(
      fc.property(anyDay, (day) => {
        if (weekdayOf(day) <= 5) expect(isWorking(shipped, day)).toBe(!named.has(isoOf(day)))
      }),
      runs,
    )
  })
})
