import type { Day } from '../day.ts'
import type { Judged, Status } from './duty.ts'
import { pendingAt } from './status.ts'

/** Days on which a duty may change by time alone. */
function boundariesOf(duty: Judged): Day[] {
  const ends = duty.parts.flatMap((part) => [part.dueSoonFrom, part.dueOn + 1, part.graceUntil + 1])
  return [duty.opensOn, duty.closesOn + 1, ...ends]
}

/** The status a judged duty had on an earlier day by what is known now: before it was satisfied, what time alone gave. */
export function statusOfJudged(duty: Judged, day: Day, asOf: Day): Status {
  const { status, satisfiedOn } = duty
  if (day >= asOf || status === 'no_data' || status === 'not_applicable' || status === 'waived') return status
  if (satisfiedOn !== undefined && day >= satisfiedOn) return status
  const isFilled = (part: number) => (duty.filledOn[part] ?? day + 1) <= day
  return pendingAt(duty, isFilled, { day })
}

/** The next day on which the status may differ, the day it was satisfied included. */
export function nextOfJudged(duty: Judged, day: Day, asOf: Day): Day | undefined {
  const filled = duty.filledOn.filter((it) => it !== null)
  const days = [...boundariesOf(duty), ...filled, ...(duty.satisfiedOn === undefined ? [] : [duty.satisfiedOn]), asOf]
  return days.filter((it) => it > day).sort((a, b) => a - b)[0]
}
