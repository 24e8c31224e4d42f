import { doubtful, type Finding, wrong } from '../checks/finding.ts'
import { listLeaves, type PlacedLeaf, parameterOf } from '../checks/trees.ts'
import { listExplainedLeaves } from '../conditions/explanation.ts'
import { explainRule } from '../conditions/rule.ts'
import { parseFactSeries } from '../flags/series.ts'
import type { Examples } from '../formats/examples.ts'
import type { Rule } from '../formats/rule.ts'
import { listCases } from './cases.ts'
import { type Facts, groundOf, resolveFacts, rowFor } from './ground.ts'

type Observed = {
  readonly name: string
  readonly actual: unknown
  readonly expected: unknown
  readonly state: boolean | null
}

/**
 * Thresholds whose very edge no example shows: one with the value exactly at the threshold and one at most a step on the
 * other side, where the condition turns. Without both, a change of the number goes unnoticed. Of several dated numbers
 * the latest is looked at. Findings stand at the
 * parameter in the rule; errors where the rule is active. Examples from raw records are not read here.
 */
export function checkBoundaries(rule: Rule, examples: Examples, facts: Facts): Finding[] {
  const observed = observe(rule, examples, facts)
  const make = rule.status === 'active' ? wrong : doubtful
  const gaps = listLeaves(rule).flatMap((placed) => gapOf(rule, placed, observed))
  const first = new Map(gaps.map((gap) => [gap.parameter, gap] as const).reverse())
  return [...first.values()].map(({ parameter, placed, missing }) =>
    make(
      'boundary-not-shown',
      ['parameters', parameter],
      {
        ru: `Граница параметра «${parameter}» не показана примерами (условие «${placed.leaf.name}»): ${missing.ru}`,
        en: `No example shows the edge of "${parameter}" (condition "${placed.leaf.name}"): ${missing.en}`,
      },
      twoExamples(rule, parameter, placed),
    ),
  )
}

/** Which two examples to write and where: the file, the day from which the number counts, both values. */
function twoExamples({ id, parameters }: Rule, parameter: string, { leaf }: PlacedLeaf) {
  const { values, step = 1 } = parameters[parameter] ?? { values: [] }
  const latest = values.findLast(({ value }) => value !== null)
  const at = Number(latest?.value)
  const isBelow = leaf.operator === 'greaterThanInclusive' || leaf.operator === 'lessThan'
  const beyond = Number((isBelow ? at - step : at + step).toFixed(6))
  const [file, from] = [`${id}.examples.json`, latest?.from ?? '']
  return {
    ru: `Добавьте в ${file} два примера с "asOf" не раньше ${from}: «${leaf.fact}» равен ${at} (ровно на пороге) и ${beyond} (на шаг за ним). Прежние примеры с "asOf" раньше ${from} оставьте`,
    en: `Add two examples to ${file} with "asOf" not before ${from}: "${leaf.fact}" equal to ${at} (exactly at the threshold) and to ${beyond} (one step beyond). Leave the earlier examples, of days before ${from}, as they are`,
  }
}

type Gap = { readonly parameter: string; readonly placed: PlacedLeaf; readonly missing: { ru: string; en: string } }

function gapOf(rule: Rule, placed: PlacedLeaf, observed: readonly Observed[]): Gap[] {
  const { leaf } = placed
  const parameter = parameterOf(leaf.value)
  const step = parameter === undefined ? undefined : rule.parameters[parameter]?.step
  if (parameter === undefined || step === undefined) return []
  const latest = rule.parameters[parameter]?.values.findLast(({ value }) => value !== null)?.value
  const seen = observed.filter(
    ({ name, state, expected }) => name === leaf.name && state !== null && expected === latest,
  )
  const at = seen.find(({ actual, expected }) => actual === expected)
  if (!at)
    return [
      {
        parameter,
        placed,
        missing: { ru: 'нет примера ровно на пороге', en: 'none exactly at the threshold' },
      },
    ]
  const beyond = seen.some(
    ({ actual, expected, state }) => state !== at.state && isNear(Number(actual), Number(expected), step),
  )
  if (beyond) return []
  return [
    {
      parameter,
      placed,
      missing: { ru: `нет примера не дальше шага (${step}) за порогом`, en: `none within a step (${step}) beyond it` },
    },
  ]
}

function isNear(actual: number, expected: number, step: number): boolean {
  return Math.abs(actual - expected) <= step * (1 + 1e-9)
}

function observe(rule: Rule, examples: Examples, facts: Facts): Observed[] {
  const cases = listCases(examples).flatMap(({ example }) => {
    if (!example.facts) return []
    return leavesOn(rule, example.asOf, [examples.given, example.facts], facts, example.parameters)
  })
  const days = (examples.timelines ?? []).flatMap((timeline) => {
    const series = Object.entries(timeline.facts).map(
      ([key, text]) => [key, parseFactSeries(text.replaceAll('_', '?'))] as const,
    )
    const length = Math.max(0, ...series.map(([, values]) => values.length))
    return Array.from({ length }, (_, day) => {
      const values = Object.fromEntries(series.map(([key, items]) => [key, items[day] ?? null]))
      return leavesOn(rule, timeline.from, [examples.given, values as Examples['given']], facts)
    }).flat()
  })
  return [...cases, ...days]
}

function leavesOn(
  rule: Rule,
  asOf: string,
  given: readonly Examples['given'][],
  facts: Facts,
  numbers?: Readonly<Record<string, number>>,
): Observed[] {
  const ground = groundOf(rule, asOf, facts, numbers)
  const { levels, clear, exempt } = explainRule(ground.compiled, rowFor(ground, resolveFacts(given, ground.rule, asOf)))
  const trees = [...levels, ...exempt].map(({ tree }) => tree)
  const leaves = (clear ? [...trees, clear] : trees).flatMap(listExplainedLeaves)
  return leaves.map(({ name, actual, state, leaf }) => ({ name, actual, state, expected: leaf.expected }))
}
