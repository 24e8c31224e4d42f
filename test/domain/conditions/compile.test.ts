import { describe, expect, it } from 'vitest'
import { compile } from '../../../server/domain/conditions/compile.ts'
import type { Ternary } from '../../../server/domain/conditions/condition.ts'
import { type ToldLeaf, tellOf } from '../../../server/domain/conditions/explanation.ts'
import { fixedOf, naturalOf } from '../../../server/domain/conditions/fixed.ts'
import { resolveParameters } from '../../../server/domain/conditions/parameters.ts'
import { ConditionError } from '../../../server/domain/conditions/problem.ts'
import { createSlots, factKey, findSlot, rowOf, slotOf } from '../../../server/domain/conditions/slots.ts'
import { dayOf } from '../../../server/domain/day.ts'

const scaleOf = (fact: string) => (fact === 'mean' ? 100 : 1)
const parameters = {
  ended: { value: null, since: dayOf('2026-09-01') },
  low_average: { value: 2.5, since: dayOf('2026-09-01') },
  days: { value: 30, since: dayOf('2026-09-01') },
}
const leaf = (operator: string, value: unknown, fact = 'count', rest: object = {}) => ({
  name: 'leaf',
  fact,
  operator,
  value,
  ...rest,
})

/** The state of one leaf over one value as it stands in a row. */
function stateOf(operator: string, value: unknown, actual: unknown, fact = 'count'): Ternary {
  const compiled = compile({ all: [leaf(operator, value, fact)] }, { parameters, scaleOf, slots: createSlots() })
  const row = [actual as number]
  expect(compiled.explain(row).state).toBe(compiled.decide(row))
  return compiled.decide(row)
}

function refusalOf(condition: unknown): string {
  try {
    compile(condition, { parameters, scaleOf, slots: createSlots() })
  } catch (error) {
    if (error instanceof ConditionError) return `${error.code} ${error.pointer}`
    throw error
  }
  return 'accepted'
}

describe('operators', () => {
  it('order whole numbers in fixed point, the boundary exactly', () => {
    const at = (operator: string) => [249, 250, 251].map((mean) => stateOf(operator, 2.5, mean, 'mean'))
    expect(at('lessThan')).toEqual([true, false, false])
    expect(at('lessThanInclusive')).toEqual([true, true, false])
    expect(at('greaterThan')).toEqual([false, false, true])
    expect(at('greaterThanInclusive')).toEqual([false, true, true])
    expect(at('equal')).toEqual([false, true, false])
    expect(at('notEqual')).toEqual([true, false, true])
  })
  it('look into lists on either side', () => {
    expect([stateOf('in', ['a', 'b'], 'b'), stateOf('in', ['a'], 'b'), stateOf('notIn', ['a'], 'b')]).toEqual([
      true,
      false,
      true,
    ])
    expect([
      stateOf('contains', 'a', ['a']),
      stateOf('contains', 'a', []),
      stateOf('doesNotContain', 'a', ['b']),
    ]).toEqual([true, false, true])
    expect(stateOf('in', [2.5, 3], 250, 'mean')).toBe(true)
  })
  it('what is missing, no number, or of another kind is unknown, never false and never true (P7, P8, P10)', () => {
    const rubbish = [null, undefined, Number.NaN, Number.POSITIVE_INFINITY, '5 apples', '7', true, {}, [7], 2.5]
    for (const operator of [
      'lessThan',
      'lessThanInclusive',
      'greaterThan',
      'greaterThanInclusive',
      'equal',
      'notEqual',
    ])
      for (const actual of rubbish)
        expect([operator, actual, stateOf(operator, 3, actual)]).toEqual([operator, actual, null])
    for (const operator of ['in', 'notIn']) expect(stateOf(operator, [1], '1')).toBeNull()
    for (const operator of ['contains', 'doesNotContain']) {
      expect(stateOf(operator, 'a', 'abc')).toBeNull()
      expect(stateOf(operator, 'a', undefined)).toBeNull()
    }
    expect(stateOf('equal', true, 1)).toBeNull()
    expect(stateOf('equal', 'a', null)).toBeNull()
  })
  it('a list with an unknown item still contains what it is seen to contain', () => {
    expect(stateOf('contains', 'a', ['a', null])).toBe(true)
    expect(stateOf('contains', 'b', ['a', null])).toBeNull()
    expect(stateOf('doesNotContain', 'b', ['a', null])).toBeNull()
  })
})

