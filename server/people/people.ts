import { hash } from '@node-rs/argon2'
import type { Trx } from '../database/database.ts'
import { access, type Role } from '../domain/access/access.ts'
import { notFound } from '../http/guards.ts'
import { createSecret } from '../http/session.ts'
import { Refusal, type Said } from '../refusal.ts'
import { type Maker, refuseOpening, refuseTaking } from './guard.ts'
import { findAccount, insertAccount, updateAccount } from './queries/accounts.ts'
import { insertLink, type Purpose, useUpLinks } from './queries/links.ts'
import { revokeSessionsOf } from './queries/sessions.ts'
import {
  endRole,
  findPerson,
  type Held,
  insertPerson,
  insertRole,
  listPeople,
  listRolesOf,
  updatePerson,
} from './queries/staff.ts'

const hoursOf: Readonly<Record<Purpose, number>> = { invite: 7 * 24, reset: 24 }

export type MadeLink = { path: string; expiresAt: string; purpose: Purpose }

/** A hash of argon2id with 19 MiB and two passes (OWASP). */
export function hashPassword(password: string): Promise<string> {
  return hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
}

export type NewPerson = { name: string; email: string | null; roles: readonly Role[]; login?: string | undefined }

/** Adds a person with the roles held from the day; where a login is given, with a sign-in and its invitation. All of it or nothing. */
export async function addPerson(
  trx: Trx,
  by: Maker,
  { name, email, roles, login }: NewPerson,
  from: string,
): Promise<{ id: number; link: MadeLink | null }> {
  const id = await insertPerson(trx, by.schoolId, { name, email })
  for (const role of roles) await giveRole(trx, by, id, { role, from })
  return { id, link: login === undefined ? null : await inviteAccount(trx, by, id, login) }
}

/** A sign-in without a password, and the invitation to set one. */
export async function inviteAccount(trx: Trx, by: Maker, staffId: number, login: string): Promise<MadeLink> {
  if (await findAccount(trx, by.schoolId, { staffId }))
    throw no('has-account', 'У этого человека уже есть вход.', 'This person has a sign-in.')
  if (await findAccount(trx, by.schoolId, { login }))
    throw no('login-taken', `Логин «${login}» занят. Выберите другой.`, `The login "${login}" is taken.`)
  await insertAccount(trx, by.schoolId, { staffId, login, passwordHash: null })
  return makeLink(trx, by, staffId)
}

/**
 * A link to set a password, used once: an invitation for a week where there is no password yet, otherwise for a day. Links made
 * before it end. The key is in the answer alone.
 */
export async function makeLink(trx: Trx, by: Maker, staffId: number): Promise<MadeLink> {
  const account = await accountOf(trx, by.schoolId, staffId)
  await refuseTaking(trx, by, staffId)
  if (account.isDisabled) throw no('account-closed', 'Вход закрыт. Сначала откройте его.', 'The sign-in is closed.')
  const purpose = account.passwordHash === null ? 'invite' : 'reset'
  const { secret, hash } = createSecret()
  const expiresAt = new Date(by.now.getTime() + hoursOf[purpose] * 3_600_000)
  await useUpLinks(trx, by.schoolId, staffId, by.now)
  await insertLink(trx, by.schoolId, {
    tokenHash: hash,
    staffId,
    purpose,
    madeBy: by.staffId,
    madeAt: by.now,
    expiresAt,
  })
  return { path: `/password?school=${by.schoolId}&key=${secret}`, expiresAt: expiresAt.toISOString(), purpose }
}

/** Closes a sign-in, which ends its sessions and links, or opens it again. */
export async function closeAccount(trx: Trx, by: Maker, staffId: number, isDisabled: boolean): Promise<void> {
  await accountOf(trx, by.schoolId, staffId)
  if (isDisabled) {
    if (staffId === by.staffId)
      throw no('own-account', 'Свой вход закрыть нельзя.', 'One may not close one’s own sign-in.')
    await revokeSessionsOf(trx, by.schoolId, staffId, by.now)
    await useUpLinks(trx, by.schoolId, staffId, by.now)
  }
  await updateAccount(trx, by.schoolId, staffId, {
    disabledAt: isDisabled ? by.now : null,
    failedCount: 0,
    lockedUntil: null,
  })
}

