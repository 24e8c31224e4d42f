import type { Trx } from '../database/database.ts'
import { type Day, isoOf } from '../domain/day.ts'
import {
  type CompiledInForce,
  compileRules,
  countByRule,
  evaluateAll,
  type RuleCounts,
  type Ruled,
  rulesInForce,
} from '../domain/evaluation.ts'
import { subjectsOfClass } from '../domain/flags/about.ts'
import { flagKey } from '../domain/flags/state.ts'
import {
  type FactTable,
  listRecordsBehind,
  loadFacts,
  planFacts,
  type RecordsBehindInput,
  scaleIn,
} from '../facts/facts.ts'
import { editionOf, type RuleSet } from '../rules/rules.ts'
import type { SchoolCalendars } from '../school/school.ts'

export type RefreshInput = {
  school: { id: number; timeZone: string; trackingFrom: string }
  ruleSet: RuleSet
  asOf: Day
  knownAt: Date
}

/** What one look at a school gave: the verdicts of its rules, and what of it was new. */
export type Evaluation = {
  facts: FactTable
  rules: CompiledInForce[]
  ruled: Ruled[]
  counts: Record<string, RuleCounts>
}
/** Facts of the school as of a day and the verdict of every rule on every pupil and class. Writes nothing. */
export async function evaluateSchool(trx: Trx, input: RefreshInput, calendars: SchoolCalendars): Promise<Evaluation> {
  const { school, ruleSet, asOf, knownAt } = input
  const catalogue = [...ruleSet.facts.values()]
  const hashes = new Map(editionOf(ruleSet).revisions.map(({ path, hash }) => [path, hash]))
  const all = ruleSet.rules.map(({ rule, file }) => ({ rule, hash: hashes.get(file.path) ?? '' }))
  const { compiled, uses } = compileRules(rulesInForce(all, isoOf(asOf)), asOf, scaleIn(catalogue))
  const facts = await loadFacts(trx, planFacts(uses, asOf, catalogue), {
    schoolId: school.id,
    knownAt: knownAt.toISOString(),
    calendarOf: calendars.ofClass,
    production: calendars.production,
    kinds: kindsOf(ruleSet),
  })
  const ruled = evaluateAll(compiled, facts)
  return { facts, rules: compiled, ruled, counts: countByRule(ruled) }
}

/** Kinds of records to which the catalogue gives a meaning of their own. */
export function kindsOf({ incidentKinds, familyCategories }: RuleSet) {
  return {
    bullying: incidentKinds.filter(({ bullying }) => bullying).map(({ id }) => id),
    planRequired: familyCategories.filter(({ planRequired }) => planRequired).map(({ id }) => id),
  }
}

/** What one rule says of one pupil (or class): the verdict and everything behind it. Nothing is written. */
export async function explainOne(
  trx: Trx,
  input: RefreshInput,
  calendars: SchoolCalendars,
  ruleId: string,
  subjectId: number,
): Promise<Ruled | undefined> {
  const ruleSet = { ...input.ruleSet, rules: input.ruleSet.rules.filter(({ rule }) => rule.id === ruleId) }
  const { ruled } = await evaluateSchool(trx, { ...input, ruleSet }, calendars)
  return ruled.find(({ row }) => row.id === subjectId)
}

/**
 * The school subjects that flags stand on, by flag key: of class flags that gather pupils' flags by subject, and of the
 * flags they may gather. Elsewhere nobody asks.
 */
export async function listAbout(
  trx: Trx,
  { school, ruleSet, asOf, knownAt }: RefreshInput,
  calendars: SchoolCalendars,
  ruled: readonly Ruled[],
): Promise<Map<string, string[]>> {
  const about = new Map<string, string[]>()
  const flagged = ruled.filter(({ verdict }) => verdict.outcome === 'flagged')
  const shared = {
    schoolId: school.id,
    asOf,
    knownAt: knownAt.toISOString(),
    calendarOf: calendars.ofClass,
    kinds: kindsOf(ruleSet),
  }
  for (const { rule, row } of flagged) {
    const gathered = new Set((rule.rule.groups ?? []).filter(({ by }) => by === 'subject').map((group) => group.rule))
    const members = flagged.filter((each) => gathered.has(each.rule.rule.id) && each.row.classId === row.id)
    if (rule.rule.subject !== 'class' || members.length === 0) continue
    for (const member of members)
      about.set(keyOf(member), await subjectsBehind(trx, member, { ...shared, studentId: member.row.id }))
    about.set(keyOf({ rule, row }), subjectsOfClass(members.map((member) => about.get(keyOf(member)) ?? [])))
  }
  return about
}

/** The key of the flag that a verdict is about. */
export function keyOf({ rule, row }: Pick<Ruled, 'rule' | 'row'>): string {
  return flagKey(rule.rule.id, `${rule.rule.subject}:${row.id}`)
}

/** Subjects of the records behind the numbers of the level that holds. */
async function subjectsBehind(trx: Trx, { rule, verdict }: Ruled, input: RecordsBehindInput): Promise<string[]> {
  const leaves = rule.compiled.levels
    .filter(({ level }) => level === verdict.level)
    .flatMap(({ compiled }) => compiled.leaves)
  const subjects = new Set<string>()
  for (const leaf of new Map(leaves.map((each) => [each.key, each])).values())
    for (const { subject } of await listRecordsBehind(trx, leaf, input)) if (subject !== null) subjects.add(subject)
  return [...subjects]
}
