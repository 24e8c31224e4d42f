import { isoOf } from '../../domain/day.ts'
import { isDecided } from '../../domain/duties/rate.ts'
import { periodsBegun, spanOf, weekOf } from '../../domain/duties/reporting.ts'
import { vacationsIn } from './ground.ts'
import type { JudgedSchool } from './judged.ts'
import { periodOf } from './periods.ts'
import { dutiesIn, type Scope } from './scope.ts'
import { isOfSet } from './sets.ts'

/** Of a hundred duties of the regulation so many are to be done on time; the rest is the budget of misses. */
const targetPercent = 90

/**
 * Misses against those that the target allows, week by week over the school year to date, both added up. Duties of the
 * regulation alone, each counted once it is decided; days of a largest-gap norm are no duties.
 */
export function budgetOf(school: JudgedSchool, scope: Scope) {
  const { asOf } = school
  const year = periodOf(school, 'year')
  const units = dutiesIn(school, scope).filter(
    (duty) => duty.spec.basis === 'normative' && isOfSet(school, 'counted', duty) && isDecided(duty, year, asOf),
  )
  const byWeek = Map.groupBy(units, ({ graceUntil }) => weekOf(graceUntil).id)
  let [decidedToDate, missedToDate] = [0, 0]
  const weeks = periodsBegun('week', year.from, asOf).map((week) => {
    const span = spanOf({ from: Math.max(week.from, year.from), to: Math.min(week.to, asOf) })
    const decided = byWeek.get(week.id) ?? []
    const missed = decided.filter((duty) => isOfSet(school, 'misses', duty)).length
    decidedToDate += decided.length
    missedToDate += missed
    return {
      from: isoOf(span.from),
      to: isoOf(span.to),
      isOpen: week.to >= asOf,
      period: span.id,
      toDate: spanOf({ from: year.from, to: span.to }).id,
      missed,
      decidedToDate,
      missedToDate,
      allowed: Math.floor((decidedToDate * (100 - targetPercent)) / 100),
    }
  })
  return {
    targetPercent,
    weeks,
    vacations: vacationsIn(school, year).map(({ from, to }) => ({ from: isoOf(from), to: isoOf(to) })),
  }
}
