import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Type } from 'typebox'
import { inSchoolReadOnly } from '../../database/school.ts'
import { isoOf } from '../../domain/day.ts'
import type { Judged } from '../../domain/duties/duty.ts'
import type { Period } from '../../domain/duties/rate.ts'
import {
  byClass,
  byTeacher,
  type Compliance,
  complianceOf,
  type Group,
  type JudgedSchool,
} from '../../overview/overview.ts'
import { Refusal } from '../../refusal.ts'
import { command, type SchoolContext } from '../command.ts'
import { printCompliance } from '../compliance-table.ts'
import { dutyCsv } from '../duty-csv.ts'
import { judgeInForce } from '../library.ts'
import { asOfOption } from '../school.ts'

export type ComplianceAnswer = {
  asOf: string
  from: string
  to: string
  by: Group[] | null
  csv: { file: string; duties: number } | null
} & Compliance

const number = Type.Union([Type.Number(), Type.Null()])
const Share = Type.Union([
  Type.Object({
    met: Type.Integer(),
    of: Type.Integer({ description: 'без исключённых, освобождённых и без данных. Without those outside' }),
    metLate: Type.Integer(),
    notMet: Type.Integer(),
    notApplicable: Type.Integer(),
    waived: Type.Integer(),
    noData: Type.Integer(),
    onTime: Type.Union([Type.Number(), Type.Null()], { description: '0–1; null, если меньше пяти. null under five' }),
    done: number,
    withWaived: number,
    interval: Type.Union([Type.Array(Type.Number()), Type.Null()], { description: '95 %, Уилсон. 95 %, Wilson' }),
  }),
  Type.Null(),
])
const Headline = Type.Object({
  rate: Type.Union([Type.Number(), Type.Null()], { description: 'среднее по пунктам, 0–1. Mean over points' }),
  points: Type.Integer(),
  met: Type.Integer(),
  of: Type.Integer(),
})
const GroupShape = Type.Object({
  id: Type.Union([Type.Integer(), Type.Null()]),
  name: Type.String(),
  bucket: Type.String({ description: 'class | teacher | vacant | handover' }),
  regulation: Headline,
  rhythm: Headline,
})

const shape = Type.Object({
  asOf: Type.String(),
  from: Type.String(),
  to: Type.String(),
  regulation: Headline,
  rhythm: Headline,
  critical: Type.Object({
    isKept: Type.Union([Type.Boolean(), Type.Null()], { description: 'null – их не было. null: there were none' }),
    points: Type.Array(Type.String()),
    breaches: Type.Array(Type.String()),
  }),
  points: Type.Array(
    Type.Object({
      point: Type.String(),
      title: Type.Object({ ru: Type.String(), en: Type.String() }),
      critical: Type.Boolean(),
      regulation: Share,
      rhythm: Share,
      alerts: Type.Array(Type.Object({ basis: Type.String(), kind: Type.String() })),
    }),
  ),
  by: Type.Union([Type.Array(GroupShape), Type.Null()], { description: 'с ключом --by. With --by' }),
  csv: Type.Union([Type.Object({ file: Type.String(), duties: Type.Integer() }), Type.Null()]),
})

export const complianceCommand = command<ComplianceAnswer>({
  name: 'compliance',
  summary: { ru: 'Исполнение регламента за период', en: 'How the regulation was kept in a period' },
  positionals: [],
  options: {
    from: {
      type: 'string',
      hint: 'D',
      words: { ru: 'с какого дня; по умолчанию с начала учебного года', en: 'first day; the school year’s by default' },
    },
    to: {
      type: 'string',
      hint: 'D',
      words: {
        ru: 'по какой день; по умолчанию день, на который смотрим',
        en: 'last day; the day looked at by default',
      },
    },
    by: {
      type: 'string',
      hint: 'class|teacher',
      words: {
        ru: 'ещё по классам (class) или по тем, кто отвечает (teacher); по алфавиту',
        en: 'by class too, or by who answers (teacher); in alphabetical order',
      },
    },
    csv: {
      type: 'string',
      hint: 'файл',
      words: { ru: 'выгрузить обязательства периода в файл CSV', en: 'export the duties of the period to a CSV file' },
    },
  },
  needs: 'school',
  shape,
  run: async (context) => ({ code: 0, answer: await answerOf(context) }),
  print: printCompliance,
})

async function answerOf(context: SchoolContext): Promise<ComplianceAnswer> {
  const { db, school, asOf, options, lang } = context
  const by = byOf(options['by'])
  const judged = await inSchoolReadOnly(db, school.id, (trx) => judgeInForce(trx, context))
  const period = periodOf(context, judged)
  const { duties } = judged
  const exported = duties.filter((duty) => isOf(duty, period))
  const grouped = by === 'class' ? byClass : byTeacher
  return {
    asOf: isoOf(asOf),
    from: isoOf(period.from),
    to: isoOf(period.to),
    ...complianceOf(judged, duties, period, asOf),
    by: by === undefined ? null : grouped(judged, duties, period, asOf),
    csv: await exportTo(context, exported.length, () => dutyCsv(exported, judged, asOf, lang)),
  }
}

/** The duties that concern a period: those open at some time in it. */
function isOf(duty: Judged, period: Period): boolean {
  const ends = duty.gap ? duty.window.to : Math.max(duty.dueOn, duty.graceUntil)
  return duty.opensOn <= period.to && ends >= period.from
}

function periodOf({ options, asOf }: SchoolContext, { seen, present }: JudgedSchool): Period {
  const starts = present.flatMap(({ id }) => seen.classes.get(id)?.class.calendar.year.startsOn ?? [])
  const to = asOfOption(options['to']) ?? asOf
  const from = asOfOption(options['from']) ?? Math.min(to, ...starts)
  if (from <= to) return { from, to }
  throw new Refusal('usage', {
    ru: `Период пуст: ${isoOf(from)} позже ${isoOf(to)}.`,
    en: `The period is empty: ${isoOf(from)} is later than ${isoOf(to)}.`,
  })
}

function byOf(value: string | boolean | undefined): 'class' | 'teacher' | undefined {
  if (value === undefined || value === 'class' || value === 'teacher') return value
  throw new Refusal('usage', {
    ru: `«${value}» – не разрез. Есть class и teacher.`,
    en: `"${value}" is no grouping. There are class and teacher.`,
  })
}

async function exportTo(
  { io, options }: SchoolContext,
  duties: number,
  text: () => string,
): Promise<ComplianceAnswer['csv']> {
  const file = options['csv']
  if (typeof file !== 'string') return null
  await writeFile(resolve(io.cwd, file), text())
  return { file, duties }
}
