import { Type } from 'typebox'
import { settingGroups, settingKinds, settingUnits } from '../domain/settings/setting.ts'
import { type Contract, Day, oneOf, orNull, Text } from '../http/contract.ts'
import { CheckedShown, Dates } from '../school/school.ts'

const Span = Type.Object({ title: Text, start: Day, end: Day, confirmed: Type.Boolean() })
const Period = Type.Object({ id: Type.String(), ...Span.properties })
const Value = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Array(Type.String())])
const Calendar = Type.String({ maxLength: 60 })
const Key = Type.String({ minLength: 1, maxLength: 100 })

const CalendarShown = Type.Object({
  id: Type.String(),
  schoolYear: Type.String(),
  title: Text,
  confirmed: Type.Boolean(),
  note: orNull(Text),
  source: orNull(Text),
  start: Day,
  end: Day,
  covers: Type.Object({ from: Day, to: Day }),
  terms: Type.Array(Period),
  attestationPeriods: Type.Array(Period),
  breaks: Type.Array(
    Type.Object({ ...Span.properties, grades: Type.Object({ from: Type.Integer(), to: Type.Integer() }) }),
  ),
})

const Question = Type.Object({
  key: Type.String(),
  group: oneOf(settingGroups),
  title: Text,
  hint: Text,
  kind: oneOf(settingKinds),
  options: Type.Array(Type.Object({ value: Type.String(), title: Text })),
  unit: orNull(oneOf(settingUnits)),
  from: orNull(Type.Integer()),
  to: orNull(Type.Integer()),
  value: Value,
})

const Person = Type.Object({
  name: Type.String({ maxLength: 200 }),
  login: Type.String({ maxLength: 64 }),
  password: Type.String({ maxLength: 200 }),
  role: Type.Enum(['principal', 'deputy'] as const),
})

/** Set-up of an empty installation: open to whoever holds the one-time key, and to nobody once there is a school. */
export const setupApi = {
  'GET /api/setup': {
    summary: { ru: 'Из чего выбирать при первом запуске', en: 'What there is to choose from at the first start' },
    may: 'anyone',
    query: Type.Object({ key: Key }),
    answer: Type.Object({
      calendars: Type.Array(CalendarShown),
      workingDays: Type.Array(
        Type.Object({ year: Type.Integer(), title: Text, confirmed: Type.Boolean(), note: orNull(Text) }),
      ),
      questions: Type.Array(Question),
      passwordLength: Type.Integer(),
      loginPattern: Type.String({ description: 'what a login looks like, a regular expression of Unicode' }),
    }),
  },
  'POST /api/setup/calendar': {
    summary: { ru: 'Проверить свои периоды и каникулы', en: 'Check one’s own terms and vacations' },
    may: 'anyone',
    body: Type.Object({ key: Key, calendar: Calendar, dates: Dates }),
    answer: CheckedShown,
  },
  'POST /api/setup/person': {
    summary: {
      ru: 'Проверить первого администратора и его пароль',
      en: 'Check the first administrator and the password',
    },
    may: 'anyone',
    body: Type.Object({ key: Key, person: Person }),
    answer: Type.Object({}),
  },
  'POST /api/setup': {
    summary: {
      ru: 'Создать школу и её первого администратора: всё сразу или ничего',
      en: 'Make the school and its first administrator: all at once or nothing',
    },
    may: 'anyone',
    body: Type.Object(
      {
        key: Key,
        school: Type.Object({
          name: Type.String({ maxLength: 200 }),
          timeZone: Type.String({ maxLength: 60 }),
          calendar: Calendar,
          dates: Type.Optional(Dates),
          trackingFrom: Day,
        }),
        person: Person,
        answers: Type.Record(Type.String(), Value),
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({ schoolId: Type.Integer() }),
  },
} satisfies Contract
