import { Type } from 'typebox'
import { reads, writes } from '../domain/access/access.ts'
import { ById, type Contract, Day, Id, OnDay, orNull, Text } from '../http/contract.ts'

/** What a class teacher says of an absence: illness, an application, no reason, still finding out. */
const Kind = Type.Union([
  Type.Literal('absent_illness'),
  Type.Literal('absent_excused'),
  Type.Literal('absent_unexcused'),
  Type.Literal('absent_unknown'),
])

/** One pupil on one day. */
const Missed = Type.Object({
  studentId: Id,
  name: Type.String(),
  on: Day,
  lessons: Type.Array(Type.Integer(), { description: 'numbers of the lessons missed; empty: the whole day' }),
  kind: Type.String({ description: 'kind in force of what was missed; "mixed" where lessons differ' }),
  source: Type.Array(Type.String(), { description: 'kinds as the journal gave them' }),
  word: orNull(
    Type.Object({
      kind: Type.String(),
      by: orNull(Type.String()),
      at: Type.String(),
      lesson: Type.Integer({ description: '0: the whole day' }),
      mayUndo: Type.Boolean({ description: 'one’s own word of today' }),
    }),
  ),
  isConflict: Type.Boolean({ description: 'the journal says otherwise than the person; the journal prevails' }),
  isAwaited: Type.Boolean({ description: 'a word on a day for which the journal has no absence yet' }),
})

const Given = Type.Object({
  pupil: Id,
  on: Day,
  lesson: Type.Optional(Type.Integer({ minimum: 1, maximum: 15, description: 'none: the whole day' })),
})

export const attendanceApi = {
  'GET /api/classes/{id}/absences': {
    summary: { ru: 'Кого нет и кто без причины', en: 'Who is absent and whose reason is not known' },
    may: reads('records'),
    params: ById,
    query: Type.Object(OnDay),
    answer: Type.Object({
      class: Type.Object({ id: Id, name: Type.String() }),
      on: Day,
      isSchoolDay: orNull(Type.Boolean()),
      pupils: Type.Integer({ description: 'pupils of the class on the day' }),
      today: Type.Array(Missed),
      unexplained: Type.Array(Missed, {
        description: 'of the ten school days before, newest first; those explained today stay for a while',
      }),
      dataOn: Type.Union([Day, Type.Null()], {
        description: 'up to which day attendance is known; null: never loaded',
      }),
      mayWrite: Type.Boolean(),
    }),
  },
  'GET /api/pupils/{id}/absences': {
    summary: { ru: 'Пропуски ученика, причину которых называют люди', en: 'Absences whose reason people give' },
    may: reads('records'),
    params: ById,
    query: Type.Object(OnDay),
    answer: Type.Object({
      from: Day,
      missed: Type.Array(Missed, {
        description:
          'of thirty days, newest first: what the journal does not explain, and where a person says otherwise',
      }),
      mayWrite: Type.Boolean(),
    }),
  },
  'POST /api/absences/reasons': {
    summary: { ru: 'Назвать причину отсутствия', en: 'Give the reason of an absence' },
    may: writes('records'),
    body: Type.Object({ ...Given.properties, kind: Kind }),
    answer: Type.Object({
      conflict: orNull(Text),
      follows: Text,
    }),
  },
  'POST /api/absences/reasons/undo': {
    summary: { ru: 'Отменить названную причину', en: 'Take back the reason given last' },
    may: writes('records'),
    body: Given,
    answer: Type.Object({ kind: orNull(Type.String({ description: 'what stands again; null: nobody has said' })) }),
  },
} satisfies Contract
