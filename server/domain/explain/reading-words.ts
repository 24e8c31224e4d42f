import { en } from './words/reading-en.ts'
import { ru } from './words/reading-ru.ts'
import type { Lang } from './words.ts'

/** The words a rule is read aloud with, in one language; those with `{…}` are ICU messages. */
export type ReadingWords = {
  readonly bounded: string
  readonly zero: string
  readonly details: string
  readonly detail: string
  /** Ends of a title after which a number follows without a colon: «отметок, не менее 3». */
  readonly worded: readonly string[]
  readonly and: string
  readonly or: string
  readonly level: string
  readonly levels: readonly string[]
  readonly clear: string
  readonly clearDefault: string
  readonly exempt: string
  readonly life: Readonly<
    Record<'raiseAtOnce' | 'raiseAfter' | 'holdFor' | 'cooldown' | 'dataGrace' | 'episode', string>
  >
  readonly spanGenitive: Readonly<Record<'schoolDay' | 'day' | 'week', string>>
}

const words: Record<Lang, ReadingWords> = { ru, en }

/** The product's own words for reading rules in a language. */
export function readingWordsOf(lang: Lang): ReadingWords {
  return words[lang]
}
