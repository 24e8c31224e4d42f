import { Engine, type RuleProperties } from 'json-rules-engine'
import type { Compiled } from './compile.ts'
import { type Condition, type FactValue, isParameterRef, listLeaves, parameterName, type Scalar } from './condition.ts'
import { listExplainedLeaves } from './explanation.ts'
import type { Parameters } from './parameters.ts'
import { factKey, type Row } from './slots.ts'

/** What json-rules-engine says of one tree: the verdict and each leaf's by its name, in numbers that people read. */
export type EngineVerdict = {
  readonly holds: boolean
  readonly leaves: ReadonlyMap<
    string,
    { readonly result: boolean; readonly actual: unknown; readonly expected: unknown }
  >
}

/** The compiled evaluator and json-rules-engine disagree: a defect of the product, never of the data. */
export class DisagreementError extends Error {
  override name = 'DisagreementError'
}

/**
 * Runs json-rules-engine over one tree and one subject whose facts are all known. `facts` are keyed by `factKey`, in
 * numbers that people read. A fresh engine with one rule of one priority for each call, since an engine that runs twice
 * at once loses results; it gets its own copy of the conditions, since it writes into them.
 * Rejects where a fact or a parameter is unknown: then the compiled verdict stands alone.
 */
export async function judgeByEngine(
  conditions: Condition,
  facts: Readonly<Record<string, FactValue>>,
  parameters: Parameters,
): Promise<EngineVerdict> {
  const engine = new Engine([], { pathResolver: refusePath })
  for (const [name, { value }] of Object.entries(parameters)) engine.addFact(`param.${name}`, () => known(name, value))
  for (const fact of new Set(listLeaves(conditions).map((leaf) => leaf.fact)))
    engine.addFact(fact, (params) => factValue(fact, params, facts, parameters), { cache: false })
  engine.addRule({ conditions: copyOf(conditions), event: { type: 'holds' } })
  const { results, failureResults } = await engine.run()
  const result = results[0] ?? failureResults[0]
  if (!result || typeof result.result !== 'boolean') throw new DisagreementError('json-rules-engine gave no result')
  const told = result.toJSON(false)
  return { holds: result.result, leaves: new Map(listResults(told.conditions)) }
}

function copyOf(conditions: Condition): RuleProperties['conditions'] {
  return structuredClone(conditions) as RuleProperties['conditions']
}

function refusePath(): never {
  throw new Error('Conditions have no paths')
}

function known<T>(key: string, value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error(`Unknown: ${key}`)
  return value
}

function factValue(
  fact: string,
  raw: Record<string, unknown>,
  facts: Record<string, FactValue>,
  parameters: Parameters,
) {
  const params: Record<string, Scalar> = {}
  for (const [name, value] of Object.entries(raw)) {
    const ref = isParameterRef(value) ? (parameterName(value.fact) ?? '') : undefined
    params[name] = ref === undefined ? (value as Scalar) : known(ref, parameters[ref]?.value)
  }
  const key = factKey(fact, params)
  return known(key, Object.hasOwn(facts, key) ? facts[key] : null)
}

type Told = {
  all?: Told[]
  any?: Told[]
  not?: Told
  name?: string
  result?: boolean
  factResult?: unknown
  valueResult?: unknown
}
type Heard = [string, { result: boolean; actual: unknown; expected: unknown }]

function listResults(told: unknown): Heard[] {
  const { all, any, not, name, result, factResult, valueResult } = told as Told
  const children = all ?? any ?? (not && [not])
  if (children) return children.flatMap(listResults)
  if (name === undefined || typeof result !== 'boolean')
    throw new DisagreementError('json-rules-engine left a leaf open')
  return [[name, { result, actual: factResult, expected: valueResult }]]
}

/** Throws DisagreementError, naming the rule and the facts, unless both executions say the same of the tree and of every leaf. */
export function agree(ruleId: string, compiled: Compiled, row: Row, engine: EngineVerdict): void {
  const tree = compiled.explain(row)
  const leaves = listExplainedLeaves(tree)
  const differing = leaves.filter((leaf) => engine.leaves.get(leaf.name)?.result !== leaf.state)
  if (tree.state === engine.holds && compiled.decide(row) === engine.holds && differing.length === 0) return
  const facts = JSON.stringify(Object.fromEntries(leaves.map((leaf) => [leaf.leaf.key, leaf.actual])))
  const names = differing.map((leaf) => leaf.name).join(', ') || 'the whole'
  throw new DisagreementError(
    `${ruleId}: the compiled evaluator says ${tree.state}, json-rules-engine ${engine.holds}; they differ on ${names}; facts ${facts}`,
  )
}

/**
 * Has json-rules-engine confirm a compiled tree for one row. Resolves to its verdict, or to undefined where a fact is
 * unknown and the compiled verdict stands alone. Rejects with DisagreementError where the two differ.
 */
export async function confirmByEngine(
  ruleId: string,
  compiled: Compiled,
  row: Row,
  parameters: Parameters,
): Promise<EngineVerdict | undefined> {
  if (compiled.leaves.some((leaf) => leaf.slot < 0 || leaf.expected === null)) return undefined
  const leaves = listExplainedLeaves(compiled.explain(row))
  if (leaves.some((leaf) => leaf.state === null || leaf.actual === null)) return undefined
  const facts = Object.fromEntries(leaves.map((leaf) => [leaf.leaf.key, leaf.actual as FactValue]))
  const verdict = await judgeByEngine(compiled.condition, facts, parameters)
  agree(ruleId, compiled, row, verdict)
  return verdict
}
