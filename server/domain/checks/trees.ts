import type { Group, Leaf, Node, ParameterReference } from '../formats/condition.ts'
import type { Rule } from '../formats/rule.ts'
import type { Path } from './finding.ts'

export type Tree = { readonly kind: 'level' | 'clear' | 'exempt'; readonly path: Path; readonly root: Group }
export type PlacedLeaf = { readonly leaf: Leaf; readonly path: Path; readonly tree: Tree }

/** Every tree of conditions of a rule: the levels, clearing, exemptions. */
export function listTrees(rule: Rule): Tree[] {
  const trees: Tree[] = rule.levels.map(({ conditions }, index) => ({
    kind: 'level',
    path: ['levels', index, 'conditions'],
    root: conditions,
  }))
  if (rule.clearWhen) trees.push({ kind: 'clear', path: ['clearWhen'], root: rule.clearWhen })
  for (const [index, { when }] of (rule.exemptWhen ?? []).entries())
    trees.push({ kind: 'exempt', path: ['exemptWhen', index, 'when'], root: when })
  return trees
}

/** Every leaf of a rule with its place. */
export function listLeaves(rule: Rule): PlacedLeaf[] {
  return listTrees(rule).flatMap((tree) => listTreeLeaves(tree))
}

export function listTreeLeaves(tree: Tree): PlacedLeaf[] {
  return leavesUnder(tree.root, tree.path, tree)
}

function leavesUnder(node: Node, path: Path, tree: Tree): PlacedLeaf[] {
  if (isLeaf(node)) return [{ leaf: node, path, tree }]
  return childrenOf(node, path).flatMap((child) => leavesUnder(child.node, child.path, tree))
}

export function childrenOf(group: Group, path: Path): { node: Node; path: Path }[] {
  if ('not' in group) return [{ node: group.not, path: [...path, 'not'] }]
  const [key, nodes] = 'all' in group ? (['all', group.all] as const) : (['any', group.any] as const)
  return nodes.map((node, index) => ({ node, path: [...path, key, index] }))
}

export function isLeaf(node: Node): node is Leaf {
  return 'fact' in node
}

/** The parameter a value or a param refers to, or undefined where it is a word of its own. */
export function parameterOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { fact } = value as ParameterReference
  return fact.startsWith('param.') ? fact.slice('param.'.length) : undefined
}
