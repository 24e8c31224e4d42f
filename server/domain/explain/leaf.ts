import type { FactValue, Operator } from '../conditions/condition.ts'
import type { LeafExplanation } from '../conditions/explanation.ts'
import { type BoundLeaf, isOrdering } from '../conditions/leaf.ts'
import { isoOf } from '../day.ts'
import { dayText, factLabel, factSentence, numberText, valueText } from './fact.ts'
import { messageText } from './message.ts'
import { type ExplainWords, type FactCatalogue, type Lang, wordsOf } from './words.ts'

const signs: Partial<Record<Operator, string>> = {
  lessThan: '<',
  lessThanInclusive: '≤',
  greaterThan: '>',
  greaterThanInclusive: '≥',
}

/** «средняя отметка за 30 дней 2,4 < 2,5 (порог low_average, с 1 сентября 2026)»: a comparison as it came out. */
export function comparisonText(told: LeafExplanation, catalogue: FactCatalogue, lang: Lang): string {
  const { leaf, actual } = told
  const words = wordsOf(lang)
  const label = factLabel(leaf.fact, leaf.params, catalogue, lang)
  const shown =
    actual === null || told.unknownReason !== null ? undefined : valueText(actual, catalogue(leaf.fact), lang)
  const found = shown ?? reasonText(told.unknownReason, words)
  const threshold = thresholdText(leaf, words, lang)
  const sign = signs[leaf.operator]
  if (sign && typeof leaf.expected === 'number' && shown !== undefined)
    return `${label} ${found} ${sign} ${expectedText(leaf, catalogue, lang)}${threshold}`
  if (sign) return `${label}: ${found}${threshold}`
  return `${label}: ${found} (${words.condition}: ${expectedText(leaf, catalogue, lang)})${threshold}`
}

/** Why a fact is unknown, in words; a reason that has none is told as it is. */
export function reasonText(reason: string | null, words: ExplainWords): string {
  return reason === null ? words.noData : (words.reasons[reason] ?? reason)
}

function thresholdText({ parameter }: BoundLeaf, words: ExplainWords, lang: Lang): string {
  if (!parameter) return ''
  const since = parameter.since === null ? '' : `, ${words.since} ${dayText(isoOf(parameter.since), lang)}`
  return ` (${words.threshold} ${parameter.name}${since})`
}

function expectedText({ fact, operator, expected }: BoundLeaf, catalogue: FactCatalogue, lang: Lang): string {
  const words = wordsOf(lang)
  if (expected === null) return words.noData
  const text = (value: FactValue) => valueText(value, catalogue(fact), lang)
  const list = typeof expected === 'object' ? expected.map(text) : [text(expected)]
  if (operator === 'notEqual' || operator === 'notIn') return `${words.except} ${list.join(`, ${words.except} `)}`
  if (operator === 'contains') return `${words.holds} ${list.join('')}`
  if (operator === 'doesNotContain') return `${words.lacks} ${list.join('')}`
  return list.join(` ${words.or} `)
}

/** What a condition asks for: «уроков без уважительной причины за 5 учебных дней не меньше 3». */
export function demandText(leaf: BoundLeaf, catalogue: FactCatalogue, lang: Lang): string {
  const label = factLabel(leaf.fact, leaf.params, catalogue, lang)
  if (isOrdering(leaf.operator)) return `${label} ${boundText(leaf, catalogue, lang)}`
  const { expected, operator } = leaf
  const isPlain = (operator === 'equal' || operator === 'notEqual') && typeof expected === 'boolean'
  if (isPlain) return factSentence(leaf.fact, leaf.params, expected === (operator === 'equal'), catalogue, lang)
  return `${label}: ${expectedText(leaf, catalogue, lang)}`
}

/** «не больше 1»: the bound alone. A whole number has no «меньше 2»: that is «не больше 1». */
export function boundText(leaf: BoundLeaf, catalogue: FactCatalogue, lang: Lang): string {
  const { operator, bound } = closedBound(leaf)
  const { compare, noData } = wordsOf(lang)
  if (bound === null || !(operator in compare)) return noData
  const message = compare[operator as keyof typeof compare]
  return messageText(message, { n: numberText(bound, catalogue(leaf.fact)?.unit, lang) }, lang)
}

function closedBound({ operator, expected, scale }: BoundLeaf): { operator: Operator; bound: number | null } {
  if (typeof expected !== 'number') return { operator, bound: null }
  if (scale !== 1) return { operator, bound: expected }
  if (operator === 'lessThan') return { operator: 'lessThanInclusive', bound: expected - 1 }
  return operator === 'greaterThan'
    ? { operator: 'greaterThanInclusive', bound: expected + 1 }
    : { operator, bound: expected }
}
