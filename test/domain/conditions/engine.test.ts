import { Engine } from 'json-rules-engine'
import { describe, expect, it } from 'vitest'
import { compile } from '../../../server/domain/conditions/compile.ts'
import type { Condition, FactValue, Ternary } from '../../../server/domain/conditions/condition.ts'
import { confirmByEngine, judgeByEngine } from '../../../server/domain/conditions/engine.ts'
import { createSlots } from '../../../server/domain/conditions/slots.ts'

const parameters = { days: { value: 5, since: 0 }, limit: { value: 3, since: 0 }, ended: { value: null, since: 0 } }
const scaleOf = () => 1
const leaf = (operator: string, value: unknown): Condition =>
  ({ all: [{ name: 'leaf', fact: 'fact', operator, value }] }) as Condition

/** json-rules-engine as it comes, with one fact. */
async function bare(condition: unknown, value: unknown, options: object = {}): Promise<boolean> {
  const engine = new Engine([], options)
  engine.addRule({ conditions: structuredClone(condition) as never, event: { type: 'x' } })
  const { results } = await engine.run(value === undefined ? {} : { fact: value })
  return results.length > 0
}

function ours(condition: unknown, value: unknown): Ternary | 'refused' {
  try {
    return compile(condition, { parameters, scaleOf, slots: createSlots() }).decide([value as FactValue])
  } catch {
    return 'refused'
  }
}

describe('where the two differ on purpose', () => {
  const corners: [string, unknown, unknown, boolean, Ternary | 'refused'][] = [
    ['an empty "all" holds for everybody (P3)', { all: [] }, 1, true, 'refused'],
    ['an empty "any" too (P3)', { any: [] }, 1, true, 'refused'],
    [
      '"any" hides "all" beside it (P4)',
      { any: [{ ...leafOf('equal', 2) }], all: [{ ...leafOf('equal', 1) }] },
      1,
      false,
      'refused',
    ],
    ['a threshold of null is 0 (P9)', leaf('greaterThanInclusive', null), 0, true, 'refused'],
    ['a threshold in words is never reached (P9)', leaf('greaterThanInclusive', '6 дней'), 9, false, 'refused'],
    ['a text beats a number as it likes (P9)', leaf('greaterThan', '9'), '10', false, 'refused'],
    ['a list of one is a number (P9)', leaf('greaterThan', 3), [5], true, null],
    ['null is not below (P10)', leaf('lessThan', 3), null, false, null],
    ['NaN is not equal to anything (P10)', leaf('notEqual', 3), Number.NaN, true, null],
    ['true is no number, so not below (P10)', leaf('lessThan', 3), true, false, null],
    ['a text with a number in it passes for one (P9)', leaf('lessThan', 3), '2', true, null],
    ['another kind is simply unequal', leaf('notEqual', 3), '3', true, null],
    ['"contains" of no list is false (P8)', leaf('contains', 'a'), 'abc', false, null],
    ['and so is "doesNotContain" (P8)', leaf('doesNotContain', 'a'), 'abc', false, null],
    ['"in" a text looks for a part of it (P12)', leaf('in', 'abc'), 'b', true, 'refused'],
    ['floats compare as floats (P13)', leaf('greaterThan', 0.3), 0.1 + 0.2, true, 'refused'],
  ]
  it.each(corners)('%s', async (_, condition, value, theirs, own) => {
    expect(await bare(condition, value)).toBe(theirs)
    expect(ours(condition, value)).toBe(own)
  })
  it('a missing fact stops its whole run, or with the option turns into opposite verdicts (P2, P7)', async () => {
    await expect(bare(leaf('lessThan', 3), undefined)).rejects.toThrow('Undefined fact')
    expect(await bare(leaf('lessThan', 3), undefined, { allowUndefinedFacts: true })).toBe(false)
    expect(await bare({ not: leafOf('lessThan', 3) }, undefined, { allowUndefinedFacts: true })).toBe(true)
    expect(ours(leaf('lessThan', 3), undefined)).toBeNull()
    expect(ours({ not: leafOf('lessThan', 3) }, undefined)).toBeNull()
  })
  it('"any" with one part that holds aborts there for want of the other (P7); here it holds', async () => {
    const condition = { any: [leafOf('equal', 1), { name: 'b', fact: 'other', operator: 'equal', value: 1 }] }
    await expect(bare(condition, 1)).rejects.toThrow('Undefined fact: other')
    expect(ours(condition, 1)).toBe(true)
  })
})

function leafOf(operator: string, value: unknown) {
  return { name: 'leaf', fact: 'fact', operator, value }
}

describe('json-rules-engine as the authority', () => {
  const condition: Condition = {
    all: [
      {
        name: 'lessons',
        fact: 'lessons',
        params: { schoolDays: { fact: 'param.days' } },
        operator: 'greaterThanInclusive',
        value: { fact: 'param.limit' },
      },
      { not: { name: 'form', fact: 'form', operator: 'in', value: ['home'] } },
    ],
  }
  const facts = { 'lessons{schoolDays:5}': 4, form: 'school' }

  it('gives the verdict and every leaf by name, parameters resolved in values and params (P24)', async () => {
    const verdict = await judgeByEngine(condition, facts, parameters)
    expect(verdict.holds).toBe(true)
    expect([...verdict.leaves]).toEqual([
      ['lessons', { result: true, actual: 4, expected: 3 }],
      ['form', { result: false, actual: 'school', expected: ['home'] }],
    ])
  })
  it('does not lose results when many run at once (P1)', async () => {
    const runs = Array.from({ length: 200 }, (_, count) =>
      judgeByEngine(condition, { 'lessons{schoolDays:5}': count, form: 'school' }, parameters),
    )
    const verdicts = await Promise.all(runs)
    expect(verdicts.map(({ holds }) => holds)).toEqual(Array.from({ length: 200 }, (_, count) => count >= 3))
    expect(verdicts.every(({ leaves }) => leaves.size === 2)).toBe(true)
  })
  it('takes frozen conditions and facts and leaves them as they are (P19)', async () => {
    const compiled = compile(condition, { parameters, scaleOf, slots: createSlots() })
    const before = JSON.stringify(compiled.condition)
    await judgeByEngine(compiled.condition, Object.freeze({ ...facts }), parameters)
    expect(JSON.stringify(compiled.condition)).toBe(before)
  })
  it('is refused a fact or a parameter that is unknown, and names it (P2)', async () => {
    await expect(judgeByEngine(condition, { form: 'school' }, parameters)).rejects.toThrow('lessons{schoolDays:5}')
    await expect(judgeByEngine(condition, facts, { ...parameters, days: { value: null, since: 0 } })).rejects.toThrow(
      'days',
    )
    const inherited: Condition = { all: [{ name: 'a', fact: 'constructor', operator: 'equal', value: 1 }] }
    await expect(judgeByEngine(inherited, {}, parameters)).rejects.toThrow('constructor')
  })
  it('never resolves a path (P14, P15)', async () => {
    const path = { all: [{ ...leafOf('equal', 1), path: '$.x' }] } as unknown as Condition
    await expect(judgeByEngine(path, { fact: { x: 1 } as unknown as FactValue }, parameters)).rejects.toThrow(
      'no paths',
    )
  })
  it('is not asked where a parameter has ended', async () => {
    const ended: Condition = {
      all: [{ name: 'a', fact: 'fact', operator: 'lessThan', value: { fact: 'param.ended' } }],
    }
    const compiled = compile(ended, { parameters, scaleOf, slots: createSlots() })
    expect(await confirmByEngine('R', compiled, [1], parameters)).toBeUndefined()
  })
})
