import { funnelLimits } from '../../domain/duties/limits.ts'
import { causesOf } from '../../domain/duties/spec.ts'
import type { JudgedSchool } from './judged.ts'
import { backdatedDays, isLagIn, lagBins, lagOf } from './lags.ts'
import { once } from './once.ts'
import { dutiesIn, type Scope } from './scope.ts'
import { selectDuties } from './selection.ts'

type Basis = 'normative' | 'local'

/** 95 % and 99.8 % of a normal distribution. */
const inner = 1.96
const outer = 3.09

/** Whether the figures can be trusted: how late things are recorded, how much is waived, without data, without a reaction. */
export function honestyOf(school: JudgedSchool, scope: Scope) {
  return once(school, `honesty|${scope.key}`, () => {
    const lags = dutiesIn(school, scope).flatMap((duty) => lagOf(school, duty) ?? [])
    const decided = selectDuties(school, scope, { decided: 'year' })
    const of = (state: string) => decided.filter(({ duty }) => duty.status === state && !duty.gap).length
    const units = decided.filter(({ duty }) => !duty.gap).length
    const reactions = decided.filter(({ duty }) => causesOf(duty.spec).includes('flagRaised'))
    const unreacted = selectDuties(school, scope, { set: 'unreacted', decided: 'year' })
    return {
      lags: lagBins.map((bin) => ({ bin, count: lags.filter((lag) => isLagIn(lag, bin)).length })),
      recorded: lags.length,
      backdated: lags.filter((lag) => lag > backdatedDays).length,
      decided: units,
      waived: of('waived'),
      noData: of('no_data'),
      reactions: reactions.length,
      unreacted: unreacted.length,
    }
  })
}

/**
 * Classes whose share of duties kept on time differs from the school's by more than chance would explain. Points are classes,
 * in their order; duties alone are counted, not days of a largest-gap norm, which hang together.
 */
export function funnelOf(school: JudgedSchool, scope: Scope, basis: Basis) {
  return once(school, `funnel|${scope.key}|${basis}`, () => {
    const classes = school.present
      .filter(({ id }) => scope.classes?.includes(id) ?? true)
      .flatMap(({ id, name }) => {
        const own = selectDuties(school, scope, { class: id, set: 'counted', decided: 'year', basis })
        const met = own.filter(({ duty }) => duty.status === 'met').length
        return own.length === 0 ? [] : [{ classId: id, class: name, met, of: own.length }]
      })
    const met = classes.reduce((sum, each) => sum + each.met, 0)
    const of = classes.reduce((sum, each) => sum + each.of, 0)
    const mean = of === 0 ? null : met / of
    return {
      basis,
      mean,
      met,
      of,
      classes: classes.map((each) => ({ ...each, place: mean === null ? 'inside' : placeOf(mean, each) })),
      limits: mean === null ? [] : limitsOf(mean, classes),
    }
  })
}

type Place = 'inside' | 'above' | 'below' | 'farAbove' | 'farBelow'

function placeOf(mean: number, { met, of }: { met: number; of: number }): Place {
  const rate = met / of
  const far = funnelLimits(mean, of, outer)
  if (rate > far.upper) return 'farAbove'
  if (rate < far.lower) return 'farBelow'
  const near = funnelLimits(mean, of, inner)
  if (rate > near.upper) return 'above'
  return rate < near.lower ? 'below' : 'inside'
}

/** The funnel at twenty numbers of units, from the least to the most that a class has. */
function limitsOf(mean: number, classes: readonly { of: number }[]) {
  const sizes = classes.map(({ of }) => of)
  const least = Math.max(1, Math.floor(Math.min(...sizes) * 0.8))
  const most = Math.ceil(Math.max(...sizes) * 1.1)
  return Array.from({ length: 20 }, (_, no) => {
    const of = Math.round(least + ((most - least) * no) / 19)
    const near = funnelLimits(mean, of, inner)
    const far = funnelLimits(mean, of, outer)
    return { of, lower95: near.lower, upper95: near.upper, lower998: far.lower, upper998: far.upper }
  })
}
