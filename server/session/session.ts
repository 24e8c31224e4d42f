import { verify } from '@node-rs/argon2'
import { insertAudit } from '../audit/queries.ts'
import type { Trx } from '../database/database.ts'
import { access, groups } from '../domain/access/access.ts'
import { passwordLength } from '../domain/access/password.ts'
import { isoOf } from '../domain/day.ts'
import { firstDayOf } from '../http/clock.ts'
import { lacksSecondFactor } from '../http/guards.ts'
import { hashPassword } from '../people/people.ts'
import { type Account, findAccount, updateAccount } from '../people/queries/accounts.ts'
import { insertSession, revokeSession } from '../people/queries/sessions.ts'
import type { Who } from '../people/queries/who.ts'

const sessionHours = 12
const failuresAllowed = 5
const lockMinutes = 15

/** A browser that comes to sign in: the hash of the token made for it, and of the one it came with. */
export type Visit = {
  now: Date
  device: string | null
  address: string
  tokenHash: string
  former: string | undefined
}
export type SignedIn = { staffId: number; expiresAt: Date; needsSecondFactor: boolean }

// Verified against where there is no account, so that the time of the answer does not tell which logins exist.
let nobody: Promise<string> | undefined

/**
 * Signs a person in by password. Answers undefined for a wrong login or password; after five failures in a row the account
 * is closed for a quarter of an hour. The caller commits either way: failures are remembered. `isDemo`: only a demo school
 * takes a password that is shorter than the rules ask.
 */
export async function signIn(
  trx: Trx,
  school: { id: number; isDemo: boolean },
  given: { login: string; password: string },
  visit: Visit,
): Promise<SignedIn | undefined> {
  const found = await findAccount(trx, school.id, { login: given.login })
  const account = found?.isDisabled === true ? undefined : found
  const isLong = school.isDemo || given.password.length >= passwordLength
  const isRight = (await isPassword(account, given.password)) && isLong
  if (account && isRight && !isLocked(account, visit.now))
    return openSession(trx, school.id, account, 'password', visit)
  await rememberFailure(trx, school.id, account, visit)
  return undefined
}

/** Whether a password is that of an account; as slow where there is none. */
export async function isPassword(account: Account | undefined, password: string): Promise<boolean> {
  const stored = account?.passwordHash ?? (await (nobody ??= hashPassword('nobody')))
  return (await verify(stored, password)) && account?.passwordHash != null
}

export function isLocked({ lockedUntil }: Account, now: Date): boolean {
  return lockedUntil !== null && Date.parse(lockedUntil) > now.getTime()
}

/** Begins a session with a token of its own; the one that the browser came with ends. */
export async function openSession(
  trx: Trx,
  schoolId: number,
  { staffId, hasTotp }: Account,
  way: 'password' | 'openid',
  { now, device, address, tokenHash, former }: Visit,
): Promise<SignedIn> {
  // With a second factor to come, failures stay: a known password must not wipe away wrong codes.
  if (!hasTotp) await updateAccount(trx, schoolId, staffId, { failedCount: 0, lockedUntil: null })
  if (former !== undefined) await revokeSession(trx, schoolId, former, now)
  const expiresAt = new Date(now.getTime() + sessionHours * 3_600_000)
  await insertSession(trx, schoolId, { staffId, tokenHash, expiresAt, secondFactor: false, device, startedAt: now })
  await insertAudit(trx, [{ school_id: schoolId, kind: 'signIn', actor_id: staffId, action: way, address }])
  return { staffId, expiresAt, needsSecondFactor: hasTotp }
}

/** Remembers a failure in the trail and at the account, which the fifth one closes for a while. */
export async function rememberFailure(
  trx: Trx,
  schoolId: number,
  account: Account | undefined,
  { now, address }: Pick<Visit, 'now' | 'address'>,
): Promise<void> {
  const closed = account !== undefined && isLocked(account, now)
  const action = closed ? 'locked' : 'refused'
  await insertAudit(trx, [{ school_id: schoolId, kind: 'signIn', actor_id: account?.staffId ?? null, action, address }])
  if (!account || closed) return
  const count = account.failedCount + 1
  const isOver = count >= failuresAllowed
  await updateAccount(trx, schoolId, account.staffId, {
    failedCount: isOver ? 0 : count,
    lockedUntil: isOver ? new Date(now.getTime() + lockMinutes * 60_000) : null,
  })
}

/** Puts a new token in the place of the session's own: the session goes on, what may have been seen of it does not. */
export async function renewSession(
  trx: Trx,
  who: Who,
  {
    tokenHash,
    secondFactor,
    device,
    now,
  }: { tokenHash: string; secondFactor: boolean; device: string | null; now: Date },
): Promise<void> {
  await revokeSession(trx, who.schoolId, who.tokenHash, now)
  const { staffId, expiresAt } = who
  await insertSession(trx, who.schoolId, { staffId, tokenHash, expiresAt, secondFactor, device, startedAt: now })
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
  return {
    staffId: who.staffId,
    name: who.name,
    login: who.login,
    roles: [...who.roles],
    classes: [...who.classes],
    language: who.language,
    hasPassword: who.hasPassword,
    hasSecondFactor: who.hasTotp,
    needsSecondFactor: lacksSecondFactor(who),
    school: { id: who.schoolId, name: who.schoolName, timeZone: who.timeZone, isDemo: who.isDemo },
    today,
    firstDay: isoOf(firstDayOf(who.trackingFrom)),
    reads: reachOf('read'),
    writes: reachOf('write'),
  }
}
