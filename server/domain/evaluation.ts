import { confirmRule } from './conditions/confirm.ts'
import { type CompiledRule, compileRule, evaluateRule, type Verdict } from './conditions/rule.ts'
import { createSlots, type FactUse } from './conditions/slots.ts'
import type { Day } from './day.ts'
import type { FactRow, FactTable } from './facts/assemble.ts'
import type { Rule } from './formats/rule.ts'

/** A rule with the hash of its revision. */
export type RuleInForce = { rule: Rule; hash: string }
export type CompiledInForce = RuleInForce & { compiled: CompiledRule }
export type Ruled = { rule: CompiledInForce; row: FactRow; verdict: Verdict }
export type RuleCounts = {
  flagged: number
  notFlagged: number
  unknown: number
  exempt: number
  levels: Record<string, number>
}

/** Rules whose day it is: in effect, and neither drafts nor off. */
export function rulesInForce(rules: readonly RuleInForce[], asOf: string): RuleInForce[] {
  return rules.filter(({ rule }) => {
    const { from, until } = rule.effective
    return (
      (rule.status === 'active' || rule.status === 'trial') && from <= asOf && (until === undefined || asOf <= until)
    )
  })
}

/** Compiles rules as of a day over shared columns; `uses` says what each column is. */
export function compileRules(
  rules: readonly RuleInForce[],
  asOf: Day,
  scaleOf: (fact: string) => number,
): { compiled: CompiledInForce[]; uses: readonly FactUse[] } {
  const slots = createSlots()
  const compiled = rules.map((each) => ({ ...each, compiled: compileRule(each.rule, asOf, scaleOf, slots) }))
  return { compiled, uses: slots.uses }
}

/** The verdict of every rule on every pupil or class it is about. */
export function evaluateAll(rules: readonly CompiledInForce[], facts: FactTable): Ruled[] {
  return rules.flatMap((rule) => {
    const rows = rule.rule.subject === 'student' ? facts.students : facts.classes
    return rows.map((row) => ({ rule, row, verdict: evaluateRule(rule.compiled, row.values) }))
  })
}

/** The verdicts of a day anew, from the facts kept of it; undefined where one that a rule compares was not kept. */
export function evaluateKept(
  rules: readonly RuleInForce[],
  kept: FactTable,
  scaleOf: (fact: string) => number,
): { rules: CompiledInForce[]; facts: FactTable; ruled: Ruled[] } | undefined {
  const { compiled, uses } = compileRules(rules, kept.asOf, scaleOf)
  const keys = uses.map(({ key }) => key)
  const columns = keys.map((key) => kept.keys.indexOf(key))
  if (columns.includes(-1)) return undefined
  const rowOf = (row: FactRow): FactRow => ({
    ...row,
    values: columns.map((column) => row.values[column] ?? null),
    reasons: columns.map((column) => row.reasons[column] ?? null),
  })
  const facts = { ...kept, keys, students: kept.students.map(rowOf), classes: kept.classes.map(rowOf) }
  return { rules: compiled, facts, ruled: evaluateAll(compiled, facts) }
}

/** Of each rule, how many came out how. */
export function countByRule(ruled: readonly Ruled[]): Record<string, RuleCounts> {
  const counts: Record<string, RuleCounts> = {}
  for (const { rule, verdict } of ruled) {
    const count = (counts[rule.rule.id] ??= { flagged: 0, notFlagged: 0, unknown: 0, exempt: 0, levels: {} })
    count[verdict.outcome] += 1
    if (verdict.level !== null) count.levels[verdict.level] = (count.levels[verdict.level] ?? 0) + 1
  }
  return counts
}

/**
 * Has json-rules-engine judge the same rule on the same facts before anything is shown. Rejects where the two differ: that
 * is a defect, and nothing of the run may be kept.
 */
export async function confirm({ rule, row }: Ruled): Promise<void> {
  await confirmRule(rule.compiled, row.values)
}