describe('parameters', () => {
  it('stand in values and in params; the same fact with other params is another fact', () => {
    const slots = createSlots()
    const tree = {
      all: [leaf('lessThan', { fact: 'param.low_average' }, 'mean', { params: { days: { fact: 'param.days' } } })],
    }
    const compiled = compile(tree, { parameters, scaleOf, slots })
    expect(slots.uses).toEqual([{ key: 'mean{days:30}', fact: 'mean', params: { days: 30 } }])
    expect(compiled.decide([249])).toBe(true)
    expect(compiled.leaves[0]).toMatchObject({
      expected: 2.5,
      target: 250,
      parameter: { name: 'low_average', since: dayOf('2026-09-01') },
    })
  })
  it('an ended one makes the leaf unknown, in the value as in the params, never 0 (P9)', () => {
    const slots = createSlots()
    const ended = { fact: 'param.ended' }
    for (const node of [
      leaf('greaterThanInclusive', ended),
      leaf('greaterThanInclusive', 0, 'count', { params: { days: ended } }),
    ]) {
      const compiled = compile({ all: [node] }, { parameters, scaleOf, slots })
      expect(compiled.decide([0, 0, 0])).toBeNull()
      const told = tellOf(compiled.explain([0, 0, 0]))
      expect(told).toMatchObject({ children: [{ unknownReason: 'parameterEnded', margin: null }] })
    }
  })
  it('are those of the day: the latest dated on or before it', () => {
    const values = [
      { from: '2025-09-01', value: 5 },
      { from: '2026-09-01', value: 6 },
      { from: '2027-01-01', value: null },
    ]
    const on = (iso: string) => resolveParameters({ n: { values } }, dayOf(iso))['n']?.value
    expect([on('2025-08-31'), on('2025-09-01'), on('2026-08-31'), on('2026-09-01'), on('2027-01-01')]).toEqual([
      null,
      5,
      5,
      6,
      null,
    ])
  })
})

describe('fixed point (P13)', () => {
  it('holds every decimal of the scale and refuses a finer number', () => {
    for (let fixed = -1_000; fixed <= 1_000; fixed++) expect(fixedOf(Number((fixed / 100).toFixed(2)), 100)).toBe(fixed)
    expect(fixedOf(4.35, 100)).toBe(435)
    expect(fixedOf(0.1 + 0.2, 100)).toBeUndefined()
    expect(fixedOf(2.505, 100)).toBeUndefined()
    expect(fixedOf(Number.NaN, 100)).toBeUndefined()
    expect(naturalOf(435, 100)).toBe(4.35)
  })
  it('shows the margin without the noise of floats', () => {
    const compiled = compile({ all: [leaf('lessThan', 2.5, 'mean')] }, { parameters, scaleOf, slots: createSlots() })
    expect(compiled.explain([240])).toMatchObject({ children: [{ actual: 2.4, margin: -0.1 }] })
  })
})

describe('keys of facts', () => {
  it('are canonical and readable, a word and a number apart', () => {
    expect(factKey('grade')).toBe('grade')
    expect(factKey('unexcusedLessons', { schoolDays: 5 })).toBe('unexcusedLessons{schoolDays:5}')
    expect(factKey('f', { b: 'x', a: 0.3 })).toBe(factKey('f', { a: 0.3, b: 'x' }))
    expect(factKey('f', { a: '5' })).toBe('f{a:"5"}')
    expect(factKey('f', { a: 'true' })).not.toBe(factKey('f', { a: true }))
    expect(factKey('f', { a: 'x,b:1' })).toBe('f{a:"x,b:1"}')
  })
  it('may be written with parameters by name, or bare where nothing is ambiguous', () => {
    const slots = createSlots()
    slotOf(slots, 'mean', { days: 30 })
    slotOf(slots, 'count', { days: 30 })
    slotOf(slots, 'count', { days: 60 })
    expect(findSlot(slots, 'mean')).toBe(0)
    expect(findSlot(slots, 'count{days:days}', parameters)).toBe(1)
    expect(findSlot(slots, 'count{days:60}')).toBe(2)
    expect(findSlot(slots, 'count')).toBeUndefined()
    expect(rowOf(slots, { mean: 2.4, 'count{days:60}': 7 }, scaleOf)).toEqual([240, null, 7])
    expect(() => rowOf(slots, { mean: 2.405 }, scaleOf)).toThrow(RangeError)
  })
})

