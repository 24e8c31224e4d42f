import { Type } from 'typebox'
import { gatheredText } from '../domain/explain/flag.ts'
import type { Lang } from './command.ts'
import { tableLines } from './table.ts'
import { dayText, shortName } from './words/format.ts'

export type FlagLine = {
  class: string
  student: string | null
  studentId: number | null
  rule: string
  level: number
  text: { ru: string; en: string }
  points: string[]
  since: string
  advice: { ru: string; en: string }
  revision: string
  hidden: string | null
}
export type SignalRow = {
  class: string
  rule: string
  title: { ru: string; en: string }
  level: number
  pupils: number
  size: number
  since: string
}
export type FlagsAnswer = {
  asOf: string
  flags: FlagLine[]
  signals: SignalRow[]
  levels: Record<string, number>
  students: number
}

const Text = Type.Object({ ru: Type.String(), en: Type.String() })
export const flagsShape = Type.Object({
  asOf: Type.String({ description: 'день последней проверки. Day of the last evaluation' }),
  students: Type.Integer({ description: 'учеников с открытыми сигналами. Pupils with open flags' }),
  levels: Type.Record(Type.String(), Type.Integer(), {
    description: 'открытых сигналов по уровням. Open flags by level',
  }),
  flags: Type.Array(
    Type.Object({
      class: Type.String(),
      student: Type.Union([Type.String(), Type.Null()], {
        description: 'null – сигнал о классе. null: about the class',
      }),
      studentId: Type.Union([Type.Integer(), Type.Null()]),
      rule: Type.String(),
      level: Type.Integer(),
      text: Text,
      points: Type.Array(Type.String()),
      since: Type.String(),
      advice: Text,
      revision: Type.String({ description: 'хеш редакции правила. Hash of the rule’s revision' }),
      hidden: Type.Union([Type.String(), Type.Null()], {
        description:
          'чем скрыт или собран (share: – сигналом класса). What hides or gathers it (share: – the class signal)',
      }),
    }),
  ),
  signals: Type.Array(
    Type.Object({
      class: Type.String(),
      rule: Type.String(),
      title: Text,
      level: Type.Integer(),
      pupils: Type.Integer(),
      size: Type.Integer({ description: 'учеников в классе. Pupils in the class' }),
      since: Type.String(),
    }),
    { description: 'правило сработало у большой части класса: один сигнал вместо многих. One signal in place of many' },
  ),
})

export function flagLines({ asOf, flags, signals, students }: FlagsAnswer, lang: Lang): string[] {
  const on = dayText(asOf, lang)
  if (flags.length + signals.length === 0)
    return [lang === 'ru' ? `Сигналов нет. Проверено на ${on}.` : `No flags. Evaluated as of ${on}.`]
  const rows = [
    ...signals.map((signal) => [
      String(signal.level),
      signal.class,
      wholeClass(lang),
      signal.rule,
      gatheredText(signal.pupils, signal.size, signal.title, lang),
      dayText(signal.since, lang),
    ]),
    ...flags.map((flag) => [
      String(flag.level),
      flag.class,
      flag.student === null ? wholeClass(lang) : shortName(flag.student),
      flag.rule,
      [flag.text[lang], hiddenNote(flag.hidden, lang)].filter(Boolean).join(' – '),
      dayText(flag.since, lang),
    ]),
  ]
  const header =
    lang === 'ru'
      ? ['Ур.', 'Класс', 'Ученик', 'Правило', 'Что видно', 'С']
      : ['Lv', 'Class', 'Pupil', 'Rule', 'What is seen', 'Since']
  const total =
    lang === 'ru'
      ? `Сигналов: ${flags.length + signals.length}, учеников: ${students}. На ${on}.`
      : `Flags: ${flags.length + signals.length}, pupils: ${students}. As of ${on}.`
  return [...tableLines(header, rows), '', total]
}

function wholeClass(lang: Lang): string {
  return lang === 'ru' ? 'весь класс' : 'the class'
}

function hiddenNote(hidden: string | null, lang: Lang): string {
  if (hidden === null) return ''
  if (hidden.startsWith('share:')) return lang === 'ru' ? 'собран в сигнал класса' : 'gathered in the class signal'
  return lang === 'ru' ? `за сигналом ${hidden}` : `behind ${hidden}`
}
