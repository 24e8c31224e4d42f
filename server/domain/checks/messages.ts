import { IntlMessageFormat } from 'intl-messageformat'
import { type Finding, type Path, unknownName, wrong } from './finding.ts'

type Lang = 'ru' | 'en'
type Element = ReturnType<IntlMessageFormat['getAst']>[number]
type Plural = { name: string; forms: string[]; ordinal: boolean }

const needed: Record<Lang, readonly string[]> = { ru: ['one', 'few', 'many', 'other'], en: ['one', 'other'] }
const pluralType = 6
const literalType = 0
const poundType = 7

/** Both languages of an ICU message: it parses, names only known placeholders, has every plural form of its language. */
export function checkMessage(message: { ru: string; en: string }, known: readonly string[], path: Path): Finding[] {
  return [...checkOne(message.ru, 'ru', known, [...path, 'ru']), ...checkOne(message.en, 'en', known, [...path, 'en'])]
}

function checkOne(text: string, lang: Lang, known: readonly string[], path: Path): Finding[] {
  const elements = parse(text, lang)
  if (typeof elements === 'string') return [unreadable(elements, path)]
  const { placeholders, plurals } = collect(elements)
  const strangers = [...placeholders].filter((name) => !known.includes(name))
  return [
    ...strangers.map((name) => unknownPlaceholder(name, known, path)),
    ...plurals.flatMap((plural) => checkForms(plural, lang, path)),
  ]
}

function parse(text: string, lang: Lang): Element[] | string {
  try {
    return new IntlMessageFormat(text, lang).getAst()
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  }
}

function collect(elements: readonly Element[]): { placeholders: Set<string>; plurals: Plural[] } {
  const placeholders = new Set<string>()
  const plurals: Plural[] = []
  for (const element of elements) {
    const kind: number = element.type
    if (kind !== literalType && kind !== poundType && 'value' in element) placeholders.add(element.value)
    if (kind === pluralType && 'pluralType' in element)
      plurals.push({
        name: element.value,
        forms: Object.keys(element.options),
        ordinal: element.pluralType === 'ordinal',
      })
    if (!('options' in element)) continue
    for (const option of Object.values(element.options)) {
      const inner = collect(option.value)
      for (const name of inner.placeholders) placeholders.add(name)
      plurals.push(...inner.plurals)
    }
  }
  return { placeholders, plurals }
}

function checkForms({ name, forms, ordinal }: Plural, lang: Lang, path: Path): Finding[] {
  const missing = ordinal ? [] : needed[lang].filter((form) => !forms.includes(form))
  if (missing.length === 0) return []
  return [
    wrong(
      'plural-form',
      path,
      {
        ru: `У «${name}» нет форм множественного числа: ${missing.join(', ')}`,
        en: `"${name}" lacks plural forms: ${missing.join(', ')}`,
      },
      lang === 'ru'
        ? {
            ru: 'Нужны все четыре: one {# урок} few {# урока} many {# уроков} other {# урока}',
            en: 'Russian needs all four: one, few, many, other',
          }
        : { ru: 'По-английски нужны one и other', en: 'English needs one and other' },
    ),
  ]
}

function unknownPlaceholder(name: string, known: readonly string[], path: Path): Finding {
  return unknownName(
    'unknown-placeholder',
    path,
    name,
    known,
    { ru: 'Подстановки', en: 'placeholder' },
    {
      ru: `Подставлять можно: ${known.join(', ')}`,
      en: `What may stand here: ${known.join(', ')}`,
    },
  )
}

function unreadable(reason: string, path: Path): Finding {
  return wrong(
    'message-syntax',
    path,
    { ru: `Сообщение не разобрать: ${reason}`, en: `The message cannot be read: ${reason}` },
    {
      ru: 'Проверьте скобки: {имя} и {имя, plural, one {…} few {…} many {…} other {…}}',
      en: 'Check the braces: {name} and {name, plural, one {…} other {…}}',
    },
  )
}
