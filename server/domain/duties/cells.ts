import type { Day } from '../day.ts'
import type { Judged, Status } from './duty.ts'
import { type Period, rateOf, tallyOf } from './rate.ts'
import type { Spec } from './spec.ts'

/** What a cell of a table may say: a status, or that nothing was required, or that a part was done. */
export type CellState = Status | 'not_triggered' | 'partial'

const worstFirst: readonly CellState[] = [
  'missed',
  'overdue',
  'in_grace',
  'due_soon',
  'partial',
  'open',
  'met_late',
  'no_data',
  'met',
  'waived',
  'upcoming',
  'not_applicable',
]

/**
 * The state of a point for a subject and a period, from the duties that fall into it: the worst. Without a duty nothing was
 * required: never red.
 */
export function cellOf(specs: readonly Spec[], duties: readonly Judged[], period: Period, asOf: Day): CellState {
  const worst = worstOf(duties.filter((it) => touches(it, period)).map((it) => stateIn(it, period, asOf)))
  if (worst) return worst
  return specs.some((it) => it.population !== undefined && it.kind === 'window') ? 'not_applicable' : 'not_triggered'
}

/** The worst of the states given; undefined where there are none. */
export function worstOf(states: Iterable<CellState>): CellState | undefined {
  const all = new Set(states)
  return worstFirst.find((state) => all.has(state))
}

function touches(duty: Judged, period: Period): boolean {
  const ends = duty.gap ? duty.window.to : duty.dueOn
  return ends >= period.from && duty.opensOn <= period.to
}

/** What one duty says of a period: its status; of a largest-gap norm in a period that is over, what its days came to. */
export function stateIn(duty: Judged, period: Period, asOf: Day): CellState {
  if (duty.gap && asOf > period.to) return monthState(duty, period, asOf)
  return duty.coverage?.isPartial === true && duty.status !== 'upcoming' ? 'partial' : duty.status
}

/** A past month of a largest-gap norm: met, partial or missed by its good days; the share is shown beside it. */
function monthState(duty: Judged, period: Period, asOf: Day): CellState {
  const { onTime, tally } = rateOf(tallyOf([duty], period, asOf))
  if (onTime === null) return tally.waived > 0 ? 'waived' : tally.noData > 0 ? 'no_data' : 'not_applicable'
  if (onTime === 1) return 'met'
  return onTime === 0 ? 'missed' : 'partial'
}

/** Length and count of the breaches of a largest-gap norm: runs of days on which it did not hold, and the greatest age. */
export function breachesOf(duty: Judged, asOf: Day): { breaches: number; worstGap: number } {
  const days = duty.gap?.days.filter(({ day }) => day < asOf) ?? []
  const breaches = days.filter((it, index) => !it.good && days[index - 1]?.good !== false).length
  return { breaches, worstGap: Math.max(0, ...days.map((it) => it.age)) }
}
