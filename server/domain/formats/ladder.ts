import { type Static, Type } from 'typebox'
import { Parameter } from './rule.ts'
import { closed, Domain, Message, mapOf, Name, oneOf, PointId, Role, Schema, Words } from './words.ts'

const Id = Type.String({ pattern: '^[a-z][A-Za-z0-9_]*$' })

const State = closed(
  {
    id: Id,
    title: Words,
    holders: Type.Array(Role, { description: 'За кем ход. Who acts next.' }),
    rank: Type.Integer({
      minimum: 0,
      description: 'Высота ступени: рецидив возвращает на высшую достигнутую. Height of the rung.',
    }),
    kind: oneOf(['start', 'step', 'closed', 'parallel'], 'Начальное, ступень, закрытое, параллельное. Kind of state.'),
    note: Type.Optional(Words),
  },
  'Состояние случая. State of an escalation.',
)

const Term = closed(
  { point: PointId, note: Type.Optional(Words) },
  'Срок берётся из файла этого пункта в rules/regulation. The term is that of this point; no number here.',
)

const Transition = closed(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9]+$', description: 'Номер перехода: 7, 9a, E1. Id of the transition.' }),
    title: Words,
    from: Type.Union([Type.Array(Id), Type.Literal('any')], {
      description: 'Откуда; пусто: начало; any: отовсюду. From.',
    }),
    to: Type.Union([Id, Type.Literal('highestReached'), Type.Literal('same')], { description: 'Куда. To.' }),
    actors: Type.Array(Type.Union([Role, Type.Literal('engine'), Type.Literal('anyone')]), { minItems: 1 }),
    jointly: Type.Optional(Type.Boolean({ description: 'Решают вместе. All actors decide together.' })),
    namedPerson: Type.Optional(Type.Boolean({ description: 'Нужен названный человек. Needs a named person.' })),
    domains: Type.Optional(Type.Array(Domain, { minItems: 1 })),
    when: Words,
    evidence: Type.Array(Type.String({ description: 'Вид записи-подтверждения. Kind of record that proves it.' })),
    requires: Type.Optional(
      Type.Array(
        oneOf(
          ['reason', 'resultCode', 'note', 'measure', 'agreements', 'consent', 'dynamics', 'body', 'date'],
          'Что указать.',
        ),
        {
          minItems: 1,
        },
      ),
    ),
    satisfies: Type.Array(PointId, { uniqueItems: true }),
    term: Type.Optional(Term),
  },
  'Переход: кто, на каком основании, какие пункты выполняет. A transition.',
)

const Code = closed({ id: Id, title: Words }, 'Код из списка. A code.')

/** `rules/ladder.json`: states and transitions of an escalation. Terms and numbers live in the regulation files. */
export const Ladder = closed(
  {
    $schema: Schema,
    domains: Type.Array(
      closed({ id: Domain, title: Words, body: oneOf(['consilium', 'council', 'either'], 'Какой орган. Which body.') }),
      {
        minItems: 1,
      },
    ),
    states: Type.Array(State, { minItems: 1 }),
    transitions: Type.Array(Transition, { minItems: 1 }),
    dismissReasons: Type.Array(Code, { minItems: 1 }),
    measures: Type.Array(Code, { minItems: 1 }),
    resultCodes: Type.Array(Code, { minItems: 1 }),
    restrictedTo: Type.Array(Role, {
      minItems: 1,
      description: 'Кто видит случай под грифом. Who sees a restricted case.',
    }),
    improvement: Type.Array(
      closed({
        domain: Domain,
        parameters: mapOf(Name, Parameter, 'Числа критерия. Numbers of the criterion.'),
        improved: Message,
        noResult: Message,
      }),
      {
        minItems: 1,
        description: 'Что считать улучшением: подсказка, решает человек. What counts as improvement: a suggestion.',
      },
    ),
    readings: Type.Optional(
      Type.Array(closed({ points: Type.Array(PointId, { minItems: 1 }), text: Words }), {
        minItems: 1,
        description: 'Принятые толкования пунктов. Readings of ambiguous points.',
      }),
    ),
  },
  'Лестница реагирования. The escalation ladder.',
)
export type Ladder = Static<typeof Ladder>
