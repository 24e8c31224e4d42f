import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Compiled } from '../../../server/domain/conditions/compile.ts'
import { compile } from '../../../server/domain/conditions/compile.ts'
import type { Condition, Ternary } from '../../../server/domain/conditions/condition.ts'
import { agree, confirmByEngine, DisagreementError, judgeByEngine } from '../../../server/domain/conditions/engine.ts'
import { type Explanation, listExplainedLeaves } from '../../../server/domain/conditions/explanation.ts'
import { createSlots, rowOf } from '../../../server/domain/conditions/slots.ts'
import { conditions, doubtfulFacts, inFixedPoint, knownFacts, parameters, scaleOf } from './arbitrary.ts'

function compiledOf(condition: Condition): { compiled: Compiled; slots: ReturnType<typeof createSlots> } {
  const slots = createSlots()
  return { compiled: compile(condition, { parameters, scaleOf, slots }), slots }
}

describe('compiled evaluator and json-rules-engine', () => {
  it('agree on every verdict and every leaf of 20,000 random rules and facts', async () => {
    let held = 0
    await fc.assert(
      fc.asyncProperty(conditions, knownFacts, async (condition, facts) => {
        const { compiled, slots } = compiledOf(condition)
        const row = rowOf(slots, facts, scaleOf)
        const engine = await judgeByEngine(condition, facts, parameters)
        agree('RANDOM', compiled, row, engine)
        expect(compiled.decide(row)).toBe(engine.holds)
        for (const leaf of listExplainedLeaves(compiled.explain(row)))
          expect(engine.leaves.get(leaf.name)).toEqual({
            result: leaf.state,
            actual: leaf.actual,
            expected: leaf.leaf.expected,
          })
        held += engine.holds ? 1 : 0
      }),
      { numRuns: 20_000 },
    )
    expect(held).toBeGreaterThan(4_000)
    expect(held).toBeLessThan(16_000)
  }, 180_000)

  it('is asked only when every fact that the rule refers to is known', async () => {
    const condition: Condition = {
      any: [
        { name: 'late', fact: 'lateCount', operator: 'greaterThan', value: 1 },
        { name: 'grade', fact: 'grade', operator: 'equal', value: 1 },
      ],
    }
    const { compiled, slots } = compiledOf(condition)
    const partial = rowOf(slots, { lateCount: 5 }, scaleOf)
    expect(compiled.decide(partial)).toBe(true)
    expect(await confirmByEngine('R', compiled, partial, parameters)).toBeUndefined()
    const whole = rowOf(slots, { lateCount: 5, grade: 2 }, scaleOf)
    expect(await confirmByEngine('R', compiled, whole, parameters)).toMatchObject({ holds: true })
  })

  it('a disagreement is loud and names the rule, the leaf and the facts', async () => {
    const condition: Condition = { all: [{ name: 'late', fact: 'lateCount', operator: 'greaterThan', value: 1 }] }
    const { compiled, slots } = compiledOf(condition)
    const engine = await judgeByEngine(condition, { lateCount: 5 }, parameters)
    const run = () => agree('ATT-05', compiled, rowOf(slots, { lateCount: 1 }, scaleOf), engine)
    expect(run).toThrow(DisagreementError)
    expect(run).toThrow(
      'ATT-05: the compiled evaluator says false, json-rules-engine true; they differ on late; facts {"lateCount":1}',
    )
  })
})

describe('Kleene logic', () => {
  it('decide and explain say the same on any facts, each group by its truth table', () => {
    fc.assert(
      fc.property(conditions, doubtfulFacts, (condition, facts) => {
        const { compiled, slots } = compiledOf(condition)
        const row = slots.uses.map(({ key, fact }) => inFixedPoint(facts[key], scaleOf(fact)))
        const tree = compiled.explain(row)
        expect(compiled.decide(row)).toBe(tree.state)
        checkTable(tree)
      }),
      { numRuns: 20_000 },
    )
  })

  it('De Morgan: not all of some is any of their negations, unknown included', () => {
    fc.assert(
      fc.property(fc.array(conditions, { minLength: 1, maxLength: 3 }), doubtfulFacts, (parts, facts) => {
        const whole = renamed({ not: { all: parts } })
        const spread = renamed({ any: parts.map((part) => ({ not: part })) })
        expect(decided(whole, facts)).toBe(decided(spread, facts))
      }),
      { numRuns: 5_000 },
    )
  })

  it('what is decided without a fact stays so whatever the fact turns out to be', () => {
    fc.assert(
      fc.property(conditions, knownFacts, fc.func(fc.boolean()), (condition, facts, isHidden) => {
        const hidden = Object.fromEntries(Object.entries(facts).filter(([key]) => !isHidden(key)))
        const verdict = decided(condition, hidden)
        if (verdict !== null) expect(decided(condition, facts)).toBe(verdict)
      }),
      { numRuns: 5_000 },
    )
  })
})

function decided(condition: Condition, facts: Readonly<Record<string, unknown>>): Ternary {
  const { compiled, slots } = compiledOf(condition)
  return compiled.decide(slots.uses.map(({ key, fact }) => inFixedPoint(facts[key], scaleOf(fact))))
}

function renamed(condition: Condition): Condition {
  let count = 0
  const text = JSON.stringify(condition).replaceAll(/"name":"c\d+"/g, () => `"name":"n${count++}"`)
  return JSON.parse(text) as Condition
}

function checkTable(node: Explanation): void {
  if (node.kind === 'leaf') return
  const states = node.children.map((child) => child.state)
  const winner = node.kind === 'any'
  const expected = states.includes(winner) ? winner : states.includes(null) ? null : !winner
  if (node.kind === 'not') expect(node.state).toBe(states[0] === null ? null : !states[0])
  else expect(node.state).toBe(expected)
  for (const child of node.children) checkTable(child)
}
