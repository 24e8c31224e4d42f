import { createHash } from 'node:crypto'
import type { Trx } from './database/database.ts'
import { schoolDaysBetween } from './domain/calendar/school-days.ts'
import { type Day, isoOf } from './domain/day.ts'
import { planFlagTriggers, type RaisedFlag } from './domain/duties/flag-triggers.ts'
import type { CompiledInForce, Ruled } from './domain/evaluation.ts'
import type { FlagChange } from './domain/flags/reconcile.ts'
import type { Impact } from './domain/revisions/guard.ts'
import { type DutyChanges, keepFlagTriggers, refreshDuties } from './duties/duties.ts'
import { saveSnapshot } from './facts/facts.ts'
import { type FlagChanges, refreshFlags } from './flags/flags.ts'
import {
  type Evaluation,
  evaluateSchool,
  keyOf,
  kindsOf,
  listAbout,
  type RefreshInput,
} from './flags/keeping/evaluate.ts'
import { findLastRun, findLastRunDay, insertRun } from './flags/queries.ts'
import { listCorrections } from './imports/queries/corrections.ts'
import { lockImports } from './imports/queries/history.ts'
import { Refusal } from './refusal.ts'
import { findFormerRules, publishRules, type RuleSet } from './rules/rules.ts'
import { libraryOf, loadCalendars, type SchoolCalendars } from './school/school.ts'

export type Refreshed = {
  evaluation: Evaluation
  ruleSet: RuleSet
  /** Hash of the edition judged by. */
  hash: string
  /** Why newer files wait for a person's word; empty where they are in force. */
  heldBecause: readonly { rule: string; ru: string; en: string }[]
  isChanged: boolean
  flags: Pick<FlagChanges, 'raised' | 'cleared' | 'open'>
  duties: DutyChanges
}

/**
 * The main path: facts → rules → flags → triggers → duties, for one school as of one day, in the transaction given.
 * The same day with the same data a second time changes nothing.
 */
export async function refresh(trx: Trx, input: RefreshInput): Promise<Refreshed> {
  // One at a time, and never beside a load: two that remember the same flags would each forget what the other saw.
  await lockImports(trx, input.school.id)
  await refuseEarlierDay(trx, input)
  const calendars = await loadCalendars(trx, input.school.id, libraryOf(input.ruleSet))
  const chosen = await chooseRules(trx, input, calendars)
  const run = await keepRun(trx, input, chosen)
  const flags = await refreshFlags(trx, await flagInput(trx, input, chosen, calendars, run))
  await keepFlagTriggers(trx, input.school.id, triggersOf(chosen, flags, input.asOf), input.knownAt)
  const { id: schoolId, timeZone, trackingFrom } = input.school
  const { points } = chosen.ruleSet
  const { planRequired } = kindsOf(chosen.ruleSet)
  const ground = { schoolId, timeZone, trackingFrom, calendars, points, planRequired }
  const duties = await refreshDuties(trx, ground, input.asOf, input.knownAt)
  return { ...chosen, isChanged: run.isNew, flags, duties }
}

/** Flags are folded in the order of days: a day before the last one would rewrite what was said then. */
async function refuseEarlierDay(trx: Trx, { school, asOf }: RefreshInput): Promise<void> {
  const last = await findLastRunDay(trx, school.id)
  if (last === undefined || last <= asOf) return
  throw new Refusal('earlier-day', {
    ru: `Школа уже проверена на ${isoOf(last)}: прошлое не переписывают. Посмотреть, как было: flags --as-of ${isoOf(asOf)}`,
    en: `The school was evaluated as of ${isoOf(last)}: the past is not rewritten. To see how it was: flags --as-of ${isoOf(asOf)}`,
  })
}

type Chosen = { ruleSet: RuleSet; hash: string; heldBecause: Refreshed['heldBecause']; evaluation: Evaluation }

/**
 * The rules to judge by: the files given, or the edition in force where the files wait for a person's word. New files are
 * tried on the same facts as that edition, and what they would newly flag is held against the budget of each rule.
 */
async function chooseRules(trx: Trx, input: RefreshInput, calendars: SchoolCalendars): Promise<Chosen> {
  const { school, ruleSet, asOf, knownAt } = input
  const evaluation = await evaluateSchool(trx, input, calendars)
  const before = await findFormerRules(trx, school.id, ruleSet, isoOf(asOf))
  const baseline = before && (await evaluateSchool(trx, { ...input, ruleSet: before.ruleSet }, calendars))
  const impacts = baseline ? impactsOf(evaluation, baseline) : []
  const at = { today: isoOf(asOf), now: knownAt, author: null, note: null, impacts }
  const { state, hash, heldBecause } = await publishRules(trx, school.id, ruleSet, at)
  if (state === 'held' && before && baseline) return { ...before, heldBecause, evaluation: baseline }
  return { ruleSet, hash, heldBecause, evaluation }
}

