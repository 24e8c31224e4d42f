import { isoOf } from '../../domain/day.ts'
import type { PeriodClose } from '../../domain/duties/closes.ts'
import { pointRates } from '../../domain/duties/headlines.ts'
import { type Limits, shareLimits, valueLimits } from '../../domain/duties/limits.ts'
import { monthOf } from '../../domain/duties/months.ts'
import { compositeOf, type Period, type Rate, rateOf, sumTallies } from '../../domain/duties/rate.ts'
import { changesIn, vacationsIn } from './ground.ts'
import type { JudgedSchool } from './judged.ts'
import { dutiesIn, type Scope } from './scope.ts'
import { isCountedIn } from './selection.ts'

export type TrendAsked = { basis: 'normative' | 'local'; point?: string; class?: number }
type Figure = { rate: number | null; met: number; of: number }

/** So many months stand in the chart at most. */
const mostMonths = 18

/**
 * The rate by month: as it was closed, and by what is known now. Of one point its share; of all of them the mean over
 * points, as the headline is. A month without anything decided is null, never zero.
 */
export function trendOf(school: JudgedSchool, scope: Scope, asked: TrendAsked, closes: readonly PeriodClose[]) {
  const { asOf } = school
  const duties = dutiesIn(school, scope).filter((duty) => isAsked(asked, duty.spec, duty.classId))
  const own = closes.filter((close) => isAsked(asked, close, close.classId) && isReached(scope, close.classId))
  const closed = Map.groupBy(own, ({ period }) => period)
  const months = monthsOf(school).map((month) => ({
    month: month.id,
    isOpen: month.to >= asOf,
    restated: figureOf(pointRates(duties, month, asOf), asked),
    closed: closed.has(month.id) ? closedFigure(closed.get(month.id) ?? [], asked) : null,
    duties: duties.filter((duty) => isCountedIn(duty, month, asOf)).length,
  }))
  const limits = limitsOf(months, asked)
  const span = { from: monthsOf(school)[0]?.from ?? asOf, to: asOf }
  return {
    months: months.map((month, index) => ({
      ...month,
      lower: limits?.[index]?.lower ?? null,
      upper: limits?.[index]?.upper ?? null,
    })),
    mean: limits?.[0]?.mean ?? null,
    vacations: vacationsIn(school, span).map(({ from, to }) => ({ from: isoOf(from), to: isoOf(to) })),
    changes: changesIn(school, span),
  }
}

function isAsked(
  { basis, point, class: id }: TrendAsked,
  unit: { basis: string; point: string },
  classId: number,
): boolean {
  return unit.basis === basis && (point === undefined || unit.point === point) && (id === undefined || classId === id)
}

function isReached({ classes }: Scope, classId: number): boolean {
  return classes?.includes(classId) ?? true
}

function monthsOf(school: JudgedSchool): (Period & { id: string })[] {
  const { asOf, seen } = school
  const months: (Period & { id: string })[] = []
  for (let month = monthOf(seen.trackingFrom); month.from <= asOf; month = monthOf(month.to + 1)) months.push(month)
  return months.slice(-mostMonths)
}

function closedFigure(closes: readonly PeriodClose[], asked: TrendAsked): Figure | null {
  const points = Map.groupBy(closes, ({ point }) => point)
  return figureOf(
    [...points.values()].map((own) => rateOf(sumTallies(own.map(({ tally }) => tally)))),
    asked,
  )
}

/** The mean over points; of one point its own share, and only of enough units to speak of one. */
function figureOf(rates: readonly Rate[], { point }: TrendAsked): Figure | null {
  const counted = rates.filter(({ of }) => of > 0)
  if (counted.length === 0) return null
  const met = counted.reduce((sum, rate) => sum + rate.met, 0)
  const of = counted.reduce((sum, rate) => sum + rate.of, 0)
  const isFew = point !== undefined && counted.every((rate) => rate.isFew)
  return { rate: isFew ? null : compositeOf(counted.map(({ onTime }) => ({ rate: onTime }))), met, of }
}

type Month = { isOpen: boolean; restated: Figure | null }

/** A month that is not over has no part in the limits it is held against. */
function limitsOf(months: readonly Month[], { point }: TrendAsked): readonly Limits[] | null {
  const done = months.map(({ isOpen, restated }) => (isOpen ? null : restated))
  if (point !== undefined) return shareLimits(done.map((figure) => figure ?? { met: 0, of: 0 }))
  const limits = valueLimits(done.map((figure) => figure?.rate ?? null))
  return limits && months.map(() => limits)
}
