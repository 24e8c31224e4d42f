import type { Db, Trx } from '../database/database.ts'
import { inSchool } from '../database/school.ts'
import type { SchoolCalendar } from '../domain/calendar/school.ts'
import { listStudyDays } from '../domain/calendar/school-days.ts'
import { type Day, weekdayOf } from '../domain/day.ts'
import { zoneClock } from '../domain/duties/zone.ts'
import { type Refreshed, refresh } from '../refresh.ts'
import type { RuleSet } from '../rules/rules.ts'

const friday = 5
const dailyDays = 6
const weeklyDays = 70

/**
 * Days on which the demo school was looked at: every second Friday, of the last ten weeks every one, the last six school
 * days, and the day itself.
 */
export function historyDays(calendar: SchoolCalendar, from: Day, asOf: Day): Day[] {
  const studied = listStudyDays(calendar, from, asOf) ?? []
  const recent = studied.slice(-dailyDays)
  const fridays = studied.filter((day) => weekdayOf(day) === friday && day < (recent[0] ?? asOf))
  const looked = fridays.filter((day, no) => day > asOf - weeklyDays || no % 2 === 0)
  return [...new Set([...looked, ...recent, asOf])]
}

type History = {
  school: { id: number; timeZone: string; trackingFrom: string }
  ruleSet: RuleSet
  days: readonly Day[]
  /** What people did about what a look showed, until the next one. */
  respond?: (trx: Trx, from: Day, until: Day) => Promise<void>
  onProgress?: (done: number, total: number) => void
}

/** Lets the school live through its past: one look a day, each knowing what was known then. Answers the last look. */
export async function liveThrough(
  db: Db,
  { school, ruleSet, days, respond, onProgress }: History,
): Promise<Refreshed | undefined> {
  const zone = zoneClock(school.timeZone)
  let last: Refreshed | undefined
  for (const [done, asOf] of days.entries()) {
    const knownAt = new Date(zone.endOf(asOf))
    last = await inSchool(db, school.id, async (trx) => {
      const seen = await refresh(trx, { school, ruleSet, asOf, knownAt })
      await respond?.(trx, asOf, days[done + 1] ?? asOf + 1)
      return seen
    })
    onProgress?.(done + 1, days.length)
  }
  return last
}
