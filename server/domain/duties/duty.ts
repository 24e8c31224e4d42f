import type { Day } from '../day.ts'
import type { Spec } from './spec.ts'
import type { Instant, Trigger } from './world.ts'

/** Statuses of a duty, in the order of the table that defines them. */
export const statuses = [
  'no_data',
  'not_applicable',
  'met',
  'met_late',
  'waived',
  'upcoming',
  'open',
  'due_soon',
  'in_grace',
  'overdue',
  'missed',
] as const
export type Status = (typeof statuses)[number]

/** Whether a duty is owed: begun, not met, and not yet beyond help. */
export function isPending({ status }: { readonly status: Status }): boolean {
  return status === 'open' || status === 'due_soon' || status === 'in_grace' || status === 'overdue'
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** A code and what is needed to say it in a sentence. Days in `data` are day numbers under keys that end in `On`. */
export type Reason = { readonly code: ReasonCode; readonly data: { readonly [key: string]: Json } }
export type ReasonCode =
  | 'no_data'
  | 'excluded'
  | 'waived'
  | 'counted'
  | 'in_grace_hit'
  | 'late'
  | 'not_counted'
  | 'to_close'
  | 'blocked'
  | 'coverage'
  | 'parts'
  | 'form_outside_list'
  | 'too_close'
  | 'gap'

/** The five dates of a duty (and the due day before it was rolled to a working day). All inclusive. */
export type DutyDates = {
  readonly opensOn: Day
  readonly dueSoonFrom: Day
  readonly rawDueOn: Day
  readonly dueOn: Day
  readonly graceUntil: Day
  readonly closesOn: Day
}

/** A part that needs evidence of its own, with its own term; a plain duty has one part with id ''. */
export type DutyPart = {
  readonly id: string
  readonly evidence: readonly string[]
  readonly dueSoonFrom: Day
  readonly dueOn: Day
  readonly graceUntil: Day
  readonly dueAt?: Instant
}

export type Subject = { readonly kind: Spec['scope']; readonly id: number }

/** One thing that the regulation asks, made from norm, calendar, class life and triggers alone, never from evidence. */
export type Duty = DutyDates & {
  readonly key: string
  readonly spec: Spec
  readonly classId: number
  readonly subject: Subject
  readonly studentId?: number
  readonly trigger?: Trigger
  readonly period: string
  /** The window it stands for, clipped to the life of its subject. */
  readonly window: { readonly from: Day; readonly to: Day }
  readonly parts: readonly DutyPart[]
  readonly need: number
  /** Evidence is shared out among the duties of one pool. */
  readonly pool: string
  /** Families of the class that a coverage counts. */
  readonly roster?: ReadonlySet<number>
  readonly excluded?: Reason
  readonly noData?: Reason
  readonly blocked?: Reason
}

/** A day of a class under a largest-gap norm: its age and whether the norm held. */
export type GapDay = { readonly day: Day; readonly age: number; readonly good: boolean; readonly waived: boolean }

/** What is said of a duty as of a day, by what was known at an instant. */
export type Judged = Omit<Duty, 'roster' | 'blocked' | 'excluded' | 'noData'> & {
  readonly status: Status
  readonly satisfiedOn?: Day
  readonly evidenceIds: readonly number[]
  /** The day each part was filled; null where it is not. */
  readonly filledOn: readonly (Day | null)[]
  /** Authors of the evidence that satisfied it: the credit is theirs. */
  readonly creditedTo: readonly number[]
  readonly reasons: readonly Reason[]
  readonly nextTransitionOn?: Day
  readonly nextTransitionAt?: Instant
  readonly coverage?: { readonly have: number; readonly of: number; readonly isPartial: boolean }
  readonly gap?: { readonly age: number; readonly days: readonly GapDay[]; readonly noDataFrom?: Day }
}

/** Makes a reason. */
export function reason(code: ReasonCode, data: Reason['data'] = {}): Reason {
  return { code, data }
}