/** What each rule that speaks to people would flag, and whom of them the edition in force does not flag. */
function impactsOf({ rules, ruled }: Evaluation, baseline: Evaluation): Impact[] {
  const shown = (all: readonly Ruled[]) =>
    all.filter(({ rule, verdict }) => rule.rule.status === 'active' && verdict.outcome === 'flagged')
  const known = new Set(shown(baseline.ruled).map(keyOf))
  const flagged = Map.groupBy(shown(ruled), ({ rule }) => rule)
  const judged = Map.groupBy(ruled, ({ rule }) => rule)
  return rules.map((rule) => {
    const own = flagged.get(rule) ?? []
    const fresh = own.filter((each) => !known.has(keyOf(each)))
    return {
      rule: rule.rule,
      judged: judged.get(rule)?.length ?? 0,
      flagged: own.length,
      newlyFlagged: fresh.length,
    }
  })
}

type Run = { id: number; isNew: boolean; since: string }

/** The run of the day: a new one, or the last one where neither rules nor facts differ. */
async function keepRun(trx: Trx, { school, asOf, knownAt }: RefreshInput, { hash, evaluation }: Chosen): Promise<Run> {
  const { keys, students, classes, freshness } = evaluation.facts
  const as_of = isoOf(asOf)
  const input_hash = createHash('sha256')
    .update(JSON.stringify([hash, as_of, keys, students, classes]))
    .digest('hex')
  const last = await findLastRun(trx, school.id, as_of)
  const since = last ? earlier(last.known_at, last.started_at) : knownAt.toISOString()
  if (last?.as_of === as_of && last.input_hash === input_hash) return { id: last.id, isNew: false, since }
  const id = await insertRun(trx, {
    school_id: school.id,
    as_of,
    known_at: knownAt,
    rule_set_hash: hash,
    input_hash,
    fact_keys: JSON.stringify(keys),
    freshness: JSON.stringify(freshness),
    counts: JSON.stringify(evaluation.counts),
  })
  await saveSnapshot(trx, school.id, id, evaluation.facts)
  return { id, isNew: true, since }
}

/** A run as of today knows the day to its end: what is corrected after it ran is news all the same. */
function earlier(one: string, other: string): string {
  return Date.parse(one) < Date.parse(other) ? one : other
}

async function flagInput(
  trx: Trx,
  input: RefreshInput,
  { ruleSet, evaluation }: Chosen,
  calendars: SchoolCalendars,
  run: Run,
) {
  const { school, asOf } = input
  const corrected = await listCorrections(trx, school.id, run.since)
  const sourcesOf = ({ compiled }: CompiledInForce) =>
    compiled.levels.flatMap((level) => level.compiled.leaves.map(({ fact }) => ruleSet.facts.get(fact)?.source ?? ''))
  return {
    ...evaluation,
    schoolId: school.id,
    runId: run.id,
    asOf,
    catalogue: (fact: string) => ruleSet.facts.get(fact),
    schoolDaysOf: (schoolClass: { id: number; grade: number }) => {
      const calendar = calendars.ofClass(schoolClass)
      return (from: Day, to: Day) => schoolDaysBetween(calendar, from + 1, to) ?? 0
    },
    isCorrected: (studentId: number, rule: CompiledInForce) =>
      sourcesOf(rule).some((source) => corrected.has(`${studentId}|${source}`)),
    about: await listAbout(trx, { ...input, ruleSet }, calendars, evaluation.ruled),
  }
}

/**
 * What today's flags mean to the duties: each flag that people see is a trigger from the day it is first seen (a rise of its
 * level, of the points that ask for it); one that ended closes its own.
 */
function triggersOf({ ruleSet, evaluation }: Chosen, { visible, plan }: FlagChanges, asOf: Day) {
  const placed = new Map(evaluation.ruled.map((each) => [keyOf(each), each]))
  const raised = visible.flatMap((change) => raisedOf(change, placed.get(change.key), asOf))
  const ended = plan.clear.map(({ ruleId, subject, state }) => ({
    ref: `${ruleId}|${subject}|${state.episode}`,
    on: isoOf(state.endedOn ?? 0),
    reason: state.endedBecause === 'dismissed' ? 'flagDismissed' : (state.endedBecause ?? 'cleared'),
  }))
  return { raised: planFlagTriggers(ruleSet.points, raised), ended }
}

function raisedOf({ ruleId, state }: FlagChange, ruled: Ruled | undefined, raisedOn: Day): RaisedFlag[] {
  if (!ruled || ruled.rule.rule.subject !== 'student') return []
  const { domain, serves } = ruled.rule.rule
  const { id: studentId, classId } = ruled.row
  return [{ ruleId, domain, serves, level: state.level ?? 0, studentId, classId, episode: state.episode, raisedOn }]
}
