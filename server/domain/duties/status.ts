import type { Day } from '../day.ts'
import type { Duty, DutyPart, Status } from './duty.ts'
import type { Outcome } from './match.ts'
import type { Instant, ZoneClock } from './world.ts'

/** A moment to judge at: a business day, and within it an instant for terms in hours; without one, the end of the day. */
export type Moment = { readonly day: Day; readonly at?: Instant }

/** The moment of a judgement: the end of the day, or what was known earlier on it. */
export function momentOf(asOf: Day, knownAt: Instant, zone: ZoneClock): Required<Moment> {
  return { day: asOf, at: Math.min(knownAt, zone.endOf(asOf)) }
}

/** The status of a duty at a moment. First match wins, in the order of the table of statuses. */
export function statusAt(duty: Duty, outcome: Outcome, isWaived: boolean, moment: Moment): Status {
  if (duty.noData) return 'no_data'
  if (duty.excluded) return 'not_applicable'
  if (outcome.on !== undefined) return outcome.isOnTime ? 'met' : 'met_late'
  return isWaived ? 'waived' : pendingAt(duty, filledBy(outcome), moment)
}

const pending = ['open', 'due_soon', 'in_grace', 'overdue'] as const

function filledBy(outcome: Outcome): (part: number) => boolean {
  return (part) => outcome.filled[part] !== undefined
}

/** The status that time alone gives to a duty that evidence has not satisfied: the worst of its unsatisfied parts. */
export function pendingAt(duty: Ahead, isFilled: (part: number) => boolean, moment: Moment): Status {
  if (moment.day < duty.opensOn) return 'upcoming'
  if (moment.day > duty.closesOn) return 'missed'
  const ranks = duty.parts.flatMap((part, index) => (isFilled(index) ? [] : [rankOf(part, moment)]))
  return pending[Math.max(0, ...ranks)] ?? 'open'
}

export type Ahead = Pick<Duty, 'opensOn' | 'closesOn' | 'parts'>

function rankOf(part: DutyPart, { day, at }: Moment): number {
  if (isPastHours(part, day, at)) return day <= part.graceUntil && part.graceUntil > part.dueOn ? 2 : 3
  if (day < part.dueSoonFrom) return 0
  if (day <= part.dueOn) return 1
  return day <= part.graceUntil ? 2 : 3
}

function isPastHours(part: DutyPart, day: Day, at: Instant | undefined): boolean {
  if (part.dueAt === undefined) return false
  return at === undefined ? part.dueOn <= day : part.dueAt < at
}

export type Next = { readonly on: Day; readonly at?: Instant }

/**
 * When the status next changes if nothing new becomes known: exact, or undefined where time alone changes nothing.
 * `at` only where a term in hours runs out within a day.
 */
export function nextTransition(
  duty: Duty,
  outcome: Outcome,
  isWaived: boolean,
  now: Required<Moment>,
  zone: ZoneClock,
): Next | undefined {
  const status = statusAt(duty, outcome, isWaived, now)
  if (status !== pendingAt(duty, filledBy(outcome), now)) return undefined
  const next = boundaries(duty, now, zone).find((it) => pendingAt(duty, filledBy(outcome), it) !== status)
  return next && { on: next.day, ...(next.isHour && { at: next.at }) }
}

type Boundary = Required<Moment> & { isHour: boolean }

/** Moments ahead at which a pending duty may change, in order. Instants matter only where a term is in hours. */
function boundaries(duty: Duty, now: Required<Moment>, zone: ZoneClock): Boundary[] {
  const ends = duty.parts.flatMap((part) => [part.dueSoonFrom, part.dueOn + 1, part.graceUntil + 1])
  const days = [duty.opensOn, duty.closesOn + 1, ...ends].filter((day) => day > now.day).sort((a, b) => a - b)
  const hours = duty.parts.flatMap((part) => (part.dueAt === undefined || part.dueAt < now.at ? [] : [part.dueAt + 1]))
  if (!duty.parts.some((part) => part.dueAt !== undefined))
    return days.map((day) => ({ day, at: now.at, isHour: false }))
  return [
    ...hours.map((at) => ({ day: Math.max(zone.dayOf(at), now.day), at, isHour: true })),
    ...days.map((day) => ({ day, at: zone.endOf(day - 1) + 1, isHour: false })),
  ].sort((a, b) => a.at - b.at)
}
