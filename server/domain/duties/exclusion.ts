import type { DutyDates, Reason } from './duty.ts'
import { reason } from './duty.ts'

import { covers } from './roster.ts'
import type { SeenClass } from './seen.ts'
import type { Spec } from './spec.ts'
import type { Trigger } from './world.ts'

/**
 * Why a duty that a trigger made does not apply: the trigger was closed with a reason the norm names, the point was set
 * aside for it, the pupil has left, the class was closed. Only what came before the decision day counts, whatever the
 * evidence; a plan's own end (`closingEnds`) excludes nothing but ends its weeks.
 */
export function exclusionOf(
  spec: Spec,
  view: SeenClass,
  trigger: Trigger,
  dates: DutyDates,
  options: { closingEnds?: boolean } = {},
): Reason | undefined {
  return (
    (options.closingEnds ? undefined : closedAway(spec, trigger, dates)) ??
    setAside(spec, trigger, dates) ??
    pupilGone(view, trigger, dates) ??
    classClosed(view, dates)
  )
}

function closedAway(spec: Spec, { closedOn, closeReason }: Trigger, dates: DutyDates): Reason | undefined {
  if (closedOn === undefined || closeReason === undefined || closedOn > dates.graceUntil) return undefined
  return spec.excludedBy?.includes(closeReason) ? reason('excluded', { why: closeReason, closedOn }) : undefined
}

function setAside(spec: Spec, trigger: Trigger, dates: DutyDates): Reason | undefined {
  const found = trigger.exclusions?.find(
    (it) => it.point === spec.point && it.on <= dates.graceUntil && spec.excludedBy?.includes(it.code),
  )
  return found && reason('excluded', { why: found.code, closedOn: found.on })
}

/** Gone on the due day, whether or not the pupil came back later: what did not apply then is not owed afterwards. */
function pupilGone(view: SeenClass, trigger: Trigger, dates: DutyDates): Reason | undefined {
  const begun = view.enrolments.filter((it) => it.studentId === trigger.studentId && it.fromOn <= dates.dueOn)
  if (begun.length === 0 || begun.some((it) => covers(it, dates.dueOn))) return undefined
  return reason('excluded', { why: 'left', leftOn: Math.max(...begun.map((it) => it.toOn ?? dates.dueOn)) })
}

function classClosed(view: SeenClass, dates: DutyDates): Reason | undefined {
  const { closedOn } = view.class
  if (closedOn === undefined || closedOn >= dates.dueOn) return undefined
  return reason('excluded', { why: 'class_closed', closedOn })
}
