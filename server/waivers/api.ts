import { Type } from 'typebox'
import { reads, writes } from '../domain/access/access.ts'
import { waiverReasonIds } from '../domain/duties/waiver-reasons.ts'
import { ById, type Contract, Day, Id, OnDay, oneOf, orNull, Text } from '../http/contract.ts'

const Reason = Type.Unsafe<(typeof waiverReasonIds)[number]>({ type: 'string', enum: [...waiverReasonIds] })
const states = ['draft', 'approved', 'rejected', 'revoked'] as const
const Note = Type.Object({ note: Type.Optional(Type.String({ maxLength: 500 })) })
const Scope = {
  point: Type.String({ pattern: '^(I|II|III)\\.\\d{1,2}$' }),
  classId: Type.Optional(Id),
  studentId: Type.Optional(Id),
  staffId: Type.Optional(Id),
  from: Day,
  to: Day,
}
const WaiverShown = Type.Object({
  id: Id,
  point: Type.String(),
  title: Text,
  about: Text,
  classId: orNull(Id),
  studentId: orNull(Id),
  from: Day,
  to: Day,
  reason: Text,
  note: orNull(Type.String()),
  state: oneOf(states),
  isNow: Type.Boolean({ description: 'approved, and its days hold the day asked about' }),
  effect: Text,
  requestedBy: orNull(Type.String()),
  requestedAt: Type.String(),
  decidedBy: orNull(Type.String()),
  decidedAt: orNull(Type.String()),
  decisionNote: orNull(Type.String()),
  revokedBy: orNull(Type.String()),
  revokedAt: orNull(Type.String()),
  revokeNote: orNull(Type.String()),
  canDecide: Type.Boolean(),
  canRevoke: Type.Boolean(),
  canWithdraw: Type.Boolean(),
})

export const waiversApi = {
  'GET /api/waivers': {
    summary: { ru: 'Освобождения', en: 'Waivers' },
    may: reads('waivers'),
    query: Type.Object({
      ...OnDay,
      state: Type.Optional(oneOf(states)),
      page: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
    }),
    answer: Type.Object({
      waivers: Type.Array(WaiverShown),
      total: Type.Integer(),
      waiting: Type.Integer(),
      page: Type.Integer(),
      pageSize: Type.Integer(),
    }),
  },
  'GET /api/waivers/form': {
    summary: { ru: 'Что можно попросить', en: 'What can be asked for' },
    may: writes('waivers'),
    answer: Type.Object({
      longest: Type.Integer({ description: 'days a waiver lasts at most' }),
      earliest: Day,
      reasons: Type.Array(Type.Object({ id: Type.String(), title: Text })),
      points: Type.Array(Type.Object({ id: Type.String(), title: Text })),
      classes: Type.Array(Type.Object({ id: Id, name: Type.String() })),
      canAskForAll: Type.Boolean(),
    }),
  },
  'GET /api/waivers/effect': {
    summary: { ru: 'Что даст освобождение', en: 'What a waiver would do' },
    may: writes('waivers'),
    query: Type.Object(Scope),
    answer: Type.Object({ effect: Text, duties: Type.Integer(), left: Type.Integer() }),
  },
  'POST /api/waivers': {
    summary: { ru: 'Попросить об освобождении', en: 'Ask for a waiver' },
    may: writes('waivers'),
    body: Type.Object({ ...Scope, reason: Reason, note: Type.Optional(Type.String({ maxLength: 500 })) }),
    answer: Type.Object({ id: Id }),
  },
  'POST /api/waivers/{id}/approve': {
    summary: { ru: 'Дать освобождение', en: 'Approve a waiver' },
    may: writes('waivers'),
    params: ById,
    body: Note,
    answer: Type.Object({}),
  },
  'POST /api/waivers/{id}/reject': {
    summary: { ru: 'Отказать в освобождении', en: 'Reject a waiver' },
    may: writes('waivers'),
    params: ById,
    body: Note,
    answer: Type.Object({}),
  },
  'POST /api/waivers/{id}/revoke': {
    summary: { ru: 'Отозвать освобождение или запрос', en: 'Revoke a waiver, or withdraw a request' },
    may: writes('waivers'),
    params: ById,
    body: Note,
    answer: Type.Object({}),
  },
} satisfies Contract
