import { isoOf } from '../../domain/day.ts'
import type { NamedPeriod, PeriodClose } from '../../domain/duties/closes.ts'
import { isByWeek } from '../../domain/duties/groups.ts'
import { pointRates } from '../../domain/duties/headlines.ts'
import { type Limits, shareLimits, valueLimits } from '../../domain/duties/limits.ts'
import { compositeOf, type Rate, rateOf, sumTallies } from '../../domain/duties/rate.ts'
import { periodsBegun, type Step } from '../../domain/duties/reporting.ts'
import { Refusal } from '../../refusal.ts'
import { changesIn, vacationsIn } from './ground.ts'
import type { JudgedSchool } from './judged.ts'
import { dutiesIn, type Scope } from './scope.ts'
import { isCountedIn } from './selection.ts'
import { isOfSet } from './sets.ts'

export type TrendAsked = { step: Step; basis: 'normative' | 'local'; point?: string; class?: number }
type Figure = { rate: number | null; met: number; of: number }

/** So many months stand in the chart at most; so many weeks, which is a school year. */
const most: Readonly<Record<Step, number>> = { month: 18, week: 40 }

/**
 * The rate by month or week: as it was closed, and by what is known now. Of one point its share; of all of them the mean over
 * points, as the headline is. A period without anything decided is null, never zero.
 */
export function trendOf(school: JudgedSchool, scope: Scope, asked: TrendAsked, closes: readonly PeriodClose[]) {
  const { asOf } = school
  const duties = dutiesIn(school, scope).filter((duty) => isAsked(asked, duty.spec, duty.classId))
  const own = closes.filter((close) => isAsked(asked, close, close.classId) && isReached(scope, close.classId))
  const isByDays = asked.point !== undefined && duties.some(({ gap }) => gap !== undefined)
  const units = isByDays ? duties : duties.filter((duty) => isOfSet(school, 'counted', duty))
  const closed = Map.groupBy(own, ({ period }) => period)
  const named = trendPeriods(school, asked.step)
  const periods = named.map((period) => ({
    period: period.id,
    from: isoOf(period.from),
    to: isoOf(period.to),
    isOpen: period.to >= asOf,
    restated: figureOf(pointRates(duties, period, asOf), asked),
    closed: closed.has(period.id) ? closedFigure(closed.get(period.id) ?? [], asked) : null,
    duties: units.filter((duty) => isCountedIn(duty, period, asOf)).length,
  }))
  const limits = limitsOf(periods, asked)
  const span = { from: named[0]?.from ?? asOf, to: asOf }
  return {
    step: asked.step,
    byWeek: pointsByWeek(school),
    points: { normative: pointsOf(school, scope, 'normative'), local: pointsOf(school, scope, 'local') },
    isByDays,
    periods: periods.map((period, index) => ({
      ...period,
      lower: limits?.[index]?.lower ?? null,
      upper: limits?.[index]?.upper ?? null,
    })),
    mean: limits?.find((limit) => limit !== null)?.mean ?? null,
    vacations: vacationsIn(school, span).map(({ from, to }) => ({ from: isoOf(from), to: isoOf(to) })),
    changes: changesIn(school, span),
  }
}

/** The months or weeks that the chart shows: those since records are kept. */
export function trendPeriods({ seen, asOf }: JudgedSchool, step: Step): NamedPeriod[] {
  return periodsBegun(step, seen.trackingFrom, asOf).slice(-most[step])
}

/** Refuses weeks of what is not closed by week. */
export function requireSteps(school: JudgedSchool, { step, basis, point }: TrendAsked): void {
  const points = pointsByWeek(school)
  if (step === 'month' || (basis === 'normative' && point !== undefined && points.includes(point))) return
  const list = points.join(', ')
  throw new Refusal(
    'no-weeks',
    {
      ru: `По неделям считаются только пункты с коротким сроком, по регламенту: ${list}. Выберите один из них или смотрите по месяцам.`,
      en: `Only points with a short term are counted by week, by the regulation: ${list}. Choose one of them, or look by month.`,
    },
    { status: 400 },
  )
}

function pointsByWeek({ seen }: JudgedSchool): string[] {
  return [...new Set(seen.specs.filter(isByWeek).map(({ point }) => point))]
}

/** Points that have duties of a basis, in the order of the rules. */
function pointsOf(school: JudgedSchool, scope: Scope, basis: string): string[] {
  const own = new Set(dutiesIn(school, scope).flatMap(({ spec }) => (spec.basis === basis ? [spec.point] : [])))
  return [...new Set(school.seen.specs.map(({ point }) => point))].filter((point) => own.has(point))
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

type Told = { isOpen: boolean; restated: Figure | null }

/** A period that is not over has no part in the limits; those of a share depend on its units: without any there are none. */
function limitsOf(periods: readonly Told[], { point }: TrendAsked): readonly (Limits | null)[] | null {
  const done = periods.map(({ isOpen, restated }) => (isOpen ? null : restated))
  if (point !== undefined) {
    const limits = shareLimits(done.map((figure) => figure ?? { met: 0, of: 0 }))
    return limits?.map((limit, index) => (done[index] ? limit : null)) ?? null
  }
  const limits = valueLimits(done.map((figure) => figure?.rate ?? null))
  return limits && periods.map(() => limits)
}
