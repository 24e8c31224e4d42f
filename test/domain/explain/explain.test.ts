import { describe, expect, it } from 'vitest'
import { compile } from '../../../server/domain/conditions/compile.ts'
import type { Condition } from '../../../server/domain/conditions/condition.ts'
import { tellOf } from '../../../server/domain/conditions/explanation.ts'
import { compileRule, explainRule, type RuleLogic } from '../../../server/domain/conditions/rule.ts'
import { createSlots, type NaturalFacts, rowOf } from '../../../server/domain/conditions/slots.ts'
import { dayOf } from '../../../server/domain/day.ts'
import { factLabel, factSentence, numberText } from '../../../server/domain/explain/fact.ts'
import { endText, gatheredText, hiddenText, quietText } from '../../../server/domain/explain/flag.ts'
import { MessageError, messageText, placeholdersOf, withMinus } from '../../../server/domain/explain/message.ts'
import { conditionSentence, explainedLines } from '../../../server/domain/explain/tree.ts'
import { clearingText, raisingText, unknownText, verdictText } from '../../../server/domain/explain/verdict.ts'
import type { FactCatalogue, FactWords, Lang } from '../../../server/domain/explain/words.ts'

const period = {
  title: { ru: 'Период', en: 'Period' },
  choices: [{ id: 'current', title: { ru: 'нынешний период', en: 'the present period' } }],
}
const severity = { title: { ru: 'Тяжесть от', en: 'Severity from' }, unit: 'severity' }
const words: Record<string, FactWords> = {
  unexcusedLessons: {
    unit: 'lesson',
    title: { ru: 'Уроков без уважительной причины', en: 'Unexcused lessons' },
    sentence: {
      ru: '{value, plural, one {# урок} few {# урока} many {# уроков} other {# урока}} без уважительной причины {window}',
      en: '{value, plural, one {# unexcused lesson} other {# unexcused lessons}} {window}',
    },
    params: { period },
  },
  meanMark: {
    unit: 'markValue',
    title: { ru: 'Средняя отметка', en: 'Mean mark' },
    sentence: { ru: 'средняя отметка {value, number} {window}', en: 'mean mark {value, number} {window}' },
  },
  absentShare: {
    unit: 'share',
    title: { ru: 'Доля пропущенных уроков', en: 'Share of lessons missed' },
    sentence: {
      ru: 'пропущено {value, number, percent} уроков, {window}',
      en: '{value, number, percent} of lessons missed, {window}',
    },
  },
  incidentsCount: {
    unit: 'incident',
    title: { ru: 'Нарушений', en: 'Incidents' },
    sentence: { ru: '{value, number}', en: '{value, number}' },
    params: { minSeverity: severity },
  },
  confirmedContact: {
    title: { ru: 'Связь с семьёй есть', en: 'Contact with the family' },
    sentence: {
      ru: '{value, select, true {связь с семьёй есть} other {связи с семьёй нет}}',
      en: '{value, select, true {the family was reached} other {the family was not reached}}',
    },
  },
  schoolingForm: {
    title: { ru: 'Форма обучения', en: 'Form of schooling' },
    sentence: { ru: 'форма обучения: {value}', en: 'form of schooling: {value}' },
    values: [
      { id: 'home', title: { ru: 'на дому', en: 'at home' } },
      { id: 'family', title: { ru: 'в семье', en: 'in the family' } },
      { id: 'school', title: { ru: 'в школе', en: 'at school' } },
    ],
  },
  caseState: {
    title: { ru: '«Двоек», где есть случай', en: 'Marks of 2 with a case' },
    sentence: { ru: '{value}', en: '{value}' },
    params: {
      domain: { title: { ru: 'Область', en: 'Domain' }, choices: [{ id: 'any', title: { ru: 'любая', en: 'any' } }] },
    },
  },
  familyStatus: {
    title: { ru: 'Социальные категории', en: 'Social categories' },
    sentence: { ru: 'категории: {value}', en: 'categories: {value}' },
    values: [{ id: 'large', title: { ru: 'многодетная семья', en: 'family with many children' } }],
  },
}
const catalogue = (fact: string) => words[fact]
const scaleOf = (fact: string) => (fact === 'meanMark' || fact === 'absentShare' ? 100 : 1)
const asOf = dayOf('2026-10-15')
const plain = (text: string) => text.replaceAll(/\u00a0|\u202f/g, ' ')

