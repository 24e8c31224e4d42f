import type { Day } from '../day.ts'
import type { Judged } from './duty.ts'
import { type Period, type Rate, rateOf, type Tally, tallyOf } from './rate.ts'
import type { Instant } from './world.ts'

/** What was known of a period, a point and a class when the period was closed. Never written again. */
export type PeriodClose = {
  readonly period: string
  readonly point: string
  readonly classId: number
  readonly basis: 'normative' | 'local'
  readonly tally: Tally
  readonly knownAt: Instant
}

export type NamedPeriod = Period & { readonly id: string }

/** Freezes the tallies of a period: one row per point, class and basis that has a duty in the selection. */
export function closePeriod(
  duties: readonly Judged[],
  period: NamedPeriod,
  asOf: Day,
  knownAt: Instant,
): PeriodClose[] {
  const groups = Map.groupBy(duties, (it) => `${it.spec.point}|${it.classId}|${it.spec.basis}`)
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const { point, basis } = first.spec
    return [{ period: period.id, point, classId: first.classId, basis, tally: tallyOf(own, period, asOf), knownAt }]
  })
}

/** The two figures of one period: as it was closed, and by what is known now. */
export type ClosedAndRestated = {
  readonly close: PeriodClose
  readonly closed: Rate
  readonly restated: Rate
  readonly differs: boolean
}

/** Sets each closed figure beside the one that today's knowledge gives: charts draw both, neither replaces the other. */
export function restate(
  closes: readonly PeriodClose[],
  duties: readonly Judged[],
  period: NamedPeriod,
  asOf: Day,
): ClosedAndRestated[] {
  return closes
    .filter((close) => close.period === period.id)
    .map((close) => {
      const own = duties.filter(
        ({ spec, classId }) => spec.point === close.point && spec.basis === close.basis && classId === close.classId,
      )
      const now = tallyOf(own, period, asOf)
      const differs = Object.entries(now).some(([key, count]) => close.tally[key as keyof Tally] !== count)
      return { close, closed: rateOf(close.tally), restated: rateOf(now), differs }
    })
}
