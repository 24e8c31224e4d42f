import { Type } from 'typebox'
import { inSchoolReadOnly } from '../../database/school.ts'
import { isoOf } from '../../domain/day.ts'
import { findLastRun, listOpenFlags, type OpenFlag } from '../../flags/queries.ts'
import { Refusal } from '../../refusal.ts'
import { usage } from '../arguments.ts'
import { command, type Lang } from '../command.ts'
import { tableLines } from '../table.ts'
import { dayText, shortName } from '../words/format.ts'

type Row = {
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
type Answer = { asOf: string; flags: Row[]; levels: Record<string, number>; students: number }

const Text = Type.Object({ ru: Type.String(), en: Type.String() })
const shape = Type.Object({
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
        description: 'чем скрыт или собран. What hides or gathers it',
      }),
    }),
  ),
})

export const flagsCommand = command<Answer>({
  name: 'flags',
  summary: { ru: 'Открытые сигналы', en: 'Open flags' },
  positionals: [],
  options: {
    class: { type: 'string', hint: '7Б', words: { ru: 'только этот класс', en: 'this class only' } },
    level: { type: 'string', hint: 'N', words: { ru: 'уровень не ниже', en: 'level at least' } },
    rule: { type: 'string', hint: 'ATT-02', words: { ru: 'только это правило', en: 'this rule only' } },
    all: { type: 'boolean', words: { ru: 'вместе со скрытыми и собранными', en: 'with those hidden or gathered' } },
  },
  needs: 'school',
  shape,
  run: async ({ db, school, asOf, options }) =>
    inSchoolReadOnly(db, school.id, async (trx) => {
      const run = await findLastRun(trx, school.id, isoOf(asOf))
      if (!run) throw notEvaluated
      const filter = { ...ruleOf(options['rule']), ...levelOf(options['level']) }
      const found = await listOpenFlags(trx, school.id, filter)
      const ofClass = found.filter((flag) => options['class'] === undefined || flag.className === options['class'])
      const shown = ofClass.filter((flag) => options['all'] === true || hiddenBy(flag) === null)
      return { code: 0, answer: answerOf(run.as_of, shown) }
    }),
  print,
})

const notEvaluated = new Refusal('not-evaluated', {
  ru: 'Школу ещё не проверяли по правилам. Выполните: reglament evaluate',
  en: 'The school has not been evaluated yet. Run: reglament evaluate',
})

function ruleOf(value: string | boolean | undefined): { ruleId?: string } {
  return typeof value === 'string' ? { ruleId: value } : {}
}

function levelOf(value: string | boolean | undefined): { minLevel?: number } {
  if (typeof value !== 'string') return {}
  if (!/^[0-4]$/.test(value)) throw usage((words) => words.badLevel(value))
  return { minLevel: Number(value) }
}

function hiddenBy(flag: OpenFlag): string | null {
  return flag.suppressedBy ?? flag.groupedUnder
}

function answerOf(asOf: string, flags: OpenFlag[]): Answer {
  const levels: Record<string, number> = {}
  for (const { level } of flags) levels[level] = (levels[level] ?? 0) + 1
  const students = new Set(
    flags.flatMap(({ subjectKind, subjectId }) => (subjectKind === 'student' ? [subjectId] : [])),
  )
  return { asOf, students: students.size, levels, flags: flags.map(rowOf) }
}

function rowOf(flag: OpenFlag): Row {
  const { text, advice, points } = flag.explanation as { text: Row['text']; advice: Row['advice']; points: string[] }
  return {
    class: flag.className,
    student: flag.studentName,
    studentId: flag.subjectKind === 'student' ? flag.subjectId : null,
    rule: flag.ruleId,
    level: flag.level,
    text,
    points,
    since: flag.openedOn,
    advice,
    revision: flag.revision,
    hidden: hiddenBy(flag),
  }
}

function print({ asOf, flags, students }: Answer, lang: Lang): string[] {
  const on = dayText(asOf, lang)
  if (flags.length === 0)
    return [lang === 'ru' ? `Сигналов нет. Проверено на ${on}.` : `No flags. Evaluated as of ${on}.`]
  const rows = flags.map((flag) => [
    String(flag.level),
    flag.class,
    flag.student === null ? (lang === 'ru' ? 'весь класс' : 'the class') : shortName(flag.student),
    flag.rule,
    flag.text[lang],
    dayText(flag.since, lang),
  ])
  const header =
    lang === 'ru'
      ? ['Ур', 'Класс', 'Ученик', 'Правило', 'Что видно', 'С']
      : ['Lv', 'Class', 'Pupil', 'Rule', 'What is seen', 'Since']
  const total =
    lang === 'ru'
      ? `Сигналов: ${flags.length}, учеников: ${students}. На ${on}.`
      : `Flags: ${flags.length}, pupils: ${students}. As of ${on}.`
  return [...tableLines(header, rows), '', total]
}