const absence: RuleLogic = {
  id: 'ATT-02',
  parameters: {
    recent_days: { values: [{ from: '2025-09-01', value: 5 }] },
    recent_lessons: {
      values: [
        { from: '2025-09-01', value: 2 },
        { from: '2026-09-01', value: 3 },
      ],
    },
    serious_lessons: { values: [{ from: '2025-09-01', value: 10 }] },
    clear_lessons: { values: [{ from: '2025-09-01', value: 1 }] },
  },
  levels: [
    { level: 2, conditions: { all: [lessons('recent', 'greaterThanInclusive', 'recent_lessons')] } },
    { level: 3, conditions: { all: [lessons('serious', 'greaterThanInclusive', 'serious_lessons')] } },
  ],
  clearWhen: { all: [lessons('calm', 'lessThanInclusive', 'clear_lessons')] },
}
const message = {
  ru: '{recent, plural, one {# урок} few {# урока} many {# уроков} other {# урока}} без уважительной причины за {recent_days, plural, one {# учебный день} few {# учебных дня} many {# учебных дней} other {# учебного дня}} (порог {recent_lessons, number})',
  en: '{recent, plural, one {# unexcused lesson} other {# unexcused lessons}} in {recent_days, plural, one {# school day} other {# school days}} (threshold {recent_lessons, number})',
}

function lessons(name: string, operator: 'greaterThanInclusive' | 'lessThanInclusive', parameter: string): Condition {
  const params = { schoolDays: { fact: 'param.recent_days' } }
  return { name, fact: 'unexcusedLessons', params, operator, value: { fact: `param.${parameter}` } }
}

function told(rule: RuleLogic, facts: NaturalFacts) {
  const slots = createSlots()
  const compiled = compileRule(rule, asOf, scaleOf, slots)
  return { told: explainRule(compiled, rowOf(slots, facts, scaleOf)), parameters: compiled.parameters }
}

const clearing = (rule: RuleLogic, facts: NaturalFacts, lang: Lang, n = 5) =>
  plain(clearingText(told(rule, facts).told, { n, unit: 'schoolDay' }, catalogue, lang))

describe('the text of a rule', () => {
  const text = (count: number | null, lang: Lang) => {
    const { told: explanation, parameters } = told(absence, { unexcusedLessons: count })
    return plain(verdictText(message, explanation, parameters, catalogue, lang))
  }
  it('agrees in Russian', () => {
    const tail = 'без уважительной причины за 5 учебных дней (порог 3)'
    const counts = [1, 2, 5, 11, 21, 22, 25, 111, 121]
    const nouns = ['урок', 'урока', 'уроков', 'уроков', 'урок', 'урока', 'уроков', 'уроков', 'урок']
    expect(counts.map((count) => text(count, 'ru'))).toEqual(counts.map((count, at) => `${count} ${nouns[at]} ${tail}`))
  })
  it('agrees in English', () => {
    expect([1, 2, 21].map((count) => text(count, 'en'))).toEqual([
      '1 unexcused lesson in 5 school days (threshold 3)',
      '2 unexcused lessons in 5 school days (threshold 3)',
      '21 unexcused lessons in 5 school days (threshold 3)',
    ])
  })
  it('says that a value is unknown, never 0', () => {
    expect(text(null, 'ru')).toBe('нет данных без уважительной причины за 5 учебных дней (порог 3)')
    expect(text(null, 'en')).toBe('no data in 5 school days (threshold 3)')
  })
  it('writes a fraction as the language does', () => {
    expect(messageText('{mean, number}', { mean: 2.45 }, 'ru')).toBe('2,45')
    expect(messageText('{mean, number}', { mean: 2.45 }, 'en')).toBe('2.45')
    expect(
      messageText('{mean, plural, one {# балл} few {# балла} many {# баллов} other {# балла}}', { mean: 2.5 }, 'ru'),
    ).toBe('2,5 балла')
    expect(plain(messageText('{share, number, percent}', { share: 0.3 }, 'ru'))).toBe('30 %')
  })
  it('refuses a placeholder that is no condition and no parameter', () => {
    expect(() => messageText('{lessons, number}', { recent: 1 }, 'ru')).toThrow(MessageError)
    expect(placeholdersOf(message.ru, 'ru')).toEqual(['recent', 'recent_days', 'recent_lessons'])
  })
  it('lets one choose by a value and shows the word of a list', () => {
    const rule: RuleLogic = {
      id: 'X',
      parameters: {},
      levels: [
        {
          level: 1,
          conditions: {
            all: [
              { name: 'form', fact: 'schoolingForm', operator: 'equal', value: 'home' },
              { name: 'contact', fact: 'confirmedContact', operator: 'equal', value: false },
            ],
          },
        },
      ],
    }
    const { told: explanation } = told(rule, { schoolingForm: 'home', confirmedContact: false })
    const both = {
      ru: 'учится {form}, {contact, select, true {связь есть} other {связи нет}}',
      en: '{form}, {contact}',
    }
    expect(verdictText(both, explanation, {}, catalogue, 'ru')).toBe('учится на дому, связи нет')
    expect(verdictText(both, explanation, {}, catalogue, 'en')).toBe('at home, false')
  })
})

