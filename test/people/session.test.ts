import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { useApp, useCast } from '../support/app.ts'
import { cookieOf, enter, giveAccount, password, told } from './sign-in.ts'

const start = new Date('2026-11-23T09:00:00Z')
let now = start
const app = useApp(() => now)
const school = useCast(app)
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}
beforeEach(async () => {
  now = start
  await giveAccount(app, school.cast, school.cast.staff.classTeacher, 'teacher')
})

describe('a session', () => {
  it('tells who is signed in, their roles and classes', async () => {
    const { status, body } = await app.ask('GET /api/me', { as: await school.as('classTeacher') })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      name: 'Учителева Анна Петровна',
      roles: ['classTeacher'],
      classes: [{ name: '7Б', as: 'main' }],
      today: '2026-11-23',
    })
  })

  it('is asked for', async () => {
    expect(told(await app.ask('GET /api/me'))).toEqual({ status: 401, code: 'not-signed-in' })
  })

  it('begins with a password, whatever the case of the login, and ends by signing out', async () => {
    const { status, cookie } = await enter(app, ' Teacher ')
    expect(status).toBe(200)
    expect((await app.ask('GET /api/me', { as: cookie })).status).toBe(200)
    await app.ask('DELETE /api/session', { as: cookie })
    expect((await app.ask('GET /api/me', { as: cookie })).status).toBe(401)
  })

  it('has a new token at every sign-in, and the browser’s former one ends', async () => {
    const first = await enter(app, 'teacher')
    const second = await enter(app, 'teacher', password, { cookie: first.cookie })
    expect(second.cookie).not.toBe(first.cookie)
    expect((await app.ask('GET /api/me', { as: first.cookie })).status).toBe(401)
    expect((await app.ask('GET /api/me', { as: second.cookie })).status).toBe(200)
  })

  it('ends two hours after it was last used and twelve after it began', async () => {
    const { cookie } = await enter(app, 'teacher')
    for (let hours = 0; hours < 11; hours++) {
      later(61)
      expect((await app.ask('GET /api/me', { as: cookie })).status, `${hours} h`).toBe(hours < 11 ? 200 : 401)
    }
    later(60)
    expect((await app.ask('GET /api/me', { as: cookie })).status).toBe(401)
    const another = await enter(app, 'teacher')
    later(121)
    expect((await app.ask('GET /api/me', { as: another.cookie })).status).toBe(401)
  })

  it('is listed with its device and ended one by one or all at once', async () => {
    const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140' }
    const [mine, one, two] = [
      await enter(app, 'teacher', password, agent),
      await enter(app, 'teacher'),
      await enter(app, 'teacher'),
    ]
    type List = { sessions: { id: string; isThis: boolean; device: string }[] }
    const list = async () => (await app.ask<List>('GET /api/me/sessions', { as: mine.cookie })).body.sessions
    const before = await list()
    expect(before).toHaveLength(3)
    expect(before.find(({ isThis }) => isThis)?.device).toContain('Firefox')
    const other = before.find(({ isThis }) => !isThis)
    await app.ask(`DELETE /api/me/sessions/${other?.id}`, { as: mine.cookie })
    expect(await list()).toHaveLength(2)
    expect((await app.ask('DELETE /api/me/sessions', { as: mine.cookie })).body).toEqual({ ended: 1 })
    for (const { cookie } of [one, two]) expect((await app.ask('GET /api/me', { as: cookie })).status).toBe(401)
    expect((await app.ask('GET /api/me', { as: mine.cookie })).status).toBe(200)
  })

  it('of somebody else is not there to be ended', async () => {
    await giveAccount(app, school.cast, school.cast.staff.deputy, 'deputy')
    const { cookie } = await enter(app, 'teacher')
    const deputy = await enter(app, 'deputy')
    const { body } = await app.ask<{ sessions: { id: string }[] }>('GET /api/me/sessions', { as: deputy.cookie })
    expect((await app.ask(`DELETE /api/me/sessions/${body.sessions[0]?.id}`, { as: cookie })).status).toBe(404)
    expect((await app.ask('GET /api/me', { as: deputy.cookie })).status).toBe(200)
  })
})