/** Takes the authenticator off a sign-in (a lost phone) and ends its sessions. */
export async function removeSecondFactor(trx: Trx, by: Maker, staffId: number): Promise<void> {
  await accountOf(trx, by.schoolId, staffId)
  if (staffId === by.staffId)
    throw no(
      'own-account',
      'Своё приложение отключают на странице «Мой вход».',
      'Remove your own on the page of your sign-in.',
    )
  await refuseTaking(trx, by, staffId)
  await updateAccount(trx, by.schoolId, staffId, { totpSecret: null, totpConfirmedAt: null })
  await revokeSessionsOf(trx, by.schoolId, staffId, by.now)
}

export async function accountOf(trx: Trx, schoolId: number, staffId: number) {
  const account = await findAccount(trx, schoolId, { staffId })
  if (!account) throw notFound('У этого человека нет входа.', 'This person has no sign-in.')
  return account
}

export async function personOf(trx: Trx, schoolId: number, staffId: number) {
  const person = await findPerson(trx, schoolId, staffId)
  if (!person) throw notFound('Такого человека нет.', 'There is no such person.')
  return person
}

/** Changes a person's name, e-mail or the day of leaving; answers how they were. */
export async function changePerson(
  trx: Trx,
  by: Maker,
  staffId: number,
  after: { name: string; email: string | null; leftOn: string | null },
) {
  const before = await personOf(trx, by.schoolId, staffId)
  if (after.leftOn !== null && staffId === by.staffId)
    throw no(
      'own-account',
      'Свой день увольнения отмечает другой человек.',
      'One’s own leaving is entered by somebody else.',
    )
  if (after.email !== before.email) await refuseTaking(trx, by, staffId)
  await updatePerson(trx, by.schoolId, staffId, after)
  return before
}

/** Gives a role from a day. Nobody changes their own roles: who keeps people may not take what they do not have. */
export async function giveRole(
  trx: Trx,
  by: Maker,
  staffId: number,
  given: { role: Role; from: string },
): Promise<void> {
  refuseOwn(by, staffId)
  await personOf(trx, by.schoolId, staffId)
  await refuseOpening(trx, by, staffId, given.role)
  const held = await listRolesOf(trx, by.schoolId, staffId)
  const isHeld = held.some(({ role, to }) => role === given.role && (to === null || to >= given.from))
  if (isHeld)
    throw no(
      'role-held',
      'Эта роль у человека уже есть в этот день.',
      'The person holds this role on that day already.',
    )
  await insertRole(trx, by.schoolId, staffId, given)
}

/** Ends a role on a day, or takes the end back. Somebody is left who may keep people. */
export async function closeRole(trx: Trx, by: Maker, staffId: number, given: Held, today: string): Promise<Held> {
  refuseOwn(by, staffId)
  const held = await listRolesOf(trx, by.schoolId, staffId)
  const before = held.find(({ role, from }) => role === given.role && from === given.from)
  if (!before) throw notFound('Такой роли у человека нет.', 'The person does not hold this role.')
  if (given.to !== null && given.to < given.from)
    throw no('bad-days', 'Роль не может закончиться раньше, чем началась.', 'A role cannot end before it begins.')
  const isLonger = before.to !== null && (given.to === null || given.to > before.to)
  if (isLonger) await refuseOpening(trx, by, staffId, given.role)
  await endRole(trx, by.schoolId, staffId, given)
  const people = await listPeople(trx, by.schoolId, today)
  const isKept = people.some(
    ({ id, roles, account }) =>
      account?.isDisabled === false &&
      roles.some(
        ({ to, role }) => to === null && access({ staffId: id, roles: [role], classes: [] }, 'people', 'write'),
      ),
  )
  if (!isKept)
    throw no(
      'last-keeper',
      'Тогда некому будет выдавать роли. Сначала дайте эту роль другому.',
      'Then nobody could give roles.',
    )
  return before
}

function refuseOwn(by: Maker, staffId: number): void {
  if (by.staffId === staffId)
    throw no('own-roles', 'Свои роли меняет другой человек.', 'One’s own roles are changed by somebody else.')
}

function no(code: string, ru: string, en: string): Refusal {
  const said: Said = { ru, en }
  return new Refusal(code, said)
}
