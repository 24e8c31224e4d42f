import type { Day } from '../day.ts'
import type { Judged } from './duty.ts'
import { rosterOn } from './lives.ts'
import { compositeOf, type Period, type Rate, rateOf, tallyOf } from './rate.ts'
import type { SeenClass } from './seen.ts'
import { causesOf, type Spec } from './spec.ts'

/** Share of waived duties, and of excluded ones, above which a point is itself an alert. */
const waivedAlert = 0.1
const excludedAlert = 0.25

export type PointRate = Rate & { readonly point: string; readonly alerts: readonly ('waivers' | 'exclusions')[] }

/** Two headline numbers, always apart: what the text asks, and the school's own rhythm; and the all-or-nothing badge. */
export type Headlines = {
  readonly regulation: number | null
  readonly rhythm: number | null
  readonly points: { readonly normative: readonly PointRate[]; readonly local: readonly PointRate[] }
  /** Null where no critical duty was decided. */
  readonly critical: { readonly isKept: boolean | null; readonly breaches: readonly string[] }
}

/** Headlines of a scope (a class, a school, any selection of its duties) for a period. */
export function headlinesOf(
  duties: readonly Judged[],
  period: Period,
  asOf: Day,
  weights: ReadonlyMap<string, number> = new Map(),
): Headlines {
  const normative = pointRates(
    duties.filter((it) => it.spec.basis === 'normative'),
    period,
    asOf,
  )
  const local = pointRates(
    duties.filter((it) => it.spec.basis === 'local'),
    period,
    asOf,
  )
  const mean = (points: readonly PointRate[]) =>
    compositeOf(points.map((it) => ({ rate: it.onTime, weight: weights.get(it.point) ?? 1 })))
  const critical = criticalOf(duties, period, asOf)
  return { regulation: mean(normative), rhythm: mean(local), points: { normative, local }, critical }
}

/** The rate of each point that has duties in the selection, in the order of the selection. */
export function pointRates(duties: readonly Judged[], period: Period, asOf: Day): PointRate[] {
  const byPoint = Map.groupBy(duties, (it) => it.spec.point)
  return [...byPoint].map(([point, own]) => {
    const rate = rateOf(tallyOf(own, period, asOf))
    return { ...rate, point, alerts: alertsOf(rate) }
  })
}

function alertsOf({ tally, of }: Rate): ('waivers' | 'exclusions')[] {
  const all = of + tally.waived + tally.notApplicable
  const alerts: ('waivers' | 'exclusions')[] = []
  if (all > 0 && tally.waived / all > waivedAlert) alerts.push('waivers')
  if (all > 0 && tally.notApplicable / all > excludedAlert) alerts.push('exclusions')
  return alerts
}

function criticalOf(duties: readonly Judged[], period: Period, asOf: Day): Headlines['critical'] {
  const decided = duties
    .filter((it) => it.spec.critical === true)
    .map((it) => ({ key: it.key, tally: tallyOf([it], period, asOf) }))
    .filter(({ tally }) => rateOf(tally).of > 0)
  const breaches = decided.filter(({ tally }) => rateOf(tally).met < rateOf(tally).of).map(({ key }) => key)
  return { isKept: decided.length === 0 ? null : breaches.length === 0, breaches }
}

/** How often something asked for a point: recorded triggers in the period, and that per 25 pupils of the class. */
export function triggerVolume(spec: Spec, view: SeenClass, period: Period): { count: number; per25: number | null } {
  const count = causesOf(spec)
    .flatMap((cause) => view.triggers.get(cause) ?? [])
    .filter((it) => it.openedOn >= period.from && it.openedOn <= period.to).length
  const pupils = rosterOn(view, period.to).size
  return { count, per25: pupils === 0 ? null : (count * 25) / pupils }
}
