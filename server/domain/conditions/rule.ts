import { type Day, dayOf, type IsoDay } from '../day.ts'
import { type Compiled, compile } from './compile.ts'
import type { Condition, Ternary } from './condition.ts'
import { type Explanation, listExplainedLeaves, type Reasons } from './explanation.ts'
import { type DatedParameter, type Parameters, resolveParameters } from './parameters.ts'
import type { Row, Slots } from './slots.ts'

/** The part of a rule file that decides. */
export type RuleLogic = {
  readonly id: string
  readonly parameters: Readonly<Record<string, DatedParameter>>
  readonly levels: readonly { readonly level: number; readonly conditions: Condition }[]
  readonly clearWhen?: Condition
  readonly exemptWhen?: readonly Exemption[]
}

/** Until the end of `expires`, where there is one. */
export type Exemption = { readonly id: string; readonly when: Condition; readonly expires?: IsoDay }

export type CompiledRule = {
  readonly id: string
  readonly asOf: Day
  readonly parameters: Parameters
  /** The highest level first. */
  readonly levels: readonly { readonly level: number; readonly compiled: Compiled }[]
  readonly clear: Compiled | null
  readonly exempt: readonly { readonly id: string; readonly compiled: Compiled }[]
}

/** What a rule says of one subject on one day. */
export type Verdict = {
  readonly outcome: 'flagged' | 'notFlagged' | 'unknown' | 'exempt'
  /** The highest level that holds; null unless flagged. */
  readonly level: number | null
  /** Whether a flag may be cleared: `clearWhen`, or that the conditions of every level are false. */
  readonly clear: Ternary
  readonly exemptId: string | null
  /** Levels above the one that holds (all levels where none holds) that cannot be decided. */
  readonly unknownLevels: readonly number[]
  /** Keys of the facts for want of which something stayed undecided. */
  readonly unknownFacts: readonly string[]
}

/** Compiles a rule as of a day: its parameters are those in force on it. Throws ConditionError, its pointer within the rule. */
export function compileRule(rule: RuleLogic, asOf: Day, scaleOf: (fact: string) => number, slots: Slots): CompiledRule {
  const parameters = resolveParameters(rule.parameters, asOf)
  const context = { parameters, scaleOf, slots }
  const levels = rule.levels.map(({ level, conditions }, index) => ({
    level,
    compiled: compile(conditions, { ...context, base: `/levels/${index}/conditions` }),
  }))
  const exempt = (rule.exemptWhen ?? []).flatMap(({ id, when, expires }, index) => {
    const compiled = compile(when, { ...context, base: `/exemptWhen/${index}/when` })
    return expires !== undefined && dayOf(expires) < asOf ? [] : [{ id, compiled }]
  })
  return {
    id: rule.id,
    asOf,
    parameters,
    levels: levels.sort((one, other) => other.level - one.level),
    clear: rule.clearWhen ? compile(rule.clearWhen, { ...context, base: '/clearWhen' }) : null,
    exempt,
  }
}

/**
 * The verdict of a rule on one row. The highest level that holds wins; a level above it that cannot be decided is noted.
 * An exemption that cannot be decided leaves a rule that holds unknown: unknown is neither green nor a flag.
 */
export function evaluateRule(rule: CompiledRule, row: Row): Verdict {
  let exempted: Ternary = false
  for (const { id, compiled } of rule.exempt) {
    const state = compiled.decide(row)
    if (state === true) return { ...quiet, outcome: 'exempt', clear: true, exemptId: id }
    if (state === null) exempted = null
  }
  const { level, unknownLevels } = highestLevel(rule, row)
  if (level === null && unknownLevels.length === 0 && rule.clear === null) return quiet
  const undecided = level === null ? unknownLevels.length > 0 : exempted === null
  const clear = clearOf(rule, row, level, unknownLevels)
  const outcome = undecided ? 'unknown' : level === null ? 'notFlagged' : 'flagged'
  const lacking = undecided || unknownLevels.length > 0 || clear === null
  const unknownFacts = lacking ? listUnknownFacts(rule, row) : []
  return { outcome, level: outcome === 'flagged' ? level : null, clear, exemptId: null, unknownLevels, unknownFacts }
}

const quiet: Verdict = Object.freeze({
  outcome: 'notFlagged',
  level: null,
  clear: true,
  exemptId: null,
  unknownLevels: [],
  unknownFacts: [],
})

function highestLevel(rule: CompiledRule, row: Row): { level: number | null; unknownLevels: readonly number[] } {
  const unknownLevels: number[] = []
  for (const { level, compiled } of rule.levels) {
    const state = compiled.decide(row)
    if (state === true) return { level, unknownLevels }
    if (state === null) unknownLevels.push(level)
  }
  return { level: null, unknownLevels }
}

function clearOf(rule: CompiledRule, row: Row, level: number | null, unknownLevels: readonly number[]): Ternary {
  if (rule.clear) return rule.clear.decide(row)
  if (level !== null) return false
  return unknownLevels.length > 0 ? null : true
}

function listUnknownFacts(rule: CompiledRule, row: Row): string[] {
  const undecided = listTrees(rule).filter((tree) => tree.decide(row) === null)
  const leaves = undecided.flatMap((tree) => listExplainedLeaves(tree.explain(row)))
  return [...new Set(leaves.filter((leaf) => leaf.state === null).map(({ leaf }) => leaf.key))]
}

function listTrees(rule: CompiledRule): Compiled[] {
  const trees = [...rule.levels, ...rule.exempt].map(({ compiled }) => compiled)
  return rule.clear ? [...trees, rule.clear] : trees
}

/** Every tree of a rule explained for one row: the levels from the highest, clearing, exemptions. */
export type RuleExplanation = {
  readonly levels: readonly { readonly level: number; readonly tree: Explanation }[]
  readonly clear: Explanation | null
  readonly exempt: readonly { readonly id: string; readonly tree: Explanation }[]
}

export function explainRule(rule: CompiledRule, row: Row, reasons?: Reasons): RuleExplanation {
  return {
    levels: rule.levels.map(({ level, compiled }) => ({ level, tree: compiled.explain(row, reasons) })),
    clear: rule.clear ? rule.clear.explain(row, reasons) : null,
    exempt: rule.exempt.map(({ id, compiled }) => ({ id, tree: compiled.explain(row, reasons) })),
  }
}
