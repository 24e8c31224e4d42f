import { type Operator, opposites } from '../conditions/condition.ts'
import type { Explanation, LeafExplanation } from '../conditions/explanation.ts'
import { type BoundLeaf, isOrdering } from '../conditions/leaf.ts'

/** A leaf that would have to come out as `wanted` for the verdict to change. */
export type Change = { readonly told: LeafExplanation; readonly wanted: boolean }

/**
 * The least that would have to change for a tree to come out as wanted: the fewest leaves, of equals the nearest to their
 * thresholds. Empty where it is so already. An unknown leaf counts as one that has to change.
 * By exact margins, not by search over data: of an "any" the cheapest part, of an "all" every part.
 */
export function leastChange(node: Explanation, wanted: boolean): Change[] {
  if (node.state === wanted) return []
  if (node.kind === 'leaf') return [{ told: node, wanted }]
  if (node.kind === 'not') return node.children.flatMap((child) => leastChange(child, !wanted))
  const parts = node.children.map((child) => leastChange(child, wanted))
  const needsAll = (node.kind === 'all') === wanted
  return needsAll ? strictest(parts.flat()) : (parts.toSorted(byCost)[0] ?? [])
}

/** Several trees that all must come out as wanted; of two bounds on one fact the stricter remains. */
export function leastChangeOfAll(nodes: readonly Explanation[], wanted: boolean): Change[] {
  return strictest(nodes.flatMap((node) => leastChange(node, wanted)))
}

function byCost(one: readonly Change[], other: readonly Change[]): number {
  return one.length - other.length || distance(one) - distance(other)
}

/** How far the leaves are from their thresholds, each as a part of its threshold; unknown is farthest. */
function distance(changes: readonly Change[]): number {
  const parts = changes.map(({ told: { margin, leaf } }) =>
    margin === null ? 1e6 : Math.abs(margin) / Math.max(Math.abs(Number(leaf.expected)), 1),
  )
  return parts.reduce((sum, part) => sum + part, 0)
}

function strictest(changes: readonly Change[]): Change[] {
  return changes.filter((change, index) => {
    const isWeaker = (other: Change, at: number) =>
      at !== index &&
      sideOf(other) === sideOf(change) &&
      (isStricter(other, change) || (at < index && !isStricter(change, other)))
    return !changes.some(isWeaker)
  })
}

/** The fact and the direction in which it is bounded; a leaf that orders nothing is a side of its own. */
function sideOf({ told: { leaf }, wanted }: Change): string {
  const operator = wantedOperator(leaf.operator, wanted)
  const direction = isOrdering(operator) ? operator.slice(0, 4) : `${operator} ${JSON.stringify(leaf.expected)}`
  return `${leaf.key} ${direction}`
}

function isStricter(one: Change, other: Change): boolean {
  const [first, second] = [Number(one.told.leaf.expected), Number(other.told.leaf.expected)]
  const operator = wantedOperator(one.told.leaf.operator, one.wanted)
  if (first === second)
    return (
      !operator.endsWith('Inclusive') && wantedOperator(other.told.leaf.operator, other.wanted).endsWith('Inclusive')
    )
  return operator.startsWith('less') ? first < second : first > second
}

function wantedOperator(operator: Operator, wanted: boolean): Operator {
  return wanted ? operator : opposites[operator]
}

/** What a change asks of its fact, as a condition: the leaf itself, or its negation. */
export function demandOf({ told, wanted }: Change): BoundLeaf {
  return { ...told.leaf, operator: wantedOperator(told.leaf.operator, wanted) }
}
