import { checkCondition } from './check.ts'
import { compareWith } from './compare.ts'
import { type Condition, childrenOf, type Group } from './condition.ts'
import { type Explainer, explainGroup, explainLeaf } from './explanation.ts'
import { type Decider, generateDecider, type Plan } from './generate.ts'
import { type BoundLeaf, bindLeaf, type CompileContext } from './leaf.ts'

export type { CompileContext } from './leaf.ts'

/** A tree of conditions as functions over rows. Two products of one tree: a fast verdict and a full explanation. */
export type Compiled = {
  /** The verdict alone. May stop early: use it in bulk. */
  readonly decide: Decider
  /** The verdict with every node's state; every leaf is evaluated, so nothing is hidden by an early stop. */
  readonly explain: Explainer
  readonly leaves: readonly BoundLeaf[]
  /** The very conditions, frozen. */
  readonly condition: Condition
}

type Node = { plan: Plan; explain: Explainer }

/**
 * Compiles a tree of conditions once, for many rows: three-valued (Kleene), synchronous, exact in fixed point.
 * `asOf` is already in the context: its parameters are those of a day. Throws ConditionError for a tree that
 * json-rules-engine would run with a surprise (empty group, two groups in one object, wrong type of a threshold …).
 */
export function compile(condition: unknown, context: CompileContext): Compiled {
  checkCondition(condition, context.base)
  const leaves: BoundLeaf[] = []
  const frozen = freezeDeep(structuredClone(condition))
  const node = compileNode(frozen, context, context.base ?? '', leaves)
  return { decide: generateDecider(node.plan), explain: node.explain, leaves, condition: frozen }
}

function compileNode(condition: Condition, context: CompileContext, pointer: string, leaves: BoundLeaf[]): Node {
  if ('fact' in condition) {
    const leaf = bindLeaf(condition, context, pointer)
    leaves.push(leaf)
    const compare = compareWith(leaf)
    return { plan: { kind: 'leaf', leaf, compare }, explain: explainLeaf(leaf, compare) }
  }
  const kind = kindOf(condition)
  const children = childrenOf(condition).map((child, index) =>
    compileNode(child, context, kind === 'not' ? `${pointer}/not` : `${pointer}/${kind}/${index}`, leaves),
  )
  const explain = explainGroup(
    kind,
    condition.name ?? null,
    children.map((child) => child.explain),
  )
  return { plan: { kind, parts: children.map((child) => child.plan) }, explain }
}

function kindOf(group: Group): 'all' | 'any' | 'not' {
  if ('all' in group) return 'all'
  return 'any' in group ? 'any' : 'not'
}

function freezeDeep<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freezeDeep(part)
  return Object.freeze(value)
}
