import { type Static, Type } from 'typebox'
import { closed, FactId, Name, oneOf, when } from './words.ts'

export const numericOperators = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'] as const
export const operators = [
  ...numericOperators,
  'equal',
  'notEqual',
  'in',
  'notIn',
  'contains',
  'doesNotContain',
] as const
export const Operator = oneOf(
  operators,
  'Сравнение показателя со значением. greaterThanInclusive: не менее; lessThanInclusive: не более; in: одно из. Operator.',
)
export type Operator = Static<typeof Operator>

export const ParameterReference = closed(
  {
    fact: Type.String({
      pattern: '^param\\.[a-z][a-z0-9_]*$',
      description: 'Ссылка на параметр этого правила: param.recent_days. A parameter of this rule.',
    }),
  },
  'Ссылка на параметр из «parameters». A reference to a parameter.',
)
export type ParameterReference = Static<typeof ParameterReference>

export type Scalar = string | boolean
export type Leaf = {
  name: string
  fact: string
  params?: Record<string, string | boolean | ParameterReference>
  operator: Operator
  value: Scalar | string[] | ParameterReference
}
export type Group = { all: Node[] } | { any: Node[] } | { not: Node }
export type Node = Leaf | Group

const whenOperator = (names: readonly string[], value: object) =>
  when({ properties: { operator: { enum: [...names] } }, required: ['operator'] }, { properties: { value } })

const leaf = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'fact', 'operator', 'value'],
  properties: {
    name: { ...Name, pattern: '^[a-z][A-Za-z0-9_]*$' },
    fact: FactId,
    params: {
      type: 'object',
      propertyNames: { pattern: '^[a-z][A-Za-z0-9]*$' },
      additionalProperties: { $ref: '#/$defs/param' },
      description: 'Окно и уточнения показателя; числа только ссылкой на параметр. Windows and details of the fact.',
    },
    operator: Operator,
    value: { description: 'С чем сравнивают. What the fact is compared with.' },
  },
  allOf: [
    whenOperator(numericOperators, { $ref: '#/$defs/reference' }),
    whenOperator(['in', 'notIn'], { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string' } }),
    whenOperator(['contains', 'doesNotContain'], { type: 'string' }),
    whenOperator(['equal', 'notEqual'], { $ref: '#/$defs/scalar' }),
  ],
}

const orReference = (types: string[]) => when({ type: 'object' }, { $ref: '#/$defs/reference' }, { type: types })

const branch = (key: string, properties: object, otherwise: object) =>
  when({ required: [key] }, { additionalProperties: false, properties }, otherwise)

const nodes = { type: 'array', minItems: 1, items: { $ref: '#/$defs/node' } }
const groups = (otherwise: object) =>
  branch(
    'all',
    { all: nodes },
    branch('any', { any: nodes }, branch('not', { not: { $ref: '#/$defs/node' } }, otherwise)),
  )

/** Definitions shared by every file that holds conditions; `if/then/else` on the present key gives one precise error. */
export const conditionDefinitions = {
  reference: ParameterReference,
  param: orReference(['string', 'boolean']),
  scalar: orReference(['string', 'boolean']),
  leaf,
  group: { type: 'object', ...groups({ required: ['all'] }) },
  node: {
    type: 'object',
    ...when({ required: ['fact'] }, { $ref: '#/$defs/leaf' }, groups({ required: ['fact'] })),
  },
}

/** A group of conditions in json-rules-engine's own form, narrowed: closed keys, no `path`, no shared references. */
export const Conditions = Type.Unsafe<Group>({
  $ref: '#/$defs/group',
  description: 'Условия: all (все), any (хотя бы одно), not (отрицание). Conditions.',
})
