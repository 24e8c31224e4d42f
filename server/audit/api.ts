import { Type } from 'typebox'
import { reads } from '../domain/access/access.ts'
import { type Contract, Day, Id, orNull, Text } from '../http/contract.ts'

export const auditKinds = ['signIn', 'view', 'export', 'change', 'job'] as const

const Named = Type.Object({ id: Type.Integer(), name: orNull(Type.String()) })

const Entry = Type.Object({
  id: Type.Integer(),
  at: Type.String({ description: 'instant, UTC' }),
  kind: Type.Enum(auditKinds),
  action: Type.String(),
  said: orNull(Text),
  setting: orNull(Text),
  actor: orNull(Named),
  schoolClass: orNull(Named),
  pupil: orNull(Named),
  subject: orNull(Type.String()),
  before: Type.Unknown(),
  after: Type.Unknown(),
  isHidden: Type.Boolean({ description: 'before and after are not for the role of whoever asks' }),
  address: orNull(Type.String()),
})

export const auditApi = {
  'GET /api/audit': {
    summary: { ru: 'Журнал действий', en: 'The trail of actions' },
    may: reads('audit'),
    query: Type.Object({
      person: Type.Optional(Id),
      pupil: Type.Optional(Id),
      kind: Type.Optional(Type.Enum(auditKinds)),
      from: Type.Optional(Day),
      to: Type.Optional(Day),
      before: Type.Optional(Id),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    answer: Type.Object({
      scope: Type.Enum(['all', 'technical', 'own'], { description: 'whose actions are shown to whoever asks' }),
      entries: Type.Array(Entry),
      next: orNull(Type.Integer({ description: 'give as `before` for the next page' })),
    }),
  },
} satisfies Contract
