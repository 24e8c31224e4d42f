import type { Day } from '../day.ts'
import type { Judged, Status } from './duty.ts'
import { nextOfJudged, statusOfJudged } from './timeline.ts'

/** A change of a duty's status on the day it took effect, whenever it was noticed. */
export type Flip = {
  readonly dutyKey: string
  readonly from: Status | null
  readonly to: Status
  readonly effectiveOn: Day
}

/** What was last said of a duty, and as of which day. */
export type LastSaid = { readonly status: Status; readonly asOf: Day }

/**
 * The changes of a duty since it was last judged, in order, each with its computed day: a run that was skipped for a week
 * changes nothing but when people hear of it. A fact learnt late is a change on the day the fact took effect.
 */
export function planFlips(duty: Judged, last: LastSaid | undefined, asOf: Day): Flip[] {
  const timeline = timelineOf(duty, asOf)
  const flips: Flip[] = []
  let from = last?.status ?? null
  for (const [index, { day, status }] of timeline.entries()) {
    const until = timeline[index + 1]?.day ?? asOf + 1
    if (last !== undefined && until - 1 < last.asOf) continue
    if (status !== from) flips.push({ dutyKey: duty.key, from, to: status, effectiveOn: day })
    from = status
  }
  return flips
}

/** The statuses of a duty over time by what is known now, each from the day it began; up to `asOf`. */
export function timelineOf(duty: Judged, asOf: Day): { day: Day; status: Status }[] {
  if (duty.gap) return timelineOfGap(duty, asOf)
  const steps: { day: Day; status: Status }[] = []
  let day = Math.min(duty.opensOn, asOf)
  for (;;) {
    const status = statusOfJudged(duty, day, asOf)
    if (steps.at(-1)?.status !== status) steps.push({ day, status })
    const next = nextOfJudged(duty, day, asOf)
    if (next === undefined || next > asOf) return steps
    day = next
  }
}

function timelineOfGap(duty: Judged, asOf: Day): { day: Day; status: Status }[] {
  const { spec, gap } = duty
  if (!gap || spec.kind !== 'gap') return []
  const steps: { day: Day; status: Status }[] = []
  for (const it of gap.days) {
    const late: Status = it.waived ? 'waived' : it.good ? 'in_grace' : 'overdue'
    const status = it.age <= spec.days - spec.lead ? 'met' : it.age <= spec.days ? 'due_soon' : late
    if (steps.at(-1)?.status !== status) steps.push({ day: it.day, status })
  }
  if (steps.at(-1)?.status !== duty.status)
    steps.push({ day: Math.min(asOf, Math.max(duty.window.to + 1, gap.noDataFrom ?? 0)), status: duty.status })
  return steps
}
