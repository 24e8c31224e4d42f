import { valueOn } from '../checks/regions.ts'
import type { FactValue } from '../conditions/condition.ts'
import { type CompiledRule, compileRule } from '../conditions/rule.ts'
import { createSlots, type FactUse, factKey, findSlot, rowOf, type Slots } from '../conditions/slots.ts'
import { type Day, dayOf } from '../day.ts'
import type { Fact } from '../formats/catalogue.ts'
import type { GivenFacts } from '../formats/examples.ts'
import type { Rule } from '../formats/rule.ts'

export type Facts = ReadonlyMap<string, Fact>

/** A rule compiled for the day of an example, with the facts it reads. */
export type Ground = {
  readonly rule: Rule
  readonly compiled: CompiledRule
  readonly slots: Slots
  readonly scaleOf: (fact: string) => number
}

/** Whole units of a fact per 1: 100 where it keeps two decimals. */
export function scaleIn(facts: Facts): (fact: string) => number {
  return (fact) => 10 ** (facts.get(fact)?.scale ?? 0)
}

/** The rule as of a day (ISO), with other numbers where an example asks for them. Throws ConditionError. */
export function groundOf(
  rule: Rule,
  asOf: string,
  facts: Facts,
  numbers: Readonly<Record<string, number>> = {},
): Ground {
  const changed = withNumbers(rule, numbers)
  const slots = createSlots()
  const scaleOf = scaleIn(facts)
  const day: Day = dayOf(asOf)
  return { rule: changed, compiled: compileRule(changed, day, scaleOf, slots), slots, scaleOf }
}

function withNumbers(rule: Rule, numbers: Readonly<Record<string, number>>): Rule {
  const parameters = { ...rule.parameters }
  for (const [name, value] of Object.entries(numbers)) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined
    if (parameter) parameters[name] = { ...parameter, values: [{ from: '1970-01-01', value }] }
  }
  return { ...rule, parameters }
}

const keyParts = /^([A-Za-z0-9]+)(?:\{(.+)\})?$/

/**
 * The canonical key of a fact as an example writes it: a window may be named by its parameter, so that
 * `unexcusedLessons{schoolDays:recent_days}` stays right when the number changes.
 */
export function resolveKey(key: string, rule: Rule, asOf: string): string {
  const [, fact = key, inside] = keyParts.exec(key) ?? []
  if (inside === undefined) return fact
  const params = inside.split(',').map((part): [string, string | number] => {
    const [name = '', text = ''] = part.split(':').map((word) => word.trim())
    if (Object.hasOwn(rule.parameters, text)) return [name, valueOn(rule, text, asOf) ?? text]
    return [name, /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text]
  })
  return factKey(fact, Object.fromEntries(params))
}

/** The values of an example by canonical key; those the example gives prevail over the ones all examples share. */
export function resolveFacts(
  given: readonly (GivenFacts | undefined)[],
  rule: Rule,
  asOf: string,
): Record<string, FactValue | null> {
  const entries = given.flatMap((facts) => Object.entries(facts ?? {}))
  return Object.fromEntries(entries.map(([key, value]) => [resolveKey(key, rule, asOf), value]))
}

/** The row of values that the compiled rule reads. Throws RangeError for a number finer than its fact. */
export function rowFor(
  { slots, scaleOf }: Ground,
  values: Readonly<Record<string, FactValue | null>>,
): (FactValue | null)[] {
  return rowOf(slots, values, scaleOf)
}

/** Whether the rule reads the fact of a canonical key at all. */
export function isRead({ slots }: Ground, key: string): boolean {
  return findSlot(slots, key) !== undefined
}

/** The facts, with their windows as numbers, that the rule reads on the day. */
export function listUses({ slots }: Ground): readonly FactUse[] {
  return slots.uses
}
