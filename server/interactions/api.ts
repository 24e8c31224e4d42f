import { Type } from 'typebox'
import { reads, writes } from '../domain/access/access.ts'
import { ById, type Contract, Day, Id, OnDay, orNull, Text } from '../http/contract.ts'
import { Change, Entry, LoggedAnswer, Person, Served } from './logging/shapes.ts'

const Words = Type.Optional(Type.String({ maxLength: 500 }))
const Points = Type.Array(Type.String({ maxLength: 10 }), { maxItems: 30, uniqueItems: true })
const Kinds = Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 20, uniqueItems: true })

export const interactionsApi = {
  'GET /api/interactions': {
    summary: { ru: 'Взаимодействия', en: 'Interactions' },
    may: reads('interactions'),
    query: Type.Object({
      ...OnDay,
      class: Type.Optional(Id),
      pupil: Type.Optional(Id),
      point: Type.Optional(Type.String({ maxLength: 10 })),
      form: Type.Optional(Type.String({ maxLength: 60 })),
      author: Type.Optional(Id),
      from: Type.Optional(Day),
      to: Type.Optional(Day),
      voided: Type.Optional(Type.Union([Type.Literal('with'), Type.Literal('only')])),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    }),
    answer: Type.Object({
      entries: Type.Array(Entry),
      total: Type.Integer(),
      page: Type.Integer(),
      pageSize: Type.Integer(),
      forms: Type.Array(Type.Object({ id: Type.String(), title: Text })),
      authors: Type.Array(Person),
      classes: Type.Array(Person),
      points: Type.Array(Type.Object({ id: Type.String(), title: Text })),
    }),
  },
  'GET /api/interactions/options': {
    summary: { ru: 'Что можно записать', en: 'What can be logged' },
    may: writes('interactions'),
    query: Type.Object({
      class: Type.Optional(Id),
      point: Type.Optional(Type.String({ maxLength: 10 })),
      duty: Type.Optional(Type.String({ maxLength: 200 })),
    }),
    answer: Type.Object({
      classes: Type.Array(Person),
      class: orNull(Person),
      points: Type.Array(
        Type.Object({
          id: Type.String(),
          title: Text,
          evidence: Type.Array(Type.Object({ id: Type.String(), title: Text })),
          forms: Type.Array(Type.String()),
          isOpen: Type.Boolean({ description: 'the text names further forms («и др.»)' }),
        }),
      ),
      forms: Type.Array(
        Type.Object({
          id: Type.String(),
          title: Text,
          from: orNull(Type.String()),
          until: orNull(Type.String()),
          personalData: Type.String({ description: 'allowed | nameless | forbidden' }),
          legality: Text,
          isUsed: Type.Boolean({ description: 'the school uses it, by its settings' }),
        }),
      ),
      pupils: Type.Array(Person),
      duties: Type.Array(
        Type.Object({
          key: Type.String(),
          point: Type.String(),
          title: Text,
          status: Type.String(),
          dueOn: Day,
          text: Text,
          studentId: orNull(Id),
          evidence: Type.Array(Type.String(), { description: 'kinds that close it' }),
          forms: Type.Array(Type.String()),
          isForMe: Type.Boolean({ description: 'false: counted only when the class teacher logs it' }),
        }),
      ),
      openCases: Type.Integer(),
      mayConfirm: Type.Boolean(),
    }),
  },
  'GET /api/interactions/{id}': {
    summary: { ru: 'Одно взаимодействие', en: 'One interaction' },
    may: reads('interactions'),
    params: ById,
    query: Type.Object(OnDay),
    answer: Type.Object({
      entry: Entry,
      duties: Type.Array(Type.Object({ ...Served.properties, title: Text, text: Text })),
      decision: orNull(
        Type.Object({
          flag: orNull({ ...Id, description: 'null: a review of the class' }),
          class: Id,
        }),
      ),
      mayVoid: Type.Boolean(),
      attribution: Type.Array(
        Type.Object({
          point: Type.String(),
          title: Text,
          isOn: Type.Boolean({ description: 'the entry may serve it' }),
        }),
      ),
    }),
  },
  'POST /api/interactions': {
    summary: { ru: 'Записать взаимодействие', en: 'Log an interaction' },
    may: writes('interactions'),
    body: Type.Object({
      class: Id,
      pupils: Type.Optional(Type.Array(Id, { maxItems: 60, uniqueItems: true, description: 'none: the whole class' })),
      form: Type.String({ minLength: 1, maxLength: 60 }),
      evidence: Kinds,
      points: Type.Optional(Points),
      on: Type.Optional(Day),
      at: Type.Optional(Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })),
      duty: Type.Optional(Type.String({ maxLength: 200 })),
      trigger: Type.Optional(Id),
      topic: Words,
      outcome: Words,
      wasReached: Type.Optional(Type.Boolean()),
      startedBy: Type.Optional(Type.Union([Type.Literal('school'), Type.Literal('family')])),
      backdateReason: Words,
    }),
    answer: LoggedAnswer,
  },
  'POST /api/interactions/{id}/void': {
    summary: { ru: 'Отозвать запись', en: 'Take an entry back' },
    may: writes('interactions'),
    params: ById,
    body: Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500 }) }),
    answer: Type.Object({ duties: Type.Array(Change) }),
  },
  'POST /api/interactions/{id}/restoration': {
    summary: { ru: 'Вернуть отозванную запись новой записью', en: 'Bring a voided entry back as a new one' },
    may: writes('interactions'),
    params: ById,
    answer: LoggedAnswer,
  },
  'POST /api/interactions/{id}/attribution': {
    summary: { ru: 'Изменить, каким пунктам служит запись', en: 'Change which points an entry serves' },
    may: writes('interactions'),
    params: ById,
    body: Type.Object({
      points: Type.Array(Type.String({ maxLength: 10 }), { minItems: 1, maxItems: 30, uniqueItems: true }),
    }),
    answer: LoggedAnswer,
  },
} satisfies Contract
