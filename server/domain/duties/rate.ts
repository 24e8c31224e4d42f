import type { Day } from '../day.ts'
import type { Judged } from './duty.ts'

/** A reporting period, both days inclusive. */
export type Period = { readonly from: Day; readonly to: Day }

/**
 * Counts of a FHIR proportion measure. `notApplicable` is its exclusion, `waived` its exception. Of a largest-gap norm the
 * units are days: `met` are good days.
 */
export type Tally = {
  readonly met: number
  readonly metLate: number
  readonly notMet: number
  readonly notApplicable: number
  readonly waived: number
  readonly noData: number
}

export const emptyTally: Tally = { met: 0, metLate: 0, notMet: 0, notApplicable: 0, waived: 0, noData: 0 }

/**
 * Counts the duties whose decision day lies in the period and strictly before `asOf`, satisfied early or not: so that the
 * current month never looks too good.
 */
export function tallyOf(duties: readonly Judged[], period: Period, asOf: Day): Tally {
  return sumTallies(
    duties.filter((it) => it.gap || isDecided(it, period, asOf)).map((it) => tallyOfOne(it, period, asOf)),
  )
}

/** Whether a duty was decided in the period: its grace ended in it, and that day is over. */
export function isDecided(duty: Pick<Judged, 'graceUntil'>, period: Period, asOf: Day): boolean {
  return duty.graceUntil >= period.from && duty.graceUntil <= period.to && duty.graceUntil < asOf
}

function tallyOfOne(duty: Judged, period: Period, asOf: Day): Tally {
  if (duty.gap) return tallyOfDays(duty, period, asOf)
  return { ...emptyTally, [bucketOf(duty)]: 1 }
}

function bucketOf({ status }: Judged): keyof Tally {
  if (status === 'no_data') return 'noData'
  if (status === 'not_applicable') return 'notApplicable'
  if (status === 'met') return 'met'
  if (status === 'met_late') return 'metLate'
  return status === 'waived' ? 'waived' : 'notMet'
}

function tallyOfDays({ gap, window }: Judged, period: Period, asOf: Day): Tally {
  const days = gap?.days.filter(({ day }) => day >= period.from && day <= period.to && day < asOf) ?? []
  const good = days.filter((it) => it.good).length
  const waived = days.filter((it) => it.waived).length
  const lastUnknown = Math.min(period.to, asOf - 1, window.to)
  const noData =
    gap?.noDataFrom === undefined ? 0 : Math.max(0, lastUnknown - Math.max(period.from, gap.noDataFrom) + 1)
  return { ...emptyTally, met: good, notMet: days.length - good - waived, waived, noData }
}

/** Adds tallies up: the roll-up of one point over classes. Never used across points. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, it) => ({
      met: sum.met + it.met,
      metLate: sum.metLate + it.metLate,
      notMet: sum.notMet + it.notMet,
      notApplicable: sum.notApplicable + it.notApplicable,
      waived: sum.waived + it.waived,
      noData: sum.noData + it.noData,
    }),
    emptyTally,
  )
}

/**
 * `onTime` and `done` are shares 0–1 of the effective denominator `of`, null where it is empty: neither 0 nor 1. `withWaived`
 * counts waived duties as not met. Fewer than 30 units carry a 95 % Wilson interval; fewer than 5 are to be shown as counts.
 */
export type Rate = {
  readonly tally: Tally
  readonly met: number
  readonly of: number
  readonly onTime: number | null
  readonly done: number | null
  readonly withWaived: number | null
  readonly interval: readonly [number, number] | null
  readonly isFew: boolean
}

const few = 5
const wilsonBelow = 30

/** The rate of one point, from its tally. Source: FHIR proportion measure (exclusion beats numerator, exception does not). */
export function rateOf(tally: Tally): Rate {
  const { met, metLate, notMet, waived } = tally
  const of = met + metLate + notMet
  return {
    tally,
    met,
    of,
    onTime: share(met, of),
    done: share(met + metLate, of),
    withWaived: share(met, of + waived),
    interval: of > 0 && of < wilsonBelow ? wilson(met, of) : null,
    isFew: of < few,
  }
}

function share(part: number, of: number): number | null {
  return of === 0 ? null : part / of
}

/** The 95 % score interval of a share (E. B. Wilson, JASA 22, 1927). */
export function wilson(met: number, of: number): readonly [number, number] {
  const z = 1.959963984540054
  const p = met / of
  const centre = p + z ** 2 / (2 * of)
  const spread = z * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2))
  const scale = 1 + z ** 2 / of
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)]
}

export type Weighted = { readonly rate: number | null; readonly weight?: number }

/** The mean over points of their rates, by weight; a point without a rate drops out of both sums. Null for none. */
export function compositeOf(points: readonly Weighted[]): number | null {
  const rated = points.flatMap(({ rate, weight = 1 }) => (rate === null || weight === 0 ? [] : [{ rate, weight }]))
  const weights = rated.reduce((sum, it) => sum + it.weight, 0)
  return weights === 0 ? null : rated.reduce((sum, it) => sum + it.rate * it.weight, 0) / weights
}
