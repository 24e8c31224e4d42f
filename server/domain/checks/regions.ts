import type { Fact } from '../formats/catalogue.ts'
import type { Leaf, Node } from '../formats/condition.ts'
import type { Rule } from '../formats/rule.ts'
import { childrenOf, isLeaf, parameterOf } from './trees.ts'
import type { Facts } from './typing.ts'

/** Values of one fact that a condition allows, in whole units of the fact's scale. */
export type Range = { readonly min: number; readonly max: number }
/** What a conjunction allows: for each fact it speaks of, a range of numbers or a list of words. */
export type Box = ReadonlyMap<string, Range | ReadonlySet<string>>

const boxLimit = 256

/**
 * The region where a tree of conditions is true, as a union of boxes (decision-table analysis with hyperrectangles).
 * Numbers are those in force on `asOf`. Undefined where a parameter has no value then, or the union grows too large.
 */
export function regionOf(node: Node, rule: Rule, facts: Facts, asOf: string, negated = false): Box[] | undefined {
  if (isLeaf(node)) return leafRegion(node, rule, facts, asOf, negated)?.filter(isPossible)
  if ('not' in node) return regionOf(node.not, rule, facts, asOf, !negated)
  const parts = childrenOf(node, []).map((child) => regionOf(child.node, rule, facts, asOf, negated))
  const isAll = 'all' in node !== negated
  let region: Box[] = isAll ? [new Map()] : []
  for (const part of parts) {
    if (!part) return undefined
    region = isAll ? meet(region, part) : [...region, ...part]
    if (region.length > boxLimit) return undefined
  }
  return region
}

/** The intersection of two regions; boxes that are empty are dropped. */
export function meet(one: readonly Box[], other: readonly Box[]): Box[] {
  return one.flatMap((a) => other.flatMap((b) => meetBoxes(a, b) ?? []))
}

/** Whether every box of `inner` lies in one box of `outer`: sufficient for "whenever inner, also outer". */
export function lies(inner: readonly Box[], outer: readonly Box[]): boolean {
  return (
    inner.length > 0 && inner.every((a) => outer.some((b) => [...b].every(([key, wide]) => within(a.get(key), wide))))
  )
}

function within(narrow: Range | ReadonlySet<string> | undefined, wide: Range | ReadonlySet<string>): boolean {
  if (!narrow) return false
  if (isWords(narrow)) return isWords(wide) && [...narrow].every((word) => wide.has(word))
  return !isWords(wide) && narrow.min >= wide.min && narrow.max <= wide.max
}

function meetBoxes(one: Box, other: Box): Box | undefined {
  const met = new Map(one)
  for (const [key, allowed] of other) {
    const both = meetValues(met.get(key) ?? allowed, allowed)
    if (isWords(both) ? both.size === 0 : both.min > both.max) return undefined
    met.set(key, both)
  }
  return met
}

function meetValues(one: Range | ReadonlySet<string>, other: Range | ReadonlySet<string>): Range | ReadonlySet<string> {
  if (isWords(one)) return new Set(isWords(other) ? [...one].filter((word) => other.has(word)) : [])
  if (isWords(other)) return new Set()
  return { min: Math.max(one.min, other.min), max: Math.min(one.max, other.max) }
}

function isPossible(box: Box): boolean {
  return [...box.values()].every((values) => (isWords(values) ? values.size > 0 : values.min <= values.max))
}

export function isWords(values: Range | ReadonlySet<string>): values is ReadonlySet<string> {
  return values instanceof Set
}

function leafRegion(leaf: Leaf, rule: Rule, facts: Facts, asOf: string, negated: boolean): Box[] | undefined {
  const fact = facts.get(leaf.fact)
  const key = fact && keyOf(leaf, rule, asOf)
  if (!fact || key === undefined) return undefined
  if (fact.type === 'set')
    return wordBoxes(
      `${key}∋${JSON.stringify(leaf.value)}`,
      ['true', 'false'],
      ['true'],
      negated !== (leaf.operator === 'doesNotContain'),
    )
  if (fact.type === 'integer' || fact.type === 'number') return numberBoxes(leaf, rule, fact, key, asOf, negated)
  const known = fact.type === 'boolean' ? ['true', 'false'] : (fact.values ?? []).map(({ id }) => id)
  const given = (Array.isArray(leaf.value) ? leaf.value : [leaf.value]).map(String)
  return wordBoxes(key, known, given, negated !== (leaf.operator === 'notEqual' || leaf.operator === 'notIn'))
}

/** The fact with its windows as numbers of the day: two conditions speak of one value only where these are equal. */
export function keyOf(leaf: Leaf, rule: Rule, asOf: string): string | undefined {
  const parts: string[] = []
  for (const [name, value] of Object.entries(leaf.params ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const reference = parameterOf(value)
    const number = reference === undefined ? undefined : valueOn(rule, reference, asOf)
    if (reference !== undefined && number === undefined) return undefined
    parts.push(`${name}:${number ?? JSON.stringify(value)}`)
  }
  return parts.length === 0 ? leaf.fact : `${leaf.fact}{${parts.join(',')}}`
}

/** The value of a parameter in force on a day, or undefined where none is. */
export function valueOn(rule: Rule, name: string, asOf: string): number | undefined {
  const values = (Object.hasOwn(rule.parameters, name) ? rule.parameters[name]?.values : undefined) ?? []
  return values.findLast(({ from }) => from <= asOf)?.value ?? undefined
}

function wordBoxes(key: string, known: readonly string[], given: readonly string[], inverted: boolean): Box[] {
  return [new Map([[key, new Set(known.filter((word) => given.includes(word) !== inverted))]])]
}

function numberBoxes(
  leaf: Leaf,
  rule: Rule,
  fact: Fact,
  key: string,
  asOf: string,
  negated: boolean,
): Box[] | undefined {
  const name = parameterOf(leaf.value)
  const value = name === undefined ? undefined : valueOn(rule, name, asOf)
  if (value === undefined || !fact.range) return undefined
  const scale = 10 ** (fact.scale ?? 0)
  const whole = (number: number) => Math.round(number * scale)
  const [min, max, at] = [whole(fact.range.min), whole(fact.range.max), whole(value)]
  return rangesOf(negated ? opposite[leaf.operator] : leaf.operator, at, min, max).map(
    (range) => new Map([[key, range]]),
  )
}

const opposite: Record<string, string> = {
  lessThan: 'greaterThanInclusive',
  lessThanInclusive: 'greaterThan',
  greaterThan: 'lessThanInclusive',
  greaterThanInclusive: 'lessThan',
  equal: 'notEqual',
  notEqual: 'equal',
}

function rangesOf(operator: string | undefined, at: number, min: number, max: number): Range[] {
  if (operator === 'lessThan') return [{ min, max: at - 1 }]
  if (operator === 'lessThanInclusive') return [{ min, max: at }]
  if (operator === 'greaterThan') return [{ min: at + 1, max }]
  if (operator === 'greaterThanInclusive') return [{ min: at, max }]
  if (operator === 'equal') return [{ min: at, max: at }]
  return [
    { min, max: at - 1 },
    { min: at + 1, max },
  ]
}
