import { type Day, parseDay } from '../../domain/day.ts'
import { type CellState, stateIn } from '../../domain/duties/cells.ts'
import type { Judged } from '../../domain/duties/duty.ts'
import { type DutyGroup, groupOf } from '../../domain/duties/groups.ts'
import { isDecided, type Period } from '../../domain/duties/rate.ts'
import { answerDays, isAnswerIn } from './answers.ts'
import type { JudgedSchool } from './judged.ts'
import { isLagIn, lagOf } from './lags.ts'
import { once } from './once.ts'
import { anyPeriod, isIn, periodOf } from './periods.ts'
import { dutiesIn, isVeiled, type Scope } from './scope.ts'
import { type DutySet, isOfSet } from './sets.ts'

/** What a list of duties is narrowed to. Every figure of the board is such a selection. */
export type DutyFilters = {
  readonly class?: number
  readonly point?: string
  /** States, comma between: `overdue,missed`. */
  readonly status?: string
  readonly basis?: 'normative' | 'local'
  readonly group?: DutyGroup
  readonly set?: DutySet
  /** The name of a period, or `any`; or days `from` and `to`. */
  readonly period?: string
  readonly from?: string
  readonly to?: string
  /** Decided in a period, by its name: the units of its rate. */
  readonly decided?: string
  readonly dueFrom?: string
  readonly dueTo?: string
  readonly dueWithin?: number
  readonly critical?: boolean
  /** Days to the answer: `3`, `11+`, `open`. */
  readonly answered?: string
  /** Days from what was done to its record: `0`, `2-7`, `31+`. */
  readonly lag?: string
}

export type Selected = { readonly duty: Judged; readonly state: CellState }

/** Duties of a selection with what each says of its period, in the order in which people work. */
export function selectDuties(school: JudgedSchool, scope: Scope, filters: DutyFilters): readonly Selected[] {
  return once(school, `list|${scope.key}|${JSON.stringify(filters)}`, () => select(school, scope, filters))
}

function select(school: JudgedSchool, scope: Scope, filters: DutyFilters): Selected[] {
  const { asOf } = school
  const period = askedPeriod(school, filters)
  const said = period ?? { from: asOf, to: asOf }
  const states = filters.status === undefined ? undefined : new Set(filters.status.split(','))
  const tests = testsOf(school, scope, filters, period)
  return dutiesIn(school, scope)
    .filter((duty) => tests.every((test) => test(duty)))
    .map((duty) => ({ duty, state: stateIn(duty, said, asOf) }))
    .filter(({ state }) => states === undefined || states.has(state))
    .toSorted((one, other) => byUrgency(school, one, other))
}

/** Where nothing says which time is meant, it is now. */
function askedPeriod(school: JudgedSchool, filters: DutyFilters): Period | undefined {
  const from = filters.from === undefined ? undefined : parseDay(filters.from)
  const to = filters.to === undefined ? undefined : parseDay(filters.to)
  if (from !== undefined || to !== undefined) return { from: from ?? 0, to: to ?? school.asOf }
  if (filters.period === anyPeriod) return undefined
  if (filters.period !== undefined) return periodOf(school, filters.period)
  const isNamed = [filters.set, filters.decided, filters.dueFrom, filters.answered, filters.lag, filters.dueWithin]
  return isNamed.some((value) => value !== undefined) ? undefined : periodOf(school, 'now')
}

type Test = (duty: Judged) => boolean

function testsOf(school: JudgedSchool, scope: Scope, filters: DutyFilters, period: Period | undefined): Test[] {
  const { asOf } = school
  const { point, basis, group, critical } = filters
  const classId = filters.class
  return [
    ...when(period, (days) => (duty: Judged) => isIn(duty, days, asOf)),
    ...when(classId, (id) => (duty: Judged) => duty.classId === id && !isVeiled(school, scope, duty)),
    ...when(
      point,
      (id) =>
        ({ spec }: Judged) =>
          spec.point === id,
    ),
    ...when(
      basis,
      (wanted) =>
        ({ spec }: Judged) =>
          spec.basis === wanted,
    ),
    ...when(
      group,
      (wanted) =>
        ({ spec }: Judged) =>
          groupOf(spec) === wanted,
    ),
    ...when(
      critical,
      (wanted) =>
        ({ spec }: Judged) =>
          (spec.critical === true) === wanted,
    ),
    ...timeTests(school, filters),
  ]
}

function timeTests(school: JudgedSchool, filters: DutyFilters): Test[] {
  const { asOf } = school
  const { set, decided, dueFrom, dueTo, dueWithin, answered, lag } = filters
  return [
    ...when(set, (wanted) => (duty: Judged) => isOfSet(school, wanted, duty)),
    ...when(dueWithin, (days) => (duty: Judged) => isDueWithin(duty, asOf, days)),
    ...when(
      dueFrom && parseDay(dueFrom),
      (day) =>
        ({ dueOn }: Judged) =>
          dueOn >= day,
    ),
    ...when(
      dueTo && parseDay(dueTo),
      (day) =>
        ({ dueOn }: Judged) =>
          dueOn <= day,
    ),
    ...when(decided && periodOf(school, decided), (days) => (duty: Judged) => isCountedIn(duty, days, asOf)),
    ...when(answered, (bin) => (duty: Judged) => isAnswerIn(answerDays(school, duty), bin)),
    ...when(lag, (bin) => (duty: Judged) => isLagIn(lagOf(school, duty), bin)),
  ]
}

function when<T>(value: T | undefined | '', test: (value: T) => Test): Test[] {
  return value === undefined || value === '' ? [] : [test(value)]
}

function isDueWithin({ status, dueOn }: Judged, asOf: Day, days: number): boolean {
  return (status === 'open' || status === 'due_soon') && dueOn <= asOf + days
}

/** Whether a duty is among the units of the rate of a period; of a largest-gap norm, whether days of it are. */
export function isCountedIn(duty: Judged, period: Period, asOf: Day): boolean {
  if (!duty.gap) return isDecided(duty, period, asOf)
  return duty.gap.days.some(({ day }) => day >= period.from && day <= period.to && day < asOf)
}

/** Urgent first: the order in which people work. */
const order: readonly CellState[] = [
  ...(['overdue', 'in_grace', 'due_soon', 'missed', 'partial', 'open', 'upcoming'] as const),
  ...(['met_late', 'met', 'waived', 'no_data', 'not_applicable', 'not_triggered'] as const),
]

function byUrgency({ classes }: JudgedSchool, one: Selected, other: Selected): number {
  const name = ({ duty }: Selected) => classes.get(duty.classId)
  return (
    order.indexOf(one.state) - order.indexOf(other.state) ||
    Number(other.duty.spec.critical === true) - Number(one.duty.spec.critical === true) ||
    one.duty.dueOn - other.duty.dueOn ||
    (name(one)?.grade ?? 0) - (name(other)?.grade ?? 0) ||
    compareTexts(name(one)?.name ?? '', name(other)?.name ?? '') ||
    compareTexts(one.duty.key, other.duty.key)
  )
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
