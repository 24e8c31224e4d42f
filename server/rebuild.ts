import type { Trx } from './database/database.ts'
import { schoolDaysBetween } from './domain/calendar/school-days.ts'
import { dayOf, isoOf } from './domain/day.ts'
import { type CompiledInForce, compileRules, evaluateAll, rulesInForce } from './domain/evaluation.ts'
import type { FactTable } from './domain/facts/assemble.ts'
import type { KnownFlag } from './domain/flags/reconcile.ts'
import { flagKey } from './domain/flags/state.ts'
import { loadSnapshot, scaleIn } from './facts/facts.ts'
import { planFlags } from './flags/flags.ts'
import { changesOf } from './flags/keeping/save.ts'
import { listFlagMemory } from './flags/queries.ts'
import { listCorrections } from './imports/queries/corrections.ts'
import { type RuleSet, restoreEdition } from './rules/rules.ts'
import type { SchoolCalendars } from './school/school.ts'

/** A flag whose remembered life is not what its history gives. */
export type FlagDifference = { ruleId: string; subject: string; kept: string | null; replayed: string | null }

export type FlagReplay = {
  runs: number
  flags: number
  /** Flags that stand on corrected records or on a person's word: their history is more than facts and rules. */
  skipped: number
  differences: FlagDifference[]
  /** Why history could not be replayed at all; null where it was. */
  because: 'rules_missing' | 'snapshot_missing' | null
}

type Run = { id: number; as_of: string; known_at: string; started_at: string; rule_set_hash: string }

/**
 * Folds the facts that every run kept, by the rules that were then in force, into the life of every flag, and sets it beside
 * what is remembered. Reads only.
 */
export async function compareFlags(
  trx: Trx,
  schoolId: number,
  calendars: SchoolCalendars,
  progress: (done: number, total: number) => void = () => {},
): Promise<FlagReplay> {
  const runs = await listRuns(trx, schoolId)
  const editions = await loadEditions(trx, schoolId, runs)
  const schoolDaysOf = (schoolClass: { id: number; grade: number }) => {
    const calendar = calendars.ofClass(schoolClass)
    return (from: number, to: number) => schoolDaysBetween(calendar, from + 1, to) ?? 0
  }
  let known: readonly KnownFlag[] = []
  let rules: readonly CompiledInForce[] = []
  for (const [index, run] of runs.entries()) {
    const ruleSet = editions.get(run.rule_set_hash)
    if (!ruleSet) return { ...nothing, runs: runs.length, because: 'rules_missing' }
    const evaluated = evaluate(run, ruleSet, await loadSnapshot(trx, schoolId, run.id))
    if (!evaluated) return { ...nothing, runs: runs.length, because: 'snapshot_missing' }
    rules = evaluated.rules
    known = changesOf(planFlags(known, { ...evaluated, ...apart, schoolDaysOf }))
    progress(index + 1, runs.length)
  }
  const [first] = runs
  const since = first && (first.known_at < first.started_at ? first.known_at : first.started_at)
  const corrected = since === undefined ? new Set<string>() : await listCorrections(trx, schoolId, since)
  return {
    runs: runs.length,
    because: null,
    ...compared(await listFlagMemory(trx, schoolId), known, (flag) => isTouched(flag, rules, corrected, editions)),
  }
}

/** What does not move the life of a flag, or is left out of the comparison. */
const apart = { catalogue: () => undefined, isCorrected: () => false, about: new Map<string, string[]>() }

const nothing: FlagReplay = { runs: 0, flags: 0, skipped: 0, differences: [], because: null }

function listRuns(trx: Trx, schoolId: number): Promise<Run[]> {
  return trx
    .selectFrom('evaluation_run')
    .select(['id', 'as_of', 'known_at', 'started_at', 'rule_set_hash'])
    .where('school_id', '=', schoolId)
    .orderBy('id')
    .execute()
}