describe('a wrong password', () => {
  it('is told as a login that is not there', async () => {
    const wrong = await enter(app, 'teacher', 'не тот пароль')
    const nobody = await enter(app, 'nobody', 'не тот пароль')
    expect(told(wrong)).toEqual({ status: 401, code: 'wrong-password' })
    expect(nobody.body).toEqual(wrong.body)
  })

  it('closes signing in after five in a row for a quarter of an hour, for the right one too', async () => {
    for (let no = 0; no < 5; no++) await enter(app, 'teacher', 'не тот пароль')
    expect((await enter(app, 'teacher')).status).toBe(401)
    later(16)
    expect((await enter(app, 'teacher')).status).toBe(200)
  })

  it('counts every one of several made at once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => enter(app, 'teacher', 'не тот пароль')))
    expect((await enter(app, 'teacher')).status).toBe(401)
  })

  it('stops its login after ten in a minute, whatever the case; the others behind the same address sign in', async () => {
    for (let no = 0; no < 10; no++)
      expect((await enter(app, no % 2 === 0 ? 'nobody' : ' Nobody', 'не тот пароль')).status).toBe(401)
    expect(told(await enter(app, 'nobody'))).toEqual({ status: 429, code: 'too-many' })
    expect((await enter(app, 'teacher')).status).toBe(200)
  })

  it('is counted as it begins: of many made at once ten are let through', async () => {
    const made = await Promise.all(Array.from({ length: 16 }, () => enter(app, 'nobody', 'не тот пароль')))
    expect(made.filter(({ status }) => status === 401)).toHaveLength(10)
    expect(made.filter(({ status }) => status === 429)).toHaveLength(6)
  })

  it('stops a whole address after two hundred in a minute, and a right one is no failure', async () => {
    const fail = (count: number) =>
      app.db
        .insertInto('sign_in_attempt')
        .values(
          Array.from({ length: count }, (_, no) => ({
            school_id: school.cast.schoolId,
            address: '127.0.0.1',
            login_hash: String(no),
          })),
        )
        .execute()
    await fail(199)
    for (let no = 0; no < 3; no++) expect((await enter(app, 'teacher')).status).toBe(200)
    await fail(1)
    expect((await enter(app, 'teacher')).status).toBe(429)
    await app.db.updateTable('sign_in_attempt').set({ attempted_at: sql`now() - interval '61 seconds'` }).execute()
    expect((await enter(app, 'teacher')).status).toBe(200)
    expect(await app.db.selectFrom('sign_in_attempt').select('id').execute()).toEqual([])
  })
})

describe('a password of the demo school', () => {
  it('opens no other: a password shorter than the rules is none', async () => {
    await giveAccount(app, school.cast, school.cast.staff.principal, 'director', 'demo')
    expect((await enter(app, 'director', 'demo')).status).toBe(401)
    await app.db.updateTable('school').set({ is_demo: true }).where('id', '=', school.cast.schoolId).execute()
    expect((await enter(app, 'director', 'demo')).status).toBe(200)
  })
})

describe('changing the password', () => {
  const change = (cookie: string, current: string, next: string) =>
    app.ask('PUT /api/me/password', { as: cookie, body: { current, next } })

  it('asks for the current one, gives this session a new token and ends the others', async () => {
    const mine = await enter(app, 'teacher')
    const other = await enter(app, 'teacher')
    const next = 'совсем другая фраза'
    expect(told(await change(mine.cookie, 'не тот пароль', next))).toEqual({ status: 422, code: 'wrong-current' })
    const changed = await change(mine.cookie, password, next)
    expect(changed.status).toBe(200)
    const cookie = cookieOf(changed)
    for (const ended of [mine.cookie, other.cookie])
      expect((await app.ask('GET /api/me', { as: ended })).status).toBe(401)
    expect((await app.ask('GET /api/me', { as: cookie })).status).toBe(200)
    expect((await enter(app, 'teacher')).status).toBe(401)
    expect((await enter(app, 'teacher', next)).status).toBe(200)
  })

  it('refuses a weak one and the former one', async () => {
    const { cookie } = await enter(app, 'teacher')
    expect(told(await change(cookie, password, 'коротко')).code).toBe('password-short')
    expect(told(await change(cookie, password, 'Учителева1')).code).toBe('password-own')
    expect(told(await change(cookie, password, password)).code).toBe('same-password')
  })

  it('is closed after five wrong current ones, as signing in is', async () => {
    const { cookie } = await enter(app, 'teacher')
    for (let no = 0; no < 5; no++) await change(cookie, 'не тот пароль', 'совсем другая фраза')
    expect((await change(cookie, password, 'совсем другая фраза')).status).toBe(422)
    expect((await enter(app, 'teacher')).status).toBe(401)
  })
})

describe('schools to sign in to', () => {
  it('are told with their names; which one is asked where there are several', async () => {
    const id = await app.db
      .insertInto('school')
      .values({ name: 'Школа № 2', time_zone: 'Europe/Moscow', tracking_from: '2026-09-01' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { body } = await app.ask('GET /api/schools')
    expect(body).toEqual({
      schools: [
        { id: school.cast.schoolId, name: 'Школа № 1' },
        { id: id.id, name: 'Школа № 2' },
      ],
      openid: false,
    })
    expect(told(await enter(app, 'teacher'))).toEqual({ status: 400, code: 'which-school' })
    const named = { login: 'teacher', password, school: school.cast.schoolId }
    expect((await app.ask('POST /api/session', { body: named })).status).toBe(200)
    expect((await app.ask('POST /api/session', { body: { ...named, school: id.id } })).status).toBe(401)
  })
})

describe('what is kept', () => {
  it('is no password and no token, only hashes; every attempt is in the trail', async () => {
    const { cookie } = await enter(app, 'teacher')
    await enter(app, 'teacher', 'не тот пароль')
    const secret = cookie.split('.')[1] ?? ''
    const kept = await inSchool(app.db, school.cast.schoolId, async (trx) => [
      await trx.selectFrom('account').selectAll().execute(),
      await trx.selectFrom('session').selectAll().execute(),
      await trx.selectFrom('audit_event').selectAll().orderBy('id').execute(),
    ])
    expect(JSON.stringify(kept)).not.toContain(secret)
    expect(JSON.stringify(kept)).not.toContain(password)
    expect(kept[2]?.map((event) => 'action' in event && event.action)).toEqual(['password', 'refused'])
  })
})
