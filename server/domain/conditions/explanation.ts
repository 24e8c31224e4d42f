import type { Day } from '../day.ts'
import type { Comparison } from './compare.ts'
import type { FactValue, Operator, Scalar, Ternary } from './condition.ts'
import { naturalOf } from './fixed.ts'
import { type BoundLeaf, isOrdering } from './leaf.ts'
import type { FactParams, Row } from './slots.ts'

/** Why the fact of each slot is unknown, in the words of whoever loaded it: `stale`, `notImported`, … */
export type Reasons = ArrayLike<string | null | undefined>

export type GroupExplanation = {
  readonly kind: 'all' | 'any' | 'not'
  readonly name: string | null
  readonly state: Ternary
  readonly children: readonly Explanation[]
}

/** One comparison as it came out. Numbers are those that people read, not fixed point. */
export type LeafExplanation = {
  readonly kind: 'leaf'
  readonly name: string
  readonly state: Ternary
  readonly fact: string
  readonly key: string
  readonly params: FactParams
  readonly operator: Operator
  readonly actual: FactValue | null
  readonly expected: FactValue | null
  /** actual − expected where the operator orders numbers, else null. */
  readonly margin: number | null
  readonly parameter: { readonly name: string; readonly since: Day | null } | null
  readonly scale: number
  /** `parameterEnded`, `wrongType`, or the reason given with the row (`missing` where none is). */
  readonly unknownReason: string | null
}

export type Explanation = GroupExplanation | LeafExplanation
export type Explainer = (row: Row, reasons?: Reasons) => Explanation

export function explainLeaf(leaf: BoundLeaf, compare: Comparison): Explainer {
  const { name, fact, key, params, operator, expected, parameter, scale, slot } = leaf
  const target = isOrdering(operator) && typeof leaf.target === 'number' ? leaf.target : null
  return (row, reasons) => {
    const value = slot < 0 ? null : (row[slot] ?? null)
    const state = slot < 0 ? null : compare(value)
    return {
      kind: 'leaf',
      name,
      state,
      fact,
      key,
      params,
      operator,
      actual: scale === 1 || value === null ? value : readable(value, scale),
      expected,
      margin: target === null || state === null ? null : naturalOf(Number(value) - target, scale),
      parameter,
      scale,
      unknownReason: state === null ? reasonOf(leaf, value, reasons) : null,
    }
  }
}

function readable(value: FactValue, scale: number): FactValue {
  if (typeof value === 'number') return naturalOf(value, scale)
  return typeof value === 'object' ? value.map((item) => readable(item, scale) as Scalar) : value
}

function reasonOf(leaf: BoundLeaf, value: FactValue | null, reasons: Reasons | undefined): string {
  if (leaf.slot < 0 || leaf.expected === null) return 'parameterEnded'
  if (value !== null) return 'wrongType'
  return reasons?.[leaf.slot] ?? 'missing'
}

export function explainGroup(kind: 'all' | 'any' | 'not', name: string | null, parts: readonly Explainer[]): Explainer {
  const winner = kind === 'any'
  return (row, reasons) => {
    const children: Explanation[] = []
    let state: Ternary = !winner
    for (const part of parts) {
      const child = part(row, reasons)
      children.push(child)
      if (child.state === winner) state = winner
      else if (child.state === null && state !== winner) state = null
    }
    if (kind === 'not') state = negated(children[0])
    return { kind, name, state, children }
  }
}

function negated(child: Explanation | undefined): Ternary {
  return child === undefined || child.state === null ? null : !child.state
}

/** Every leaf of an explanation, from left to right. */
export function listExplainedLeaves(node: Explanation): LeafExplanation[] {
  return node.kind === 'leaf' ? [node] : node.children.flatMap(listExplainedLeaves)
}