describe('a tree that would surprise is refused', () => {
  const fine = leaf('lessThan', 3)
  it.each([
    ['an empty group is true for everybody (P3)', { all: [] }, 'empty-group /all'],
    ['also deep inside', { any: [fine, { not: { all: [] } }] }, 'empty-group /any/1/not/all'],
    ['two groups in one object (P4)', { all: [fine], any: [fine] }, 'two-groups '],
    ['an unknown key (P5)', { all: [{ ...fine, pth: '$.x' }] }, 'unknown-key /all/0/pth'],
    ['a key of a group', { all: [fine], priority: 7 }, 'unknown-key /priority'],
    ['null as a threshold (P9)', { all: [leaf('lessThan', null)] }, 'value /all/0/value'],
    ['words as a threshold (P9)', { all: [leaf('lessThan', '6 дней')] }, 'value-not-number /all/0/value'],
    ['NaN as a threshold', { all: [leaf('lessThan', Number.NaN)] }, 'value /all/0/value'],
    ['a date as a threshold (P11)', { all: [leaf('lessThan', '2026-09-01')] }, 'value-not-number /all/0/value'],
    ['in with a text, a substring test (P12)', { all: [leaf('in', 'abc')] }, 'value-not-list /all/0/value'],
    ['in with null (P12)', { all: [leaf('in', null)] }, 'value-not-list /all/0/value'],
    ['in with nothing', { all: [leaf('in', [])] }, 'value-not-list /all/0/value'],
    ['in with kinds mixed', { all: [leaf('in', ['a', 1])] }, 'value-not-list /all/0/value'],
    ['a path (P14, P15)', { all: [{ ...fine, path: '$.x' }] }, 'unknown-key /all/0/path'],
    [
      'a prototype (P16)',
      JSON.parse('{"all":[{"name":"a","fact":"count","operator":"equal","value":1,"__proto__":{}}]}'),
      'unknown-key /all/0/__proto__',
    ],
    ['a priority (P1, P16)', { all: [{ ...fine, priority: '__proto__' }] }, 'unknown-key /all/0/priority'],
    ['a shared condition (P17, P18)', { all: [{ condition: 'shared' }] }, 'unknown-key /all/0/condition'],
    ['an unknown operator (P2, P20)', { all: [leaf('gte', 3)] }, 'operator /all/0/operator'],
    ['a decorator (P23)', { all: [leaf('not:equal', 3)] }, 'operator /all/0/operator'],
    ['a leaf without a name', { all: [{ fact: 'count', operator: 'equal', value: 3 }] }, 'name /all/0'],
    ['a name used twice', { all: [fine, fine] }, 'duplicate-name /all/1/name'],
    ['a leaf without a value', { all: [{ name: 'a', fact: 'count', operator: 'equal' }] }, 'value /all/0'],
    [
      'a parameter that is not there',
      { all: [leaf('lessThan', { fact: 'param.nope' })] },
      'undefined-parameter /all/0/value',
    ],
    [
      'a parameter by an inherited name',
      { all: [leaf('lessThan', { fact: 'param.constructor' })] },
      'undefined-parameter /all/0/value',
    ],
    ['a fact as a threshold', { all: [leaf('lessThan', { fact: 'grade' })] }, 'reference /all/0/value'],
    [
      'a reference with a path',
      { all: [leaf('lessThan', { fact: 'param.days', path: '$' })] },
      'reference /all/0/value',
    ],
    ['a parameter as a fact', { all: [leaf('lessThan', 3, 'param.days')] }, 'fact /all/0/fact'],
    ['a threshold finer than its fact', { all: [leaf('lessThan', 2.505, 'mean')] }, 'too-fine /all/0/value'],
    ['an array in "not"', { not: [fine] }, 'shape /not'],
    ['no object at all', 'all', 'shape '],
  ])('%s', (_, condition, expected) => {
    expect(refusalOf(condition)).toBe(expected)
  })
  it('an endless or very deep one (P17)', () => {
    const circle: { all: unknown[] } = { all: [] }
    circle.all.push(circle)
    expect(refusalOf(circle)).toMatch(/^depth /)
    let deep: unknown = fine
    for (let depth = 0; depth < 5_000; depth++) deep = { not: deep }
    expect(refusalOf(deep)).toMatch(/^depth /)
  })
  it('says what, in both languages', () => {
    expect(() => compile({ all: [] }, { parameters, scaleOf, slots: createSlots() })).toThrow(
      '/all: An empty group is true for everybody',
    )
    try {
      compile({ all: [] }, { parameters, scaleOf, slots: createSlots() })
    } catch (error) {
      expect(error).toMatchObject({ words: { ru: 'Пустая группа верна для всех: добавьте условие' } })
    }
  })
})

describe('explanations', () => {
  it('hide no leaf behind an early stop and never change the rule (P19)', () => {
    const condition = Object.freeze({
      any: Object.freeze([
        Object.freeze(leaf('greaterThan', 1)),
        Object.freeze({ ...leaf('in', Object.freeze(['home']), 'form'), name: 'form' }),
      ]),
    })
    const slots = createSlots()
    const compiled = compile(condition, { parameters, scaleOf, slots })
    const tree = compiled.explain([5, undefined])
    expect(tree).toMatchObject({
      state: true,
      children: [
        { state: true, margin: 4 },
        { state: null, unknownReason: 'missing' },
      ],
    })
    expect(Object.isFrozen(compiled.condition)).toBe(true)
    expect(condition).toEqual({ any: [leaf('greaterThan', 1), { ...leaf('in', ['home'], 'form'), name: 'form' }] })
  })
  it('a later edit of the source does not leak in (P19)', () => {
    const list = ['home']
    const compiled = compile({ all: [leaf('in', list, 'form')] }, { parameters, scaleOf, slots: createSlots() })
    list.push('school')
    expect(compiled.decide(['school'])).toBe(false)
  })
  it('carry the reason that came with the facts', () => {
    const compiled = compile({ all: [leaf('lessThan', 3)] }, { parameters, scaleOf, slots: createSlots() })
    const told = (value: unknown) => {
      const tree = compiled.explain([value as number], ['stale'])
      return tree.kind === 'all' ? (tellOf(tree.children[0] ?? tree) as ToldLeaf).unknownReason : ''
    }
    expect([told(null), told('seven'), told(2)]).toEqual(['stale', 'wrongType', undefined])
  })
})