describe('facts in words', () => {
  it('name their window and their details', () => {
    expect(factLabel('unexcusedLessons', { schoolDays: 21 }, catalogue, 'ru')).toBe(
      'уроков без уважительной причины за 21 учебный день',
    )
    expect(factLabel('unexcusedLessons', { period: 'current' }, catalogue, 'ru')).toBe(
      'уроков без уважительной причины за нынешний период',
    )
    expect(factLabel('incidentsCount', { days: 30, minSeverity: 3 }, catalogue, 'ru')).toBe(
      'нарушений за 30 дней (тяжесть от 3)',
    )
    expect(factLabel('incidentsCount', { days: 1, minSeverity: 3 }, catalogue, 'en')).toBe(
      'incidents in 1 day (severity from 3)',
    )
  })
  it('tell a choice from a number', () => {
    expect(factLabel('caseState', { domain: 'any', days: 3 }, catalogue, 'ru')).toBe(
      '«двоек», где есть случай за 3 дня (область: любая)',
    )
  })
  it('stand in a sentence', () => {
    expect(factSentence('unexcusedLessons', { schoolDays: 5 }, 22, catalogue, 'ru')).toBe(
      '22 урока без уважительной причины за 5 учебных дней',
    )
    expect(plain(factSentence('absentShare', {}, 0.3, catalogue, 'ru'))).toBe('пропущено 30 % уроков')
    expect(factSentence('familyStatus', {}, ['large'], catalogue, 'en')).toBe('categories: family with many children')
  })
})

describe('what would clear a flag', () => {
  it('names the bound and how long it must last', () => {
    expect(clearing(absence, { unexcusedLessons: 6 }, 'ru')).toBe(
      'Сигнал снимется, когда уроков без уважительной причины за 5 учебных дней станет не больше 1, и это продержится 5 учебных дней.',
    )
    expect(clearing(absence, { unexcusedLessons: 6 }, 'en', 0)).toBe(
      'The flag clears when “unexcused lessons in 5 school days” is at most 1.',
    )
  })
  it('says how much of the wait is left where it is clear already', () => {
    expect(clearing(absence, { unexcusedLessons: 0 }, 'ru', 3)).toBe(
      'Сигнал снимется, если так продержится ещё 3 учебных дня.',
    )
    expect(clearing(absence, { unexcusedLessons: 0 }, 'ru', 1)).toBe(
      'Сигнал снимется, если так продержится ещё 1 учебный день.',
    )
    expect(clearing(absence, { unexcusedLessons: 0 }, 'ru', 0)).toBe('Сигнал снимется при следующей проверке.')
  })
  it('without a condition of its own asks for the negation of every level, the stricter bound of two', () => {
    const { clearWhen, ...silent } = absence
    expect(clearWhen).toBeDefined()
    expect(clearing(silent, { unexcusedLessons: 12 }, 'ru', 0)).toBe(
      'Сигнал снимется, когда уроков без уважительной причины за 5 учебных дней станет не больше 2.',
    )
  })
  it('takes the fewest leaves, and of equals the nearest to its threshold', () => {
    const rule: RuleLogic = {
      id: 'X',
      parameters: {},
      levels: [
        {
          level: 2,
          conditions: {
            any: [
              {
                all: [
                  { name: 'mean', fact: 'meanMark', params: { days: 30 }, operator: 'lessThan', value: 2.5 },
                  {
                    name: 'share',
                    fact: 'absentShare',
                    params: { days: 30 },
                    operator: 'greaterThanInclusive',
                    value: 0.3,
                  },
                ],
              },
              { name: 'contact', fact: 'confirmedContact', operator: 'equal', value: false },
            ],
          },
        },
      ],
    }
    expect(clearing(rule, { meanMark: 2.4, absentShare: 0.9, confirmedContact: false }, 'ru', 0)).toBe(
      'Сигнал снимется, когда средняя отметка за 30 дней станет не меньше 2,5 и станет так: связь с семьёй есть.',
    )
    expect(clearing(rule, { meanMark: 2, absentShare: 0.31, confirmedContact: true }, 'ru', 0)).toBe(
      'Сигнал снимется, когда доля пропущенных уроков за 30 дней станет меньше 30 %.',
    )
    const { told: calm } = told(rule, { meanMark: 2.6, absentShare: 0.1, confirmedContact: true })
    expect(raisingText(calm, catalogue, 'ru')).toBe('Сигнал появится, когда станет так: связи с семьёй нет.')
  })
  it('closes a clause within a name by a comma', () => {
    const rule: RuleLogic = {
      id: 'X',
      parameters: {},
      levels: [
        {
          level: 1,
          conditions: {
            all: [{ name: 'a', fact: 'caseState', params: { days: 3 }, operator: 'greaterThan', value: 2 }],
          },
        },
      ],
    }
    expect(clearing(rule, { caseState: 4 }, 'ru', 0)).toBe(
      'Сигнал снимется, когда «двоек», где есть случай за 3 дня, станет не больше 2.',
    )
  })
  it('says what would raise one, by the nearest level', () => {
    expect(raisingText(told(absence, { unexcusedLessons: 2 }).told, catalogue, 'ru')).toBe(
      'Сигнал появится, когда уроков без уважительной причины за 5 учебных дней станет не меньше 3.',
    )
    expect(raisingText(told(absence, { unexcusedLessons: 3 }).told, catalogue, 'ru')).toBe('')
  })
})

