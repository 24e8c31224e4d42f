import { confirmByEngine } from './engine.ts'
import type { CompiledRule } from './rule.ts'
import type { Row } from './slots.ts'

/**
 * Has json-rules-engine confirm every tree of a rule for one subject: called for what is about to be shown or stored, a
 * new flag, a "why" or "why not", an example. Resolves to how many trees it was asked about: one with an unknown fact is
 * left to the compiled verdict. Rejects with DisagreementError where the two differ: a defect, and the run must stop.
 */
export async function confirmRule(rule: CompiledRule, row: Row): Promise<number> {
  const trees = [...rule.levels, ...rule.exempt].map(({ compiled }) => compiled)
  if (rule.clear) trees.push(rule.clear)
  const verdicts = await Promise.all(trees.map((tree) => confirmByEngine(rule.id, tree, row, rule.parameters)))
  return verdicts.filter((verdict) => verdict !== undefined).length
}
