import { hash, verify } from '@node-rs/argon2'
import { insertAudit } from '../audit/queries.ts'
import type { Trx } from '../database/database.ts'
import { access, groups } from '../domain/access/access.ts'
import { Refusal } from '../refusal.ts'
import { findAccount, saveFailures } from './queries/accounts.ts'
import { insertSession } from './queries/sessions.ts'
import type { Who } from './queries/who.ts'

const sessionHours = 12
const failuresAllowed = 5
const lockMinutes = 15

/** A hash of argon2id with 19 MiB and two passes (OWASP). */
export function hashPassword(password: string): Promise<string> {
  return hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
}

type SignIn = { login: string; password: string; now: Date; device: string | null; address: string; tokenHash: string }
export type SignedIn = { expiresAt: Date; needsSecondFactor: boolean }

// Verified against where there is no account, so that the time of the answer does not tell which logins exist.
let nobody: Promise<string> | undefined

/**
 * Signs a person in by password. Answers undefined for a wrong login or password; after five failures in a row the account
 * is closed for a quarter of an hour. The caller commits either way: failures are remembered.
 */
export async function signIn(trx: Trx, schoolId: number, given: SignIn): Promise<SignedIn | undefined> {
  const { now, tokenHash } = given
  const account = await findAccount(trx, schoolId, given.login)
  const isLocked = account?.lockedUntil != null && Date.parse(account.lockedUntil) > now.getTime()
  const stored = account?.passwordHash ?? (await (nobody ??= hashPassword('nobody')))
  const isRight = (await verify(stored, given.password)) && account?.passwordHash != null && !isLocked
  const entry = { school_id: schoolId, kind: 'signIn' as const, address: given.address }
  if (!account || !isRight) {
    await insertAudit(trx, [{ ...entry, actor_id: account?.staffId ?? null, action: isLocked ? 'locked' : 'refused' }])
    if (account && !isLocked) await rememberFailure(trx, schoolId, account.staffId, account.failedCount + 1, now)
    return undefined
  }
  await saveFailures(trx, schoolId, account.staffId, { count: 0, lockedUntil: null })
  const expiresAt = new Date(now.getTime() + sessionHours * 3_600_000)
  const { staffId, hasTotp } = account
  const session = { staffId, tokenHash, expiresAt, secondFactor: false, device: given.device, startedAt: now }
  await insertSession(trx, schoolId, session)
  await insertAudit(trx, [{ ...entry, actor_id: staffId, action: 'password' }])
  return { expiresAt, needsSecondFactor: hasTotp }
}

async function rememberFailure(trx: Trx, schoolId: number, staffId: number, count: number, now: Date): Promise<void> {
  const isOver = count >= failuresAllowed
  const lockedUntil = isOver ? new Date(now.getTime() + lockMinutes * 60_000) : null
  await saveFailures(trx, schoolId, staffId, { count: isOver ? 0 : count, lockedUntil })
}

export function wrongPassword(): Refusal {
  return new Refusal(
    'wrong-password',
    {
      ru: 'Логин или пароль не подходит. После пяти неудачных попыток вход закрывается на 15 минут.',
      en: 'The login or the password is wrong. After five failures signing in is closed for 15 minutes.',
    },
    { status: 401 },
  )
}

/** What the screens need to know of whoever is signed in. */
export function meOf(who: Who, today: string) {
  const reachOf = (act: 'read' | 'write') =>
    Object.fromEntries(
      groups.flatMap((group) => {
        const because = access(who, group, act)
        return because ? [[group, because.reach]] : []
      }),
    )
  const isAsked = who.hasTotp || who.roles.some((role) => who.secondFactorRoles.includes(role))
  return {
    staffId: who.staffId,
    name: who.name,
    roles: [...who.roles],
    classes: [...who.classes],
    language: who.language,
    needsSecondFactor: isAsked && !who.secondFactor,
    school: { id: who.schoolId, name: who.schoolName, timeZone: who.timeZone, isDemo: who.isDemo },
    today,
    reads: reachOf('read'),
    writes: reachOf('write'),
  }
}
