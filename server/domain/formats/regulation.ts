import { type Static, Type } from 'typebox'
import { DutySpec, populations, SpecId } from './duty.ts'
import { closed, Domain, oneOf, PointId, Schema, Words } from './words.ts'

const Id = Type.String({ pattern: '^[a-z][A-Za-z0-9]*$', description: 'Код латиницей. An id.' })

export const rosterCauses = ['newSchoolYear', 'newFamily', 'teacherChange', 'joined'] as const

/** What makes a duty arise. Recorded by people or rules, derived from the roster, or from the state of another duty. */
const Trigger = closed(
  {
    id: Id,
    kind: oneOf(['flag', 'request', 'plan', 'emergency', 'event'], 'Вид повода. Kind.'),
    title: Words,
    source: Type.Union(
      [
        Type.Literal('recorded'),
        closed(
          {
            roster: oneOf(
              rosterCauses,
              'Новый учебный год, новая семья, смена классного руководителя, вошёл в группу.',
            ),
            population: Type.Optional(oneOf(populations, 'Для joined: в какую группу вошёл ученик. Which population.')),
          },
          'Возникает из списков школы. Follows from the roster.',
        ),
        closed(
          {
            spec: SpecId,
            unansweredOnDay: Type.Integer({
              minimum: 1,
              description: 'На какой день после повода ещё нет ответа. Day.',
            }),
          },
          'Возникает из состояния другого обязательства. Follows from another duty left undone.',
        ),
      ],
      { description: 'Откуда повод: записан (сигналом, человеком), из списков, из другого обязательства.' },
    ),
    raisedBy: Type.Optional(
      closed(
        {
          minLevel: Type.Integer({ minimum: 0, maximum: 4, description: 'Уровень сигнала не ниже. Least level.' }),
          domains: Type.Optional(Type.Array(Domain, { minItems: 1, uniqueItems: true })),
          serving: Type.Optional(
            Type.Boolean({
              description: 'Только правила, которые служат этому пункту. Rules that serve this point only.',
            }),
          ),
        },
        'Какие сигналы об учениках становятся поводом сами. Flags on pupils that are this trigger by themselves.',
      ),
    ),
  },
  'Повод. A trigger.',
)

const EvidenceKind = closed({ id: Id, title: Words }, 'Вид записи-подтверждения. A kind of record that is evidence.')

const NotApplicable = closed(
  {
    code: Id,
    title: Words,
    how: oneOf(
      ['closed', 'structure'],
      'closed: повод закрыт с этим кодом; structure: видно из списков и календаря. By a close code, or by structure.',
    ),
  },
  'Когда пункт не применим. When the point does not apply.',
)

/** One of the 30 points: its words as written, what it asks, and the norms it is judged by. */
export const RegulationPoint = closed(
  {
    id: PointId,
    title: Words,
    text: Words,
    forms: closed(
      {
        list: Type.Array(Words, { minItems: 1, description: 'Формы: ru дословно. Forms, ru verbatim.' }),
        open: Type.Boolean({ description: 'В тексте «и др.»: список открыт. The text says “and others”.' }),
      },
      'Формы взаимодействия, как в тексте. Forms as written.',
    ),
    channels: Type.Array(Id, {
      uniqueItems: true,
      description: 'Каналы (rules/catalogue/channels.json) этих форм. Иной канал принимается с пометкой. Channels.',
    }),
    periodicity: Words,
    kind: oneOf(['T1', 'T2', 'T3', 'T4', 'T5', 'T6'], 'Вид периодичности. Kind of periodicity.'),
    triggers: Type.Array(Trigger, { description: 'Поводы; нет – пусто. Triggers.' }),
    evidence: Type.Array(EvidenceKind, { minItems: 1, description: 'Чем подтверждается. What satisfies it.' }),
    notApplicable: Type.Array(NotApplicable),
    specs: Type.Array(DutySpec, { minItems: 1, description: 'Нормы: из текста и цели школы – порознь. Norms.' }),
    notes: Type.Optional(Words),
  },
  'Пункт регламента. A point of the regulation.',
)
export type RegulationPoint = Static<typeof RegulationPoint>

/** A file of `rules/regulation/`: one section of the regulation. */
export const RegulationFile = closed(
  {
    $schema: Schema,
    section: oneOf(['I', 'II', 'III'], 'Раздел. Section.'),
    title: Words,
    points: Type.Array(RegulationPoint, { minItems: 1 }),
  },
  'Раздел регламента: пункты и нормы. A section of the regulation.',
)
export type RegulationFile = Static<typeof RegulationFile>
