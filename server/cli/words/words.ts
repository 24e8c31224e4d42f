import type { Lang } from '../command.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'

const languages = { ru, en }

/** The words of the command line in a language. */
export function wordsOf(lang: Lang): typeof ru {
  return languages[lang]
}
