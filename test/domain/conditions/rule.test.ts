import { describe, expect, it } from 'vitest'
import type { Condition } from '../../../server/domain/conditions/condition.ts'
import { confirmRule } from '../../../server/domain/conditions/confirm.ts'
import { DisagreementError } from '../../../server/domain/conditions/engine.ts'
import { ConditionError } from '../../../server/domain/conditions/problem.ts'
import {
  compileRule,
  evaluateRule,
  explainRule,
  type RuleLogic,
  type Verdict,
} from '../../../server/domain/conditions/rule.ts'
import { createSlots, type NaturalFacts, rowOf } from '../../../server/domain/conditions/slots.ts'
import { dayOf } from '../../../server/domain/day.ts'

const atLeast = (fact: string, value: number | { fact: string }): Condition => ({
  all: [{ name: fact, fact, operator: 'greaterThanInclusive', value }],
})
const atMost = (fact: string, value: number): Condition => ({
  all: [{ name: fact, fact, operator: 'lessThanInclusive', value }],
})
const rule: RuleLogic = {
  id: 'R-01',
  parameters: {
    limit: {
      values: [
        { from: '2025-09-01', value: 3 },
        { from: '2026-11-01', value: 5 },
      ],
    },
  },
  levels: [
    { level: 2, conditions: atLeast('lessons', { fact: 'param.limit' }) },
    { level: 4, conditions: atLeast('incidents', 1) },
  ],
}
const exempting: RuleLogic = {
  ...rule,
  exemptWhen: [
    { id: 'home', when: { all: [{ name: 'home', fact: 'form', operator: 'in', value: ['home'] }] } },
    {
      id: 'camp',
      expires: '2026-10-31',
      when: { all: [{ name: 'camp', fact: 'inCamp', operator: 'equal', value: true }] },
    },
  ],
}

function judge(logic: RuleLogic, facts: NaturalFacts, iso = '2026-10-15'): Verdict {
  const slots = createSlots()
  const compiled = compileRule(logic, dayOf(iso), () => 1, slots)
  return evaluateRule(
    compiled,
    rowOf(slots, facts, () => 1),
  )
}

describe('the verdict of a rule', () => {
  it('is the highest level that holds', () => {
    expect(judge(rule, { lessons: 3, incidents: 1 })).toMatchObject({ outcome: 'flagged', level: 4, clear: false })
    expect(judge(rule, { lessons: 3, incidents: 0 })).toMatchObject({ outcome: 'flagged', level: 2, unknownLevels: [] })
    expect(judge(rule, { lessons: 2, incidents: 0 })).toMatchObject({ outcome: 'notFlagged', level: null, clear: true })
  })
  it('follows the parameters of the day', () => {
    expect(judge(rule, { lessons: 3, incidents: 0 }, '2026-11-01').outcome).toBe('notFlagged')
    expect(judge(rule, { lessons: 3, incidents: 0 }, '2025-08-31')).toMatchObject({
      outcome: 'unknown',
      unknownLevels: [2],
    })
  })
  it('flags at the lower level and notes that a higher one is unknown', () => {
    expect(judge(rule, { lessons: 3 })).toEqual({
      outcome: 'flagged',
      level: 2,
      clear: false,
      exemptId: null,
      unknownLevels: [4],
      unknownFacts: ['incidents'],
    })
  })
  it('is unknown, with the facts it waits for, where nothing holds and something is undecided', () => {
    expect(judge(rule, { lessons: 1 })).toEqual({
      outcome: 'unknown',
      level: null,
      clear: null,
      exemptId: null,
      unknownLevels: [4],
      unknownFacts: ['incidents'],
    })
    expect(judge(rule, {}).unknownFacts).toEqual(['incidents', 'lessons'])
  })
  it('clears by its own condition where it has one', () => {
    const own = { ...rule, clearWhen: atMost('lessons', 1) }
    expect([1, 2, 3].map((lessons) => judge(own, { lessons, incidents: 0 }).clear)).toEqual([true, false, false])
    const other = { ...rule, clearWhen: atMost('calm', 1) }
    expect(judge(other, { lessons: 1, incidents: 0 })).toMatchObject({
      outcome: 'notFlagged',
      clear: null,
      unknownFacts: ['calm'],
    })
  })
  it('is exempt by name; where the exemption is unknown a rule that holds is unknown too', () => {
    expect(judge(exempting, { lessons: 9, incidents: 9, form: 'home', inCamp: false })).toMatchObject({
      outcome: 'exempt',
      exemptId: 'home',
      clear: true,
    })
    expect(judge(exempting, { lessons: 9, incidents: 0, inCamp: false })).toMatchObject({
      outcome: 'unknown',
      level: null,
      unknownFacts: ['form'],
    })
    expect(judge(exempting, { lessons: 1, incidents: 0, inCamp: false })).toMatchObject({ outcome: 'notFlagged' })
  })
  it('forgets an exemption that has expired', () => {
    const facts = { lessons: 9, incidents: 0, form: 'school', inCamp: true }
    expect(judge(exempting, facts, '2026-10-31')).toMatchObject({ outcome: 'exempt', exemptId: 'camp' })
    expect(judge(exempting, facts, '2026-11-01')).toMatchObject({ outcome: 'flagged' })
  })
  it('explains every tree, the levels from the highest', () => {
    const slots = createSlots()
    const compiled = compileRule(exempting, dayOf('2026-10-15'), () => 1, slots)
    const told = explainRule(
      compiled,
      rowOf(slots, { lessons: 3 }, () => 1),
    )
    expect(told.levels.map(({ level, tree }) => [level, tree.state])).toEqual([
      [4, null],
      [2, true],
    ])
    expect(told.exempt.map(({ id, tree }) => [id, tree.state])).toEqual([
      ['home', null],
      ['camp', null],
    ])
    expect(told.clear).toBeNull()
  })
})

it('a broken tree is refused with its place in the rule', () => {
  const broken = {
    ...rule,
    levels: [rule.levels[0] ?? { level: 1, conditions: { all: [] } }, { level: 1, conditions: { all: [] } }],
  }
  expect(() => compileRule(broken, dayOf('2026-10-15'), () => 1, createSlots())).toThrow(ConditionError)
  expect(() => compileRule(broken, dayOf('2026-10-15'), () => 1, createSlots())).toThrow('/levels/1/conditions/all')
})

describe('json-rules-engine confirms a rule', () => {
  const slots = createSlots()
  const compiled = compileRule({ ...exempting, clearWhen: atMost('lessons', 1) }, dayOf('2026-10-15'), () => 1, slots)
  it('tree by tree, but for those with an unknown fact', async () => {
    const row = (facts: NaturalFacts) => rowOf(slots, facts, () => 1)
    expect(await confirmRule(compiled, row({ lessons: 3, incidents: 0, form: 'school', inCamp: false }))).toBe(5)
    expect(await confirmRule(compiled, row({ lessons: 3, incidents: 0, form: 'school' }))).toBe(4)
  })
  it('or stops the run', async () => {
    const first = compiled.levels[0]
    if (!first) throw new Error('no level')
    const lying = { ...compiled, levels: [{ ...first, compiled: { ...first.compiled, decide: () => true } }] }
    const row = rowOf(slots, { lessons: 3, incidents: 0, form: 'school', inCamp: false }, () => 1)
    await expect(confirmRule(lying, row)).rejects.toThrow(DisagreementError)
  })
})
