import type { Day } from '../day.ts'
import type { Duty } from './duty.ts'
import type { Outcome } from './match.ts'
import { byDay, fits, type Matching, whyNot } from './qualify.ts'
import type { Interaction } from './world.ts'

/**
 * Duties that count (n records, a share of families), one after another. Where two overlap, a day belongs to the earlier
 * duty unless that one was satisfied before the later opened: then more evidence can only help both.
 */
export function matchInTurn(
  matching: Matching,
  duties: readonly Duty[],
  evidence: readonly Interaction[],
): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>()
  let rest = evidence
  for (const [index, duty] of duties.entries()) {
    const fitting = rest.filter(
      (it) => whyNot(matching, duty, it) === undefined && duty.parts.some((part) => fits(part, it)),
    )
    const next = duties[index + 1]?.opensOn ?? Number.POSITIVE_INFINITY
    const outcome = outcomeOf(duty, fitting)
    const isDone = outcome.on !== undefined && outcome.on < next
    const own = isDone ? fitting.filter((it) => it.occurredOn < next) : fitting
    outcomes.set(duty.key, isDone ? outcomeOf(duty, own) : outcome)
    const kept = new Set(own.map((it) => it.id))
    rest = rest.filter((it) => !kept.has(it.id))
  }
  return outcomes
}

function outcomeOf(duty: Duty, own: readonly Interaction[]): Outcome {
  return duty.roster ? covered(duty, duty.roster, own) : counted(duty, own)
}

/** Every part needs the same number of records, spaced; one record may serve several parts. */
function counted(duty: Duty, own: readonly Interaction[]): Outcome {
  const spacing = duty.spec.kind === 'window' ? (duty.spec.minSpacing ?? 0) : 0
  const byPart = duty.parts.map((part) =>
    spaced(
      own.filter((it) => fits(part, it)),
      duty.need,
      spacing,
    ),
  )
  const filled = byPart.map((used) => (used.length >= duty.need ? used.at(-1) : undefined))
  const ends = filled.flatMap((it) => (it === undefined ? [] : [it.occurredOn]))
  const on = ends.length === duty.parts.length ? Math.max(...ends) : undefined
  const have = Math.min(...byPart.map((used) => used.length))
  return { used: [...new Set(byPart.flat())].sort(byDay), filled, have, ...satisfied(duty, on) }
}

function spaced(own: readonly Interaction[], need: number, spacing: number): Interaction[] {
  const used: Interaction[] = []
  for (const it of own) {
    const last = used.at(-1)
    if (used.length < need && (!last || it.occurredOn - last.occurredOn >= spacing)) used.push(it)
  }
  return used
}

function covered(duty: Duty, roster: ReadonlySet<number>, own: readonly Interaction[]): Outcome {
  const share = duty.spec.kind === 'window' ? (duty.spec.coverage?.share ?? 1) : 1
  const reached = new Set<number>()
  let on: Day | undefined
  const used: Interaction[] = []
  for (const it of own) {
    const before = reached.size
    for (const id of it.studentIds.length === 0 ? roster : it.studentIds) if (roster.has(id)) reached.add(id)
    if (reached.size > before) used.push(it)
    if (on === undefined && isShare(reached.size, roster.size, share)) on = it.occurredOn
  }
  return {
    used,
    filled: [on === undefined ? undefined : used.at(-1)],
    have: reached.size,
    covered: reached.size,
    ...satisfied(duty, on),
  }
}

/** Whether `count` of `all` reaches the share; in whole ten-thousandths, so that 0.9 × 10 is 9. */
export function isShare(count: number, all: number, share: number): boolean {
  return count * 10_000 >= all * Math.round(share * 10_000)
}

function satisfied(duty: Duty, on: Day | undefined): { on?: Day; isOnTime: boolean } {
  return on === undefined ? { isOnTime: false } : { on, isOnTime: on <= duty.graceUntil }
}
