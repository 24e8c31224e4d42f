import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { useApp, useCast } from '../support/app.ts'
import { codeOf, cookieOf, enrol, enter, giveAccount, password, told } from './sign-in.ts'

const start = new Date('2026-11-23T09:00:00Z')
let now = start
const app = useApp(() => now)
const school = useCast(app)
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1_000)
}
const give = (cookie: string, code: string) =>
  app.ask('POST /api/session/second-factor', { as: cookie, body: { code } })

beforeEach(async () => {
  now = start
  await giveAccount(app, school.cast, school.cast.staff.deputy, 'deputy')
})

describe('an authenticator', () => {
  it('is set up with a picture and a first code; from then on the password alone opens nothing', async () => {
    const first = await enter(app, 'deputy')
    const { body } = await app.ask<{ picture: string; address: string }>('POST /api/me/second-factor', {
      as: first.cookie,
    })
    expect(body.picture).toMatch(/^<svg /)
    expect(body.address).toContain('otpauth://totp/')
    const { secret, cookie, status } = await enrol(app, first.cookie)
    expect(status).toBe(200)
    expect((await app.ask('GET /api/me', { as: first.cookie })).status).toBe(401)
    expect((await app.ask('GET /api/people', { as: cookie })).status).toBe(200)

    later(60)
    const second = await enter(app, 'deputy')
    expect(second.body).toEqual({ needsSecondFactor: true })
    expect(told(await app.ask('GET /api/people', { as: second.cookie }))).toEqual({
      status: 403,
      code: 'second-factor',
    })
    const given = await give(second.cookie, codeOf(secret, now))
    expect(given.status).toBe(200)
    const whole = cookieOf(given)
    expect(whole).not.toBe(second.cookie)
    expect((await app.ask('GET /api/people', { as: second.cookie })).status).toBe(401)
    expect((await app.ask('GET /api/people', { as: whole })).status).toBe(200)
  })

  it('opens nothing by a code that was used, is old or wrong', async () => {
    const { secret } = await enrol(app, (await enter(app, 'deputy')).cookie)
    later(60)
    const code = codeOf(secret, now)
    expect((await give((await enter(app, 'deputy')).cookie, code)).status).toBe(200)
    const again = await enter(app, 'deputy')
    expect(told(await give(again.cookie, code))).toEqual({ status: 422, code: 'wrong-code' })
    later(300)
    expect((await give(again.cookie, codeOf(secret, new Date(now.getTime() - 90_000)))).status).toBe(422)
    expect((await give(again.cookie, '000000')).status).toBe(422)
    expect((await give(again.cookie, codeOf(secret, new Date(now.getTime() - 30_000)))).status).toBe(200)
  })

  it('cannot be guessed: after five wrong codes the sign-in is closed, and a known password does not begin the count anew', async () => {
    const { secret } = await enrol(app, (await enter(app, 'deputy')).cookie)
    later(60)
    for (let no = 0; no < 4; no++) await give((await enter(app, 'deputy')).cookie, '000000')
    const { cookie } = await enter(app, 'deputy')
    await give(cookie, '000000')
    expect((await give(cookie, codeOf(secret, now))).status).toBe(422)
    expect((await enter(app, 'deputy')).status).toBe(401)
    later(16 * 60)
    const open = await enter(app, 'deputy')
    expect((await give(open.cookie, codeOf(secret, now))).status).toBe(200)
  })

  it('is not replaced, removed or looked past by whoever has the password alone', async () => {
    await enrol(app, (await enter(app, 'deputy')).cookie)
    later(60)
    const { cookie } = await enter(app, 'deputy')
    const closed = { status: 403, code: 'second-factor' }
    expect(told(await app.ask('POST /api/me/second-factor', { as: cookie }))).toEqual(closed)
    const code = { code: '000000' }
    expect(told(await app.ask('POST /api/me/second-factor/confirmation', { as: cookie, body: code }))).toEqual(closed)
    expect(told(await app.ask('DELETE /api/me/second-factor', { as: cookie, body: { password } }))).toEqual(closed)
    const next = { current: password, next: 'совсем другая фраза' }
    expect(told(await app.ask('PUT /api/me/password', { as: cookie, body: next }))).toEqual(closed)
    expect(told(await app.ask('GET /api/me/sessions', { as: cookie }))).toEqual(closed)
    expect(told(await app.ask('GET /api/audit', { as: cookie }))).toEqual(closed)
    expect((await app.ask('GET /api/me', { as: cookie })).body).toMatchObject({
      needsSecondFactor: true,
      hasSecondFactor: true,
    })
  })

  it('is removed with the password', async () => {
    const { cookie } = await enrol(app, (await enter(app, 'deputy')).cookie)
    const remove = (given: string) => app.ask('DELETE /api/me/second-factor', { as: cookie, body: { password: given } })
    expect(told(await remove('не тот пароль'))).toEqual({ status: 422, code: 'wrong-current' })
    expect((await remove(password)).status).toBe(200)
    expect((await enter(app, 'deputy')).body).toEqual({ needsSecondFactor: false })
  })
})

describe('a role of which the school asks two steps', () => {
  it('opens nothing but setting an authenticator up, and then everything', async () => {
    await inSchool(app.db, school.cast.schoolId, (trx) =>
      trx
        .insertInto('school_setting')
        .values({ school_id: school.cast.schoolId, key: 'secondFactorRoles', value: JSON.stringify(['deputy']) })
        .execute(),
    )
    const { cookie, body } = await enter(app, 'deputy')
    expect(body).toEqual({ needsSecondFactor: false })
    expect((await app.ask('GET /api/me', { as: cookie })).body).toMatchObject({
      needsSecondFactor: true,
      hasSecondFactor: false,
    })
    expect(told(await app.ask('GET /api/people', { as: cookie })).code).toBe('second-factor')
    const set = await enrol(app, cookie)
    expect((await app.ask('GET /api/people', { as: set.cookie })).status).toBe(200)
  })
})

describe('the secret of an authenticator', () => {
  const stored = async () =>
    (await app.db.selectFrom('account').select('totp_secret').executeTakeFirstOrThrow()).totp_secret
  const set = (secret: string | undefined) => Object.assign(app.room, { secret })
  afterEach(() => set(undefined))

  it('lies in the database as it is without the setting, and encrypted with it; the codes are the same', async () => {
    const { cookie } = await enter(app, 'deputy')
    set('a setting of thirty-two characters')
    const { secret, status } = await enrol(app, cookie)
    expect(status).toBe(200)
    expect(await stored()).toMatch(/^sealed1\./)
    expect(await stored()).not.toContain(secret)
    later(60)
    const second = await enter(app, 'deputy')
    expect((await give(second.cookie, codeOf(secret, now))).status).toBe(200)

    later(60)
    const third = await enter(app, 'deputy')
    set('another setting of forty characters long')
    expect(told(await give(third.cookie, codeOf(secret, now)))).toEqual({ status: 503, code: 'secret-changed' })
  })

  it('kept before there was a setting goes on working', async () => {
    const { cookie } = await enter(app, 'deputy')
    const { secret } = await enrol(app, cookie)
    expect(await stored()).toBe(secret)
    set('a setting of thirty-two characters')
    later(60)
    const second = await enter(app, 'deputy')
    expect((await give(second.cookie, codeOf(secret, now))).status).toBe(200)
  })
})
