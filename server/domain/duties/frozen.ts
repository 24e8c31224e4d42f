import type { Day } from '../day.ts'
import { type Reason, reason } from './duty.ts'
import type { SeenClass } from './seen.ts'
import type { DeadlineNorm } from './spec.ts'
import { addCounted } from './terms.ts'
import type { Block, Trigger } from './world.ts'

/** Days on which the clock of a trigger stands still for a norm, and the stop that is on as of a day. */
export type Frozen = { readonly isFrozen: (day: Day) => boolean; readonly active?: Reason }

const none: Frozen = { isFrozen: () => false }

/**
 * Stops of a clock (waiting for consent): the first day frozen is the day of the stop, the last the day before its end,
 * never beyond the cap in working days. An open stop is taken to run to its cap, so that no date moves by itself.
 */
export function frozenDays(spec: DeadlineNorm, view: SeenClass, trigger: Trigger, asOf: Day): Frozen {
  const { blocks } = spec
  if (!blocks) return none
  const stops = view.blocks
    .filter((it) => it.triggerId === trigger.id && it.point === spec.point && blocks.codes.includes(it.reasonCode))
    .map((it) => ({ block: it, from: it.fromOn, to: lastFrozen(it, view, blocks.capWorkingDays) }))
  if (stops.length === 0) return none
  const active = stops.find((it) => it.from <= asOf && asOf <= it.to)
  return {
    isFrozen: (day) => stops.some((it) => it.from <= day && day <= it.to),
    ...(active && { active: reasonFor(active.block, active.to) }),
  }
}

function lastFrozen(block: Block, view: SeenClass, cap: number): Day {
  const capped = addCounted(view.class.calendar, block.fromOn - 1, cap, 'working') ?? block.fromOn + cap
  return Math.min(capped, block.untilOn === undefined ? capped : block.untilOn - 1)
}

function reasonFor(block: Block, untilOn: Day): Reason {
  return reason('blocked', { reasonCode: block.reasonCode, fromOn: block.fromOn, untilOn })
}
