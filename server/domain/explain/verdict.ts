import type { LeafExplanation } from '../conditions/explanation.ts'
import { listExplainedLeaves } from '../conditions/explanation.ts'
import { isOrdering } from '../conditions/leaf.ts'
import type { Parameters } from '../conditions/parameters.ts'
import type { RuleExplanation } from '../conditions/rule.ts'
import { type Change, demandOf, leastChange, leastChangeOfAll } from './change.ts'
import { clauseLabel, factLabel, spanText, valueText } from './fact.ts'
import { boundText, demandText, reasonText } from './leaf.ts'
import { type MessageValue, messageText } from './message.ts'
import { type FactCatalogue, type Lang, type Words, wordsOf } from './words.ts'

type Span = { readonly n: number; readonly unit: 'schoolDay' | 'day' | 'week' }

/**
 * The text of a rule for one subject: its ICU message with the names of conditions standing for the values found and the
 * names of parameters for their values. A condition that is unknown reads «нет данных».
 * Throws MessageError where the message names something else.
 */
export function verdictText(
  message: Words,
  told: RuleExplanation,
  parameters: Parameters,
  catalogue: FactCatalogue,
  lang: Lang,
): string {
  const values: Record<string, MessageValue> = {}
  for (const [name, { value }] of Object.entries(parameters)) values[name] = value
  const trees = [
    ...told.levels.map(({ tree }) => tree),
    ...(told.clear ? [told.clear] : []),
    ...told.exempt.map(({ tree }) => tree),
  ]
  // The higher level comes first: where a name is used twice, it is the one that says more.
  for (const leaf of trees.flatMap(listExplainedLeaves).reverse()) values[leaf.name] = valueOf(leaf, catalogue, lang)
  return messageText(message[lang], values, lang)
}

function valueOf(told: LeafExplanation, catalogue: FactCatalogue, lang: Lang): MessageValue {
  const { actual, leaf } = told
  if (actual === null || told.unknownReason !== null) return null
  if (typeof actual === 'number' || typeof actual === 'boolean') return actual
  return valueText(actual, catalogue(leaf.fact), lang)
}

/**
 * What would clear the flag: «Сигнал снимется, когда уроков без уважительной причины за 5 учебных дней станет не больше 1,
 * и это продержится 5 учебных дней.» `left` is how much of `holdFor` is still to come.
 */
export function clearingText(told: RuleExplanation, left: Span, catalogue: FactCatalogue, lang: Lang): string {
  const words = wordsOf(lang)
  const levels = told.levels.map(({ tree }) => tree)
  const changes = told.clear ? leastChange(told.clear, true) : leastChangeOfAll(levels, false)
  const span = left.n > 0 ? spanText(left, lang) : ''
  if (changes.length === 0) return span ? messageText(words.clearsAlready, { span }, lang) : words.clearsNext
  const text = changesText(changes, catalogue, lang)
  const message = left.n > 1 ? words.clearsHeld : words.clears
  return messageText(message, { changes: text, span }, lang)
}

/** What would raise it: the least change that makes some level hold; nothing where one holds already. */
export function raisingText(told: RuleExplanation, catalogue: FactCatalogue, lang: Lang): string {
  const changes = leastChange(
    { kind: 'any', name: null, state: null, children: told.levels.map(({ tree }) => tree) },
    true,
  )
  if (changes.length === 0) return ''
  return messageText(wordsOf(lang).rises, { changes: changesText(changes, catalogue, lang) }, lang)
}

/** The changes of a verdict in words, joined by «и». */
export function changesText(changes: readonly Change[], catalogue: FactCatalogue, lang: Lang): string {
  return changes.map((change) => changeText(change, catalogue, lang)).join(` ${wordsOf(lang).and} `)
}

function changeText(change: Change, catalogue: FactCatalogue, lang: Lang): string {
  const words = wordsOf(lang)
  const demand = demandOf(change)
  const what = clauseLabel(factLabel(demand.fact, demand.params, catalogue, lang), lang)
  if (demand.expected === null) return messageText(words.becomesKnown, { what }, lang)
  return isOrdering(demand.operator)
    ? messageText(words.becomes, { what, bound: boundText(demand, catalogue, lang) }, lang)
    : messageText(words.becomesTrue, { what: demandText(demand, catalogue, lang) }, lang)
}

/** «Не оценено: средняя отметка за 30 дней – данных слишком мало.» Empty where nothing is unknown. */
export function unknownText(told: RuleExplanation, catalogue: FactCatalogue, lang: Lang): string {
  const trees = [...told.levels, ...told.exempt].map(({ tree }) => tree)
  const unknown = trees.flatMap(listExplainedLeaves).filter((leaf) => leaf.state === null)
  const facts = new Map(unknown.map((leaf) => [leaf.leaf.key, lackText(leaf, catalogue, lang)]))
  return facts.size === 0 ? '' : messageText(wordsOf(lang).notJudged, { facts: [...facts.values()].join('; ') }, lang)
}

function lackText({ leaf, unknownReason }: LeafExplanation, catalogue: FactCatalogue, lang: Lang): string {
  return `${factLabel(leaf.fact, leaf.params, catalogue, lang)} – ${reasonText(unknownReason, wordsOf(lang))}`
}
