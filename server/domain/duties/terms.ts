import { addWorkingDays, rollBack } from '../calendar/deadline.ts'
import { isWorking } from '../calendar/production.ts'
import type { Day } from '../day.ts'
import { isoOf, parseDay } from '../day.ts'
import type { DutyDates } from './duty.ts'
import type { DutyCalendar } from './world.ts'

/**
 * The day on which `count` counted days have passed since the anchor, the next day being the first (Civil Code art. 191).
 * Frozen days are not counted. Undefined beyond the loaded calendar.
 */
export function addCounted(
  calendar: DutyCalendar,
  anchor: Day,
  count: number,
  counts: 'calendar' | 'working',
  isFrozen: (day: Day) => boolean = () => false,
): Day | undefined {
  let day = anchor
  for (let left = count; left > 0; ) {
    day += 1
    const works = isWorking(calendar.production, day)
    if (works === undefined) return undefined
    if ((counts === 'calendar' || works) && !isFrozen(day)) left -= 1
  }
  return day
}

/** The day `count` days before an event: working days, or calendar days moved back to a working day. */
export function subtractCounted(
  calendar: DutyCalendar,
  event: Day,
  count: number,
  counts: 'calendar' | 'working',
): Day | undefined {
  if (counts === 'calendar') return rollBack(calendar.production, event - count)
  return addWorkingDays(calendar.production, event, -count)
}

/** The day of a month-day of the school year: from August in the year it starts, earlier in the next; 02-29 is the last of February. */
export function dayInYear(calendar: DutyCalendar, monthDay: string, yearsOn = 0): Day {
  const starts = Number(isoOf(calendar.year.startsOn).slice(0, 4)) + yearsOn
  const year = Number(monthDay.slice(0, 2)) >= 8 ? starts : starts + 1
  const day = parseDay(`${year}-${monthDay}`) ?? parseDay(`${year}-02-28`)
  if (day === undefined) throw new RangeError(`Not a day of the year: ${monthDay}`)
  return day
}

export type Term = { lead: number; grace: number; closeOn: Day }

/**
 * The five dates of a duty, always in order: opensOn ≤ dueSoonFrom ≤ dueOn ≤ graceUntil ≤ closesOn. Lead and grace are
 * calendar days; grace counts from the rolled due day; a late cure never ends before the grace does.
 */
export function datesFrom(opensOn: Day, rawDueOn: Day, rolledDueOn: Day, term: Term): DutyDates {
  const dueOn = Math.max(opensOn, rolledDueOn)
  const graceUntil = dueOn + term.grace
  return {
    opensOn,
    dueSoonFrom: Math.max(opensOn, dueOn - term.lead),
    rawDueOn: Math.min(rawDueOn, dueOn),
    dueOn,
    graceUntil,
    closesOn: Math.max(graceUntil, term.closeOn),
  }
}
