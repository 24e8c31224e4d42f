import { createHash } from 'node:crypto'
import type { Trx } from './database/database.ts'
import { schoolDaysBetween } from './domain/calendar/school-days.ts'
import { type Day, isoOf } from './domain/day.ts'
import { planFlagTriggers, type RaisedFlag } from './domain/duties/flag-triggers.ts'
import type { CompiledInForce, Ruled } from './domain/evaluation.ts'
import type { FlagChange } from './domain/flags/reconcile.ts'
import { flagKey, isOpen } from './domain/flags/state.ts'
import type { Impact } from './domain/revisions/guard.ts'
import { type DutyChanges, keepFlagTriggers, refreshDuties } from './duties/duties.ts'
import { saveSnapshot } from './facts/snapshots.ts'
import { type Evaluation, evaluateSchool, kindsOf, listAbout, type RefreshInput } from './flags/evaluate.ts'
import { type FlagChanges, refreshFlags } from './flags/flags.ts'
import { findLastRun, findLastRunDay, insertRun, listFlagMemory } from './flags/queries.ts'
import { listCorrections } from './imports/queries/corrections.ts'
import { Refusal } from './refusal.ts'
import { publishRules, type RuleSet, restoreRules } from './rules/rules.ts'
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
  await refuseEarlierDay(trx, input)
  const calendars = await loadCalendars(trx, input.school.id, libraryOf(input.ruleSet))
  const chosen = await chooseRules(trx, input, calendars)
  const run = await keepRun(trx, input, chosen)
  const flags = await refreshFlags(trx, await flagInput(trx, input, chosen, calendars, run))
  await keepFlagTriggers(trx, input.school.id, triggersOf(chosen, flags.plan), input.knownAt)
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

/** The rules to judge by: the files given, or those in force before where the new ones wait for a person's word. */
async function chooseRules(trx: Trx, input: RefreshInput, calendars: SchoolCalendars): Promise<Chosen> {
  const { school, ruleSet, asOf, knownAt } = input
  const evaluation = await evaluateSchool(trx, input, calendars)
  const known = await listFlagMemory(trx, school.id)
  const open = new Set(
    known.filter(({ state }) => isOpen(state)).map(({ ruleId, subject }) => flagKey(ruleId, subject)),
  )
  const at = { today: isoOf(asOf), now: knownAt, author: null, note: null, impacts: impactsOf(evaluation, open) }
  const { state, hash, heldBecause } = await publishRules(trx, school.id, ruleSet, at)
  if (state !== 'held') return { ruleSet, hash, heldBecause, evaluation }
  const before = await restoreRules(trx, school.id, isoOf(asOf))
  const restored = { ...input, ruleSet: before.ruleSet }
  return { ...before, heldBecause, evaluation: await evaluateSchool(trx, restored, calendars) }
}

function impactsOf({ rules, ruled }: Evaluation, open: ReadonlySet<string>): Impact[] {
  const byRule = Map.groupBy(ruled, ({ rule }) => rule)
  return rules.map((rule) => {
    const own = byRule.get(rule) ?? []
    const flagged = own.filter(({ verdict }) => verdict.outcome === 'flagged')
    const fresh = flagged.filter(({ row }) => !open.has(flagKey(rule.rule.id, `${rule.rule.subject}:${row.id}`)))
    return { rule: rule.rule, judged: own.length, flagged: flagged.length, newlyFlagged: fresh.length }
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
  const since = last?.known_at ?? knownAt.toISOString()
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
    schoolDaysBetween: (from: Day, to: Day) => schoolDaysBetween(calendars.ofGrade(5), from + 1, to) ?? 0,
    isCorrected: (studentId: number, rule: CompiledInForce) =>
      sourcesOf(rule).some((source) => corrected.has(`${studentId}|${source}`)),
    about: await listAbout(trx, { ...input, ruleSet }, calendars, evaluation.ruled),
  }
}

/** What the flags that were raised and ended today mean to the duties. */
function triggersOf({ ruleSet, evaluation }: Chosen, plan: FlagChanges['plan']) {
  const placed = new Map(evaluation.ruled.map((each) => [flagKey(each.rule.rule.id, `student:${each.row.id}`), each]))
  const raised = plan.raise.flatMap((change) => raisedOf(change, placed.get(change.key)))
  const ended = plan.clear.map(({ ruleId, subject, state }) => ({
    ref: `${ruleId}|${subject}|${state.episode}`,
    on: isoOf(state.endedOn ?? 0),
    reason: state.endedBecause === 'dismissed' ? 'flagDismissed' : (state.endedBecause ?? 'cleared'),
  }))
  return { raised: planFlagTriggers(ruleSet.points, raised), ended }
}

function raisedOf({ ruleId, subject, state }: FlagChange, ruled: Ruled | undefined): RaisedFlag[] {
  if (!ruled || !subject.startsWith('student:') || state.openedOn === null) return []
  const { domain, serves } = ruled.rule.rule
  const { id: studentId, classId } = ruled.row
  const { episode, level, openedOn: raisedOn } = state
  return [{ ruleId, domain, serves, level: level ?? 0, studentId, classId, episode, raisedOn }]
}
