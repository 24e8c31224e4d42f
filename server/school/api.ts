import { Type } from 'typebox'
import { reads, writes } from '../domain/access/access.ts'
import { settingGroups, settingKinds, settingUnits } from '../domain/settings/setting.ts'
import { ById, type Contract, Day, Id, OnDay, oneOf, orNull, Text } from '../http/contract.ts'
import { CalendarShown, CheckedShown, Dates } from './calendars/shapes.ts'

const Value = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Array(Type.String())])
const SettingShown = Type.Object({
  key: Type.String(),
  group: oneOf(settingGroups),
  title: Text,
  hint: Text,
  acts: Text,
  kind: oneOf(settingKinds),
  options: Type.Array(Type.Object({ value: Type.String(), title: Text })),
  unit: orNull(oneOf(settingUnits)),
  from: orNull(Type.Integer()),
  to: orNull(Type.Integer()),
  value: Value,
  isAnswered: Type.Boolean(),
  canChange: Type.Boolean(),
  history: Type.Array(Type.Object({ value: Value, setAt: Type.String(), setBy: orNull(Type.String()) })),
})
const closureKinds = ['quarantine', 'remote', 'closed'] as const
const CalendarText = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  text: Type.String({ minLength: 2, maxLength: 500_000 }),
})

export const schoolApi = {
  'GET /api/settings': {
    summary: { ru: 'Ответы школы', en: 'Answers of the school' },
    may: reads('settings'),
    answer: Type.Object({
      settings: Type.Array(SettingShown),
      elsewhere: Type.Array(Type.Object({ point: Type.String(), title: Text, now: Text }), {
        description: 'numbers that stand in the regulation files',
      }),
    }),
  },
  'PUT /api/settings/{key}': {
    summary: { ru: 'Изменить ответ школы', en: 'Change an answer of the school' },
    may: writes('settings'),
    params: Type.Object({ key: Type.String({ pattern: '^[A-Za-z]{1,40}$' }) }),
    body: Type.Object({ value: Value }),
    answer: Type.Object({ isChanged: Type.Boolean() }),
  },
  'GET /api/channels': {
    summary: { ru: 'Каналы связи', en: 'Channels' },
    may: reads('settings'),
    query: Type.Object(OnDay),
    answer: Type.Object({
      canChange: Type.Boolean(),
      channels: Type.Array(
        Type.Object({
          id: Type.String(),
          title: Text,
          form: Type.String(),
          personalData: oneOf(['allowed', 'nameless', 'forbidden']),
          legality: Text,
          from: orNull(Day),
          until: orNull(Day),
          isUsed: Type.Boolean(),
          points: Type.Array(Type.String()),
        }),
      ),
    }),
  },
  'PUT /api/channels': {
    summary: { ru: 'Какими каналами пользуется школа', en: 'Which channels the school uses' },
    may: writes('settings'),
    body: Type.Object({ used: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 100 }) }),
    answer: Type.Object({ isChanged: Type.Boolean() }),
  },
  'GET /api/calendar': {
    summary: { ru: 'Календарь школы', en: 'The calendar of the school' },
    may: reads('settings'),
    query: Type.Object(OnDay),
    answer: CalendarShown,
  },
  'PUT /api/calendar/years': {
    summary: { ru: 'Выбрать календарь учебного года', en: 'Choose the calendar of a school year' },
    may: writes('settings'),
    body: Type.Object({ id: Type.String({ maxLength: 60 }) }),
    answer: CheckedShown,
  },
  'PUT /api/calendar/dates': {
    summary: { ru: 'Задать свои периоды и каникулы', en: 'Set one’s own terms and vacations' },
    may: writes('settings'),
    body: Type.Object({ id: Type.String({ maxLength: 60 }), dates: Dates }),
    answer: CheckedShown,
  },
  'POST /api/calendar/own': {
    summary: { ru: 'Принять свой календарь', en: 'Take a calendar of one’s own' },
    may: writes('settings'),
    body: Type.Object({
      ...CalendarText.properties,
      isTrial: Type.Boolean({ description: 'check alone, keep nothing' }),
    }),
    answer: CheckedShown,
  },
  'POST /api/calendar/closures': {
    summary: { ru: 'Записать карантин или закрытие', en: 'Record a closure' },
    may: writes('settings'),
    body: Type.Object({
      classId: Type.Optional(Id),
      grades: Type.Optional(
        Type.Object({ from: Type.Integer({ minimum: 0, maximum: 12 }), to: Type.Integer({ minimum: 0, maximum: 12 }) }),
      ),
      from: Day,
      to: Day,
      kind: oneOf(closureKinds),
      note: Type.Optional(Type.String({ maxLength: 300 })),
    }),
    answer: Type.Object({ id: Id }),
  },
  'POST /api/calendar/closures/{id}/void': {
    summary: { ru: 'Отменить закрытие', en: 'Take a closure back' },
    may: writes('settings'),
    params: ById,
    answer: Type.Object({}),
  },
} satisfies Contract
