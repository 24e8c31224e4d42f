import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { compileRule } from '../../../server/domain/conditions/rule.ts'
import { createSlots } from '../../../server/domain/conditions/slots.ts'
import { dayOf } from '../../../server/domain/day.ts'
import { readNorm } from '../../../server/domain/explain/norm.ts'
import { type RuleReading, readRule } from '../../../server/domain/explain/rule-reading.ts'
import type { Rule } from '../../../server/domain/formats/rule.ts'
import { compareRules, listOnes } from '../../../server/domain/revisions/compare.ts'
import { scaleIn } from '../../../server/facts/facts.ts'
import { checkRules, type RuleSet } from '../../../server/rules/rules.ts'

let ruleSet: RuleSet
beforeAll(async () => {
  ruleSet = (await checkRules(join(import.meta.dirname, '../../../rules'), '2026-11-23')).ruleSet
})

const read = (rule: Rule): RuleReading => {
  const compiled = compileRule(rule, dayOf('2026-11-23'), scaleIn([...ruleSet.facts.values()]), createSlots())
  return readRule(compiled, (fact) => ruleSet.facts.get(fact), rule.lifecycle)
}
const ruleOf = (id: string): Rule => {
  const found = ruleSet.rules.find(({ rule }) => rule.id === id)
  if (!found) throw new Error(`${id} is not shipped`)
  return found.rule
}
const sentencesOf = ({ levels, clear, exempt, life }: RuleReading) => [
  ...[...levels, clear, ...exempt].map(({ sentence }) => sentence),
  ...life,
]

describe('a rule read aloud', () => {
  it('makes a whole sentence of every condition of every shipped rule in both languages', () => {
    for (const { rule } of ruleSet.rules) {
      const reading = read(rule)
      expect(reading.levels).toHaveLength(rule.levels.length)
      for (const { ru, en } of sentencesOf(reading)) {
        expect(ru).toMatch(/^[А-ЯЁ].*\.$/s)
        expect(en).toMatch(/^[A-Z].*\.$/s)
        // No id of a fact, no parameter, no placeholder, no empty place is left in the words.
        expect(`${ru} ${en}`).not.toMatch(/[{}]|undefined|null|param\.|[a-z]+[A-Z][a-z]|\w_\w| {2}|\(\)/)
        expect(ru).not.toMatch(/[A-Za-z]{3,}/)
        expect(en).not.toMatch(/[а-яё]/i)
      }
      const names = reading.levels.flatMap(({ parts }) => listOnes(parts.ru)).map(({ name }) => name)
      expect(names).toEqual(reading.levels.flatMap(({ parts }) => listOnes(parts.en)).map(({ name }) => name))
    }
  })

  it.each([
    [
      'ATT-03',
      'Сигнал уровня 4 («коллегиально»), если доля уроков без уважительной причины за 30 дней – не меньше 30 %, и проведено уроков за 30 дней – не меньше 40.',
    ],
    [
      'ATT-07',
      'Сигнал уровня 3 («к заместителю»), если учебных дней отсутствия подряд – не меньше 3, и связи с семьёй нет.',
    ],
    ['BEH-01', 'Сигнал уровня 2 («в работу»), если нарушений за 30 дней – не меньше 3 (тяжесть от 1; тяжесть до 2).'],
    [
      'BEH-06',
      'Сигнал уровня 3 («к заместителю»), если участников одного нарушения за 3 дня – не меньше 5, или (доля класса в одном нарушении за 3 дня – не меньше 20 %, и учеников в классе – не меньше 10).',
    ],
  ])('%s as a person would say it', (id, sentence) => {
    expect(read(ruleOf(id)).levels[0]?.sentence.ru.replaceAll('\u00a0', ' ')).toBe(sentence)
  })

  it('takes a «not» inward: whom nothing holds any more is said by what does not hold', () => {
    expect(read(ruleOf('ATT-02')).clear.sentence).toEqual({
      ru: 'Сигнал снимается, когда уроков без уважительной причины за 5 учебных дней – не больше 1, и уроков без уважительной причины за 20 учебных дней – не больше 3, и уроков без уважительной причины за нынешний период – не больше 19.',
      en: 'The flag clears when unexcused lessons in 5 school days: at most 1, and unexcused lessons in 20 school days: at most 3, and unexcused lessons in the present period: at most 19.',
    })
  })

  it('says how long things last, the rule’s own terms over the usual ones', () => {
    const { life } = read({ ...ruleOf('ATT-02'), lifecycle: { raiseAfter: 2, holdFor: { n: 1, unit: 'week' } } })
    expect(life.map(({ ru }) => ru)).toEqual([
      'Сигнал появляется после 2 проверок подряд.',
      'Снимается, если условие снятия держится 1 неделю.',
      'Если человек закрыл или отклонил сигнал, тот же уровень не появится 10 учебных дней.',
      'Пропуск без причины 3 учебных дня считается невыясненным: справку могут принести позже.',
      'Повторный случай в течение 30 дней продолжает прежний сигнал.',
    ])
  })
})

describe('two revisions', () => {
  it('differ by the names of numbers and conditions, wherever they stand', () => {
    const before = ruleOf('ATT-02')
    const after = structuredClone(before)
    after.parameters['recent_lessons']?.values.push({ from: '2026-12-01', value: 4 })
    after.levels.reverse()
    const changes = compareRules({ rule: before, reading: read(before) }, { rule: after, reading: read(after) })
    expect(changes.map(({ what, name }) => `${what} ${name}`)).toEqual(['parameter recent_lessons'])
    expect(changes[0]?.after?.ru).toContain('4 с 1 декабря 2026')
  })

  it('show a condition whose number is another, and one that is gone', () => {
    const before = ruleOf('ATT-02')
    const after = structuredClone(before)
    const number = after.parameters['recent_lessons']?.values[0]
    if (number) number.value = 4
    delete after.exemptWhen
    const changes = compareRules({ rule: before, reading: read(before) }, { rule: after, reading: read(after) })
    expect(changes.map(({ what, name }) => `${what} ${name}`)).toContain('level 2/recent')
    const gone = changes.filter(({ what }) => what === 'exempt')
    expect(gone.length).toBeGreaterThan(0)
    expect(gone.every(({ after: is }) => is === null)).toBe(true)
  })
})

describe('a norm read aloud', () => {
  it('is a sentence for every norm of the 30 points', () => {
    for (const spec of ruleSet.points.flatMap(({ specs }) => specs)) {
      const { ru, en } = readNorm(spec)
      expect(ru).toMatch(/^[А-ЯЁ][^{}]*\.$/)
      expect(en).toMatch(/^[A-Z][^{}]*\.$/)
    }
  })
})
