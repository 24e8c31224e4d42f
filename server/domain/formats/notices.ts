import { type Static, Type } from 'typebox'
import { closed, Message, oneOf, PointId, Role, RuleId, Schema, Words } from './words.ts'

export const Notice = closed(
  {
    id: RuleId,
    title: Words,
    scope: oneOf(['plan', 'request', 'class'], 'О чём напоминание. What the notice is about.'),
    points: Type.Array(PointId, { minItems: 1, uniqueItems: true }),
    when: closed(
      {
        point: PointId,
        statuses: Type.Array(
          oneOf(['due_soon', 'in_grace', 'overdue'], 'Состояние обязательства. Status of the duty.'),
          { minItems: 1, uniqueItems: true },
        ),
      },
      'По какому обязательству и в каком состоянии. On which duty, in which status.',
    ),
    level: Type.Integer({ minimum: 0, maximum: 2 }),
    to: Type.Array(Role, { minItems: 1, uniqueItems: true }),
    text: Message,
    textOverdue: Type.Optional(Message),
    raised: Type.Optional(
      closed(
        {
          level: Type.Integer({ minimum: 0, maximum: 2 }),
          parameters: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]*$' }), Type.Integer({ minimum: 1 })),
          text: Message,
        },
        'Повышенный уровень: хватает одного из чисел. A higher level: reaching one of the numbers is enough.',
      ),
    ),
    advice: Words,
  },
  'Напоминание по состоянию обязательства: ученика оно не отмечает. A notice from a duty; it flags nobody.',
)
export type Notice = Static<typeof Notice>

export const Notices = closed(
  { $schema: Schema, notices: Type.Array(Notice, { minItems: 1 }) },
  'Напоминания. Notices.',
)
export type Notices = Static<typeof Notices>
