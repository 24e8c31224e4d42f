import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileRule, explainRule, type RuleLogic } from '../../../server/domain/conditions/rule.ts'
import { createSlots } from '../../../server/domain/conditions/slots.ts'
import { dayOf } from '../../../server/domain/day.ts'
import { conditionSentence, explainedLines } from '../../../server/domain/explain/tree.ts'
import { clearingText, raisingText, unknownText, verdictText } from '../../../server/domain/explain/verdict.ts'
import type { Fact, FactCatalogue } from '../../../server/domain/formats/catalogue.ts'
import type { Rule } from '../../../server/domain/formats/rule.ts'

const { facts } = JSON.parse(readFileSync('rules/catalogue/facts.json', 'utf8')) as FactCatalogue
const byId = new Map(facts.map((fact) => [fact.id, fact]))
const scaleOf = (fact: string) => 10 ** (byId.get(fact)?.scale ?? 0)
const files = globSync('rules/{student,class}/**/*.json').filter((file) => !file.endsWith('.examples.json'))
const rules = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Rule)

/** A known value of a fact, in fixed point: the middle of its range, its first word. */
function someValue(fact: Fact | undefined) {
  if (fact?.type === 'boolean') return true
  const word = fact?.values?.[0]?.id ?? ''
  if (fact?.type === 'enum') return word
  if (fact?.type === 'set') return [word]
  const { min, max } = fact?.range ?? { min: 0, max: 2 }
  return Math.round(((min + max) / 2) * 10 ** (fact?.scale ?? 0))
}

describe('every shipped rule', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s speaks both languages, whatever is known', (_, rule) => {
    const logic: RuleLogic = rule
    const slots = createSlots()
    const compiled = compileRule(logic, dayOf('2026-11-23'), scaleOf, slots)
    const known = slots.uses.map(({ fact }) => someValue(byId.get(fact)))
    for (const row of [known, known.map(() => null)])
      for (const lang of ['ru', 'en'] as const) {
        const told = explainRule(compiled, row)
        const catalogue = (fact: string) => byId.get(fact)
        const left = { n: 5, unit: 'schoolDay' as const }
        const texts = [
          verdictText(rule.explain, told, compiled.parameters, catalogue, lang),
          clearingText(told, left, catalogue, lang),
          raisingText(told, catalogue, lang),
          unknownText(told, catalogue, lang),
          ...told.levels.flatMap(({ tree }) => explainedLines(tree, catalogue, lang).map(({ text }) => text)),
          ...compiled.levels.map((level) => conditionSentence(level.compiled, catalogue, lang)),
        ]
        for (const text of texts) expect(text).not.toMatch(/undefined|null|NaN|\{|\}|\bне число\b/)
        if (row !== known) expect(texts[3]).not.toBe('')
      }
  })
  it('is there', () => {
    expect(rules.length).toBeGreaterThanOrEqual(30)
  })
})
