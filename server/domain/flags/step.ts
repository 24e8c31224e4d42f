import type { Verdict } from '../conditions/rule.ts'
import type { Day } from '../day.ts'
import { elapsed, isWithin, type Lifecycle, type SchoolDaysBetween } from './lifecycle.ts'
import { type EndReason, type FlagEvent, type FlagState, isOpen, noFlag, type PersonAction } from './state.ts'

/** The part of a verdict that the life of a flag depends on. */
export type FlagVerdict = Pick<Verdict, 'outcome' | 'level' | 'clear' | 'unknownLevels'>

/** One entry of a flag's history: what the rule said, what people did, or that its ground is gone. */
export type FlagDay = {
  readonly day: Day
  readonly verdict?: FlagVerdict
  /** Records that the flag stands on were corrected or withdrawn since the last evaluation: no waiting then. */
  readonly corrected?: boolean
  readonly actions?: readonly PersonAction[]
  readonly end?: 'left' | 'ruleWithdrawn'
}

export type Step = { readonly state: FlagState; readonly events: readonly FlagEvent[] }
export type Terms = { readonly lifecycle: Lifecycle; readonly schoolDaysBetween: SchoolDaysBetween }

/**
 * One step in the life of a flag; the verdict of the day comes before what people did on it. Taking the same entry in
 * twice changes nothing. A flag advises: nothing here does anything to a pupil.
 * Throws RangeError for a day before the last evaluation: history is folded in its order.
 */
export function stepFlag(state: FlagState, entry: FlagDay, terms: Terms): Step {
  if (state.evaluatedOn !== null && entry.day < state.evaluatedOn)
    throw new RangeError(`Day ${entry.day} precedes the last evaluation on ${state.evaluatedOn}`)
  const events: FlagEvent[] = []
  let next = state
  if (entry.end) next = endGround(next, entry.day, entry.end, events)
  else if (entry.verdict)
    next = judgeDay(next, { on: entry.day, verdict: entry.verdict, corrected: entry.corrected === true, terms, events })
  for (const action of entry.actions ?? []) next = takeAction(next, action, entry.day, events)
  return { state: next, events }
}

/** The state after a whole history, and everything that happened in it. */
export function replay(history: readonly FlagDay[], terms: Terms, from: FlagState = noFlag): Step {
  const events: FlagEvent[] = []
  let state = from
  for (const entry of history) {
    const step = stepFlag(state, entry, terms)
    state = step.state
    events.push(...step.events)
  }
  return { state, events }
}

type Turn = {
  readonly on: Day
  readonly verdict: FlagVerdict
  readonly corrected: boolean
  readonly terms: Terms
  readonly events: FlagEvent[]
}

function judgeDay(before: FlagState, turn: Turn): FlagState {
  const { on, verdict, corrected, events } = turn
  const unknown = verdict.outcome === 'unknown'
  const seen = { ...before, evaluatedOn: on, unknown, clearUnknown: unknown || verdict.clear === null }
  if (unknown) return seen
  if (verdict.outcome === 'flagged' && verdict.level !== null)
    return isOpen(before) ? keepOpen(seen, verdict.level, turn) : seekRaise(seen, before, verdict.level, turn)
  if (!isOpen(before)) return settle({ ...seen, holding: 0 })
  if (verdict.outcome === 'exempt') return end(seen, on, 'exempt', events)
  return corrected ? end(seen, on, 'corrected', events) : seekClear(seen, before, turn)
}

function keepOpen(seen: FlagState, holds: number, { on, verdict, events }: Turn): FlagState {
  const from = seen.level ?? holds
  // A level that turned unknown is no reason to lower the flag below it: unknown freezes.
  const frozen = verdict.unknownLevels.filter((level) => level <= from)
  const level = Math.max(holds, ...frozen)
  if (level !== from) events.push({ kind: 'levelChanged', on, level, from })
  return { ...seen, status: 'flagged', level, clearFor: null }
}

