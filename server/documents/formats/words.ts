import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MessageValues, messageText } from '../../domain/explain/message.ts'

export type Lang = 'ru' | 'en'
export type Both = { readonly ru: string; readonly en: string }

export const reportsFolder = join(import.meta.dirname, '../../../reports')

type Words = { readonly [key: string]: string | Words }
const words: Readonly<Record<Lang, Words>> = { ru: read('ru'), en: read('en') }

function read(lang: Lang): Words {
  return JSON.parse(readFileSync(join(reportsFolder, `words/${lang}.json`), 'utf8')) as Words
}

/** A sentence of `reports/words` by its dotted name. Throws RangeError for a name that is not there. */
export function sayIn(lang: Lang, name: string, values: MessageValues = {}): string {
  const found = name
    .split('.')
    .reduce<string | Words | undefined>(
      (inner, key) => (typeof inner === 'object' && Object.hasOwn(inner, key) ? inner[key] : undefined),
      words[lang],
    )
  if (typeof found !== 'string') throw new RangeError(`No words for ${name}`)
  return messageText(found, values, lang)
}

const locales = { ru: 'ru-RU', en: 'en-GB' } as const

/** Whether a day is of another school year, September to August, than the day a paper looks at. */
function isOfAnotherYear(iso: string, at: string | undefined): boolean {
  const yearOf = (day: string) => Number(day.slice(0, 4)) - (day.slice(5, 7) < '09' ? 1 : 0)
  return at !== undefined && yearOf(iso) !== yearOf(at)
}

/** «23 ноября»; «23 ноября 2025 г.» of another school year than that of `at`. */
export function dayText(iso: string, lang: Lang, at?: string): string {
  if (isOfAnotherYear(iso, at)) return dayFull(iso, lang)
  return formatted(iso, lang, { day: 'numeric', month: 'long' })
}

/** «23 ноября 2026 г.» */
export function dayFull(iso: string, lang: Lang): string {
  return formatted(iso, lang, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** «пн, 23.11»; «вс, 23.11.25» of another school year than that of `at`. */
export function dayShort(iso: string, lang: Lang, at?: string): string {
  const year = isOfAnotherYear(iso, at) ? `.${iso.slice(2, 4)}` : ''
  return `${formatted(iso, lang, { weekday: 'short' })}, ${iso.slice(8)}.${iso.slice(5, 7)}${year}`
}

/** «23.11.2026». */
export function dayNumbers(iso: string): string {
  return `${iso.slice(8)}.${iso.slice(5, 7)}.${iso.slice(0, 4)}`
}

function formatted(iso: string, lang: Lang, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locales[lang], { ...options, timeZone: 'UTC' }).format(new Date(`${iso}T12:00:00Z`))
}

/** «27 ноября 2026 г., 10:15» where the school is. */
export function instantText(at: Date, lang: Lang, timeZone: string): string {
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const
  const hour = { hour: '2-digit', minute: '2-digit' } as const
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[lang], { ...options, timeZone }).format(at)
  return `${part(day)}, ${part(hour)}`
}

/** «91 % (412 из 453)»; under five «3 из 4»: no share of so few; nothing to count: a dash. */
export function rateText(k: number, n: number, lang: Lang): string {
  if (n === 0) return '–'
  const of = sayIn(lang, 'common.kOfN', { k, n })
  return n < 5 ? of : `${Math.round((100 * k) / n)}\u00A0% (${of})`
}

/** «Иванов П.»: where space is short. */
export function shortName(fullName: string): string {
  const [last = '', first] = fullName.split(' ')
  return first ? `${last} ${first.slice(0, 1)}.` : last
}

/** «Иванов П. С.»: initials after the surname, as on documents. */
export function initials(fullName: string): string {
  const [last = '', ...rest] = fullName.split(' ').filter((part) => part !== '')
  return [last, ...rest.map((part) => `${part.slice(0, 1)}.`)].join(' ')
}

/** A text in both languages. */
export function both(say: (lang: Lang) => string): { ru: string; en: string } {
  return { ru: say('ru'), en: say('en') }
}

/** A text cut at a word where it is longer than there is room for. */
export function clipped(text: string, room: number): string {
  if (text.length <= room) return text
  const cut = text.slice(0, room)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), room / 2)).trimEnd()}…`
}
