import { Secret, TOTP } from 'otpauth'
import { inSchool } from '../../server/database/school.ts'
import { hashPassword } from '../../server/people/people.ts'
import { insertAccount } from '../../server/people/queries/accounts.ts'
import type { Asked, Cast, TestApp, Told } from '../support/app.ts'

export const password = 'зонтик чайник лампа'

/** An account with a password for somebody of the cast. */
export async function giveAccount(app: TestApp, cast: Cast, staffId: number, login: string, secret = password) {
  const passwordHash = await hashPassword(secret)
  await inSchool(app.db, cast.schoolId, (trx) => insertAccount(trx, cast.schoolId, { staffId, login, passwordHash }))
}

/** Asks to sign in; `cookie` is what the browser holds afterwards. */
export async function enter(app: TestApp, login: string, secret = password, headers: Record<string, string> = {}) {
  const asked = await app.ask('POST /api/session', { body: { login, password: secret }, headers })
  return { ...asked, cookie: cookieOf(asked) }
}

/** The session that an answer gives, as the browser sends it back. */
export function cookieOf({ headers }: Asked<unknown>): string {
  const set = headers['set-cookie']
  const all = [set ?? []].flat().filter((cookie) => typeof cookie === 'string')
  return all.find((cookie) => cookie.startsWith('reglament='))?.split(';')[0] ?? ''
}

/** Sets an authenticator up in a session; answers its secret and the session after it. */
export async function enrol(app: TestApp, cookie: string): Promise<{ secret: string; cookie: string; status: number }> {
  const { body } = await app.ask<{ secret: string }>('POST /api/me/second-factor', { as: cookie })
  const code = codeOf(body.secret, app.room.clock.now())
  const asked = await app.ask('POST /api/me/second-factor/confirmation', { as: cookie, body: { code } })
  return { secret: body.secret, cookie: cookieOf(asked), status: asked.status }
}

export function codeOf(secret: string, at: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() })
}

export const told = ({ status, body }: Asked<Told>) => ({ status, code: body.code })
