import type { FactValue, Scalar } from '../conditions/condition.ts'
import { type IsoDay } from '../day.ts'
import { lowerFirst } from './lower-first.ts'
import { messageText, withMinus } from './message.ts'
import { type FactCatalogue, type FactWords, type Lang, wordsOf } from './words.ts'

type Params = Readonly<Record<string, Scalar>>

const windowParams = new Set(['schoolDays', 'days', 'previousDays', 'period'])
const shares = new Set(['share', 'sharePoint'])

/** A number as a person reads it: decimal comma in Russian, a share in percent. */
export function numberText(value: number, unit: string | undefined, lang: Lang): string {
  const isShare = unit !== undefined && shares.has(unit)
  return withMinus(
    new Intl.NumberFormat(lang, isShare ? { style: 'percent', maximumFractionDigits: 2 } : {}).format(value),
  )
}

/** A day in words: «1 сентября 2026». */
export function dayText(iso: IsoDay, lang: Lang): string {
  const [year, month, day] = iso.split('-').map(Number)
  return `${day} ${wordsOf(lang).months[(month ?? 1) - 1]} ${year}`
}

/** A length of time: «5 учебных дней» (accusative: what lasts). */
export function spanText({ n, unit }: { n: number; unit: 'schoolDay' | 'day' | 'week' }, lang: Lang): string {
  return messageText(wordsOf(lang).span[unit], { n }, lang)
}

/** The value of a fact in words: a number, yes or no, the word of a list. */
export function valueText(value: FactValue, words: FactWords | undefined, lang: Lang): string {
  const own = wordsOf(lang)
  if (typeof value === 'number') return numberText(value, words?.unit, lang)
  if (typeof value === 'boolean') return value ? own.yes : own.no
  if (typeof value === 'string') return words?.values?.find((choice) => choice.id === value)?.title[lang] ?? value
  return value.map((item) => valueText(item, words, lang)).join(', ') || own.none
}

/** «за 5 учебных дней», «за нынешний период», or nothing where the fact has no window. */
export function windowText(params: Params, words: FactWords | undefined, lang: Lang): string {
  const { window } = wordsOf(lang)
  const { schoolDays, days, period } = params
  if (typeof schoolDays === 'number') return messageText(window.schoolDays, { n: schoolDays }, lang)
  if (typeof days === 'number') return messageText(window.days, { n: days }, lang)
  if (typeof period !== 'string') return ''
  const choice = words?.params?.['period']?.choices?.find(({ id }) => id === period)
  return messageText(window.period, { title: choice?.title[lang] ?? period }, lang)
}

/** The name of a fact with its window and details: «уроков без уважительной причины за 5 учебных дней». */
export function factLabel(fact: string, params: Params, catalogue: FactCatalogue, lang: Lang): string {
  const words = catalogue(fact)
  const details = Object.entries(params)
    .filter(([name]) => !windowParams.has(name))
    .map(([name, value]) => detailText(name, value, words, lang))
  const inside = details.length > 0 ? `(${joinDetails(details)})` : ''
  const parts = [lowerFirst(words?.title[lang] ?? fact), windowText(params, words, lang), inside]
  return parts.filter((part) => part !== '').join(' ')
}

/** «тяжесть от 1 до 2; отметок не менее 3»: the ends of one range stand together. */
function joinDetails(details: readonly string[]): string {
  return details.reduce((told, detail) => {
    const [, name = '', end] = /^(\S+) ((?:от|до|from|up to) \S+)$/.exec(detail) ?? []
    const isRange = end !== undefined && told.split('; ').at(-1)?.startsWith(`${name} `)
    return isRange ? `${told} ${end}` : [told, detail].filter((part) => part !== '').join('; ')
  }, '')
}

function detailText(name: string, value: Scalar, words: FactWords | undefined, lang: Lang): string {
  const param = words?.params?.[name]
  // «Отметок, не менее» of a form reads «отметок не менее» within a sentence.
  const title = lowerFirst(param?.title[lang] ?? name).replace(/, (?=\S+( \S+)?$)/, ' ')
  if (typeof value === 'number') return `${title} ${numberText(value, param?.unit, lang)}`
  const choice = param?.choices?.find(({ id }) => id === value)
  return `${title}: ${choice?.title[lang] ?? valueText(value, undefined, lang)}`
}

/** The catalogue's sentence of a known value: «6 уроков без уважительной причины за 5 учебных дней». */
export function factSentence(
  fact: string,
  params: Params,
  value: FactValue,
  catalogue: FactCatalogue,
  lang: Lang,
): string {
  const words = catalogue(fact)
  if (!words) return `${fact}: ${valueText(value, words, lang)}`
  const shown = typeof value === 'number' || typeof value === 'boolean' ? value : valueText(value, words, lang)
  const values = { ...params, value: shown, window: windowText(params, words, lang) }
  // Without a window a sentence may end in the comma before it.
  return messageText(words.sentence[lang], values, lang).replace(/[\s,]+$/, '')
}

/** A label as the subject of a clause: a clause within it is closed by a comma, «предметов, где средняя снизилась,». */
export function clauseLabel(label: string, lang: Lang): string {
  if (lang === 'en') return `“${label}”`
  return label.replaceAll(/\([^)]*\)/g, '').includes(', ') ? `${label},` : label
}
