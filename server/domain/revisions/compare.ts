import { dayText } from '../explain/fact.ts'
import type { Reading } from '../explain/reading.ts'
import type { RuleReading } from '../explain/rule-reading.ts'
import type { Rule } from '../formats/rule.ts'
import { canonicalOf } from './canonical.ts'

type Words = { readonly ru: string; readonly en: string }

/** One difference between two revisions of a rule, by the name of the condition or parameter. Absent is null. */
export type RuleChange = {
  readonly what: 'parameter' | 'level' | 'clear' | 'exempt' | 'field'
  readonly name: string
  readonly before: Words | null
  readonly after: Words | null
}

/** A revision with its reading; conditions are compared as they are read, names and places told apart. */
export type ReadRevision = { readonly rule: Rule; readonly reading: RuleReading }

/** Every difference between two revisions, in the order of the file: words, numbers, logic. */
export function compareRules(before: ReadRevision, after: ReadRevision): RuleChange[] {
  return [
    ...changesOf('field', fieldsOf(before.rule), fieldsOf(after.rule)),
    ...changesOf('parameter', parametersOf(before.rule), parametersOf(after.rule)),
    ...changesOf('level', levelsOf(before.reading), levelsOf(after.reading)),
    ...changesOf('clear', clearOf(before.reading), clearOf(after.reading)),
    ...changesOf('exempt', exemptOf(before), exemptOf(after)),
  ]
}

type Parts = ReadonlyMap<string, Words>

function changesOf(what: RuleChange['what'], before: Parts, after: Parts): RuleChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): RuleChange[] => {
    const [was, is] = [before.get(name) ?? null, after.get(name) ?? null]
    return was?.ru === is?.ru && was?.en === is?.en ? [] : [{ what, name, before: was, after: is }]
  })
}

const worded = ['title', 'basis', 'explain', 'advice'] as const
const plain = [
  'status',
  'serves',
  'effective',
  'version',
  'lifecycle',
  'suppresses',
  'groups',
  'guard',
  'visibleTo',
  'falsePositives',
] as const

function fieldsOf(rule: Rule): Parts {
  const own = worded.map((field): [string, Words] => [field, rule[field]])
  const others = plain.flatMap((field): [string, Words][] =>
    rule[field] === undefined
      ? []
      : [[field, field === 'effective' ? termText(rule.effective) : fieldText(rule[field])]],
  )
  return new Map([...own, ...others])
}

const codes: Readonly<Record<string, Words>> = {
  draft: { ru: 'черновик', en: 'draft' },
  trial: { ru: 'пробное, никому не показывается', en: 'on trial, shown to nobody' },
  active: { ru: 'действует', en: 'in force' },
  off: { ru: 'выключено', en: 'switched off' },
}

function fieldText(value: unknown): Words {
  return codes[String(value)] ?? same(shown(value))
}

function termText({ from, until }: Rule['effective']): Words {
  const end = (lang: 'ru' | 'en', word: string) => (until === undefined ? '' : ` ${word} ${dayText(until, lang)}`)
  return { ru: `с ${dayText(from, 'ru')}${end('ru', 'по')}`, en: `from ${dayText(from, 'en')}${end('en', 'until')}` }
}

function shown(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string')
  return isList ? value.join(', ') : canonicalOf(value)
}

function parametersOf({ parameters }: Rule): Parts {
  return new Map(
    Object.entries(parameters).map(([name, { values, min, max, title }]) => {
      const of = (lang: 'ru' | 'en') => {
        const told = values.map((dated) => datedText(dated, lang)).join('; ')
        const bounds = lang === 'ru' ? `границы ${min}–${max}` : `bounds ${min}–${max}`
        const label = lang === 'ru' ? `«${title.ru}»` : `"${title.en}"`
        return `${label}: ${told} (${bounds})`
      }
      return [name, { ru: of('ru'), en: of('en') }]
    }),
  )
}

type Dated = Rule['parameters'][string]['values'][number]

/** «4 с 1 декабря 2026 г., Протокол педсовета № 3»: a number, since when, and by which act. */
function datedText({ from, value, reference }: Dated, lang: 'ru' | 'en'): string {
  const act = reference === undefined ? '' : `, ${reference}`
  const ended = lang === 'ru' ? 'не действует' : 'not in force'
  return `${value ?? ended} ${lang === 'ru' ? 'с' : 'from'} ${dayText(from, lang)}${act}`
}

function levelsOf({ levels }: RuleReading): Parts {
  return new Map(
    levels.flatMap(({ level, parts }) => [...leavesOf(parts)].map(([name, text]) => [`${level}/${name}`, text])),
  )
}

function clearOf({ clear }: RuleReading): Parts {
  return clear.parts ? leavesOf(clear.parts) : new Map()
}

function exemptOf({ reading }: ReadRevision): Parts {
  return new Map(
    reading.exempt.flatMap(({ id, parts }) => [...leavesOf(parts)].map(([name, text]) => [`${id}/${name}`, text])),
  )
}

function leavesOf({ ru, en }: { ru: Reading; en: Reading }): Map<string, Words> {
  const english = new Map(listOnes(en).map(({ name, text }) => [name, text]))
  return new Map(listOnes(ru).map(({ name, text }) => [name, { ru: text, en: english.get(name) ?? '' }]))
}

/** Every condition of a reading, from left to right. */
export function listOnes(reading: Reading): Extract<Reading, { kind: 'one' }>[] {
  return reading.kind === 'one' ? [reading] : reading.parts.flatMap(listOnes)
}

function same(text: string): Words {
  return { ru: text, en: text }
}