/** The rule sets that runs judged by, from the texts that were kept; one that cannot be read is not there. */
async function loadEditions(trx: Trx, schoolId: number, runs: readonly Run[]): Promise<Map<string, RuleSet>> {
  const days = new Map(runs.map(({ rule_set_hash, as_of }) => [rule_set_hash, as_of]))
  const editions = new Map<string, RuleSet>()
  for (const [hash, day] of days) {
    const edition = await restoreEdition(trx, schoolId, hash, day)
    if (edition) editions.set(hash, edition.ruleSet)
  }
  return editions
}

/** The verdicts of a run anew, from its kept facts; undefined where they are not kept. */
function evaluate({ as_of }: Run, ruleSet: RuleSet, kept: FactTable | undefined) {
  const asOf = dayOf(as_of)
  const all = ruleSet.rules.map(({ rule }) => ({ rule, hash: '' }))
  const { compiled, uses } = compileRules(rulesInForce(all, as_of), asOf, scaleIn([...ruleSet.facts.values()]))
  const facts =
    kept &&
    inOrderOf(
      kept,
      uses.map(({ key }) => key),
    )
  return facts && { asOf, facts, rules: compiled, ruled: evaluateAll(compiled, facts) }
}

/** Kept facts with their columns in the order that the rules look for them; undefined where one is not among them. */
function inOrderOf(kept: FactTable, keys: readonly string[]): FactTable | undefined {
  const columns = keys.map((key) => kept.keys.indexOf(key))
  if (kept.students.length === 0 || columns.includes(-1)) return undefined
  const inOrder = (row: FactTable['students'][number]) => ({
    ...row,
    values: columns.map((column) => row.values[column] ?? null),
    reasons: columns.map((column) => row.reasons[column] ?? null),
  })
  return { ...kept, keys, students: kept.students.map(inOrder), classes: kept.classes.map(inOrder) }
}

/** Whether more than facts and rules made a flag what it is: a correction of its records, or a person's word. */
function isTouched(
  { ruleId, subject, state }: KnownFlag,
  rules: readonly CompiledInForce[],
  corrected: ReadonlySet<string>,
  editions: ReadonlyMap<string, RuleSet>,
): boolean {
  if (state.lastAction > 0) return true
  const [kind, id] = subject.split(':')
  if (kind !== 'student') return false
  const facts = [...editions.values()].at(-1)?.facts
  const leaves = rules
    .find(({ rule }) => rule.id === ruleId)
    ?.compiled.levels.flatMap(({ compiled }) => compiled.leaves)
  return (leaves ?? []).some(({ fact }) => corrected.has(`${id}|${facts?.get(fact)?.source ?? ''}`))
}

function compared(kept: readonly KnownFlag[], replayed: readonly KnownFlag[], isLeft: (flag: KnownFlag) => boolean) {
  const keyOf = ({ ruleId, subject }: KnownFlag) => flagKey(ruleId, subject)
  const other = new Map(replayed.map((flag) => [keyOf(flag), flag]))
  const own = new Map(kept.map((flag) => [keyOf(flag), flag]))
  const all = [...new Map([...replayed, ...kept].map((flag) => [keyOf(flag), flag])).values()]
  const looked = all.filter((flag) => !isLeft(own.get(keyOf(flag)) ?? flag))
  const differences = looked.flatMap((flag) => {
    const [was, is] = [lifeOf(own.get(keyOf(flag))), lifeOf(other.get(keyOf(flag)))]
    return was === is ? [] : [{ ruleId: flag.ruleId, subject: flag.subject, kept: was, replayed: is }]
  })
  return { flags: looked.length, skipped: all.length - looked.length, differences }
}

/** What a state comes to, in one text: `status=cleared level=1 episode=1 raisedOn=2026-01-09 …`. */
function lifeOf(flag: KnownFlag | undefined): string | null {
  if (!flag) return null
  const { status, level, episode, raisedOn, openedOn, endedOn, endedBecause, holding } = flag.state
  const told = { status, level, episode, raisedOn, openedOn, endedOn, endedBecause, holding }
  return Object.entries(told)
    .filter(([, value]) => value !== null && value !== undefined && value !== 0)
    .map(([name, value]) => `${name}=${name.endsWith('On') ? isoOf(Number(value)) : value}`)
    .join(' ')
}
