import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  checkRules,
  type Loaded,
  listPoints,
  reviewPoints,
  reviewText,
  tellFailure,
  tellProblem,
  testRules,
} from '../server/rules/rules.ts'

const folder = join(import.meta.dirname, '../rules')
let loaded: Loaded

beforeAll(async () => {
  loaded = await checkRules(folder, '2026-11-23')
})

describe('the shipped rules', () => {
  it('have nothing wrong with them', () => {
    expect(loaded.problems.flatMap((problem) => tellProblem(problem, 'en'))).toEqual([])
    expect(loaded.ruleSet.rules.length).toBeGreaterThanOrEqual(36)
    expect(loaded.ruleSet.facts.size).toBeGreaterThanOrEqual(80)
  })

  it('pass their examples in both executions, word for word', async () => {
    const { results, examples, passed } = await testRules(loaded.ruleSet)
    const failed = results.filter(({ status }) => status === 'failed')
    expect(failed.flatMap((result) => tellFailure(result, 'en'))).toEqual([])
    expect(examples).toBeGreaterThanOrEqual(300)
    expect(passed).toBeGreaterThanOrEqual(250)
  })

  it('flag, spare, stay silent for want of data, and live over time, each of them', () => {
    const active = loaded.ruleSet.rules.filter(({ rule }) => rule.status === 'active')
    const poor = active.filter(({ examples }) => {
      const cases = [...(examples?.flagged ?? []), ...(examples?.notFlagged ?? [])]
      return !examples?.timelines || cases.every(({ records }) => !records)
    })
    expect(poor.map(({ rule }) => rule.id)).toEqual([])
    expect(active.length).toBeGreaterThanOrEqual(24)
  })

  it('leave no point of the regulation without a rule, a notice or a reason', () => {
    const points = listPoints(loaded.ruleSet)
    expect(points).toHaveLength(30)
    expect(points.filter(({ isOpen }) => isOpen).map(({ point }) => point)).toEqual([])
    // A reason why nothing watches a point would be a lie where something does.
    const both = points.filter((each) => each.notAutomated && (each.rules.length > 0 || each.notices.length > 0))
    expect(both.map(({ point }) => point)).toEqual([])
    expect(points.every(({ evidence }) => evidence.length > 0)).toBe(true)
  })

  it('were read against the texts of their points as they stand', async () => {
    const text = await readFile(join(folder, 'points.json'), 'utf8')
    expect(reviewText(reviewPoints(loaded.ruleSet))).toBe(text)
  })
})
