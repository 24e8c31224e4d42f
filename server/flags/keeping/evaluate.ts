import type { Trx } from '../../database/database.ts'
import { type Day, isoOf } from '../../domain/day.ts'
import {
  type CompiledInForce,
  compileRules,
  countByRule,
  evaluateAll,
  evaluateKept,
  type RuleCounts,
  type Ruled,
  type RuleInForce,
  rulesInForce,
} from '../../domain/evaluation.ts'
import { explanationOf } from '../../domain/explain/kept.ts'
import { subjectsOfClass } from '../../domain/flags/about.ts'
import { standingAfter } from '../../domain/flags/history.ts'
import { flagKey } from '../../domain/flags/state.ts'
import {
  type FactTable,
  listRecordsBehind,
  loadFacts,
  loadSnapshot,
  planFacts,
  type RecordsBehindInput,
  scaleIn,
} from '../../facts/facts.ts'
import { editionOf, type RuleSet, restoreEdition } from '../../rules/rules.ts'
import { planRequiredOf, type SchoolCalendars } from '../../school/school.ts'
import { listHistories } from '../queries/events.ts'
import { listFlagsAround, type OpenFlag } from '../queries.ts'

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
  const { compiled, uses } = compileRules(rulesInForce(revisedRules(ruleSet), isoOf(asOf)), asOf, scaleIn(catalogue))
  const facts = await loadFacts(trx, planFacts(uses, asOf, catalogue), {
    schoolId: school.id,
    knownAt: knownAt.toISOString(),
    calendarOf: calendars.ofClass,
    production: calendars.production,
    kinds: await kindsAnswered(trx, school.id, ruleSet),
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

/** The same with the school's own answer on whose families need a plan. */
export async function kindsAnswered(trx: Trx, schoolId: number, ruleSet: RuleSet) {
  const kinds = kindsOf(ruleSet)
  return { ...kinds, planRequired: await planRequiredOf(trx, schoolId, kinds.planRequired) }
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
    kinds: await kindsAnswered(trx, school.id, ruleSet),
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

/**
 * The flags that were open when a run had been made, as they stood then: levels and what hid them from their histories,
 * words and numbers from the facts and the rules that the run kept.
 */
export async function listFlagsAfter(
  trx: Trx,
  schoolId: number,
  run: { id: number; as_of: string; rule_set_hash: string },
): Promise<OpenFlag[]> {
  const around = await listFlagsAround(trx, schoolId, run.as_of)
  const ids = around.map(({ id }) => id)
  const histories = await listHistories(trx, schoolId, ids, run.as_of)
  const told = await verdictsOf(trx, schoolId, run)
  const flags = around.flatMap((flag) => {
    const standing = standingAfter(histories.get(flag.id) ?? [])
    return standing ? [{ ...flag, ...standing, ...told(flag) }] : []
  })
  return flags.toSorted((one, other) => other.level - one.level || (one.openedOn < other.openedOn ? 1 : -1))
}

type Told = Partial<Pick<OpenFlag, 'explanation' | 'revision'>>

/** What a run said of each flag; nothing where this program can no longer read the rules of that day. */
export async function verdictsOf(
  trx: Trx,
  schoolId: number,
  run: { id: number; as_of: string; rule_set_hash: string },
): Promise<(flag: OpenFlag) => Told> {
  const edition = await restoreEdition(trx, schoolId, run.rule_set_hash, run.as_of)
  const kept = await loadSnapshot(trx, schoolId, run.id)
  if (!edition || !kept) return () => ({})
  const { facts } = edition.ruleSet
  const inForce = rulesInForce(revisedRules(edition.ruleSet), run.as_of)
  const ruled = evaluateKept(inForce, kept, scaleIn([...facts.values()]))?.ruled ?? []
  const byKey = new Map(ruled.map((each) => [keyOf(each), each]))
  return ({ ruleId, subjectKind, subjectId }) => {
    const found = byKey.get(flagKey(ruleId, `${subjectKind}:${subjectId}`))
    if (!found) return {}
    const { rule, row, verdict } = found
    const explanation = explanationOf(rule.rule, rule.compiled, row, (fact) => facts.get(fact), verdict.level)
    return { explanation, revision: rule.hash }
  }
}

/** The rules of a set, each with the hash of its revision. */
function revisedRules(ruleSet: RuleSet): RuleInForce[] {
  const hashes = new Map(editionOf(ruleSet).revisions.map(({ path, hash }) => [path, hash]))
  return ruleSet.rules.map(({ rule, file }) => ({ rule, hash: hashes.get(file.path) ?? '' }))
}
