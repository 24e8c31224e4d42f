import { type IsoDay, isoOf } from '../day.ts'
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

/** One comparison as it came out; what is the same for every subject stands in `leaf`. Numbers are those people read. */
export type LeafExplanation = {
  readonly kind: 'leaf'
  readonly name: string
  readonly state: Ternary
  readonly leaf: BoundLeaf
  readonly actual: FactValue | null
  /** actual − expected where the operator orders numbers, else null. */
  readonly margin: number | null
  /** `parameterEnded`, `wrongType`, or the reason given with the row (`missing` where none is). */
  readonly unknownReason: string | null
}

export type Explanation = GroupExplanation | LeafExplanation
export type Explainer = (row: Row, reasons?: Reasons) => Explanation

export function explainLeaf(leaf: BoundLeaf, compare: Comparison): Explainer {
  const { name, operator, scale, slot } = leaf
  const target = isOrdering(operator) && typeof leaf.target === 'number' ? leaf.target : null
  return (row, reasons) => {
    const value = slot < 0 ? null : (row[slot] ?? null)
    const state = slot < 0 ? null : compare(value)
    return {
      kind: 'leaf',
      name,
      state,
      leaf,
      actual: scale === 1 || value === null ? value : readable(value, scale),
      margin: target === null || state === null ? null : naturalOf(Number(value) - target, scale),
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
  const join = { all: allOf, any: anyOf, not: noneOf }[kind]
  return (row, reasons) => {
    const children = parts.map((part) => part(row, reasons))
    return { kind, name, state: join(children), children }
  }
}

function allOf(children: readonly Explanation[]): Ternary {
  let found: Ternary = true
  for (const { state } of children) {
    if (state === false) return false
    if (state === null) found = null
  }
  return found
}

function anyOf(children: readonly Explanation[]): Ternary {
  let found: Ternary = false
  for (const { state } of children) {
    if (state === true) return true
    if (state === null) found = null
  }
  return found
}

function noneOf(children: readonly Explanation[]): Ternary {
  const state = anyOf(children)
  return state === null ? null : !state
}

/** Every leaf of an explanation, from left to right. */
export function listExplainedLeaves(node: Explanation): LeafExplanation[] {
  return node.kind === 'leaf' ? [node] : node.children.flatMap(listExplainedLeaves)
}

/** An explanation as it is stored and shown: plain, flat, without anything of the machine. */
export type ToldLeaf = {
  readonly name: string
  readonly state: Ternary
  readonly fact: string
  readonly params: FactParams
  readonly operator: Operator
  readonly actual: FactValue | null
  readonly expected: FactValue | null
  readonly margin: number | null
  readonly parameter?: string
  readonly since?: IsoDay
  readonly unknownReason?: string
}
export type Told =
  | ToldLeaf
  | {
      readonly kind: 'all' | 'any' | 'not'
      readonly name?: string
      readonly state: Ternary
      readonly children: readonly Told[]
    }

/** The stored form of an explanation: the same for the same facts, parameters and revision, byte for byte. */
export function tellOf(node: Explanation): Told {
  if (node.kind !== 'leaf') {
    const children = node.children.map(tellOf)
    return { kind: node.kind, ...(node.name !== null && { name: node.name }), state: node.state, children }
  }
  const { fact, params, operator, expected, parameter } = node.leaf
  return {
    name: node.name,
    state: node.state,
    fact,
    params,
    operator,
    actual: node.actual,
    expected,
    margin: node.margin,
    ...(parameter && { parameter: parameter.name }),
    ...(parameter && parameter.since !== null && { since: isoOf(parameter.since) }),
    ...(node.unknownReason !== null && { unknownReason: node.unknownReason }),
  }
}
