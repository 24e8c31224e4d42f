import type { CompiledRule } from '../conditions/rule.ts'
import { type Lifecycle, lifecycleOf, type Span } from '../flags/lifecycle.ts'
import { spanText } from './fact.ts'
import { messageText } from './message.ts'
import { type Reading, readingOf, readingText } from './reading.ts'
import { readingWordsOf } from './reading-words.ts'
import type { FactCatalogue, Lang, Words } from './words.ts'

/** A tree of a rule in both languages: the sentence, and its parts for a list. */
export type Read = { readonly sentence: Words; readonly parts: { readonly ru: Reading; readonly en: Reading } }

/** A rule read aloud: what raises a flag of each level, what clears it, whom it leaves alone, and how long things last. */
export type RuleReading = {
  readonly levels: readonly ({ readonly level: number; readonly title: Words } & Read)[]
  readonly clear: Read | { readonly sentence: Words; readonly parts: null }
  readonly exempt: readonly ({ readonly id: string } & Read)[]
  readonly life: readonly Words[]
}

/** Reads a compiled rule in both languages from the catalogue: numbers are those in force on the day it was compiled for. */
export function readRule(
  compiled: CompiledRule,
  catalogue: FactCatalogue,
  settings: Partial<Lifecycle> = {},
): RuleReading {
  const read = (tree: Parameters<typeof readingOf>[0], sentence: (conditions: string, lang: Lang) => string): Read => {
    const parts = { ru: readingOf(tree, catalogue, 'ru'), en: readingOf(tree, catalogue, 'en') }
    return { parts, sentence: both((lang) => sentence(readingText(parts[lang], lang), lang)) }
  }
  const say = (key: 'clear' | 'exempt') => (conditions: string, lang: Lang) =>
    messageText(readingWordsOf(lang)[key], { conditions }, lang)
  return {
    levels: compiled.levels.map(({ level, compiled: tree }) => {
      const title = both((lang) => readingWordsOf(lang).levels[level] ?? String(level))
      const sentence = (conditions: string, lang: Lang) =>
        messageText(readingWordsOf(lang).level, { level, title: title[lang], conditions }, lang)
      return { level, title, ...read(tree, sentence) }
    }),
    clear: compiled.clear
      ? read(compiled.clear, say('clear'))
      : { parts: null, sentence: both((lang) => readingWordsOf(lang).clearDefault) },
    exempt: compiled.exempt.map(({ id, compiled: tree }) => ({ id, ...read(tree, say('exempt')) })),
    life: lifeOf(lifecycleOf(settings)),
  }
}

function lifeOf({ raiseAfter, holdFor, cooldown, dataGrace, episode }: Lifecycle): Words[] {
  const lasting = (key: 'holdFor' | 'cooldown' | 'dataGrace', span: Span): Words[] =>
    span.n === 0
      ? []
      : [both((lang) => messageText(readingWordsOf(lang).life[key], { span: spanText(span, lang) }, lang))]
  return [
    both((lang) => {
      const { raiseAtOnce, raiseAfter: after } = readingWordsOf(lang).life
      return raiseAfter === 1 ? raiseAtOnce : messageText(after, { n: raiseAfter }, lang)
    }),
    ...lasting('holdFor', holdFor),
    ...lasting('cooldown', cooldown),
    ...lasting('dataGrace', dataGrace),
    both((lang) => {
      const words = readingWordsOf(lang)
      const span = messageText(words.spanGenitive[episode.unit], { n: episode.n }, lang)
      return messageText(words.life.episode, { span }, lang)
    }),
  ]
}

function both(text: (lang: Lang) => string): Words {
  return { ru: text('ru'), en: text('en') }
}
