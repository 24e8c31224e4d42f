import type { Day } from '../day.ts'
import { type Duty, type Reason, reason, type Status } from './duty.ts'
import type { Outcome } from './match.ts'
import { byDay, fits, type Matching, type WhyNot, whyNot, whyNotNorm } from './qualify.ts'
import { kindsOf, type Spec } from './spec.ts'
import type { Interaction, Waiver } from './world.ts'

/** Evidence that lies further than this from a duty is not worth a word; and so many are told of. */
const nearDays = 45
const toldOf = 5

type Told = {
  matching: Matching
  duty: Duty
  outcome: Outcome
  status: Status
  waiver: Waiver | undefined
  servedBy: ReadonlyMap<string, string>
  /** When the duty before it in the pool was satisfied. */
  before: Day | undefined
}

/** What a person is told about the state of a duty: what was counted, what was not and why, what would close it. */
export function reasonsFor(told: Told): Reason[] {
  const { duty, outcome, status, waiver } = told
  if (duty.noData) return [duty.noData]
  if (duty.excluded) return [duty.excluded]
  const met = outcome.on === undefined ? [] : metReasons(duty, outcome.on, outcome.isOnTime)
  const isOwed = outcome.on === undefined && status !== 'upcoming'
  return [
    ...(status === 'waived' && waiver
      ? [reason('waived', { waiverId: waiver.id, reasonCode: waiver.reasonCode })]
      : []),
    ...met,
    ...(duty.blocked && outcome.on === undefined ? [duty.blocked] : []),
    ...coverage(duty, outcome),
    ...(isOwed ? owed(told) : []),
    ...warnings(duty, outcome),
    ...tooClose(duty, outcome, told.before),
  ]
}

function metReasons(duty: Duty, on: number, isOnTime: boolean): Reason[] {
  if (!isOnTime) return [reason('late', { satisfiedOn: on, dueOn: duty.dueOn, graceUntilOn: duty.graceUntil })]
  return on > duty.dueOn ? [reason('in_grace_hit', { satisfiedOn: on, dueOn: duty.dueOn })] : []
}

function coverage(duty: Duty, outcome: Outcome): Reason[] {
  if (!duty.roster || duty.spec.kind !== 'window') return []
  const { share = 1, partialFrom = 1 } = duty.spec.coverage ?? {}
  return [reason('coverage', { have: outcome.covered ?? 0, of: duty.roster.size, share, partialFrom })]
}

function owed(told: Told): Reason[] {
  const { duty, outcome } = told
  const need = duty.roster ? duty.roster.size : duty.parts.length > 1 ? duty.parts.length : duty.need
  const missing = duty.parts.filter((_, index) => outcome.filled[index] === undefined)
  const parts = missing.map((part) => ({ part: part.id, evidence: part.evidence, dueOn: part.dueOn }))
  return [
    reason('counted', { have: outcome.have, need }),
    ...notCounted(told),
    reason('to_close', { parts, dueOn: duty.dueOn, graceUntilOn: duty.graceUntil, closesOn: duty.closesOn }),
  ]
}

/** Interactions near the duty that look as if they should count and do not, nearest first. */
function notCounted({ matching, duty, outcome, servedBy }: Told): Reason[] {
  const used = new Set(outcome.used.map((it) => it.id))
  return candidates(matching, duty.spec)
    .filter((it) => !used.has(it.id) && distance(duty, it) <= nearDays)
    .sort((a, b) => distance(duty, a) - distance(duty, b) || byDay(a, b))
    .flatMap((it) => tell(matching, duty, it, servedBy))
    .slice(0, toldOf)
}

function tell(matching: Matching, duty: Duty, it: Interaction, servedBy: ReadonlyMap<string, string>): Reason[] {
  if (isAboutOthers(duty, it)) return []
  const other = servedBy.get(servedKey(duty.pool, it))
  const why =
    otherWindow(matching, duty, other) ??
    whyNotNorm(matching, duty.spec, it) ??
    whyNot(matching, duty, it) ??
    leftOver(duty, it)
  if (why === 'other_point' || why === 'other_subject' || why === 'not_linked') return []
  const { id, form, evidence, occurredOn } = it
  return [
    reason('not_counted', { interactionId: id, form, evidence, occurredOn, why, ...(other && { servesDuty: other }) }),
  ]
}

/** A record about other pupils says nothing of a duty to this one. */
function isAboutOthers({ studentId }: Duty, { studentIds }: Interaction): boolean {
  return studentId !== undefined && studentIds.length > 0 && !studentIds.includes(studentId)
}

/** It serves another duty of the norm already: a later window or an earlier one. */
function otherWindow(matching: Matching, duty: Duty, key: string | undefined): WhyNot | undefined {
  const other = key === undefined ? undefined : matching.duties.get(key)
  if (!other || other.pool !== duty.pool) return undefined
  return other.opensOn > duty.opensOn ? 'next_window' : 'previous_window'
}

function leftOver(duty: Duty, it: Interaction): WhyNot {
  return duty.parts.some((part) => fits(part, it)) ? 'already_enough' : 'other_kind'
}

function candidates({ view }: Matching, spec: Spec): Interaction[] {
  return [...new Set(kindsOf(spec).flatMap((kind) => view.evidence.get(kind) ?? []))]
}

function distance(duty: Duty, it: Interaction): number {
  return Math.max(0, duty.opensOn - it.occurredOn, it.occurredOn - duty.closesOn)
}

/** Counted all the same: a form the regulation does not list. */
function warnings(duty: Duty, outcome: Outcome): Reason[] {
  const { channels } = duty.spec
  return outcome.used
    .filter((it) => channels.length > 0 && !channels.includes(it.form))
    .map((it) => reason('form_outside_list', { interactionId: it.id, form: it.form }))
}

/** Said, not punished, of two windows: refusing the later one would let more evidence worsen a duty. */
function tooClose(duty: Duty, outcome: Outcome, before: Day | undefined): Reason[] {
  const asked = duty.spec.kind === 'window' ? (duty.spec.minSpacing ?? 0) : 0
  const first = outcome.used[0]
  if (before === undefined || first === undefined) return []
  const days = first.occurredOn - before
  return days >= 0 && days < asked ? [reason('too_close', { days, asked, beforeOn: before })] : []
}

/** Evidence serves one duty of a pool: the key it is remembered by. */
export function servedKey(pool: string, it: Interaction): string {
  return `${pool}|${it.id}`
}
