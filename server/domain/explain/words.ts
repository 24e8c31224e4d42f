import type { EndReason } from '../flags/state.ts'
import { en } from './words/en.ts'
import { ru } from './words/ru.ts'

export type Lang = 'ru' | 'en'
export type Words = { readonly ru: string; readonly en: string }

/** The words that sentences are put together of, in one language; those with `{…}` are ICU messages. */
export type ExplainWords = {
  readonly noData: string
  /** As they stand after a number: genitive in Russian. */
  readonly months: readonly string[]
  readonly yes: string
  readonly no: string
  readonly none: string
  readonly and: string
  readonly or: string
  readonly not: string
  /** Heads of a group of conditions told line by line. */
  readonly allOf: string
  readonly anyOf: string
  readonly except: string
  readonly holds: string
  readonly lacks: string
  readonly condition: string
  readonly threshold: string
  readonly since: string
  readonly window: { readonly schoolDays: string; readonly days: string; readonly period: string }
  readonly span: { readonly schoolDay: string; readonly day: string; readonly week: string }
  readonly compare: Readonly<Record<'lessThan' | 'lessThanInclusive' | 'greaterThan' | 'greaterThanInclusive', string>>
  readonly becomes: string
  readonly becomesTrue: string
  readonly becomesKnown: string
  readonly clears: string
  readonly clearsHeld: string
  readonly clearsAlready: string
  readonly clearsNext: string
  readonly rises: string
  readonly notJudged: string
  readonly hidden: string
  readonly gathered: string
  readonly quiet: string
  readonly ended: Readonly<Record<EndReason, string>>
  readonly reasons: Readonly<Record<string, string>>
}

const words: Record<Lang, ExplainWords> = { ru, en }

/** The product's own words of explanations in a language. */
export function wordsOf(lang: Lang): ExplainWords {
  return words[lang]
}

/** What the catalogue says of a fact; structurally the entry of `rules/catalogue/facts.json`. */
export type FactWords = {
  readonly title: Words
  /** ICU message over `{value}`, `{window}` and the params. */
  readonly sentence: Words
  readonly unit?: string
  readonly values?: readonly Choice[]
  readonly params?: Readonly<
    Record<string, { readonly title: Words; readonly unit?: string; readonly choices?: readonly Choice[] }>
  >
}
export type Choice = { readonly id: string; readonly title: Words }

/** The words of each fact by its id. */
export type FactCatalogue = (fact: string) => FactWords | undefined
