import type { Day } from '../../domain/day.ts'
import { attribute, type Bucket } from '../../domain/duties/attribution.ts'
import type { Judged } from '../../domain/duties/duty.ts'
import { headlinesOf, type PointRate } from '../../domain/duties/headlines.ts'
import {
  compositeOf,
  emptyTally,
  type Period,
  type Rate,
  rateOf,
  sumTallies,
  type Tally,
} from '../../domain/duties/rate.ts'
import type { JudgedSchool } from './judged.ts'

/** A rate as it leaves the program: k of n, what is outside of it, and shares only where there are enough to speak of one. */
export type Share = {
  met: number
  of: number
  metLate: number
  notMet: number
  notApplicable: number
  waived: number
  noData: number
  onTime: number | null
  done: number | null
  withWaived: number | null
  interval: readonly [number, number] | null
}

/** A headline: the mean of the rates of the points that have one, and the duties behind it, counted together. */
export type Headline = { rate: number | null; points: number; met: number; of: number }
export type PointLine = {
  point: string
  title: { ru: string; en: string }
  critical: boolean
  regulation: Share | null
  rhythm: Share | null
  alerts: { basis: string; kind: string }[]
}
export type Group = { id: number | null; name: string; bucket: string; regulation: Headline; rhythm: Headline }

export type Compliance = {
  regulation: Headline
  rhythm: Headline
  critical: { isKept: boolean | null; points: string[]; breaches: string[] }
  points: PointLine[]
}

/** Both headline numbers, the critical badge and every point of the regulation for a period. */
export function complianceOf(school: JudgedSchool, duties: readonly Judged[], period: Period, asOf: Day): Compliance {
  const { regulation, rhythm, points, critical } = headlinesOf(duties, period, asOf)
  const rates = { normative: byPoint(points.normative), local: byPoint(points.local) }
  const criticalPoints = school.points.filter(({ specs }) => specs.some((spec) => spec.critical === true))
  return {
    regulation: headline(regulation, points.normative),
    rhythm: headline(rhythm, points.local),
    critical: { isKept: critical.isKept, points: criticalPoints.map(({ id }) => id), breaches: [...critical.breaches] },
    points: school.points.map(({ id, title, specs }) => {
      const normative = rates.normative.get(id)
      const local = rates.local.get(id)
      return {
        point: id,
        title,
        critical: specs.some((spec) => spec.critical === true),
        regulation: normative ? shareOf(normative) : null,
        rhythm: local ? shareOf(local) : null,
        alerts: [...alertsOf('normative', normative), ...alertsOf('local', local)],
      }
    }),
  }
}

function byPoint(rates: readonly PointRate[]): Map<string, PointRate> {
  return new Map(rates.map((rate) => [rate.point, rate]))
}

function alertsOf(basis: string, rate: PointRate | undefined): PointLine['alerts'] {
  return (rate?.alerts ?? []).map((kind) => ({ basis, kind }))
}

function headline(rate: number | null, points: readonly Rate[]): Headline {
  const counted = points.filter(({ of }) => of > 0)
  const sum = (of: (rate: Rate) => number) => counted.reduce((all, each) => all + of(each), 0)
  return { rate, points: counted.length, met: sum(({ met }) => met), of: sum(({ of }) => of) }
}

function shareOf({ tally, met, of, onTime, done, withWaived, interval, isFew }: Rate): Share {
  const { metLate, notMet, notApplicable, waived, noData } = tally
  const shares = isFew
    ? { onTime: null, done: null, withWaived: null, interval: null }
    : { onTime, done, withWaived, interval }
  return { met, of, metLate, notMet, notApplicable, waived, noData, ...shares }
}

/** The same by class, in the order of classes: there is no ranking. */
export function byClass(school: JudgedSchool, duties: readonly Judged[], period: Period, asOf: Day): Group[] {
  const own = Map.groupBy(duties, ({ classId }) => classId)
  return [...school.classes.values()].flatMap(({ id, name, schoolYear }) => {
    const part = own.get(id)
    if (!part) return []
    const { regulation, rhythm } = complianceOf(school, part, period, asOf)
    return [{ id, name: `${name} (${schoolYear})`, bucket: 'class', regulation, rhythm }]
  })
}

/**
 * By who answers for the duties: a teacher by name, nobody (the administration answers), or a change of hands, which counts
 * for the class alone. In the order of names: there is no ranking.
 */
export function byTeacher(school: JudgedSchool, duties: readonly Judged[], period: Period, asOf: Day): Group[] {
  const parts = [...Map.groupBy(duties, ({ classId, spec }) => `${classId}|${spec.point}|${spec.basis}`).values()]
  const shares = parts.flatMap((part) => attributed(school, part, period, asOf))
  return [...Map.groupBy(shares, ({ bucket }) => bucket)]
    .map(([bucket, own]) => ({
      id: typeof bucket === 'number' ? bucket : null,
      name: typeof bucket === 'number' ? (school.staff.get(bucket) ?? '') : '',
      bucket: typeof bucket === 'number' ? 'teacher' : bucket,
      regulation: headlineOf(own.filter(({ basis }) => basis === 'normative')),
      rhythm: headlineOf(own.filter(({ basis }) => basis === 'local')),
    }))
    .toSorted(
      (one, other) => Number(one.id === null) - Number(other.id === null) || one.name.localeCompare(other.name, 'ru'),
    )
}

type Attributed = { bucket: Bucket; point: string; basis: string; tally: Tally }

function attributed({ seen }: JudgedSchool, part: readonly Judged[], period: Period, asOf: Day): Attributed[] {
  const [first] = part
  const view = first && seen.classes.get(first.classId)
  if (!first || !view) return []
  const { point, basis } = first.spec
  return [...attribute(view, part, period, asOf)].map(([bucket, tally]) => ({ bucket, point, basis, tally }))
}

function headlineOf(own: readonly Attributed[]): Headline {
  const rates = [...Map.groupBy(own, ({ point }) => point).values()].map((each) =>
    rateOf(sumTallies([emptyTally, ...each.map(({ tally }) => tally)])),
  )
  return headline(compositeOf(rates.map(({ onTime }) => ({ rate: onTime }))), rates)
}
