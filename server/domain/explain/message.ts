import { IntlMessageFormat } from 'intl-messageformat'
import { type Lang, wordsOf } from './words.ts'

/** What a placeholder may stand for; null is unknown. */
export type MessageValue = number | string | boolean | null
export type MessageValues = Readonly<Record<string, MessageValue>>

/** A message that names something which is not there. */
export class MessageError extends Error {
  override name = 'MessageError'
}

type Element = {
  readonly type: number
  readonly value?: string
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>
  readonly children?: readonly Element[]
}

const literal = 0
const kinds = { argument: 1, pound: 7, tag: 8 }
const parsed = new Map<string, IntlMessageFormat>()

/**
 * The text of an ICU message: plurals agree, numbers stand as the language writes them (`2,5`). A value that is unknown
 * becomes «нет данных» with whatever its plural would have said around it. Throws MessageError for a placeholder without
 * a value, SyntaxError for a broken message.
 */
export function messageText(message: string, values: MessageValues, lang: Lang): string {
  const format = formatOf(message, lang)
  const elements = format.getAst()
  const names = listPlaceholders(elements)
  const missing = names.filter((name) => !Object.hasOwn(values, name))
  if (missing.length > 0) throw new MessageError(`No value for ${missing.join(', ')} in: ${message}`)
  const isWhole = names.every((name) => values[name] !== null)
  const told = isWhole ? format : new IntlMessageFormat(withoutUnknown(elements, values, lang), lang)
  return withMinus(String(told.format(asText(values))))
    .replaceAll(/ {2,}/g, ' ')
    .trim()
}

/** A number below zero with the minus of typesetting; hyphens within words, ranges and ISO days stay. */
export function withMinus(text: string): string {
  return text.replaceAll(/(?<![\p{L}\d-])-(?=\d)/gu, '−')
}

/** The names that a message stands on. */
export function placeholdersOf(message: string, lang: Lang): string[] {
  return [...new Set(listPlaceholders(formatOf(message, lang).getAst()))]
}

function formatOf(message: string, lang: Lang): IntlMessageFormat {
  const key = `${lang}:${message}`
  const known = parsed.get(key)
  if (known) return known
  const format = new IntlMessageFormat(message, lang, undefined, { ignoreTag: true })
  parsed.set(key, format)
  return format
}

function listPlaceholders(elements: readonly Element[]): string[] {
  return elements.flatMap((element) => {
    const inner = Object.values(element.options ?? {}).flatMap((option) => listPlaceholders(option.value))
    const own = isPlaceholder(element) && element.value !== undefined ? [element.value] : []
    return [...own, ...inner, ...listPlaceholders(element.children ?? [])]
  })
}

function isPlaceholder({ type }: Element): boolean {
  return type >= kinds.argument && type !== kinds.pound && type !== kinds.tag
}

function withoutUnknown(elements: readonly Element[], values: MessageValues, lang: Lang): Element[] {
  return elements.map((element) => {
    if (isPlaceholder(element) && values[element.value ?? ''] === null)
      return { type: literal, value: wordsOf(lang).noData }
    if (!element.options) return element
    const options = Object.entries(element.options).map(([name, option]) => [
      name,
      { ...option, value: withoutUnknown(option.value, values, lang) },
    ])
    return { ...element, options: Object.fromEntries(options) as Exclude<Element['options'], undefined> }
  })
}

// `select` compares texts, and a bare `{flag}` must not vanish as `true` does in a template.
function asText(values: MessageValues): Record<string, string | number> {
  const texts = Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)])
  return Object.fromEntries(texts) as Record<string, string | number>
}
