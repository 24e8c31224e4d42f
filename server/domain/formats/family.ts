import { type Static, Type } from 'typebox'
import { closed, oneOf, Role, Schema, Words, when } from './words.ts'

const Id = Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' })

const Scale = closed(
  {
    id: Id,
    title: Words,
    min: Type.Number(),
    max: Type.Number(),
    step: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    better: Type.Optional(
      oneOf(['higher', 'lower', 'middle'], 'Что благоприятно; молчание: решает психолог. What is favourable.'),
    ),
  },
  'Шкала методики: имя и границы; заданий здесь нет. A scale: name and range, never the items.',
)

const CardItem = closed(
  { id: Id, title: Words, min: Type.Integer(), max: Type.Integer() },
  'Пункт карты наблюдения. An item of the observation card.',
)

const Bound = closed({
  level: oneOf(['favourable', 'attention', 'problem', 'high', 'middle', 'low'], 'Уровень. Level.'),
  from: Type.Number({ description: 'Наименьшее значение индекса. Least value of the index.' }),
  title: Words,
})

export const FamilyInstrument = Type.Object(
  {
    id: Id,
    title: Words,
    authors: Type.Optional(Words),
    kind: oneOf(['observationCard', 'test', 'survey', 'drawing', 'classClimate'], 'Вид методики. Kind of instrument.'),
    answeredBy: Type.Array(oneOf(['parent', 'student', 'classTeacher'], 'Кто отвечает. Who answers.'), { minItems: 1 }),
    enteredBy: Type.Array(Role, { minItems: 1, description: 'Кто вносит значения. Who enters values.' }),
    valuesVisibleTo: Type.Optional(
      Type.Array(Role, { minItems: 1, description: 'Кто видит значения; молчание: никто, только итог класса.' }),
    ),
    levelVisibleTo: Type.Optional(
      Type.Array(Role, { minItems: 1, description: 'Кто видит уровень. Who sees the level.' }),
    ),
    items: Type.Optional(Type.Integer({ minimum: 1, description: 'Число заданий. Number of items.' })),
    consentRequired: Type.Boolean(),
    anonymous: Type.Boolean(),
    scales: Type.Array(Scale, { minItems: 1 }),
    card: Type.Optional(
      closed({
        items: Type.Array(CardItem, { minItems: 1 }),
        minAnswered: Type.Integer({
          minimum: 1,
          description: 'Меньше ответов: индекса нет. Fewer answers give no index.',
        }),
      }),
    ),
    index: oneOf(
      ['shareOfMaximum', 'normLevels', 'mean', 'none'],
      'Как получается индекс 0–100: доля наибольшей суммы; среднее уровней нормы; средний балл; не считается.',
    ),
    levels: Type.Optional(
      Type.Array(Bound, { minItems: 2, description: 'Границы уровней, от высшей. Bounds, highest first.' }),
    ),
    note: Type.Optional(Words),
  },
  {
    additionalProperties: false,
    description: 'Методика: название, авторы, шкалы и границы. An instrument: names, scales, ranges.',
    ...when({ properties: { kind: { const: 'observationCard' } } }, { required: ['card', 'levels'] }),
  },
)
export type FamilyInstrument = Static<typeof FamilyInstrument>

export const FamilyInstruments = closed(
  { $schema: Schema, familyInstruments: Type.Array(FamilyInstrument, { minItems: 1 }) },
  'Методики изучения детско-родительских отношений. Instruments of family relations.',
)
export type FamilyInstruments = Static<typeof FamilyInstruments>

export const FamilyCategory = closed(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9_]*$' }),
    title: Words,
    source: Words,
    expiresAfter: oneOf(
      ['schoolYear', 'document'],
      'Когда отметка гаснет: с учебным годом или в срок документа. When the entry lapses.',
    ),
    planRequired: Type.Boolean({ description: 'Нужен ли план работы с семьёй по III.11. Needs a work plan.' }),
    visibleTo: Type.Array(Role, { minItems: 1, description: 'Кто видит имена. Who sees the names.' }),
    note: Type.Optional(Words),
  },
  'Социальная категория семьи: повод помочь, а не повод для сигнала. A category of family: a reason to help.',
)
export type FamilyCategory = Static<typeof FamilyCategory>

export const FamilyCategories = closed(
  { $schema: Schema, familyCategories: Type.Array(FamilyCategory, { minItems: 1 }) },
  'Социальные категории семей. Categories of families.',
)
export type FamilyCategories = Static<typeof FamilyCategories>
