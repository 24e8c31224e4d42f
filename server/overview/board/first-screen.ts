import { isoOf } from '../../domain/day.ts'
import type { CellState } from '../../domain/duties/cells.ts'
import { complianceOf, type Headline } from './compliance.ts'
import type { JudgedSchool } from './judged.ts'
import { publicKey } from './keys.ts'
import { textsOf } from './list.ts'
import { once } from './once.ts'
import { periodOf } from './periods.ts'
import { dutiesIn, few, isVeiled, type Scope } from './scope.ts'
import { type Selected, selectDuties } from './selection.ts'
import type { DutySet } from './sets.ts'

const tileSets = ['emergencies', 'critical', 'overdue', 'week', 'requests'] as const satisfies readonly DutySet[]

/** What burns is told in at most so many lines; the rest is behind the link. */
const mostLines = 8

/** The tiles, the two rates of the school year, and what burns. */
export function firstScreenOf(school: JudgedSchool, scope: Scope) {
  return once(school, `first screen|${scope.key}`, () => ({
    tiles: tileSets.map((set) => ({ set, count: selectDuties(school, scope, { set }).length })),
    ...ratesOf(school, scope),
    burning: burningOf(school, scope),
    isEmpty: school.present.length === 0,
  }))
}

function ratesOf(school: JudgedSchool, scope: Scope) {
  const period = periodOf(school, 'year')
  const { regulation, rhythm, critical, points } = complianceOf(school, dutiesIn(school, scope), period, school.asOf)
  return {
    from: isoOf(period.from),
    regulation: rateOf(school, scope, regulation, 'normative'),
    rhythm: rateOf(school, scope, rhythm, 'local'),
    critical: { isKept: critical.isKept, points: critical.points, breaches: critical.breaches.length },
    alerts: points.flatMap(({ point, title, alerts }) => alerts.map((alert) => ({ point, title, ...alert }))),
  }
}

/** A headline with its duties, its days of largest-gap norms, and the duties that stand outside of it. */
function rateOf(school: JudgedSchool, scope: Scope, headline: Headline, basis: 'normative' | 'local') {
  const decided = selectDuties(school, scope, { decided: 'year', basis }).filter(({ duty }) => !duty.gap)
  const of = (...states: readonly CellState[]) => decided.filter(({ duty }) => states.includes(duty.status)).length
  const met = of('met')
  const units = decided.length - of('not_applicable', 'waived', 'no_data')
  return {
    rate: headline.of < few ? null : headline.rate,
    points: headline.points,
    met,
    of: units,
    goodDays: headline.met - met,
    days: headline.of - units,
    excluded: of('not_applicable'),
    waived: of('waived'),
    noData: of('no_data'),
  }
}

/** Duties that burn, those of one norm, state and due day together: critical first, then by due day. */
function burningOf(school: JudgedSchool, scope: Scope) {
  const all = selectDuties(school, scope, { set: 'burning' })
  const groups = Map.groupBy(all, ({ duty, state }) => `${duty.spec.id}|${state}|${duty.dueOn}`)
  const lines = [...groups.values()].flatMap((own) => lineOf(school, scope, own)).toSorted(byHeat)
  return { total: all.length, lines: lines.slice(0, mostLines) }
}

function lineOf(school: JudgedSchool, scope: Scope, own: readonly Selected[]) {
  const [first] = own
  if (!first) return []
  const { duty, state } = first
  return [
    {
      id: `${duty.spec.id}|${state}|${duty.dueOn}`,
      point: duty.spec.point,
      title: school.catalogue.points.get(duty.spec.point)?.title ?? { ru: '', en: '' },
      norm: duty.spec.title ?? null,
      critical: duty.spec.critical === true,
      state,
      count: own.length,
      dueOn: isoOf(duty.dueOn),
      text: textsOf(school, duty).action,
      classes: classesOf(school, scope, own),
    },
  ]
}

/** Classes of a line in their order; duties whose class must not be told stand together without it. */
function classesOf(school: JudgedSchool, scope: Scope, own: readonly Selected[]) {
  const byClass = Map.groupBy(own, ({ duty }) => (isVeiled(school, scope, duty) ? null : duty.classId))
  return [...byClass].flatMap(([classId, each]) => {
    const [first] = each
    const name = classId === null ? null : (school.classes.get(classId)?.name ?? '')
    return first ? [{ classId, class: name, count: each.length, key: publicKey(school, scope, first.duty) }] : []
  })
}

type Line = ReturnType<typeof lineOf>[number]

function byHeat(one: Line, other: Line): number {
  return (
    Number(other.critical) - Number(one.critical) || (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0)
  )
}
