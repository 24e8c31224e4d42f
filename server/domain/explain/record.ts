import type { Lang, Words } from './words.ts'
import { recordWords } from './words/records.ts'

/** One record behind a number. Marks and weights in hundredths; lessonNo 0 is the whole day. */
export type RecordBehind = {
  readonly source: string
  readonly on: string
  readonly kind: string
  readonly subject: string | null
  readonly lessonNo: number | null
  readonly value: number | null
  readonly weight: number | null
  readonly severity: number | null
  readonly role: string | null
}

/** Titles of the catalogues by id: absence kinds, incident kinds, channels, instruments, categories, rungs of the ladder. */
export type Titles = (id: string) => Words | undefined

/** A record in words: «Алгебра: 2 (вес 3)», «3-й урок, История: без уважительной причины». */
export function recordText(record: RecordBehind, titles: Titles, lang: Lang): string {
  const { source, subject } = record
  const head = [source === 'absence' ? lessonText(record, lang) : '', source === 'escalation' ? '' : (subject ?? '')].filter(Boolean)
  const details = [weightText(record, lang), severityText(record, lang), roleText(record, lang)].filter(Boolean)
  const what = whatText(record, titles, lang)
  return `${head.length > 0 ? `${head.join(', ')}: ` : ''}${what}${details.length > 0 ? ` (${details.join(', ')})` : ''}`
}

function whatText({ source, kind, value }: RecordBehind, titles: Titles, lang: Lang): string {
  if ((source === 'mark' || source === 'finalMark') && value !== null) return hundredths(value, lang)
  const title = titles(kind)?.[lang] ?? wordOf(kind, lang)
  if (source === 'family' && value !== null) return `${title}: ${value}`
  return source === 'support' && value !== null ? `${title} ${value > 0 ? '+' : ''}${value}` : title
}

function lessonText({ lessonNo }: RecordBehind, lang: Lang): string {
  if (lessonNo === null) return ''
  return lessonNo === 0 ? recordWords[lang].wholeDay : recordWords[lang].lesson(lessonNo)
}

function weightText({ weight }: RecordBehind, lang: Lang): string {
  return weight === null || weight === 100 ? '' : recordWords[lang].weight(hundredths(weight, lang))
}

function severityText({ severity }: RecordBehind, lang: Lang): string {
  return severity === null ? '' : recordWords[lang].severity(severity)
}

function roleText({ role, source }: RecordBehind, lang: Lang): string {
  return role === null || source === 'consent' || source === 'category' ? '' : wordOf(role, lang)
}

function hundredths(value: number, lang: Lang): string {
  return new Intl.NumberFormat(lang, { maximumFractionDigits: 2 }).format(value / 100)
}

function wordOf(id: string, lang: Lang): string {
  const words: Readonly<Record<string, unknown>> = recordWords[lang]
  const word = words[id]
  return typeof word === 'string' ? word : id
}
