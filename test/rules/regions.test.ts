import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lies, meet, regionOf } from '../../server/domain/checks/regions.ts'
import { compileRule } from '../../server/domain/conditions/rule.ts'
import { createSlots, rowOf } from '../../server/domain/conditions/slots.ts'
import { dayOf } from '../../server/domain/day.ts'
import type { Fact } from '../../server/domain/formats/catalogue.ts'
import type { Group, Node, Operator } from '../../server/domain/formats/condition.ts'
import type { Rule } from '../../server/domain/formats/rule.ts'
import { loadRules } from '../../server/rules/rules.ts'
import { soundFiles, today } from './fixture.ts'

const asOf = '2026-10-15'
const fact = (id: string, own: Partial<Fact>): Fact => ({
  id,
  subject: 'student',
  type: 'integer',
  params: {},
  source: 'marks',
  freshness: [],
  pii: 'normal',
  title: { ru: 'п', en: 'f' },
  sentence: { ru: '{value}', en: '{value}' },
  definition: { ru: 'п', en: 'f' },
  ...own,
})
const facts = new Map(
  [
    fact('small', { unit: 'mark', range: { min: 0, max: 4 }, scale: 0 }),
    fact('share', { type: 'number', unit: 'share', range: { min: 0, max: 0.03 }, scale: 2 }),
    fact('yes', { type: 'boolean' }),
    fact('form', { type: 'enum', values: ['a', 'b', 'c'].map((id) => ({ id, title: { ru: id, en: id } })) }),
    fact('kinds', { type: 'set', values: ['x', 'y'].map((id) => ({ id, title: { ru: id, en: id } })) }),
  ].map((each) => [each.id, each]),
)

const numeric = fc.constantFrom<Operator>(
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
  'equal',
  'notEqual',
)
const leaf = fc.oneof(
  fc.record({
    fact: fc.constant('small'),
    operator: numeric,
    value: fc.integer({ min: 0, max: 4 }).map((n) => ({ fact: `param.n${n}` })),
  }),
  fc.record({
    fact: fc.constant('share'),
    operator: numeric,
    value: fc.integer({ min: 0, max: 3 }).map((n) => ({ fact: `param.s${n}` })),
  }),
  fc.record({
    fact: fc.constant('yes'),
    operator: fc.constantFrom<Operator>('equal', 'notEqual'),
    value: fc.boolean(),
  }),
  fc.record({
    fact: fc.constant('form'),
    operator: fc.constantFrom<Operator>('in', 'notIn'),
    value: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
  }),
  fc.record({
    fact: fc.constant('form'),
    operator: fc.constantFrom<Operator>('equal', 'notEqual'),
    value: fc.constantFrom('a', 'b', 'c'),
  }),
  fc.record({
    fact: fc.constant('kinds'),
    operator: fc.constantFrom<Operator>('contains', 'doesNotContain'),
    value: fc.constantFrom('x', 'y'),
  }),
)

type Shape =
  | { kind: 'leaf'; leaf: Omit<Extract<Node, { fact: string }>, 'name'> }
  | { kind: 'all' | 'any' | 'not'; parts: Shape[] }
const { tree } = fc.letrec<{ tree: Shape }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf.map((each): Shape => ({ kind: 'leaf', leaf: each })),
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const, 'not' as const),
      parts: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}))

let serial = 0
function build(shape: Shape): Node {
  if (shape.kind === 'leaf') return { ...shape.leaf, name: `c${serial++}` }
  const parts = shape.parts.map(build)
  if (shape.kind === 'not') return { not: parts[0] ?? { all: parts } }
  return shape.kind === 'all' ? { all: parts } : { any: parts }
}

const group = tree.map((shape): Group => {
  serial = 0
  return { all: [build(shape)] }
})

/** Every combination of values the facts can take. */
const worlds = [0, 1, 2, 3, 4].flatMap((small) =>
  [0, 0.01, 0.02, 0.03].flatMap((share) =>
    [true, false].flatMap((yes) =>
      ['a', 'b', 'c'].flatMap((form) =>
        [[], ['x'], ['y'], ['x', 'y']].map((kinds) => ({ small, share, yes, form, kinds })),
      ),
    ),
  ),
)

async function ruleWith(): Promise<Rule> {
  const { ruleSet } = loadRules(await soundFiles(), today)
  const [base] = ruleSet.rules
  if (!base) throw new Error('No rule')
  const numbers = [0, 1, 2, 3, 4].flatMap((n) => [
    [`n${n}`, n],
    [`s${n}`, n / 100],
  ])
  const title = { ru: 'п', en: 'p' }
  const parameters = Object.fromEntries(
    numbers.map(([name, value]) => [
      name,
      {
        title,
        type: 'number' as const,
        unit: 'mark' as const,
        min: 0,
        max: 9,
        step: 1,
        values: [{ from: '2025-09-01', value: Number(value) }],
      },
    ]),
  )
  const { clearWhen: _clear, exemptWhen: _exempt, ...rule } = base.rule
  return { ...rule, parameters, levels: [] }
}

function truths(rule: Rule): boolean[] {
  const slots = createSlots()
  const scaleOf = (id: string) => 10 ** (facts.get(id)?.scale ?? 0)
  const [level] = compileRule(rule, dayOf(asOf), scaleOf, slots).levels
  return worlds.map((world) => level?.compiled.decide(rowOf(slots, world, scaleOf)) === true)
}

describe('regions of conditions', async () => {
  const base = await ruleWith()
  const over = (conditions: Group): Rule => ({ ...base, levels: [{ level: 2, conditions }] })
  const region = (conditions: Group) => regionOf(conditions, over(conditions), facts, asOf)

  it('are empty exactly where the conditions can never hold', () => {
    fc.assert(
      fc.property(group, (conditions) => {
        const boxes = region(conditions)
        if (boxes) expect(boxes.length > 0).toBe(truths(over(conditions)).some(Boolean))
      }),
      { numRuns: 2000 },
    )
  })

  it('meet exactly where both conditions can hold at once', () => {
    fc.assert(
      fc.property(group, group, (one, other) => {
        const [a, b] = [region(one), region(other)]
        if (!a || !b) return
        const [inOne, inOther] = [truths(over(one)), truths(over(other))]
        expect(meet(a, b).length > 0).toBe(inOne.some((holds, index) => holds && inOther[index]))
      }),
      { numRuns: 2000 },
    )
  })

  it('are never said to contain what they do not', () => {
    let said = 0
    fc.assert(
      fc.property(group, group, (one, other) => {
        const [a, b] = [region(one), region(other)]
        if (!a || !b || !lies(a, b)) return
        said++
        const inOther = truths(over(other))
        expect(truths(over(one)).every((holds, index) => !holds || inOther[index])).toBe(true)
      }),
      { numRuns: 3000 },
    )
    expect(said).toBeGreaterThan(50)
  })
})
