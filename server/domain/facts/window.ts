import { lastPeriod, listPeriods, schoolYearOf } from '../calendar/periods.ts'
import { type SchoolCalendar } from '../calendar/school.ts'
import { schoolWindow } from '../calendar/school-days.ts'
import type { DayRange } from '../calendar/span.ts'
import type { FactParams } from '../conditions/slots.ts'
import type { Day } from '../day.ts'

/** The two windows that params of a fact may name: the window itself and the one before it (`previousDays`). */
export type Which = 'now' | 'before'

/** Whether a window of these params hangs on the calendar of the class, or is the same for every class. */
export function isCalendarBound(params: FactParams, which: Which): boolean {
  return which === 'now' && typeof params['days'] !== 'number'
}

/**
 * The days of a fact's window as of a day, both inclusive.
 * `days: 30` are the last 30 calendar days, the day itself the last of them; `previousDays: 60` the 60 before those;
 * `schoolDays: 5` reach back to the fifth study day (a calendar that begins later shortens the window); `period` is the
 * present one (in a break still the one that has just ended), the last closed one, or the school year. Two windows at
 * once mean their overlap; none means the school year. A string says why there is no window.
 */
export function windowOf(
  params: FactParams,
  which: Which,
  calendar: SchoolCalendar | undefined,
  asOf: Day,
): DayRange | 'no_calendar' | 'no_period' {
  const { days, previousDays, schoolDays, period } = params
  if (which === 'before') return { from: asOf - number(days) - number(previousDays) + 1, to: asOf - number(days) }
  const parts: (DayRange | 'no_calendar' | 'no_period')[] = []
  if (typeof days === 'number') parts.push({ from: asOf - days + 1, to: asOf })
  if (typeof schoolDays === 'number')
    parts.push((calendar && schoolWindow(calendar, asOf, schoolDays)) ?? 'no_calendar')
  if (period !== undefined || parts.length === 0)
    parts.push(periodWindow(String(period ?? 'schoolYear'), calendar, asOf))
  return parts.reduce(overlap)
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0
}

function overlap(
  one: DayRange | 'no_calendar' | 'no_period',
  other: DayRange | 'no_calendar' | 'no_period',
): DayRange | 'no_calendar' | 'no_period' {
  if (typeof one === 'string' || typeof other === 'string') return typeof one === 'string' ? one : other
  return { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }
}

function periodWindow(
  period: string,
  calendar: SchoolCalendar | undefined,
  asOf: Day,
): DayRange | 'no_calendar' | 'no_period' {
  const year = calendar && schoolYearOf(calendar, asOf)
  if (!calendar || !year) return 'no_calendar'
  if (period === 'schoolYear') return asOf < year.start ? 'no_period' : { from: year.start, to: asOf }
  if (period === 'last') {
    const last = lastPeriod(calendar, asOf)
    return last ? { from: last.from, to: last.to } : 'no_period'
  }
  const begun = currentPeriod(calendar, asOf)
  return begun ? { from: begun.from, to: Math.min(begun.to, asOf) } : 'no_period'
}

/** The period of final marks that began last: the present one, and in a break the one that has just ended. */
export function currentPeriod(calendar: SchoolCalendar, asOf: Day): DayRange | undefined {
  const year = schoolYearOf(calendar, asOf)
  return listPeriods(calendar).findLast(({ from }) => from <= asOf && year !== undefined && from >= year.from)
}