describe('why, and why not', () => {
  const tree: Condition = {
    all: [
      {
        name: 'mean',
        fact: 'meanMark',
        params: { days: 30 },
        operator: 'lessThan',
        value: { fact: 'param.low_average' },
      },
      {
        any: [
          { name: 'lessons', fact: 'unexcusedLessons', params: { schoolDays: 5 }, operator: 'greaterThan', value: 2 },
          { not: { name: 'status', fact: 'familyStatus', operator: 'contains', value: 'large' } },
        ],
      },
      { name: 'form', fact: 'schoolingForm', operator: 'notIn', value: ['home', 'family'] },
    ],
  }
  const slots = createSlots()
  const compiled = compile(tree, {
    parameters: { low_average: { value: 2.5, since: dayOf('2026-09-01') } },
    scaleOf,
    slots,
  })
  const lines = (facts: NaturalFacts, lang: Lang, reasons: Record<string, string> = {}) => {
    const held = slots.uses.map(({ key }) => reasons[key])
    const explained = compiled.explain(rowOf(slots, facts, scaleOf), held)
    return explainedLines(explained, catalogue, lang).map(({ depth, mark, text }) =>
      plain(`${'  '.repeat(depth)}${mark} ${text}`),
    )
  }

  it('tells each comparison with its value, its threshold and since when', () => {
    const facts = { meanMark: 2.4, unexcusedLessons: 2, familyStatus: [], schoolingForm: 'home' }
    expect(lines(facts, 'ru')).toEqual([
      '✓ средняя отметка за 30 дней 2,4 < 2,5 (порог low_average, с 1 сентября 2026)',
      '✓ хотя бы одно:',
      '  ✗ уроков без уважительной причины за 5 учебных дней 2 > 2',
      '  ✓ неверно, что:',
      '    ✗ социальные категории: ни одного (условие: есть многодетная семья)',
      '✗ форма обучения: на дому (условие: не на дому, не в семье)',
    ])
    expect(lines(facts, 'en')[0]).toBe(
      '✓ mean mark in 30 days 2.4 < 2.5 (threshold low_average, since 1 September 2026)',
    )
  })
  it('tells what is unknown and why', () => {
    expect(
      lines({ unexcusedLessons: 3 }, 'ru', { 'meanMark{days:30}': 'below_minimum', schoolingForm: 'источник молчит' }),
    ).toEqual([
      '? средняя отметка за 30 дней: данных слишком мало (порог low_average, с 1 сентября 2026)',
      '✓ хотя бы одно:',
      '  ✓ уроков без уважительной причины за 5 учебных дней 3 > 2',
      '  ? неверно, что:',
      '    ? социальные категории: нет данных (условие: есть многодетная семья)',
      '? форма обучения: источник молчит (условие: не на дому, не в семье)',
    ])
  })
  it('lists what the verdict waits for', () => {
    expect(unknownText(told(absence, {}).told, catalogue, 'ru')).toBe(
      'Не оценено: уроков без уважительной причины за 5 учебных дней – нет данных.',
    )
    expect(unknownText(told(absence, { unexcusedLessons: 1 }).told, catalogue, 'ru')).toBe('')
  })
  it('makes a sentence of the conditions', () => {
    expect(plain(conditionSentence(compiled, catalogue, 'ru'))).toBe(
      'средняя отметка за 30 дней меньше 2,5 и (уроков без уважительной причины за 5 учебных дней не меньше 3 или неверно, что (социальные категории: есть многодетная семья)) и форма обучения: не на дому, не в семье',
    )
    expect(plain(conditionSentence(compiled, catalogue, 'en'))).toBe(
      'mean mark in 30 days less than 2.5 and (unexcused lessons in 5 school days at least 3 or it is not so that (social categories: has family with many children)) and form of schooling: not at home, not in the family',
    )
  })
  it('is stored plain and the same for the same facts', () => {
    const row = rowOf(slots, { meanMark: 2.4 }, scaleOf)
    const stored = tellOf(compiled.explain(row))
    expect(JSON.stringify(stored)).toBe(JSON.stringify(tellOf(compiled.explain(row))))
    expect(stored).toMatchObject({
      kind: 'all',
      state: null,
      children: [
        {
          name: 'mean',
          state: true,
          fact: 'meanMark',
          params: { days: 30 },
          operator: 'lessThan',
          actual: 2.4,
          expected: 2.5,
          margin: -0.1,
          parameter: 'low_average',
          since: '2026-09-01',
        },
        { kind: 'any' },
        { name: 'form', state: null, actual: null, unknownReason: 'missing' },
      ],
    })
  })
})

