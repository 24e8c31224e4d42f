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
import { type FactTable, loadFacts, planFacts, scaleIn } from '../facts/facts.ts'
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
