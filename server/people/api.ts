import { Type } from 'typebox'
import { type Contract, orNull } from '../http/contract.ts'

const OwnClass = Type.Object({ id: Type.Integer(), name: Type.String(), as: Type.String() })

/** Who is signed in, and what the screens need to know of it. */
export const Me = Type.Object({
  staffId: Type.Integer(),
  name: Type.String(),
  roles: Type.Array(Type.String()),
  classes: Type.Array(OwnClass, { description: 'classes led or stood in for today' }),
  language: orNull(Type.String()),
  needsSecondFactor: Type.Boolean(),
  school: Type.Object({ id: Type.Integer(), name: Type.String(), timeZone: Type.String(), isDemo: Type.Boolean() }),
  today: Type.String(),
  reads: Type.Record(Type.String(), Type.String(), { description: 'group → reach of what one may read' }),
  writes: Type.Record(Type.String(), Type.String(), { description: 'group → reach of what one may change' }),
})

export const peopleApi = {
  'POST /api/session': {
    summary: { ru: 'Войти', en: 'Sign in' },
    may: 'anyone',
    body: Type.Object({
      login: Type.String({ minLength: 1, maxLength: 200 }),
      password: Type.String({ minLength: 1, maxLength: 200 }),
      school: Type.Optional(Type.Integer({ description: 'where the installation has several' })),
    }),
    answer: Type.Object({ needsSecondFactor: Type.Boolean() }),
  },
  'DELETE /api/session': {
    summary: { ru: 'Выйти', en: 'Sign out' },
    may: 'signedIn',
    answer: Type.Object({}),
  },
  'GET /api/me': {
    summary: { ru: 'Кто вошёл', en: 'Who is signed in' },
    may: 'signedIn',
    answer: Me,
  },
} satisfies Contract