describe('the life of a flag in words', () => {
  it('says how it ended, what hides it, what gathers it, how long it keeps quiet', () => {
    const title = { ru: 'Опоздания', en: 'Lateness' }
    const signal = (count: number) => gatheredText(count, 28, title, 'ru')
    expect([21, 22, 25].map(signal)).toEqual([
      'Сигнал класса: «Опоздания» у 21 ученика из 28.',
      'Сигнал класса: «Опоздания» у 22 учеников из 28.',
      'Сигнал класса: «Опоздания» у 25 учеников из 28.',
    ])
    expect(hiddenText(title, 'en')).toBe('Hidden: the flag “Lateness” is open.')
    expect(endText('ruleWithdrawn', 'ru')).toBe('закрыт: правило отменено')
    expect(quietText({ n: 10, unit: 'schoolDay' }, 'ru')).toBe('Тот же сигнал не появится 10 учебных дней.')
    expect(quietText({ n: 1, unit: 'week' }, 'ru')).toBe('Тот же сигнал не появится 1 неделю.')
  })
})

describe('a name within a sentence', () => {
  const param = (en: string, ru: string) => ({ title: { en, ru }, unit: 'severity' })
  const own: FactCatalogue = () => ({
    title: { ru: 'Нарушений', en: 'Violations' },
    sentence: { ru: '{value, number} {window}', en: '{value, number} {window}' },
    params: {
      minSeverity: param('Severity from', 'Тяжесть от'),
      maxSeverity: param('Severity up to', 'Тяжесть до'),
      minMarks: param('Marks, at least', 'Отметок, не менее'),
    },
  })
  it('puts the ends of one range together and drops the comma of a form', () => {
    const params = { days: 30, minSeverity: 1, maxSeverity: 2, minMarks: 3 }
    expect(factLabel('violations', params, own, 'ru')).toBe(
      'нарушений за 30 дней (тяжесть от 1 до 2; отметок не менее 3)',
    )
    expect(factLabel('violations', params, own, 'en')).toBe(
      'violations in 30 days (severity from 1 up to 2; marks at least 3)',
    )
  })
})

describe('a number below zero', () => {
  it('stands with a minus; words with hyphens and days stay as they are', () => {
    expect(messageText('изменилась на {n, number}', { n: -0.7 }, 'ru')).toBe('изменилась на −0,7')
    expect(numberText(-15, undefined, 'en')).toBe('−15')
    expect(withMinus('8-й день, 2026-11-30, 7-11 лет, (-3)')).toBe('8-й день, 2026-11-30, 7-11 лет, (−3)')
  })
})
