import type { Day } from '../day.ts'
import { dayOf, isoOf, mondayOf } from '../day.ts'
import { type GapNorm, isInForce, type WindowNorm } from './spec.ts'
import { dayInYear } from './terms.ts'
import type { DutyCalendar } from './world.ts'

/** A window of a norm before it is clipped to anyone's life. `nextFrom` is the day the next window opens. */
export type Window = { readonly key: string; readonly from: Day; readonly to: Day; readonly nextFrom: Day }

/** Windows of a norm in the school year of the calendar, in order, disjoint; only those that begin while it is in force. */
export function windowsOf(spec: WindowNorm | GapNorm, calendar: DutyCalendar, start: Day): Window[] {
  const bare = spec.kind === 'gap' ? slots(spec, calendar, start) : yearly(spec, calendar)
  return bare
    .map((window, index) => ({ ...window, nextFrom: bare[index + 1]?.from ?? nextYear(spec, calendar, window) }))
    .filter((window) => isInForce(spec, window.from))
}

type Bare = Omit<Window, 'nextFrom'>

function yearly(spec: WindowNorm, calendar: DutyCalendar): Bare[] {
  const { windows } = spec
  const { id, startsOn, endsOn } = calendar.year
  if (windows.kind === 'month') return months(startsOn, endsOn)
  if (windows.kind === 'term') return calendar.terms.map((it) => ({ key: `${id}:${it.id}`, from: it.from, to: it.to }))
  if (windows.kind === 'dates')
    return windows.list.map((it) => ({
      key: `${id}:${it.id}`,
      from: dayInYear(calendar, it.from),
      to: dayInYear(calendar, it.to),
    }))
  const from = windows.from === undefined ? startsOn : dayInYear(calendar, windows.from)
  return [{ key: `${id}:year`, from, to: windows.to === undefined ? endsOn : dayInYear(calendar, windows.to) }]
}

/** The day the first window of the next school year opens: for a list of dates known, else a year on. */
function nextYear(spec: WindowNorm | GapNorm, calendar: DutyCalendar, last: Bare): Day {
  if (spec.kind === 'window' && spec.windows.kind === 'dates') {
    const first = spec.windows.list[0]
    if (first) return dayInYear(calendar, first.from, 1)
  }
  return Math.max(last.to + 1, dayInYear(calendar, '08-31', 1) + 1)
}

function months(from: Day, to: Day): Bare[] {
  const found: Bare[] = []
  for (let day = from; day <= to; ) {
    const key = isoOf(day).slice(0, 7)
    const next = firstOfNextMonth(key)
    found.push({ key, from: day, to: Math.min(next - 1, to) })
    day = next
  }
  return found
}

function firstOfNextMonth(month: string): Day {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const following = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return dayOf(`${following}-01`)
}

/** The optional grid of a largest-gap norm: slots of its length, from the Monday of the first week or from the first day. */
function slots(spec: GapNorm, calendar: DutyCalendar, start: Day): Bare[] {
  const first = spec.gridFrom === 'start' ? start : mondayOf(calendar.year.startsOn)
  const found: Bare[] = []
  for (let from = first; from <= calendar.year.endsOn; from += spec.days)
    found.push({ key: `${calendar.year.id}:slot${found.length + 1}`, from, to: from + spec.days - 1 })
  return found
}

/** The life of a subject: days on which it can owe a duty. */
export type Life = { readonly from: Day; readonly to: Day }

/** A window clipped to a life. `dueOn` is its last day, later for a subject that came late. */
export type Clipped = { readonly from: Day; readonly to: Day; readonly dueOn: Day; readonly isClipped: boolean }

/**
 * Clips a window to the life of its subject. One who came after the year began has at least `newSubjectDays` from the
 * start; a duty of the start of the year is due so many days from the start even where its window is over. Undefined where
 * nothing is left of the window.
 */
export function clipWindow(
  spec: WindowNorm | GapNorm,
  calendar: DutyCalendar,
  window: Bare,
  life: Life,
): Clipped | undefined {
  const isLate = life.from > Math.max(window.from, calendar.year.startsOn)
  const days = spec.kind === 'window' ? spec.newSubjectDays : undefined
  const owesAnyway = isLate && spec.kind === 'window' && spec.startOfYear === true && days !== undefined
  const to = owesAnyway ? Math.max(window.to, life.from + days) : window.to
  const clipped = { from: Math.max(window.from, life.from), to: Math.min(to, life.to) }
  if (clipped.from > clipped.to) return undefined
  const due = isLate && days !== undefined ? Math.max(clipped.to, life.from + days) : clipped.to
  const dueOn = owesAnyway ? Math.min(life.from + days, life.to) : Math.min(due, life.to)
  return { ...clipped, dueOn, isClipped: isLate || clipped.to < to }
}
