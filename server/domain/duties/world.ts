import type { ProductionCalendar } from '../calendar/production.ts'
import type { Day } from '../day.ts'
import type { Spec } from './spec.ts'

/** An instant: milliseconds since 1970-01-01 UTC. */
export type Instant = number

/** The school's time zone: which business day an instant falls on, and the last instant of a day. */
export type ZoneClock = { dayOf(at: Instant): Day; endOf(day: Day): Instant }

/**
 * The days of one class in one school year. Working (of staff) and vacation (of pupils) are two orthogonal flags; a day
 * that no loaded calendar knows is undefined, never "working". `id` names the version of the calendar.
 */
export type DutyCalendar = {
  readonly id: string
  readonly production: ProductionCalendar
  /** The school year: first and last day of study. */
  readonly year: { readonly id: string; readonly startsOn: Day; readonly endsOn: Day }
  /** Windows of the points "throughout the year": quarters or modules. */
  readonly terms: readonly { readonly id: string; readonly from: Day; readonly to: Day }[]
  /** Days of instruction from one day to another, both inclusive. */
  instructionDays(from: Day, to: Day): number | undefined
  isVacation(day: Day): boolean | undefined
}

/** A class of one school year, there from `openedOn` on (from the start where that is the first day of study or before). `closedOn` only where it was closed or merged before the year's end (last day inclusive). */
export type DutyClass = {
  readonly id: number
  readonly openedOn: Day
  readonly closedOn?: Day
  readonly calendar: DutyCalendar
}

/** Who leads a class, both days inclusive. A day without main, acting or delegate is a vacancy. */
export type Assignment = {
  readonly classId: number
  readonly staffId: number
  readonly role: 'main' | 'acting' | 'delegate'
  readonly fromOn: Day
  readonly toOn?: Day
}

export type Enrolment = {
  readonly studentId: number
  readonly classId: number
  readonly fromOn: Day
  readonly toOn?: Day
  readonly recordedAt?: Instant
}

/** A pupil (family) in a population of the format: `sen`, `support`, `familyFlagged`. */
export type Membership = {
  readonly studentId: number
  readonly population: string
  readonly fromOn: Day
  readonly toOn?: Day
  readonly recordedAt?: Instant
}

/**
 * What makes a duty arise. `cause` is a trigger id of the regulation files, `ref` its natural key within the cause.
 * `openedOn` is when it happened (a request: when the parent turned), `eventOn` the day of the event a duty precedes,
 * `about` the id of the trigger this one grew from (a request that cannot be solved alone).
 */
export type Trigger = {
  readonly id?: number
  readonly cause: string
  readonly ref: string
  readonly classId: number
  readonly studentId?: number
  readonly staffId?: number
  readonly about?: number
  readonly openedOn: Day
  readonly openedAt?: Instant
  readonly eventOn?: Day
  readonly plannedEndOn?: Day
  readonly closedOn?: Day
  readonly closeReason?: string
  /** A plan may ask for more than the norm, never for less. */
  readonly need?: number
  /** The point set aside for this trigger alone, by a code of the point (III.4 "solved alone"). */
  readonly exclusions?: readonly { readonly point: string; readonly code: string; readonly on: Day }[]
  readonly recordedAt?: Instant
}

/** The clock of one trigger stopped for one point, by name and reason; without an end it runs to the cap of the norm. */
export type Block = {
  readonly triggerId: number
  readonly point: string
  readonly fromOn: Day
  readonly untilOn?: Day
  readonly reasonCode: string
  readonly recordedAt?: Instant
}

/** A logged contact, meeting, memo or review. No students: the whole class. No points: its kinds of evidence decide. */
export type Interaction = {
  readonly id: number
  readonly classId: number
  readonly studentIds: readonly number[]
  readonly form: string
  readonly evidence: readonly string[]
  readonly points: readonly string[]
  readonly occurredOn: Day
  readonly occurredAt?: Instant
  readonly recordedAt: Instant
  readonly authorId?: number
  readonly triggerId?: number
  readonly dutyKey?: string
  readonly voidedAt?: Instant
}

/** A duty waived for a time by a named person; in force from `approvedAt` until `revokedAt`. */
export type Waiver = {
  readonly id: number
  readonly point: string
  readonly classId?: number
  readonly studentId?: number
  readonly staffId?: number
  readonly fromOn: Day
  readonly toOn: Day
  readonly reasonCode: string
  readonly approvedAt?: Instant
  readonly revokedAt?: Instant
}

/** Everything the judge looks at, for one school. Times beyond `asOf` and `knownAt` may be inside: they are not seen. */
export type World = {
  readonly specs: readonly Spec[]
  readonly classes: readonly DutyClass[]
  readonly assignments: readonly Assignment[]
  readonly enrolments: readonly Enrolment[]
  readonly memberships: readonly Membership[]
  readonly triggers: readonly Trigger[]
  readonly blocks: readonly Block[]
  readonly interactions: readonly Interaction[]
  readonly waivers: readonly Waiver[]
  /** The day the school began to keep its records here: what was due before is `no_data`. */
  readonly trackingFrom: Day
  readonly zone: ZoneClock
  /** The moment of the look, for terms in hours; without it the end of the day that is looked at. */
  readonly now?: Instant
}
