import { type Static, Type } from 'typebox'
import { Records } from './records.ts'
import { closed, IsoDay, mapOf, Name, oneOf, RuleId, Schema, when } from './words.ts'

export const FactValue = Type.Union(
  [Type.Number(), Type.String(), Type.Boolean(), Type.Array(Type.String()), Type.Null()],
  {
    description: 'Значение; null: неизвестно. Множество: список. A value; null is unknown; a set is a list.',
  },
)
export type FactValue = Static<typeof FactValue>

const keyHint =
  'Ключ: показатель (lateCount) или показатель с окном (unexcusedLessons{schoolDays:recent_days} либо {schoolDays:5}). Fact, or fact with its window.'
const FactKey = Type.String({ pattern: '^[a-z][A-Za-z0-9]*(\\{[^{}]+\\})?$' })
export const GivenFacts = mapOf(FactKey, FactValue, keyHint)
export type GivenFacts = Static<typeof GivenFacts>

const ConditionName = Type.String({ pattern: '^[a-z][A-Za-z0-9_]*$' })

const common = {
  title: Type.String({ minLength: 1, description: 'Что показывает пример. What the example shows.' }),
  asOf: IsoDay,
  facts: Type.Optional(GivenFacts),
  records: Type.Optional(Records),
  parameters: Type.Optional(mapOf(Name, Type.Number(), 'Другие числа для этого примера. Other numbers.')),
  todo: Type.Optional(Type.Boolean({ description: 'Известный пробел: не ломает проверку. A known gap.' })),
}
/** Facts or raw records, never both: an `if` on the present key keeps the error to one line. */
const source = {
  additionalProperties: false,
  ...when({ required: ['records'] }, { not: { required: ['facts'] } }, { required: ['facts'] }),
}
const Text = closed(
  { ru: Type.Optional(Type.String()), en: Type.Optional(Type.String()) },
  'Ожидаемое пояснение дословно. The expected explanation, word for word.',
)

export const FlaggedExample = Type.Object(
  { ...common, level: Type.Integer({ minimum: 0, maximum: 4 }), text: Type.Optional(Text) },
  source,
)
export const NotFlaggedExample = Type.Object(
  {
    ...common,
    because: Type.Array(ConditionName, {
      minItems: 1,
      uniqueItems: true,
      description:
        'Имена всех невыполненных условий низшего уровня (можно и других). All conditions of the lowest level that do not hold.',
    }),
  },
  source,
)
export const UnknownExample = Type.Object(
  {
    ...common,
    missing: Type.Array(Type.String({ pattern: '^[a-z][A-Za-z0-9]*(\\{[^{}]+\\})?$' }), {
      minItems: 1,
      uniqueItems: true,
      description: 'Каких показателей не хватает. Which facts are missing.',
    }),
  },
  source,
)
export const ExemptExample = Type.Object(
  { ...common, exemption: Type.String({ description: 'Какое исключение сработало. Which exemption applied.' }) },
  source,
)

const series = 'Ряд по учебным дням: 0 x5 3 x2 _; «x n» = ровно n дней, _ = неизвестно. One value per school day.'
export const Timeline = closed({
  title: Type.String({ minLength: 1 }),
  from: IsoDay,
  facts: mapOf(FactKey, Type.String({ minLength: 1 }), `${keyHint} ${series}`),
  expect: Type.String({
    pattern: '^([-pF?e]|x ?\\d+|\\s)+$',
    description:
      'Ожидаемые состояния: - нет, p ожидание, F сигнал, ? нет данных, e исключён; «F x3» = три дня. Expected states.',
  }),
  acts: Type.Optional(
    Type.Array(
      closed({
        day: Type.Integer({ minimum: 1, description: 'Номер дня ряда, с 1. Day of the series, from 1.' }),
        act: oneOf(['dismissed', 'closed'], 'Что сделал человек: отклонил или закрыл. What a person did.'),
      }),
      { minItems: 1 },
    ),
  ),
  todo: Type.Optional(Type.Boolean()),
})
export type Timeline = Static<typeof Timeline>

/** The file beside a rule, `ATT-02.examples.json`: whom the rule flags, whom it does not, and why. */
export const Examples = closed({
  $schema: Schema,
  rule: RuleId,
  given: Type.Optional(
    mapOf(
      FactKey,
      FactValue,
      'Показатели, общие для всех примеров. Facts shared by all examples; an example may override them.',
    ),
  ),
  flagged: Type.Array(FlaggedExample, { minItems: 1 }),
  notFlagged: Type.Array(NotFlaggedExample, { minItems: 1 }),
  unknown: Type.Array(UnknownExample, { minItems: 1 }),
  exempt: Type.Optional(Type.Array(ExemptExample, { minItems: 1 })),
  timelines: Type.Optional(Type.Array(Timeline, { minItems: 1 })),
})
export type Examples = Static<typeof Examples>
export type FlaggedExample = Static<typeof FlaggedExample>
export type NotFlaggedExample = Static<typeof NotFlaggedExample>
export type UnknownExample = Static<typeof UnknownExample>
export type ExemptExample = Static<typeof ExemptExample>
