import { Type } from 'typebox'
import { reads, writes } from '../domain/access/access.ts'
import { domains } from '../domain/formats/words.ts'
import { caseAges } from '../domain/ladder/age.ts'
import { ById, type Contract, Day, Id, OnDay, oneOf, orNull, Text } from '../http/contract.ts'

const Dynamics = Type.Union([
  Type.Literal('improved'),
  Type.Literal('none'),
  Type.Literal('worse'),
  Type.Literal('tooEarly'),
])
const Named = Type.Object({ id: Id, name: Type.String() })
const Count = Type.Integer({ minimum: 0 })

/** What was counted for a case, by its domain: before it was opened and now. */
const Measured = Type.Union([
  Type.Object({
    domain: Type.Literal('academic'),
    before: orNull(Type.Number()),
    now: orNull(Type.Number()),
    newTwos: Count,
    recentTwos: Count,
    daysOpen: Count,
  }),
  Type.Object({ domain: Type.Literal('attendance'), before: Count, now: Count, daysOpen: Count }),
  Type.Object({ domain: Type.Literal('conduct'), before: Count, since: Count, recent: Count, daysOpen: Count }),
  Type.Object({
    domain: Type.Literal('family'),
    reached: Count,
    indexBefore: orNull(Count),
    indexNow: orNull(Count),
    daysOpen: Count,
  }),
  Type.Object({
    domain: Type.Literal('support'),
    judged: Count,
    negative: Count,
    lastNegative: Type.Boolean(),
    planned: Count,
    attended: Count,
  }),
])

/** Working days since a case was opened. */
const Age = oneOf(caseAges.map(({ age }) => age))

const Case = Type.Object({
  id: Id,
  pupil: Named,
  class: Named,
  domain: Type.String(),
  state: Type.Object({ id: Type.String(), title: Text, holders: Type.Array(Type.String()) }),
  highest: Text,
  isRestricted: Type.Boolean(),
  openedOn: Day,
  days: Count,
  stateSince: Day,
  lastReview: orNull(Type.Object({ on: Day, dynamics: Dynamics, note: orNull(Type.String()) })),
})
const Listed = Type.Object({
  ...Case.properties,
  workingDays: Type.Integer({ minimum: 0, description: 'working days since it was opened' }),
  isReviewed: Type.Boolean({ description: 'the review of the class has to answer for it' }),
  dynamics: orNull(Type.Object({ suggestion: orNull(Dynamics), measured: Measured, criterion: Text })),
})
const Step = Type.Object({
  on: Day,
  transition: orNull(Text),
  to: Text,
  dynamics: orNull(Dynamics),
  note: orNull(Type.String()),
  measures: Type.Array(Text),
  author: orNull(Type.String()),
  isUndone: Type.Boolean(),
})
const Reviewed = Type.Object({
  interactionId: Id,
  reviewed: Count,
  moved: Type.Integer({ description: 'cases that went over to monitoring' }),
})

export const escalationsApi = {
  'GET /api/cases': {
    summary: { ru: 'Открытые случаи и их динамика', en: 'Open cases and their dynamics' },
    may: reads('cases'),
    query: Type.Object({
      ...OnDay,
      class: Type.Optional(Id),
      domain: Type.Optional(Type.String({ maxLength: 20 })),
      age: Type.Optional(Age),
    }),
    answer: Type.Object({
      asOf: Day,
      cases: Type.Array(Listed),
      review: orNull(
        Type.Object({
          dueOn: orNull(Day),
          status: orNull(Type.String()),
          isRecordedToday: Type.Boolean(),
          mayReview: Type.Boolean(),
        }),
      ),
    }),
  },
  'GET /api/cases/{id}': {
    summary: { ru: 'Случай и его история', en: 'A case and its history' },
    may: reads('cases'),
    trail: 'view',
    params: ById,
    query: Type.Object({ ...OnDay }),
    answer: Type.Object({
      ...Case.properties,
      mayUndo: Type.Boolean({ description: 'opened by hand today by the person who asks' }),
      steps: Type.Array(Step),
    }),
  },
  'POST /api/pupils/{id}/cases': {
    summary: { ru: 'Открыть случай: заметил педагог, а не правило', en: 'Open a case: a teacher noticed, not a rule' },
    may: writes('cases'),
    params: ById,
    body: Type.Object(
      {
        domain: oneOf(domains),
        noticed: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
        measures: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 20, uniqueItems: true }),
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({ id: Id }),
  },
  'POST /api/cases/{id}/undo': {
    summary: { ru: 'Отменить открытый сегодня случай', en: 'Undo a case opened today' },
    may: writes('cases'),
    params: ById,
    answer: Type.Object({}),
  },
  'POST /api/classes/{id}/review': {
    summary: { ru: 'Обзор открытых случаев (II.10)', en: 'The review of open cases (II.10)' },
    may: writes('cases'),
    params: ById,
    body: Type.Object(
      {
        answers: Type.Array(
          Type.Object(
            { caseId: Id, dynamics: Dynamics, note: Type.Optional(Type.String({ maxLength: 1000 })) },
            { additionalProperties: false },
          ),
          { maxItems: 200, description: 'one for every open case of the class; none where there are no cases' },
        ),
      },
      { additionalProperties: false },
    ),
    answer: Reviewed,
  },
  'POST /api/classes/{id}/list-review': {
    summary: { ru: 'Список класса просмотрен (II.2)', en: 'The list of the class was looked through (II.2)' },
    may: writes('cases'),
    params: ById,
    answer: Reviewed,
  },
  'POST /api/classes/{id}/review/undo': {
    summary: { ru: 'Отменить сегодняшний обзор', en: 'Undo today’s review' },
    may: writes('cases'),
    params: ById,
    query: Type.Object({
      interaction: Type.Optional({ ...Id, description: 'which record; the last one where none is named' }),
    }),
    answer: Type.Object({}),
  },
} satisfies Contract
