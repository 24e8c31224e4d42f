import type { EndReason } from '../flags/state.ts'
import { spanText } from './fact.ts'
import { messageText } from './message.ts'
import { type Lang, type Words, wordsOf } from './words.ts'

/** Why a flag ended: «данные уточнены», «правило отменено». */
export function endText(reason: EndReason, lang: Lang): string {
  return wordsOf(lang).ended[reason]
}

/** Why a flag is not in the list: «Скрыт: открыт сигнал «Систематические пропуски».» */
export function hiddenText(titleOfOther: Words, lang: Lang): string {
  return messageText(wordsOf(lang).hidden, { title: titleOfOther[lang] }, lang)
}

/** What stands in place of many flags: «Сигнал класса: «Опоздания» у 8 учеников из 28.» */
export function gatheredText(count: number, size: number, title: Words, lang: Lang): string {
  return messageText(wordsOf(lang).gathered, { title: title[lang], count, size }, lang)
}

/** How long a flag keeps quiet after a person's word: «Тот же сигнал не появится 10 учебных дней.» */
export function quietText(cooldown: { n: number; unit: 'schoolDay' | 'day' | 'week' }, lang: Lang): string {
  return messageText(wordsOf(lang).quiet, { span: spanText(cooldown, lang) }, lang)
}