function seekRaise(seen: FlagState, before: FlagState, level: number, turn: Turn): FlagState {
  const counted = { ...seen, holding: countHolding(before, turn.on) }
  // On the very day of a person's word the verdict is the one that the person saw: it counts for nothing new.
  if (isCooling(before, level, turn)) return settle(before.endedOn === turn.on ? seen : counted)
  if (counted.holding < turn.terms.lifecycle.raiseAfter && !turn.corrected) return { ...counted, status: 'pending' }
  const joins = joinsEpisode(before, turn)
  turn.events.push({ kind: joins ? 'reopened' : 'raised', on: turn.on, level })
  return {
    ...counted,
    status: 'flagged',
    level,
    episode: joins ? before.episode : before.episode + 1,
    raisedOn: joins ? before.raisedOn : turn.on,
    openedOn: turn.on,
    endedOn: null,
    endedBecause: null,
    holding: 0,
    clearFor: null,
  }
}

/** Evaluations in a row that hold; a second one of the same day adds nothing. */
function countHolding(before: FlagState, on: Day): number {
  const again = before.evaluatedOn === on && before.holding > 0 && !before.unknown
  return again ? before.holding : before.holding + 1
}

/** After a person's word the same level keeps quiet for the cool-down; a higher one is news and is raised. */
function isCooling(before: FlagState, level: number, { on, terms }: Turn): boolean {
  if (before.endedOn === null || !isByPerson(before.endedBecause) || level > (before.level ?? 0)) return false
  return before.endedOn === on || isWithin(terms.lifecycle.cooldown, before.endedOn, on, terms.schoolDaysBetween)
}

function joinsEpisode(before: FlagState, { on, terms }: Turn): boolean {
  if (before.endedOn === null) return false
  const { unit, n } = terms.lifecycle.episode
  return elapsed(unit, before.endedOn, on, terms.schoolDaysBetween) <= n
}

function seekClear(seen: FlagState, before: FlagState, { on, verdict, terms, events }: Turn): FlagState {
  if (verdict.clear === null) return seen
  if (!verdict.clear) return { ...seen, status: 'flagged', clearFor: null }
  const { unit, n } = terms.lifecycle.holdFor
  const clearFor = (before.clearFor ?? 0) + elapsed(unit, clearSince(before, on), on, terms.schoolDaysBetween)
  return clearFor >= n ? end(seen, on, 'cleared', events) : { ...seen, status: 'held', clearFor }
}

/** Time counts only between two evaluations that both were clear: an unknown one between them stops the clock. */
function clearSince(before: FlagState, on: Day): Day {
  if (before.clearFor === null || before.evaluatedOn === null) return on - 1
  return before.clearUnknown ? on : before.evaluatedOn
}

function takeAction(state: FlagState, action: PersonAction, on: Day, events: FlagEvent[]): FlagState {
  if (action.id <= state.lastAction) return state
  const taken = { ...state, lastAction: action.id }
  return isOpen(state) ? end(taken, on, action.kind === 'dismiss' ? 'dismissed' : 'closed', events) : taken
}

function endGround(state: FlagState, on: Day, because: EndReason, events: FlagEvent[]): FlagState {
  return isOpen(state) ? end(state, on, because, events) : settle({ ...state, holding: 0 })
}

function end(state: FlagState, on: Day, because: EndReason, events: FlagEvent[]): FlagState {
  events.push({ kind: 'ended', on, because })
  return settle({ ...state, endedOn: on, endedBecause: because, holding: 0, clearFor: null })
}

/** The resting status of a flag that is not open: what its last end left. */
function settle(state: FlagState): FlagState {
  if (state.endedBecause === null) return { ...state, status: 'none' }
  return { ...state, status: isByPerson(state.endedBecause) ? 'dismissed' : 'cleared' }
}

function isByPerson(reason: EndReason | null): boolean {
  return reason === 'dismissed' || reason === 'closed'
}
