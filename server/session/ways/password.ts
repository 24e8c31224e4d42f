import { insertAudit } from '../../audit/queries.ts'
import type { Trx } from '../../database/database.ts'
import { type PasswordProblem, passwordLength, passwordProblem } from '../../domain/access/password.ts'
import { hashPassword } from '../../people/people.ts'
import { findAccount, updateAccount } from '../../people/queries/accounts.ts'
import { findLink, takeLink } from '../../people/queries/links.ts'
import { revokeSessionsOf } from '../../people/queries/sessions.ts'
import type { Who } from '../../people/queries/who.ts'
import { Refusal, type Said } from '../../refusal.ts'
import { isLocked, isPassword, rememberFailure, renewSession, type Visit } from '../session.ts'

/** Changes one's own password: every other session ends and this one gets a new token. False where the current one is wrong. */
export async function changePassword(
  trx: Trx,
  who: Who,
  { current, next }: { current: string; next: string },
  visit: Visit,
): Promise<boolean> {
  refuseWeak(next, who)
  const account = await findAccount(trx, who.schoolId, { staffId: who.staffId })
  if (!account || isLocked(account, visit.now) || !(await isPassword(account, current))) {
    await rememberFailure(trx, who.schoolId, account, visit)
    return false
  }
  if (next === current) throw new Refusal('same-password', samePassword, { status: 422 })
  await updateAccount(trx, who.schoolId, who.staffId, { passwordHash: await hashPassword(next), failedCount: 0 })
  await revokeSessionsOf(trx, who.schoolId, who.staffId, visit.now)
  await renewSession(trx, who, { ...visit, secondFactor: who.secondFactor })
  return true
}

/** Sets a password by a one-time link and ends every session of the account. */
export async function setPasswordByLink(
  trx: Trx,
  schoolId: number,
  { linkHash, password, now, address }: { linkHash: string; password: string; now: Date; address: string },
): Promise<void> {
  const link = await findLink(trx, schoolId, linkHash, now)
  if (!link) throw deadLink()
  refuseWeak(password, link)
  const passwordHash = await hashPassword(password)
  if (!(await takeLink(trx, schoolId, linkHash, now))) throw deadLink()
  await updateAccount(trx, schoolId, link.staffId, { passwordHash, failedCount: 0, lockedUntil: null })
  await revokeSessionsOf(trx, schoolId, link.staffId, now)
  await insertAudit(trx, [
    { school_id: schoolId, kind: 'signIn', actor_id: link.staffId, action: `link:${link.purpose}`, address },
  ])
}

function refuseWeak(password: string, owner: { login: string; name: string }): void {
  const problem = passwordProblem(password, owner)
  if (problem) throw new Refusal(`password-${problem}`, weak[problem], { status: 422 })
}

const weak: Readonly<Record<PasswordProblem, Said>> = {
  short: {
    ru: `Пароль короткий: нужно не меньше ${passwordLength} знаков. Проще всего запомнить несколько слов подряд.`,
    en: `The password is short: at least ${passwordLength} characters. A few words in a row are the easiest to remember.`,
  },
  common: {
    ru: 'Такой пароль подбирают первым. Придумайте другой, например несколько не связанных слов.',
    en: 'This password is among the first to be guessed. Choose another, for instance a few unrelated words.',
  },
  own: {
    ru: 'Пароль состоит из логина или имени. Придумайте другой, например несколько не связанных слов.',
    en: 'The password is made of the login or the name. Choose another, for instance a few unrelated words.',
  },
}
const samePassword: Said = { ru: 'Новый пароль такой же, как прежний.', en: 'The new password is the former one.' }

export function wrongCurrent(): Refusal {
  return new Refusal(
    'wrong-current',
    {
      ru: 'Нынешний пароль не подходит. После пяти неудачных попыток вход закрывается на 15 минут.',
      en: 'The current password is wrong. After five failures signing in is closed for 15 minutes.',
    },
    { status: 422 },
  )
}

export function deadLink(): Refusal {
  return new Refusal(
    'dead-link',
    {
      ru: 'Ссылка уже использована или её срок истёк. Попросите новую у того, кто её выдал.',
      en: 'The link has been used or has expired. Ask whoever gave it for a new one.',
    },
    { status: 410 },
  )
}
