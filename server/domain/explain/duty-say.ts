import { type Day, isoOf } from '../day.ts'
import type { Judged } from '../duties/duty.ts'
import type { Instant } from '../duties/world.ts'
import type { Channel } from '../formats/catalogue.ts'
import type { RegulationPoint } from '../formats/regulation.ts'
import { dutyWordsOf } from './duty-words.ts'
import { type MessageValues, messageText } from './message.ts'
import { type Lang, type Words, wordsOf } from './words.ts'

/** A record that served a duty, as far as its sentence needs it. */
export type ServingRecord = { readonly form: string; readonly evidence: readonly string[]; readonly occurredOn: Day }

/** Whose words sentences about duties borrow. `records` are those that may have served; one not in it goes unnamed. */
export type DutyCatalogue = {
  readonly points: ReadonlyMap<string, RegulationPoint>
  readonly channels: ReadonlyMap<string, Words>
  readonly evidence: ReadonlyMap<string, Words>
  readonly timeZone: string
  readonly records: ReadonlyMap<number, ServingRecord>
}

/** Gathers the words of the rule files for sentences about duties. */
export function dutyCatalogue(
  points: readonly RegulationPoint[],
  channels: readonly Pick<Channel, 'id' | 'title'>[],
  timeZone: string,
  records: readonly (ServingRecord & { readonly id: number })[] = [],
): DutyCatalogue {
  return {
    points: new Map(points.map((point) => [point.id, point])),
    channels: new Map(channels.map(({ id, title }) => [id, title])),
    evidence: new Map(points.flatMap((point) => point.evidence.map(({ id, title }) => [id, title] as const))),
    timeZone,
    records: new Map(records.map((record) => [record.id, record])),
  }
}

/** What every part of a sentence is given. */
export type Telling = {
  readonly duty: Judged
  readonly point: RegulationPoint | undefined
  readonly catalogue: DutyCatalogue
  readonly asOf: Day
  readonly lang: Lang
}

/** Days further away than this are said with their year. */
const nearDays = 300

/** «3 декабря», with the year where it is not this school year’s. */
export function dayText(day: Day, { asOf, lang }: Pick<Telling, 'asOf' | 'lang'>): string {
  return Math.abs(day - asOf) > nearDays ? datedText(day, lang) : plainText(day, lang)
}

/** Two days of one span: both with the year where they lie in different ones, else at most the last. */
export function spanText(from: Day, to: Day, telling: Pick<Telling, 'asOf' | 'lang'>): { from: string; to: string } {
  const { asOf, lang } = telling
  if (isoOf(from).slice(0, 4) !== isoOf(to).slice(0, 4)) return { from: datedText(from, lang), to: datedText(to, lang) }
  const isFar = [from, to].some((day) => Math.abs(day - asOf) > nearDays)
  return { from: plainText(from, lang), to: isFar ? datedText(to, lang) : plainText(to, lang) }
}

function plainText(day: Day, lang: Lang): string {
  return messageText(dutyWordsOf(lang).day, partsOf(day, lang), lang)
}

function datedText(day: Day, lang: Lang): string {
  return messageText(dutyWordsOf(lang).dayWithYear, partsOf(day, lang), lang)
}

function partsOf(day: Day, lang: Lang): MessageValues {
  const [year = '', month, number] = isoOf(day).split('-')
  return { year, month: wordsOf(lang).months[Number(month) - 1] ?? '', day: String(Number(number)) }
}

/** The hour of an instant where the school is: «10:15». */
export function hourText(at: Instant, timeZone: string): string {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** A title in the quotes of the language; quotes inside become the inner ones. */
export function quoted(title: string, lang: Lang): string {
  const [open, close, innerOpen, innerClose] = dutyWordsOf(lang).quotes
  return `${open}${title.replaceAll(open, innerOpen).replaceAll(close, innerClose)}${close}`
}

/** «вебинар, круглый стол или клуб». */
export function orList(items: readonly string[], lang: Lang): string {
  const last = items.at(-1) ?? ''
  if (items.length < 2) return last
  return `${items.slice(0, -1).join(', ')} ${dutyWordsOf(lang).or} ${last}`
}

/** Channels whose title is a name: it keeps its capital inside a sentence. */
const names = new Set(['sferum', 'max'])

/** A form of work inside a sentence: «вебинар»; names and abbreviations stay as they are. */
export function formText(form: string, { catalogue, lang }: Pick<Telling, 'catalogue' | 'lang'>): string {
  const title = catalogue.channels.get(form)?.[lang] ?? form
  return names.has(form) || /^\p{Lu}{2}/u.test(title)
    ? title
    : title.replace(/^\p{Lu}/u, (start) => start.toLowerCase())
}

/** Kinds of records by their titles, quoted. */
export function recordsText(
  kinds: readonly string[],
  { catalogue, lang }: Pick<Telling, 'catalogue' | 'lang'>,
): string {
  return orList(
    kinds.map((kind) => quoted(catalogue.evidence.get(kind)?.[lang] ?? kind, lang)),
    lang,
  )
}
