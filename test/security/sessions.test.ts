import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { createCast, signIn, useApp, useCast } from '../support/app.ts'

const start = new Date('2026-11-23T09:00:00Z')
let now = start
const app = useApp(() => now)
const school = useCast(app)
const at = (minutes: number) => {
  now = new Date(start.getTime() + minutes * 60_000)
}
const statusOf = async (cookie: string) => {
  const { status, body } = await app.ask('GET /api/me', { as: cookie })
  return status === 200 ? 200 : `${status} ${body.code}`
}
const ended = '401 not-signed-in'

describe('a session that is none', () => {
  it.each([
    ['nothing', ''],
    ['no school', `reglament=${'a'.repeat(43)}`],
    ['another make', 'reglament=1.short'],
    ['a school that is a statement', `reglament=1'; drop table session; --.${'a'.repeat(43)}`],
    ['school nought', `reglament=0.${'a'.repeat(43)}`],
    ['a huge school', `reglament=99999999999999999999.${'a'.repeat(43)}`],
    ['a number no school has', `reglament=424242.${'a'.repeat(43)}`],
  ])('%s opens nothing', async (_, cookie) => {
    expect(await statusOf(cookie)).toBe(ended)
  })

  it('a guessed or changed secret opens nothing, nor does the hash that is kept', async () => {
    const cookie = await school.as('principal')
    const [, secret = ''] = cookie.split('.')
    const { schoolId } = school.cast
    const hash = createHash('sha256').update(secret).digest('base64url')
    const changed = `${secret.slice(0, -2)}${secret.endsWith('AA') ? 'BB' : 'AA'}`
    for (const forged of [randomBytes(32).toString('base64url'), changed, hash])
      expect(await statusOf(`reglament=${schoolId}.${forged}`)).toBe(ended)
    expect(await statusOf(cookie)).toBe(200)
  })

  it('one of another school does not open this one, with either number', async () => {
    const other = await createCast(app, 'Школа № 2')
    const cookie = await signIn(app, other.schoolId, other.staff.principal)
    expect(await statusOf(cookie.replace(`=${other.schoolId}.`, `=${school.cast.schoolId}.`))).toBe(ended)
    const { body } = await app.ask<{ school: { id: number } }>('GET /api/me', { as: cookie })
    expect(body.school.id).toBe(other.schoolId)
  })
})

describe('a session that has ended', () => {
  it('is closed to every kind of call: expired, idle, revoked, of a closed account, of who has left', async () => {
    const { schoolId, staff } = school.cast
    const change = (work: Parameters<typeof inSchool<unknown>>[2]) => inSchool(app.db, schoolId, work)
    const cases: Record<string, (cookie: string) => Promise<unknown>> = {
      expired: async () => at(8 * 60 + 1),
      idle: async () => at(121),
      revoked: () => change((trx) => trx.updateTable('session').set({ revoked_at: now }).execute()),
      closed: () => change((trx) => trx.updateTable('account').set({ disabled_at: now }).execute()),
      left: () =>
        change((trx) =>
          trx.updateTable('staff').set({ left_on: '2026-11-22' }).where('id', '=', staff.principal).execute(),
        ),
    }
    for (const [name, end] of Object.entries(cases)) {
      at(0)
      await change((trx) => trx.updateTable('account').set({ disabled_at: null }).execute())
      const cookie = await school.as('principal')
      expect(await statusOf(cookie), `${name} before`).toBe(200)
      await end(cookie)
      if (name === 'expired')
        await change((trx) =>
          trx.updateTable('session').set({ seen_at: now }).where('revoked_at', 'is', null).execute(),
        )
      expect(await statusOf(cookie), name).toBe(ended)
      const written = await app.ask('POST /api/people', { as: cookie, body: { name: 'Никто' } })
      expect(written.status, name).toBe(401)
      const file = await app.ask('GET /api/documents/monday', { as: cookie })
      expect(file.status, name).toBe(401)
    }
    at(0)
  })
})

describe('the cookie', () => {
  it('is out of reach of scripts and other sites, and secure behind TLS', async () => {
    await inSchool(app.db, school.cast.schoolId, async (trx) => {
      const { hashPassword } = await import('../../server/people/people.ts')
      const password_hash = await hashPassword('зонтик чайник лампа')
      const { schoolId: school_id, staff } = school.cast
      await trx
        .insertInto('account')
        .values({ school_id, staff_id: staff.deputy, login: 'deputy', password_hash })
        .execute()
    })
    const { headers } = await app.ask('POST /api/session', {
      body: { login: 'deputy', password: 'зонтик чайник лампа' },
    })
    const cookie = String(headers['set-cookie'])
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    expect(cookie).not.toMatch(/Secure/)
  })
})
