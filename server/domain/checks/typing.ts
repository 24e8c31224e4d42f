import type { Fact } from '../formats/catalogue.ts'
import { numericOperators } from '../formats/condition.ts'
import type { Rule } from '../formats/rule.ts'
import { type Finding, unknownName, wrong } from './finding.ts'
import { checkParams } from './params.ts'
import { checkThreshold } from './thresholds.ts'
import { listLeaves, type PlacedLeaf } from './trees.ts'

export type Facts = ReadonlyMap<string, Fact>

const kinds: Record<Fact['type'], { ru: string; en: string; operators: readonly string[] }> = {
  integer: { ru: 'число', en: 'a number', operators: [...numericOperators, 'equal', 'notEqual'] },
  number: { ru: 'число', en: 'a number', operators: [...numericOperators, 'equal', 'notEqual'] },
  boolean: { ru: 'да/нет', en: 'yes or no', operators: ['equal', 'notEqual'] },
  enum: { ru: 'слово из списка', en: 'a word of a list', operators: ['equal', 'notEqual', 'in', 'notIn'] },
  set: { ru: 'множество слов', en: 'a set of words', operators: ['contains', 'doesNotContain'] },
}

/** Every condition of a rule against the catalogue of facts: the fact, its windows, the operator, the value and its unit. */
export function checkTyping(rule: Rule, facts: Facts): Finding[] {
  return listLeaves(rule).flatMap((placed) => checkLeaf(rule, facts, placed))
}

function checkLeaf(rule: Rule, facts: Facts, placed: PlacedLeaf): Finding[] {
  const { leaf, path } = placed
  const fact = facts.get(leaf.fact)
  if (!fact)
    return [
      unknownName(
        'unknown-fact',
        [...path, 'fact'],
        leaf.fact,
        [...facts.keys()],
        { ru: 'Показателя', en: 'fact' },
        {
          ru: 'Возьмите имя из rules/catalogue/facts.json',
          en: 'Take a name from rules/catalogue/facts.json',
        },
      ),
    ]
  return [
    ...checkSubject(rule, fact, placed),
    ...checkParams(rule, fact, placed),
    ...(checkOperator(fact, placed) ?? checkValue(rule, fact, placed)),
  ]
}

function checkSubject(rule: Rule, fact: Fact, { path }: PlacedLeaf): Finding[] {
  if (fact.subject === rule.subject) return []
  return [
    wrong(
      'fact-subject',
      [...path, 'fact'],
      {
        ru: `Показатель «${fact.id}» о ${fact.subject === 'class' ? 'классе' : 'ученике'}, а правило нет`,
        en: `The fact "${fact.id}" is about a ${fact.subject}, the rule about a ${rule.subject}`,
      },
      { ru: 'Возьмите показатель о том же, о ком правило', en: 'Take a fact about the same subject as the rule' },
    ),
  ]
}

function checkOperator(fact: Fact, { leaf, path }: PlacedLeaf): Finding[] | undefined {
  const { ru, en, operators } = kinds[fact.type]
  if (operators.includes(leaf.operator)) return undefined
  return [
    wrong(
      'operator-type',
      [...path, 'operator'],
      {
        ru: `«${leaf.operator}» не подходит: «${fact.id}» это ${ru}`,
        en: `"${leaf.operator}" does not fit: "${fact.id}" is ${en}`,
      },
      { ru: `Подойдёт: ${operators.join(', ')}`, en: `What fits: ${operators.join(', ')}` },
    ),
  ]
}

function checkValue(rule: Rule, fact: Fact, placed: PlacedLeaf): Finding[] {
  if (fact.type === 'integer' || fact.type === 'number') return checkThreshold(rule, fact, placed)
  const { leaf, path } = placed
  const at = [...path, 'value']
  if (fact.type === 'boolean') return typeof leaf.value === 'boolean' ? [] : [notBoolean(fact, at)]
  const given = Array.isArray(leaf.value) ? leaf.value : [leaf.value]
  const known = (fact.values ?? []).map(({ id }) => id)
  return given.flatMap((word, index) => {
    if (typeof word === 'string' && known.includes(word)) return []
    const place = Array.isArray(leaf.value) ? [...at, index] : at
    const what = { ru: `У показателя «${fact.id}» значения`, en: `value of the fact "${fact.id}"` }
    const fix = { ru: `Есть: ${known.join(', ')}`, en: `There are: ${known.join(', ')}` }
    return [unknownName('unknown-choice', place, JSON.stringify(word), known, what, fix)]
  })
}

function notBoolean(fact: Fact, path: readonly (string | number)[]): Finding {
  return wrong(
    'value-type',
    path,
    { ru: `«${fact.id}» бывает только true или false`, en: `"${fact.id}" is either true or false` },
    { ru: 'Напишите true или false без кавычек', en: 'Write true or false without quotes' },
  )
}
