/** One known value of a fact. Numbers in a row are fixed point: whole hundredths, thousandths… as the fact's scale says. */
export type Scalar = number | string | boolean
export type FactValue = Scalar | readonly Scalar[]

/** `{ "fact": "param.low_average" }`: the value of a dated parameter of the rule. */
export type ParameterRef = { readonly fact: string }

export const operators = [
  'equal',
  'notEqual',
  'in',
  'notIn',
  'contains',
  'doesNotContain',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
] as const

export type Operator = (typeof operators)[number]

/** The operator that holds where another does not, on facts that are known. */
export const opposites: Readonly<Record<Operator, Operator>> = {
  equal: 'notEqual',
  notEqual: 'equal',
  in: 'notIn',
  notIn: 'in',
  contains: 'doesNotContain',
  doesNotContain: 'contains',
  lessThan: 'greaterThanInclusive',
  lessThanInclusive: 'greaterThan',
  greaterThan: 'lessThanInclusive',
  greaterThanInclusive: 'lessThan',
}

/** One comparison in json-rules-engine's words. `name` is the only id that the engine carries into its results. */
export type Leaf = {
  readonly name: string
  readonly fact: string
  readonly params?: Readonly<Record<string, Scalar | ParameterRef>>
  readonly operator: Operator
  readonly value: Scalar | readonly Scalar[] | ParameterRef
}

export type All = { readonly all: readonly Condition[]; readonly name?: string }
export type Any = { readonly any: readonly Condition[]; readonly name?: string }
export type Not = { readonly not: Condition; readonly name?: string }
export type Group = All | Any | Not
export type Condition = Group | Leaf

/** True, false, or null for unknown (Kleene). */
export type Ternary = boolean | null

const prefix = 'param.'

/** The parameter that a fact id names, or undefined where it is an ordinary fact. */
export function parameterName(fact: string): string | undefined {
  return fact.startsWith(prefix) ? fact.slice(prefix.length) : undefined
}

/** Whether a value is a reference to a parameter rather than a literal. */
export function isParameterRef(value: unknown): value is ParameterRef {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Every leaf of a tree, from left to right. */
export function listLeaves(condition: Condition): Leaf[] {
  if ('fact' in condition) return [condition]
  return childrenOf(condition).flatMap(listLeaves)
}

/** The direct children of a group. */
export function childrenOf(group: Group): readonly Condition[] {
  if ('all' in group) return group.all
  return 'any' in group ? group.any : [group.not]
}
