import { Secret, TOTP } from 'otpauth'
import { renderSVG } from 'uqr'
import { insertAudit } from '../../audit/queries.ts'
import type { Trx } from '../../database/database.ts'
import { type Account, findAccount, takeTotpStep, updateAccount } from '../../people/queries/accounts.ts'
import { revokeSessionsOf } from '../../people/queries/sessions.ts'
import type { Who } from '../../people/queries/who.ts'
import { Refusal } from '../../refusal.ts'
import { isLocked, isPassword, rememberFailure, renewSession, type Visit } from '../session.ts'
import { seal, unseal } from './seal.ts'

const period = 30

/** A new secret for an authenticator, which counts only once a code of it is given. */
export async function proposeSecondFactor(trx: Trx, who: Who, setting: string | undefined) {
  if (who.hasTotp) throw alreadySet()
  const totp = totpOf(who, new Secret({ size: 20 }).base32)
  await updateAccount(trx, who.schoolId, who.staffId, {
    totpSecret: seal(totp.secret.base32, personOf(who), setting),
    totpConfirmedAt: null,
  })
  const address = totp.toString()
  return { secret: totp.secret.base32, address, picture: renderSVG(address, { border: 2 }) }
}

/** The first code of a new authenticator: from now on it is asked for. Every other session of the person ends. */
export async function confirmSecondFactor(
  trx: Trx,
  who: Who,
  code: string,
  visit: Visit,
  setting: string | undefined,
): Promise<void> {
  if (who.hasTotp) throw alreadySet()
  const account = await findAccount(trx, who.schoolId, { staffId: who.staffId })
  if (!account || !(await isCode(trx, who, account, code, visit.now, setting))) throw wrongCode()
  await updateAccount(trx, who.schoolId, who.staffId, { totpConfirmedAt: visit.now })
  await revokeSessionsOf(trx, who.schoolId, who.staffId, visit.now)
  await renewSession(trx, who, { ...visit, secondFactor: true })
}

/**
 * The code of the second step. False where it is wrong, was used before, or the sign-in is closed after too many failures; the
 * caller commits either way. Right, it gives the session a new token.
 */
export async function giveSecondFactor(
  trx: Trx,
  who: Who,
  code: string,
  visit: Visit,
  setting: string | undefined,
): Promise<boolean> {
  const account = await findAccount(trx, who.schoolId, { staffId: who.staffId })
  const isOpen = account?.hasTotp === true && !isLocked(account, visit.now)
  if (!account || !isOpen || !(await isCode(trx, who, account, code, visit.now, setting))) {
    await rememberFailure(trx, who.schoolId, account, visit)
    return false
  }
  await updateAccount(trx, who.schoolId, who.staffId, { failedCount: 0, lockedUntil: null })
  await renewSession(trx, who, { ...visit, secondFactor: true })
  const { schoolId: school_id, staffId: actor_id } = who
  await insertAudit(trx, [{ school_id, actor_id, kind: 'signIn', action: 'secondFactor', address: visit.address }])
  return true
}

/** Removes the authenticator; the password is asked for once more. False where it is wrong. */
export async function dropSecondFactor(trx: Trx, who: Who, password: string, visit: Visit): Promise<boolean> {
  const account = await findAccount(trx, who.schoolId, { staffId: who.staffId })
  if (!account || isLocked(account, visit.now) || !(await isPassword(account, password))) {
    await rememberFailure(trx, who.schoolId, account, visit)
    return false
  }
  await updateAccount(trx, who.schoolId, who.staffId, { totpSecret: null, totpConfirmedAt: null })
  return true
}

/** A code of this moment or its neighbours (a clock may be half a minute off), each good once. */
async function isCode(
  trx: Trx,
  who: Who,
  account: Account,
  code: string,
  now: Date,
  setting: string | undefined,
): Promise<boolean> {
  if (account.totpSecret === null) return false
  const timestamp = now.getTime()
  const secret = unseal(account.totpSecret, personOf(who), setting)
  const delta = totpOf(who, secret).validate({ token: code.replaceAll(/\s/g, ''), timestamp, window: 1 })
  if (delta === null) return false
  return takeTotpStep(trx, who.schoolId, who.staffId, Math.floor(timestamp / 1_000 / period) + delta)
}

/** A sealed secret is of no use at another person's account. */
function personOf({ schoolId, staffId }: Who): string {
  return `${schoolId}|${staffId}`
}

function totpOf(who: Who, secret: string): TOTP {
  return new TOTP({
    issuer: `Reglament ${who.schoolName}`,
    label: who.login,
    secret: Secret.fromBase32(secret),
    period,
  })
}

export function wrongCode(): Refusal {
  return new Refusal(
    'wrong-code',
    {
      ru: 'Код не подходит. Введите новый код из приложения; проверьте, что на телефоне верное время.',
      en: 'The code is wrong. Enter a new one; check that the time of your phone is right.',
    },
    { status: 422 },
  )
}

function alreadySet(): Refusal {
  return new Refusal('second-factor-set', {
    ru: 'Приложение для кодов уже подключено. Чтобы сменить его, сначала отключите прежнее.',
    en: 'An authenticator is set up. To change it, remove the former one first.',
  })
}
