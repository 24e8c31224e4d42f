import { Type } from 'typebox'
import { inSchoolReadOnly } from '../../database/school.ts'
import { isoOf } from '../../domain/day.ts'
import type { CellState } from '../../domain/duties/cells.ts'
import { statuses } from '../../domain/duties/duty.ts'
import { statusWord } from '../../domain/explain/duty.ts'
import { command, type Lang } from '../command.ts'
import { type DutyListRow, listDutyRows } from '../duty-rows.ts'
import { judgeInForce } from '../library.ts'
import { tableLines } from '../table.ts'
import { dayText, shortName } from '../words/format.ts'
import { statusWords } from '../words/statuses.ts'

type Answer = { asOf: string; counts: Record<string, number>; duties: DutyListRow[] }

const orNull = <T extends Type.TSchema>(shape: T, description: string) =>
  Type.Union([shape, Type.Null()], { description })
const Text = Type.Object({ ru: Type.String(), en: Type.String() })
const Dates = Type.Object({
  opensOn: Type.String(),
  dueSoonFrom: Type.String(),
  dueOn: Type.String(),
  graceUntil: Type.String(),
  closesOn: Type.String(),
})

export const dutiesCommand = command<Answer>({
  name: 'duties',
  summary: { ru: 'Обязательства: что требует внимания', en: 'Duties: what needs attention' },
  positionals: [],
  options: {
    class: { type: 'string', hint: '7Б', words: { ru: 'только этот класс', en: 'this class only' } },
    point: { type: 'string', hint: 'III.3', words: { ru: 'только этот пункт', en: 'this point only' } },
    status: {
      type: 'string',
      hint: 'overdue,…',
      words: {
        ru: `только эти состояния: ${[...statuses, 'not_triggered'].join(', ')}`,
        en: `these statuses only: ${[...statuses, 'not_triggered'].join(', ')}`,
      },
    },
    teacher: {
      type: 'string',
      hint: 'имя',
      words: { ru: 'классы, которые ведёт этот учитель', en: 'classes that this teacher holds' },
    },
    all: {
      type: 'boolean',
      words: {
        ru: 'всё за учебный год, и где ничего не требовалось',
        en: 'all of the school year, and where nothing was required',
      },
    },
  },
  needs: 'school',
  shape: Type.Object({
    asOf: Type.String(),
    counts: Type.Record(Type.String(), Type.Integer(), { description: 'показано по состояниям. Shown, by status' }),
    duties: Type.Array(
      Type.Object({
        key: orNull(Type.String(), 'null – ничего не требовалось. null: nothing was required'),
        class: Type.String(),
        schoolYear: Type.String(),
        point: Type.String(),
        basis: orNull(Type.String(), 'normative – текст регламента, local – цель школы. The text, or the school’s own'),
        status: Type.String(),
        student: orNull(Type.String(), 'если об ученике. Where it is about a pupil'),
        studentId: orNull(Type.Integer(), 'номер ученика. The pupil’s number'),
        teacher: orNull(Type.String(), 'кто ведёт класс; null – никто. Who holds the class; null: nobody'),
        dates: orNull(Dates, 'пять дат обязательства. The five dates of a duty'),
        satisfiedOn: orNull(Type.String(), 'когда выполнено. When it was met'),
        nextChangeOn: orNull(Type.String(), 'когда состояние сменится само. When time alone changes it'),
        text: Text,
        reasons: Type.Array(Type.Object({ code: Type.String(), data: Type.Unknown() })),
      }),
    ),
  }),
  run: async (context) =>
    inSchoolReadOnly(context.db, context.school.id, async (trx) => {
      const school = await judgeInForce(trx, context)
      return { code: 0, answer: answerOf(isoOf(context.asOf), listDutyRows(context, school)) }
    }),
  print,
})

/** Urgent first: the order in which people work. */
const order: readonly CellState[] = [
  ...(['overdue', 'in_grace', 'due_soon', 'missed', 'partial', 'open', 'upcoming'] as const),
  ...(['met_late', 'met', 'waived', 'no_data', 'not_applicable', 'not_triggered'] as const),
]

function answerOf(asOf: string, rows: DutyListRow[]): Answer {
  const duties = rows.toSorted(
    (one, other) =>
      order.indexOf(one.status) - order.indexOf(other.status) ||
      dueOf(one).localeCompare(dueOf(other)) ||
      one.class.localeCompare(other.class, 'ru', { numeric: true }) ||
      one.point.localeCompare(other.point) ||
      (one.key ?? '').localeCompare(other.key ?? ''),
  )
  const counts = Object.fromEntries(
    [...Map.groupBy(duties, ({ status }) => status)].map(([status, own]) => [status, own.length]),
  )
  return { asOf, counts, duties }
}

function dueOf({ dates }: DutyListRow): string {
  return dates?.dueOn ?? ''
}

function print({ asOf, duties }: Answer, lang: Lang): string[] {
  const on = dayText(asOf, lang)
  if (duties.length === 0) return [lang === 'ru' ? `На ${on} ничего не нужно.` : `Nothing is needed as of ${on}.`]
  const groups = [...Map.groupBy(duties, ({ status }) => status)]
  return [
    ...groups.flatMap(([status, own]) => [...groupLines(status, own, lang), '']),
    lang === 'ru' ? `Всего ${duties.length}. На ${on}.` : `${duties.length} in all. As of ${on}.`,
  ]
}

function groupLines(status: CellState, rows: readonly DutyListRow[], lang: Lang): string[] {
  const ru = lang === 'ru'
  const word = statusWord(status, lang)
  const glyph = status === 'partial' ? '◐' : statusWords[status].glyph
  const heading = `${glyph} ${word.slice(0, 1).toUpperCase()}${word.slice(1)}: ${rows.length}`.trim()
  const header = ru ? ['Срок', 'Класс', 'Ученик', 'Что'] : ['Due', 'Class', 'Pupil', 'What']
  const cells = rows.map(({ dates, class: name, student, text }) => [
    dates ? dayText(dates.dueOn, lang) : '',
    name,
    student === null ? '' : shortName(student),
    text[lang],
  ])
  return [heading, ...tableLines(header, cells)]
}
