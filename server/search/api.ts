import { Type } from 'typebox'
import { type Contract, Id, OnDay, Text } from '../http/contract.ts'

export const searchApi = {
  'GET /api/search': {
    summary: { ru: 'Поиск: ученик, класс, пункт, правило', en: 'Search: pupil, class, point, rule' },
    may: 'signedIn',
    query: Type.Object({ ...OnDay, q: Type.String({ maxLength: 100 }) }),
    answer: Type.Object({
      pupils: Type.Array(Type.Object({ id: Id, name: Type.String(), className: Type.String() })),
      classes: Type.Array(
        Type.Object({ id: Id, name: Type.String(), teacher: Type.Union([Type.String(), Type.Null()]) }),
      ),
      points: Type.Array(Type.Object({ id: Type.String(), title: Text })),
      rules: Type.Array(Type.Object({ id: Type.String(), title: Text })),
    }),
  },
} satisfies Contract
