import { Type } from 'typebox'
import { type Contract, orNull } from '../http/contract.ts'

const OwnClass = Type.Object({ id: Type.Integer(), name: Type.String(), as: Type.String() })

/** Who is signed in, and what the screens need to know of it. */
export const Me = Type.Object({
  staffId: Type.Integer(),
  name: Type.String(),
  login: Type.String(),
  roles: Type.Array(Type.String()),
  classes: Type.Array(OwnClass, { description: 'classes led or stood in for today' }),
  language: orNull(Type.String()),
  hasPassword: Type.Boolean(),
  hasSecondFactor: Type.Boolean({ description: 'whether an authenticator is set up' }),
  needsSecondFactor: Type.Boolean({ description: 'whether everything else is closed until it is given or set up' }),
  school: Type.Object({ id: Type.Integer(), name: Type.String(), timeZone: Type.String(), isDemo: Type.Boolean() }),
  today: Type.String(),
  firstDay: Type.String({ description: 'the first day that pages can look at' }),
  reads: Type.Record(Type.String(), Type.String(), { description: 'group → reach of what one may read' }),
  writes: Type.Record(Type.String(), Type.String(), { description: 'group → reach of what one may change' }),
})

const OwnSession = Type.Object({
  id: Type.String(),
  startedAt: Type.String(),
  seenAt: Type.String(),
  device: orNull(Type.String()),
  isThis: Type.Boolean(),
})

const School = Type.Optional(Type.Integer({ minimum: 1, description: 'where the installation has several' }))
const Secret = Type.String({ minLength: 1, maxLength: 200 })
const Code = Type.String({ pattern: '^\\s*\\d{3}\\s*\\d{3}\\s*$', description: 'six digits of the authenticator' })
const Done = Type.Object({})
const Link = { school: Type.Integer({ minimum: 1 }), key: Type.String({ pattern: '^[\\w-]{43}$' }) }
/** Calls a minute from one address, behind which a whole school may sit; what can be guessed has counts of its own. */
const perMinute = 300

export const sessionApi = {
  'GET /api/schools': {
    summary: { ru: 'Куда можно войти', en: 'Where one can sign in' },
    may: 'anyone',
    answer: Type.Object({
      schools: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() })),
      openid: Type.Boolean({ description: 'whether the school has its own sign-in (OpenID Connect)' }),
    }),
  },
  'POST /api/session': {
    summary: { ru: 'Войти', en: 'Sign in' },
    may: 'anyone',
    perMinute,
    body: Type.Object({ login: Secret, password: Secret, school: School }),
    answer: Type.Object({ needsSecondFactor: Type.Boolean() }),
  },
  'POST /api/session/second-factor': {
    summary: { ru: 'Ввести код второго шага', en: 'Give the second factor' },
    may: 'signedIn',
    transaction: 'own',
    perMinute,
    body: Type.Object({ code: Code }),
    answer: Done,
  },
  'DELETE /api/session': { summary: { ru: 'Выйти', en: 'Sign out' }, may: 'signedIn', answer: Done },
  'GET /api/session/openid': {
    summary: { ru: 'Войти через систему школы', en: "Sign in through the school's own system" },
    may: 'anyone',
    perMinute,
    query: Type.Object({ school: School }),
    answer: Done,
  },
  'GET /api/session/openid/callback': {
    summary: { ru: 'Возвращение из системы школы', en: "The way back from the school's own system" },
    may: 'anyone',
    perMinute,
    answer: Done,
  },
  'POST /api/session/link': {
    summary: { ru: 'Кому выдана ссылка', en: 'Whose the one-time link is' },
    may: 'anyone',
    perMinute,
    body: Type.Object(Link),
    answer: Type.Object({ name: Type.String(), login: Type.String(), purpose: Type.String() }),
  },
  'PUT /api/session/password': {
    summary: { ru: 'Задать пароль по одноразовой ссылке', en: 'Set a password by a one-time link' },
    may: 'anyone',
    perMinute,
    body: Type.Object({ ...Link, password: Secret }),
    answer: Done,
  },
  'GET /api/me': { summary: { ru: 'Кто вошёл', en: 'Who is signed in' }, may: 'signedIn', answer: Me },
  'PUT /api/me/password': {
    summary: { ru: 'Сменить свой пароль', en: "Change one's password" },
    may: 'signedIn',
    transaction: 'own',
    perMinute,
    body: Type.Object({ current: Secret, next: Secret }),
    answer: Done,
  },
  'GET /api/me/sessions': {
    summary: { ru: 'Мои сеансы', en: 'My sessions' },
    may: 'signedIn',
    answer: Type.Object({ sessions: Type.Array(OwnSession) }),
  },
  'DELETE /api/me/sessions': {
    summary: { ru: 'Завершить все сеансы, кроме этого', en: 'End every session but this one' },
    may: 'signedIn',
    answer: Type.Object({ ended: Type.Integer() }),
  },
  'DELETE /api/me/sessions/{id}': {
    summary: { ru: 'Завершить сеанс', en: 'End a session' },
    may: 'signedIn',
    params: Type.Object({ id: Type.String({ pattern: '^[\\w-]{12}$' }) }),
    answer: Done,
  },
  'POST /api/me/second-factor': {
    summary: { ru: 'Подключить приложение для кодов', en: 'Set up an authenticator' },
    may: 'signedIn',
    answer: Type.Object({
      secret: Type.String({ description: 'to type by hand, in base 32' }),
      address: Type.String({ description: 'otpauth address' }),
      picture: Type.String({ description: 'the address as a QR code, SVG' }),
    }),
  },
  'POST /api/me/second-factor/confirmation': {
    summary: { ru: 'Подтвердить приложение кодом', en: 'Confirm the authenticator by a code' },
    may: 'signedIn',
    perMinute,
    body: Type.Object({ code: Code }),
    answer: Done,
  },
  'DELETE /api/me/second-factor': {
    summary: { ru: 'Отключить приложение для кодов', en: 'Remove the authenticator' },
    may: 'signedIn',
    transaction: 'own',
    perMinute,
    body: Type.Object({ password: Secret }),
    answer: Done,
  },
} satisfies Contract
