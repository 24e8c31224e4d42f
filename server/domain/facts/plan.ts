import { compileRule, type RuleLogic } from '../conditions/rule.ts'
import { createSlots, type FactUse } from '../conditions/slots.ts'
import type { Day } from '../day.ts'
import type { Fact } from '../formats/catalogue.ts'
import type { Definition } from './definition.ts'
import { definitions } from './definitions.ts'
import type { Measure } from './measure.ts'

export type PlannedFact = {
  readonly use: FactUse
  readonly meta: Fact
  readonly definition: Definition
  /** Where the measures of the fact stand among those of the plan. */
  readonly places: readonly number[]
}

/** What has to be loaded: the distinct facts in the order of the rules' columns, and the distinct measures behind them. */
export type FactPlan = {
  readonly asOf: Day
  readonly facts: readonly PlannedFact[]
  readonly measures: readonly Measure[]
}

/** The scale of every fact for compiling conditions: 100 for hundredths, 1 for all that is whole or no number. */
export function scaleIn(catalogue: readonly Fact[]): (fact: string) => number {
  const scales = new Map(catalogue.map(({ id, scale }) => [id, 10 ** (scale ?? 0)]))
  return (fact) => scales.get(fact) ?? 1
}

/** The distinct facts that rules read with their parameters of a day, in the order of the columns that the rules share. */
export function usesOf(rules: readonly RuleLogic[], asOf: Day, catalogue: readonly Fact[]): readonly FactUse[] {
  const slots = createSlots()
  for (const rule of rules) compileRule(rule, asOf, scaleIn(catalogue), slots)
  return slots.uses
}

/**
 * Plans the loading of facts: of every distinct (fact, params) what it is made of, every measure once.
 * `uses` are the columns of the compiled rules (`slots.uses`). Throws RangeError for a fact that the catalogue lacks.
 */
export function planFacts(uses: readonly FactUse[], asOf: Day, catalogue: readonly Fact[]): FactPlan {
  const known = new Map(catalogue.map((fact) => [fact.id, fact]))
  const places = new Map<string, number>()
  const measures: Measure[] = []
  const place = (measure: Measure): number => {
    const found = places.get(measure.key)
    if (found !== undefined) return found
    places.set(measure.key, measures.length)
    return measures.push(measure) - 1
  }
  const facts = uses.map((use) => {
    const meta = known.get(use.fact)
    const definition = Object.hasOwn(definitions, use.fact) ? definitions[use.fact] : undefined
    if (!meta || !definition) throw new RangeError(`Unknown fact: ${use.fact}`)
    return { use, meta, definition, places: definition.measures(use.params).map(place) }
  })
  return { asOf, facts, measures }
}
