import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import { inSchool } from '../../server/database/school.ts'
import { useApp, useCast } from '../support/app.ts'
import { type Known, type RunningProvider, signInAtProvider, startProvider } from './provider.ts'
import { giveAccount } from './sign-in.ts'

const callback = 'http://reglament.test/api/session/openid/callback'
const host = { host: 'reglament.test' }
const base = useApp()
const school = useCast(base)
const people = new Map<string, Known>()
let provider: RunningProvider
let app: FastifyInstance
beforeAll(async () => {
  provider = await startProvider(callback, people)
  app = await createApp({ ...base.room, oidc: provider.oidc }, { pages: false })
})
afterAll(async () => {
  await app.close()
  await provider.close()
})
beforeEach(async () => {
  people.clear()
  people.set('teacher', { email: 'Uchitel@school.ru', isVerified: true })
  const { staff, schoolId } = school.cast
  await giveAccount(base, school.cast, staff.classTeacher, 'teacher')
  await giveAccount(base, school.cast, staff.deputy, 'deputy')
  await inSchool(base.db, schoolId, (trx) =>
    trx.updateTable('staff').set({ email: 'uchitel@school.ru' }).where('id', '=', staff.classTeacher).execute(),
  )
})

const get = async (url: string, cookie = '') => {
  const { statusCode, headers, json } = await app.inject({ url, headers: { ...host, cookie } })
  const set = [headers['set-cookie'] ?? []].flat()
  const kept = set.map((text) => text.split(';')[0] ?? '').filter((text) => !text.endsWith('='))
  return { status: statusCode, location: String(headers.location), cookie: kept.join('; '), set, json }
}
/** Goes to the provider, signs in there as somebody and comes back. */
const goAs = async (login: string) => {
  const begun = await get('/api/session/openid')
  expect(begun.status).toBe(302)
  const returned = new URL(await signInAtProvider(begun.location, login, callback))
  return {
    begun,
    path: `${returned.pathname}${returned.search}`,
    ended: await get(`${returned.pathname}${returned.search}`, begun.cookie),
  }
}
const session = (cookie: string) => cookie.split('; ').find((text) => text.startsWith('reglament=')) ?? ''

describe("signing in through the school's own provider", () => {
  it('is offered where it is set up', async () => {
    expect((await app.inject({ url: '/api/schools', headers: host })).json()).toMatchObject({ openid: true })
    expect((await base.ask('GET /api/session/openid')).status).toBe(503)
  })

  it('asks with code, PKCE, state and nonce', async () => {
    const { location, set } = await get('/api/session/openid')
    const asked = new URL(location).searchParams
    expect(asked.get('response_type')).toBe('code')
    expect(asked.get('code_challenge_method')).toBe('S256')
    for (const name of ['code_challenge', 'state', 'nonce']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/)
    expect(set[0]).toMatch(/HttpOnly; SameSite=Lax/i)
  })

  it('opens the account whose owner has the verified e-mail, and knows them by name from then on', async () => {
    const { ended } = await goAs('teacher')
    expect({ status: ended.status, location: ended.location }).toEqual({ status: 302, location: '/' })
    const me = await app.inject({ url: '/api/me', headers: { ...host, cookie: session(ended.cookie) } })
    expect(me.json()).toMatchObject({ name: 'Учителева Анна Петровна' })
    people.set('teacher', { email: 'changed@elsewhere.ru', isVerified: true })
    expect((await goAs('teacher')).ended.location).toBe('/')
  })

  it('makes no account and opens none by an e-mail that is unverified, unknown, or of two people', async () => {
    people.set('liar', { email: 'uchitel@school.ru', isVerified: false })
    people.set('stranger', { email: 'stranger@school.ru', isVerified: true })
    for (const login of ['liar', 'stranger']) {
      const { ended } = await goAs(login)
      expect(ended.location, login).toBe('/?refused=openid-unknown')
      expect(session(ended.cookie), login).toBe('')
    }
    await inSchool(base.db, school.cast.schoolId, (trx) =>
      trx.updateTable('staff').set({ email: 'uchitel@school.ru' }).where('id', '=', school.cast.staff.deputy).execute(),
    )
    expect((await goAs('teacher')).ended.location).toBe('/?refused=openid-unknown')
  })

  it('does not open a closed account', async () => {
    await goAs('teacher')
    await inSchool(base.db, school.cast.schoolId, (trx) =>
      trx.updateTable('account').set({ disabled_at: base.room.clock.now() }).where('login', '=', 'teacher').execute(),
    )
    expect((await goAs('teacher')).ended.location).toBe('/?refused=openid-unknown')
  })

  it('opens nothing in a browser that did not ask, with another state, or twice', async () => {
    const { path, begun, ended } = await goAs('teacher')
    expect(session(ended.cookie)).not.toBe('')
    const refused = '/?refused=openid'
    expect((await get(path, begun.cookie)).location).toBe(refused)
    const another = await get('/api/session/openid')
    const returned = new URL(await signInAtProvider(another.location, 'teacher', callback))
    const fresh = `${returned.pathname}${returned.search}`
    expect((await get(fresh)).location).toBe(refused)
    expect((await get(fresh, (await get('/api/session/openid')).cookie)).location).toBe(refused)
    expect((await get(`${fresh}x`.replace(/state=[^&]+/, 'state=forged'), another.cookie)).location).toBe(refused)
  })

  it('says so where the provider does not answer', async () => {
    const oidc = { ...provider.oidc, issuer: 'http://127.0.0.1:9' }
    const alone = await createApp({ ...base.room, oidc }, { pages: false })
    const answer = await alone.inject({ url: '/api/session/openid', headers: host })
    expect({ status: answer.statusCode, code: answer.json<{ code: string }>().code }).toEqual({
      status: 503,
      code: 'no-openid',
    })
    await alone.close()
  })
})
