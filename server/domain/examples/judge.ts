import type { FactValue } from '../conditions/condition.ts'
import { confirmByEngine, DisagreementError } from '../conditions/engine.ts'
import { type LeafExplanation, listExplainedLeaves } from '../conditions/explanation.ts'
import { evaluateRule, explainRule, type RuleExplanation, type Verdict } from '../conditions/rule.ts'
import { type Ground, rowFor } from './ground.ts'

/** What a rule said of the values of one example, and every condition with its numbers. */
export type Judged = {
  readonly verdict: Verdict
  readonly explanation: RuleExplanation
  /** The defect, where json-rules-engine said otherwise than the compiled rule. */
  readonly disagreement: string | undefined
}

/** Judges the values of one example by the compiled rule, and has json-rules-engine confirm every decided tree. */
export async function judgeValues(ground: Ground, values: Readonly<Record<string, FactValue | null>>): Promise<Judged> {
  const { compiled } = ground
  const row = rowFor(ground, values)
  const trees = [...compiled.levels, ...compiled.exempt].map((part) => part.compiled)
  let disagreement: string | undefined
  for (const tree of compiled.clear ? [...trees, compiled.clear] : trees) {
    try {
      await confirmByEngine(compiled.id, tree, row, compiled.parameters)
    } catch (error) {
      if (!(error instanceof DisagreementError)) throw error
      disagreement ??= error.message
    }
  }
  return { verdict: evaluateRule(compiled, row), explanation: explainRule(compiled, row), disagreement }
}

/** The conditions of the levels, from the highest level. */
export function levelLeaves({ explanation }: Pick<Judged, 'explanation'>): LeafExplanation[] {
  return explanation.levels.flatMap(({ tree }) => listExplainedLeaves(tree))
}

/** The conditions of the exemption that applies. */
export function exemptLeaves({ verdict, explanation }: Pick<Judged, 'verdict' | 'explanation'>): LeafExplanation[] {
  return explanation.exempt.flatMap(({ id, tree }) => (id === verdict.exemptId ? listExplainedLeaves(tree) : []))
}

/** The conditions of the lowest level: those that keep a pupil from being flagged at all. */
export function lowestLeaves({ explanation }: Pick<Judged, 'explanation'>): LeafExplanation[] {
  const lowest = explanation.levels.at(-1)
  return lowest ? listExplainedLeaves(lowest.tree) : []
}
