import { Type } from 'typebox'
import { reads, roles, writes } from '../domain/access/access.ts'
import { ById, type Contract, Day, Id, orNull } from '../http/contract.ts'

const Role = Type.Enum(roles)
const Name = Type.String({ minLength: 3, maxLength: 200, pattern: '\\S' })
const Email = Type.String({ maxLength: 200, pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$' })
const Login = Type.String({
  pattern: '^[a-z0-9][a-z0-9._@-]{2,99}$',
  description: 'small Latin letters, digits, . _ - @',
})
const Done = Type.Object({})

/** A link shown once: the program keeps no more than its hash. */
const Link = Type.Object({ path: Type.String(), expiresAt: Type.String(), purpose: Type.Enum(['invite', 'reset']) })

const Held = Type.Object({ role: Role, from: Type.String(), to: orNull(Type.String()) })

export const Person = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  email: orNull(Type.String()),
  leftOn: orNull(Type.String()),
  roles: Type.Array(Held),
  classes: Type.Array(Type.String(), { description: 'names of the classes led today' }),
  account: orNull(
    Type.Object({
      login: Type.String(),
      isDisabled: Type.Boolean(),
      hasPassword: Type.Boolean(),
      hasSecondFactor: Type.Boolean(),
      seenAt: orNull(Type.String({ description: 'when a session of theirs was last used' })),
    }),
  ),
})

/** Somebody who can see a pupil, and why. */
export const Seer = Type.Object({
  staffId: Type.Integer(),
  name: Type.String(),
  signsIn: Type.Boolean({ description: 'has a sign-in that works' }),
  reasons: Type.Array(
    Type.Object({
      role: Role,
      why: Type.Enum(['ownClass', 'wholeSchool', 'openCase']),
      as: orNull(Type.Enum(['main', 'acting', 'delegate'])),
      groups: Type.Array(Type.String({ description: 'groups of fields, as in the access matrix' })),
    }),
  ),
})

export const peopleApi = {
  'GET /api/people': {
    summary: { ru: 'Люди и роли', en: 'People and roles' },
    may: reads('people'),
    answer: Type.Object({ people: Type.Array(Person) }),
  },
  'POST /api/people': {
    summary: { ru: 'Добавить человека', en: 'Add a person' },
    may: writes('people'),
    body: Type.Object({
      name: Name,
      email: Type.Optional(orNull(Email)),
      roles: Type.Optional(Type.Array(Role, { uniqueItems: true, description: 'held from today' })),
      login: Type.Optional(Login),
    }),
    answer: Type.Object({ id: Type.Integer(), link: orNull(Link) }),
  },
  'PUT /api/people/{id}': {
    summary: { ru: 'Изменить имя, почту или день увольнения', en: 'Change name, e-mail or the day of leaving' },
    may: writes('people'),
    params: ById,
    body: Type.Object({ name: Name, email: orNull(Email), leftOn: orNull(Day) }),
    answer: Done,
  },
  'POST /api/people/{id}/roles': {
    summary: { ru: 'Дать роль с указанного дня', en: 'Give a role from a day' },
    may: writes('people'),
    params: ById,
    body: Type.Object({ role: Role, from: Day }),
    answer: Done,
  },
  'PUT /api/people/{id}/roles': {
    summary: { ru: 'Закончить роль указанным днём', en: 'End a role on a day' },
    may: writes('people'),
    params: ById,
    body: Type.Object({ role: Role, from: Day, to: orNull(Day) }),
    answer: Done,
  },
  'POST /api/people/{id}/account': {
    summary: { ru: 'Создать вход и приглашение', en: 'Make a sign-in and an invitation' },
    may: writes('people'),
    params: ById,
    body: Type.Object({ login: Login }),
    answer: Link,
  },
  'PUT /api/people/{id}/account': {
    summary: { ru: 'Закрыть или снова открыть вход', en: 'Close a sign-in or open it again' },
    may: writes('people'),
    params: ById,
    body: Type.Object({ isDisabled: Type.Boolean() }),
    answer: Done,
  },
  'POST /api/people/{id}/link': {
    summary: { ru: 'Выдать одноразовую ссылку для пароля', en: 'Give a one-time link to set a password' },
    may: writes('people'),
    params: ById,
    answer: Link,
  },
  'DELETE /api/people/{id}/second-factor': {
    summary: { ru: 'Снять приложение для кодов: телефон потерян', en: 'Remove an authenticator: the phone is lost' },
    may: writes('people'),
    params: ById,
    answer: Done,
  },
  'GET /api/pupils/{id}/access': {
    summary: { ru: 'Кто видит этого ученика и почему', en: 'Who can see this pupil and why' },
    may: reads('roster'),
    params: Type.Object({ id: Id }),
    query: Type.Object({ on: Type.Optional(Day) }),
    answer: Type.Object({ people: Type.Array(Seer) }),
  },
} satisfies Contract
