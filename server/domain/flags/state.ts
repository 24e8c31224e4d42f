import type { Day } from '../day.ts'

/** Why a flag ended. `dismissed` and `closed` are a person's; the others the system's. */
export type EndReason = 'cleared' | 'corrected' | 'exempt' | 'dismissed' | 'closed' | 'left' | 'ruleWithdrawn'

/**
 * `held`: still open, but clear and waiting for clear to last. `cleared`: ended by the system. `dismissed`: by a person.
 */
export type FlagStatus = 'none' | 'pending' | 'flagged' | 'held' | 'cleared' | 'dismissed'

/** All that the life of one flag remembers: plain data, so that a stored state goes on as if it had never been stored. */
export type FlagState = {
  readonly status: FlagStatus
  /** The level of the open flag, or the last one of a flag that ended. */
  readonly level: number | null
  /** Flags of this rule and subject so far; a relapse within the episode adds none. */
  readonly episode: number
  /** The first day of the episode, and of the present opening. */
  readonly raisedOn: Day | null
  readonly openedOn: Day | null
  readonly endedOn: Day | null
  readonly endedBecause: EndReason | null
  /** Consecutive evaluations that held while no flag is open. */
  readonly holding: number
  /** How long clear has lasted, in the unit of `holdFor`; null where it is not clear. */
  readonly clearFor: number | null
  /** The last evaluation, and whether it came out unknown, or at least whether it is clear did. */
  readonly evaluatedOn: Day | null
  readonly unknown: boolean
  readonly clearUnknown: boolean
  /** The last action of a person that was taken in, so that it is not taken in twice. */
  readonly lastAction: number
}

export const noFlag: FlagState = Object.freeze({
  status: 'none',
  level: null,
  episode: 0,
  raisedOn: null,
  openedOn: null,
  endedOn: null,
  endedBecause: null,
  holding: 0,
  clearFor: null,
  evaluatedOn: null,
  unknown: false,
  clearUnknown: false,
  lastAction: 0,
})

/** Whether people see the flag as a signal. */
export function isOpen(state: FlagState): boolean {
  return state.status === 'flagged' || state.status === 'held'
}

/** The identity of a flag: a rule and a subject, never a revision. Subjects look like `student:12`, `class:3`. */
export function flagKey(ruleId: string, subject: string): string {
  return `${ruleId}|${subject}`
}

/** What happened to a flag on a day. */
export type FlagEvent =
  | { readonly kind: 'raised' | 'reopened'; readonly on: Day; readonly level: number }
  | { readonly kind: 'levelChanged'; readonly on: Day; readonly level: number; readonly from: number }
  | { readonly kind: 'ended'; readonly on: Day; readonly because: EndReason }

/** What a person did with an open flag. `id` grows with time: the order of actions and the guard against a repeat. */
export type PersonAction = { readonly id: number; readonly kind: 'dismiss' | 'close' }
