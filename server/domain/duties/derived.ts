import type { Duty } from './duty.ts'
import type { Outcome } from './match.ts'
import type { Seen, SeenClass } from './seen.ts'
import { isInForce, type Spec } from './spec.ts'
import type { Trigger } from './world.ts'

type Settle = (
  spec: Spec,
  view: SeenClass,
  seen: Seen,
) => { duties: readonly Duty[]; outcomes: ReadonlyMap<string, Outcome> }

/** The close code of a trigger that another duty made, once that duty is satisfied after all. */
export const answeredMeanwhile = 'answeredMeanwhile'

/**
 * Triggers that other duties make by being left undone (III.5: III.3 unanswered on day 4). One stands ahead, still closed,
 * from the day the other duty begins; it is gone once that duty is satisfied before its day.
 */
export function derivedTriggers(spec: Spec, view: SeenClass, seen: Seen, settle: Settle): Trigger[] {
  if (spec.kind !== 'deadline') return []
  return spec.triggers.flatMap((cause) => {
    const source = spec.sources.get(cause)
    if (source === undefined || source === 'recorded' || !('spec' in source)) return []
    return seen.specs
      .filter((it) => it.id === source.spec && it.id !== spec.id)
      .flatMap((it) => neglected(cause, source.unansweredOnDay, it, view, seen, settle))
      .filter((it) => isInForce(spec, it.openedOn) && !isKnown(spec, view, it))
  })
}

function neglected(cause: string, onDay: number, source: Spec, view: SeenClass, seen: Seen, settle: Settle): Trigger[] {
  const { duties, outcomes } = settle(source, view, seen)
  return duties.flatMap((duty) => {
    const { trigger } = duty
    if (!trigger || duty.excluded || duty.noData) return []
    const openedOn = trigger.openedOn + onDay
    const satisfiedOn = outcomes.get(duty.key)?.on
    if (satisfiedOn !== undefined && satisfiedOn < openedOn) return []
    return [derived(cause, trigger, openedOn, satisfiedOn)]
  })
}

function derived(cause: string, from: Trigger, openedOn: number, satisfiedOn: number | undefined): Trigger {
  const { openedAt: _, closedOn: __, closeReason: ___, recordedAt: ____, ...rest } = from
  const closed = satisfiedOn === undefined ? {} : { closedOn: satisfiedOn, closeReason: answeredMeanwhile }
  return { ...rest, cause, ref: `${from.cause}:${from.ref}`, openedOn, ...closed }
}

/** Whether someone has already recorded what the neglect would say (a request marked as beyond the teacher's power). */
function isKnown(spec: Spec, view: SeenClass, it: Trigger): boolean {
  if (spec.kind !== 'deadline' || it.id === undefined) return false
  return spec.triggers.some((cause) =>
    (view.triggers.get(cause) ?? []).some((known) => known.about === it.id && known.openedOn <= it.openedOn),
  )
}
