import type { Day } from '../day.ts'
import type { Duty } from './duty.ts'
import { matchInTurn } from './match-in-turn.ts'
import { fits, isOnTime, type Matching, whyNot } from './qualify.ts'
import type { Interaction } from './world.ts'

/** What evidence did for a duty. `filled[i]` is what satisfied part i; `on` is the day the duty was satisfied as a whole. */
export type Outcome = {
  readonly used: readonly Interaction[]
  readonly filled: readonly (Interaction | undefined)[]
  readonly have: number
  readonly on?: Day
  readonly isOnTime: boolean
  readonly covered?: number
}

/**
 * Shares out evidence (in order of day, id) among the duties of one pool. One interaction serves at most one duty of a norm
 * and subject. Plain duties: earliest closing first, which satisfies as many as can be and never takes back what more
 * evidence gave; evidence for which a person chose the duty in time goes there first. Counts and coverages: in turn.
 */
export function matchPool(
  matching: Matching,
  duties: readonly Duty[],
  evidence: readonly Interaction[],
): Map<string, Outcome> {
  const live = duties.filter((duty) => !duty.excluded && !duty.noData).sort(byClosing)
  const isCounted = live.some((duty) => duty.need > 1 || duty.roster)
  return isCounted ? matchInTurn(matching, live, evidence) : matchEarliest(matching, live, evidence)
}

function byClosing(a: Duty, b: Duty): number {
  return a.closesOn - b.closesOn || a.dueOn - b.dueOn || a.opensOn - b.opensOn || (a.key < b.key ? -1 : 1)
}

function matchEarliest(
  matching: Matching,
  duties: readonly Duty[],
  evidence: readonly Interaction[],
): Map<string, Outcome> {
  const filled = new Map(duties.map((duty) => [duty.key, duty.parts.map((): Interaction | undefined => undefined)]))
  const fill = (duty: Duty, it: Interaction, onlyInTime: boolean) => {
    const parts = filled.get(duty.key) ?? []
    const free = duty.parts.flatMap((part, index) => {
      const isFree = parts[index] === undefined && fits(part, it) && (!onlyInTime || isOnTime(part, it, matching.zone))
      return isFree ? [index] : []
    })
    for (const index of free) parts[index] = it
    return free.length > 0
  }
  for (const it of evidence) {
    const chosen = it.dutyKey === undefined ? undefined : duties.find((duty) => duty.key === it.dutyKey)
    if (chosen && whyNot(matching, chosen, it) === undefined) fill(chosen, it, true)
  }
  for (const it of evidence) duties.some((duty) => whyNot(matching, duty, it) === undefined && fill(duty, it, false))
  return new Map(duties.map((duty) => [duty.key, outcomeOf(matching, duty, filled.get(duty.key) ?? [])]))
}

function outcomeOf(matching: Matching, duty: Duty, filled: readonly (Interaction | undefined)[]): Outcome {
  const used = [...new Set(filled.filter((it) => it !== undefined))]
  const have = filled.filter((it) => it !== undefined).length
  if (have < filled.length) return { used, filled, have, isOnTime: false }
  const inTime = duty.parts.every((part, index) => {
    const it = filled[index]
    return it !== undefined && isOnTime(part, it, matching.zone)
  })
  return { used, filled, have, on: Math.max(...used.map((it) => it.occurredOn)), isOnTime: inTime }
}
