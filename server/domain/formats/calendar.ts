import { type Static, Type } from 'typebox'
import { closed, IsoDay, oneOf, Schema, Words } from './words.ts'

const confirmed = Type.Boolean({
  description:
    'Сверено с опубликованным документом; false – взято предварительно. Checked against a published document.',
})
const note = Type.Optional(Words)

const Decree = closed(
  {
    number: Type.String({ minLength: 1 }),
    date: IsoDay,
    title: Type.String({ minLength: 1 }),
    issuer: Type.String({ minLength: 1 }),
    confirmed,
    note,
  },
  'Постановление о переносе выходных дней. The decree that moves the days off.',
)

const Reason = Type.String({ minLength: 1, description: 'Почему, по-русски. Why, in Russian.' })
const Basis = Type.Optional(Type.String({ minLength: 1, description: 'Норма права. The law.' }))

const DayOff = closed(
  {
    date: IsoDay,
    kind: oneOf(['public_holiday', 'transferred_day_off'], 'Праздник или перенесённый выходной. Holiday or moved.'),
    reason: Reason,
    basis: Basis,
    movedFrom: Type.Optional(IsoDay),
  },
  'Понедельник–пятница, которые не рабочие. A weekday that is off.',
)
const HolidayOnWeekend = closed(
  {
    date: IsoDay,
    name: Reason,
    basis: Basis,
    movedTo: Type.Union([IsoDay, Type.Null()], { description: 'Куда ушёл выходной. Where the day off went.' }),
  },
  'Праздник на субботу или воскресенье. A holiday on a weekend.',
)
const WorkingWeekend = closed(
  { date: IsoDay, reason: Reason, basis: Basis, movedTo: Type.Optional(IsoDay) },
  'Рабочая суббота или воскресенье. A weekend day that is worked.',
)
const Shortened = closed(
  { date: IsoDay, reason: Reason, basis: Basis },
  'Рабочий день короче на час. Shorter by an hour.',
)

/** A file of `rules/calendar/`: which days of one calendar year are worked in a five-day week, and by which act. */
export const ProductionYear = closed(
  {
    $schema: Schema,
    id: Type.String({ pattern: '^[a-z]{2}-\\d{4}$', description: 'ru-2026' }),
    year: Type.Integer({ minimum: 1990, maximum: 2100 }),
    title: Words,
    confirmed,
    note,
    basis: Type.Array(Type.String({ minLength: 1 }), { description: 'Законы. Laws.' }),
    decree: Type.Union([Decree, Type.Null()], { description: 'null – переносов нет или ещё не установлены. None.' }),
    nonWorkingWeekdays: Type.Array(DayOff),
    holidaysOnWeekend: Type.Array(HolidayOnWeekend),
    workingWeekendDays: Type.Array(WorkingWeekend),
    shortenedDays: Type.Array(Shortened),
    totals: Type.Optional(
      closed(
        { calendarDays: Type.Integer(), workingDays: Type.Integer(), shortenedDays: Type.Integer() },
        'Итоги для сверки со списками. Totals, to check the lists against.',
      ),
    ),
  },
  'Производственный календарь одного года, пятидневная неделя. Production calendar of a year.',
)
export type ProductionYear = Static<typeof ProductionYear>

export const periodKinds = ['quarter', 'module', 'trimester', 'halfYear', 'year'] as const
const PeriodKind = oneOf(periodKinds, 'Четверть, модуль, триместр, полугодие, год. Kind of period.')
export type PeriodKind = Static<typeof PeriodKind>

const PeriodId = Type.String({ pattern: '^[a-z][a-z0-9]*$', description: 'q1, m3, t2, h1' })

const Period = closed(
  { id: PeriodId, kind: PeriodKind, title: Words, start: IsoDay, end: IsoDay, confirmed, note },
  'Учебный период; обе границы включительно, внутри могут быть каникулы. A period, both days inclusive.',
)
export type PeriodEntry = Static<typeof Period>

const Grade = Type.Integer({ minimum: 0, maximum: 12 })
const Grades = closed({ from: Grade, to: Grade }, 'Параллели с … по …. Grades from … to ….')

const Break = closed(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9]*$' }),
    title: Words,
    start: IsoDay,
    end: IsoDay,
    grades: Grades,
    confirmed,
    note,
  },
  'Каникулы; обе границы включительно. A vacation, both days inclusive.',
)
export type BreakEntry = Static<typeof Break>

const Band = closed(
  {
    grades: Grades,
    studyWeek: Type.Union([Type.Literal(5), Type.Literal(6)], { description: 'Учебных дней в неделе. Days a week.' }),
    attestedBy: PeriodKind,
    marked: Type.Boolean({
      description: 'Ставят ли отметки: первый класс учится без отметок. Whether marks are given.',
    }),
    lastDay: Type.Optional(IsoDay),
    exams: Type.Optional(
      Type.Union([closed({ start: IsoDay, end: IsoDay }, 'Экзамены. Exams.'), Type.Null()], {
        description: 'Время экзаменов (ГИА); null – экзамены есть, расписание не задано. null: timetable not known.',
      }),
    ),
    note,
  },
  'Группа параллелей с общим распорядком. Grades that follow one order.',
)
export type BandEntry = Static<typeof Band>

/** A file of `rules/calendar/`: terms, vacations and bands of grades of one school year. */
export const SchoolYear = closed(
  {
    $schema: Schema,
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$', description: '2026-27-quarters' }),
    schoolYear: Type.String({ pattern: '^\\d{4}/\\d{2}$', description: '2026/27' }),
    title: Words,
    confirmed,
    note,
    source: Words,
    start: IsoDay,
    end: IsoDay,
    covers: closed(
      { from: IsoDay, to: IsoDay },
      'За какие дни календарь отвечает; вне их – нет данных. Days the calendar answers for; outside: no data.',
    ),
    judgedBy: oneOf(
      periodKinds,
      'По каким периодам судят пункты «в течение года» во всех параллелях. Periods of the “throughout the year” points.',
    ),
    terms: Type.Array(Period, { minItems: 1, description: 'Учебные периоды по порядку. Terms in order.' }),
    attestationPeriods: Type.Array(Period, {
      description: 'Периоды отметок крупнее учебных: триместры из модулей, полугодия. Periods of final marks.',
    }),
    breaks: Type.Array(Break),
    bands: Type.Array(Band, { minItems: 1, description: 'Каждая параллель – ровно в одной группе. One band a grade.' }),
    extraStudyDays: Type.Optional(
      Type.Array(closed({ date: IsoDay, grades: Grades, reason: Reason }), {
        description: 'Учебные дни вне недельного распорядка: рабочая суббота. Study days beyond the week.',
      }),
    ),
  },
  'Учебный год: периоды, каникулы, параллели. A school year.',
)
export type SchoolYear = Static<typeof SchoolYear>

export const closureKinds = ['quarantine', 'closed', 'remote'] as const

/** A closure beside the calendar, entered by the school: quarantine, a closed day, remote lessons. */
export const Closure = closed(
  {
    from: IsoDay,
    to: IsoDay,
    kind: oneOf(closureKinds, 'Карантин, закрыта, дистанционно. Quarantine, closed, remote.'),
    grades: Type.Optional(Grades),
  },
  'Закрытие вне календаря; обе границы включительно. A closure, both days inclusive.',
)
export type Closure = Static<typeof Closure>
