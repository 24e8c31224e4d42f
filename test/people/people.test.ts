import { describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { useApp, useCast } from '../support/app.ts'
import { enrol, enter, giveAccount, password, told } from './sign-in.ts'

const start = new Date('2026-11-23T09:00:00Z')
let now = start
const app = useApp(() => now)
const school = useCast(app)

type Link = { path: string; purpose: string; expiresAt: string }
const ask = async <T>(route: string, body?: object, who: Parameters<typeof school.as>[0] = 'principal') =>
  app.ask<T & { code: string; said: { ru: string; en: string } }>(route, {
    as: await school.as(who),
    ...(body && { body }),
  })
const keyOf = ({ path }: Link) => {
  const { searchParams } = new URL(path, 'http://localhost')
  return { school: Number(searchParams.get('school')), key: searchParams.get('key') ?? '' }
}
const setPassword = (link: Link, secret = password) =>
  app.ask('PUT /api/session/password', { body: { ...keyOf(link), password: secret } })
const invite = async (login = 'new.person') => {
  now = start
  const { body } = await ask<{ id: number }>('POST /api/people', { name: 'Новая Мария Ивановна' })
  const link = await ask<Link>(`POST /api/people/${body.id}/account`, { login })
  return { id: body.id, link: link.body }
}

describe('a new person', () => {
  it('is added, given a role and a sign-in, and sets the password by the invitation once', async () => {
    const { id, link } = await invite()
    await ask(`POST /api/people/${id}/roles`, { role: 'secretary', from: '2026-11-23' })
    expect(link.purpose).toBe('invite')
    expect((await app.ask('POST /api/session/link', { body: keyOf(link) })).body).toEqual({
      name: 'Новая Мария Ивановна',
      login: 'new.person',
      purpose: 'invite',
    })
    expect(told(await setPassword(link, 'коротко')).code).toBe('password-short')
    expect((await setPassword(link)).status).toBe(200)
    expect(told(await setPassword(link))).toEqual({ status: 410, code: 'dead-link' })
    expect(told(await app.ask('POST /api/session/link', { body: keyOf(link) })).code).toBe('dead-link')
    const { cookie, status } = await enter(app, 'new.person')
    expect(status).toBe(200)
    expect((await app.ask('GET /api/me', { as: cookie })).body).toMatchObject({ roles: ['secretary'] })
  })

  it('is added with roles and a sign-in at once, or not at all', async () => {
    const body = { name: 'Новая Дарья Олеговна', roles: ['secretary', 'methodologist'], login: 'new.other' }
    const made = (await ask<{ link: Link }>('POST /api/people', body)).body
    expect(made.link.purpose).toBe('invite')
    await setPassword(made.link)
    const { cookie } = await enter(app, 'new.other')
    expect((await app.ask('GET /api/me', { as: cookie })).body).toMatchObject({ roles: ['methodologist', 'secretary'] })
    const again = { ...body, name: 'Вторая Дарья Олеговна' }
    expect(told(await ask('POST /api/people', again)).code).toBe('login-taken')
    const { people } = (await ask<{ people: { name: string }[] }>('GET /api/people')).body
    expect(people.map(({ name }) => name)).not.toContain(again.name)
  })

  it('is not given a login that is taken, or a second sign-in', async () => {
    const { id } = await invite()
    const other = school.cast.staff.delegate
    expect(told(await ask(`POST /api/people/${other}/account`, { login: 'new.person' })).code).toBe('login-taken')
    expect(told(await ask(`POST /api/people/${id}/account`, { login: 'another' })).code).toBe('has-account')
  })
})

describe('a one-time link', () => {
  it('ends in time: an invitation after a week, a reset after a day', async () => {
    const { id, link } = await invite()
    now = new Date(start.getTime() + (7 * 24 * 60 + 1) * 60_000)
    expect(told(await setPassword(link)).code).toBe('dead-link')
    now = start
    await setPassword(link)
    const reset = (await ask<Link>(`POST /api/people/${id}/link`)).body
    expect(reset.purpose).toBe('reset')
    now = new Date(start.getTime() + (24 * 60 + 1) * 60_000)
    expect(told(await setPassword(reset, 'совсем другая фраза')).code).toBe('dead-link')
  })

  it('is replaced by the next one, and what it sets ends every session', async () => {
    const { id, link } = await invite()
    await setPassword(link)
    const { cookie } = await enter(app, 'new.person')
    const first = (await ask<Link>(`POST /api/people/${id}/link`)).body
    const second = (await ask<Link>(`POST /api/people/${id}/link`)).body
    expect(told(await setPassword(first, 'совсем другая фраза')).code).toBe('dead-link')
    expect((await setPassword(second, 'совсем другая фраза')).status).toBe(200)
    expect((await app.ask('GET /api/me', { as: cookie })).status).toBe(401)
    expect((await enter(app, 'new.person')).status).toBe(401)
  })

  it('of another school is none', async () => {
    const { link } = await invite()
    const { key } = keyOf(link)
    expect(told(await app.ask('POST /api/session/link', { body: { school: 424_242, key } })).code).toBe('dead-link')
  })

  it('is kept as a hash', async () => {
    const { link } = await invite()
    const rows = await inSchool(app.db, school.cast.schoolId, async (trx) => [
      await trx.selectFrom('account_link').selectAll().execute(),
      await trx.selectFrom('audit_event').selectAll().execute(),
    ])
    expect(JSON.stringify(rows)).not.toContain(keyOf(link).key)
  })
})

describe('a closed sign-in', () => {
  it('ends its sessions and links at once, and is opened again', async () => {
    const { id, link } = await invite()
    await setPassword(link)
    const { cookie } = await enter(app, 'new.person')
    const reset = (await ask<Link>(`POST /api/people/${id}/link`)).body
    await ask(`PUT /api/people/${id}/account`, { isDisabled: true })
    expect((await app.ask('GET /api/me', { as: cookie })).status).toBe(401)
    expect((await enter(app, 'new.person')).status).toBe(401)
    expect(told(await ask(`POST /api/people/${id}/link`)).code).toBe('account-closed')
    await ask(`PUT /api/people/${id}/account`, { isDisabled: false })
    expect(told(await setPassword(reset, 'совсем другая фраза')).code).toBe('dead-link')
    expect((await enter(app, 'new.person')).status).toBe(200)
  })

  it('is never one’s own', async () => {
    const own = school.cast.staff.principal
    expect(told(await ask(`PUT /api/people/${own}/account`, { isDisabled: true })).code).toBe('own-account')
  })

  it('of a person who has left does not open', async () => {
    const { id, link } = await invite()
    await setPassword(link)
    const { cookie } = await enter(app, 'new.person')
    await ask(`PUT /api/people/${id}`, { name: 'Новая Мария Ивановна', email: null, leftOn: '2026-11-22' })
    expect((await app.ask('GET /api/me', { as: cookie })).status).toBe(401)
  })
})

describe('a lost phone', () => {
  it('is answered by removing the authenticator, which ends the sessions', async () => {
    await giveAccount(app, school.cast, school.cast.staff.deputy, 'deputy')
    const { cookie } = await enrol(app, (await enter(app, 'deputy')).cookie)
    expect((await ask(`DELETE /api/people/${school.cast.staff.deputy}/second-factor`)).status).toBe(200)
    expect((await app.ask('GET /api/me', { as: cookie })).status).toBe(401)
    expect((await enter(app, 'deputy')).body).toEqual({ needsSecondFactor: false })
  })
})

describe('roles', () => {
  const { stringify } = JSON
  it('begin and end on a day, and the end is taken back', async () => {
    const id = school.cast.staff.delegate
    const held = { role: 'psychologist', from: '2026-11-23' }
    await ask(`POST /api/people/${id}/roles`, held)
    expect(told(await ask(`POST /api/people/${id}/roles`, held)).code).toBe('role-held')
    const may = async () => (await ask<{ roles: string[] }>('GET /api/me', undefined, 'delegate')).body.roles
    expect(await may()).toContain('psychologist')
    await ask(`PUT /api/people/${id}/roles`, { ...held, to: '2026-11-23' })
    now = new Date('2026-11-24T09:00:00Z')
    expect(await may()).not.toContain('psychologist')
    await ask(`PUT /api/people/${id}/roles`, { ...held, to: null })
    expect(await may()).toContain('psychologist')
    now = start
    const bad = { ...held, to: '2026-11-01' }
    expect(told(await ask(`PUT /api/people/${id}/roles`, bad)).code, stringify(bad)).toBe('bad-days')
  })

  it('are never changed by whoever holds them', async () => {
    const { systemAdmin, principal } = school.cast.staff
    const given = { role: 'deputy', from: '2026-11-23' }
    expect(told(await ask(`POST /api/people/${systemAdmin}/roles`, given, 'systemAdmin')).code).toBe('own-roles')
    const ended = { role: 'principal', from: '2026-09-01', to: '2026-11-23' }
    expect(told(await ask(`PUT /api/people/${principal}/roles`, ended)).code).toBe('own-roles')
  })

  it('leave somebody who may give them', async () => {
    // The administrator ends the role of the principal, who then is the last but one; the administrator's own stays.
    const { principal } = school.cast.staff
    await school.as('principal')
    const ended = { role: 'principal', from: '2026-09-01', to: '2026-11-23' }
    expect((await ask(`PUT /api/people/${principal}/roles`, ended, 'systemAdmin')).status).toBe(200)
  })
})

describe('whoever runs the machine', () => {
  const asAdmin = <T>(route: string, body?: object) => ask<T>(route, body, 'systemAdmin')
  const given = (role: string) => ({ role, from: '2026-11-23' })

  it('opens no content by the sign-in of another: no new password, no codes taken off, no other e-mail', async () => {
    now = start
    const { deputy } = school.cast.staff
    await giveAccount(app, school.cast, deputy, 'deputy')
    const tried = [
      await asAdmin(`POST /api/people/${deputy}/link`),
      await asAdmin(`DELETE /api/people/${deputy}/second-factor`),
      await asAdmin(`PUT /api/people/${deputy}`, { name: 'Заместителева Анна', email: 'a@b.ru', leftOn: null }),
    ]
    expect(tried.map(told)).toEqual(tried.map(() => ({ status: 403, code: 'guarded-account' })))
    expect((await ask(`POST /api/people/${deputy}/link`)).status).toBe(200)
    expect((await asAdmin(`PUT /api/people/${deputy}/account`, { isDisabled: true })).status).toBe(200)
  })

  it('invites a new person who will read content once, and afterwards no more', async () => {
    now = start
    const { body } = await asAdmin<{ id: number }>('POST /api/people', { name: 'Новая Мария Ивановна' })
    expect((await asAdmin(`POST /api/people/${body.id}/roles`, given('classTeacher'))).status).toBe(200)
    expect((await asAdmin(`POST /api/people/${body.id}/account`, { login: 'new.person' })).status).toBe(200)
    const link = (await asAdmin<Link>(`POST /api/people/${body.id}/link`)).body
    expect(link.purpose).toBe('invite')
    await setPassword(link)
    expect(told(await asAdmin(`POST /api/people/${body.id}/link`)).code).toBe('guarded-account')
  })

  it('gives no content to a sign-in that has been used, nor takes the end of such a role back', async () => {
    const { id, link } = await invite()
    await setPassword(link)
    expect(told(await asAdmin(`POST /api/people/${id}/roles`, given('secretary'))).code).toBe('guarded-account')
    expect((await asAdmin(`POST /api/people/${id}/roles`, given('methodologist'))).status).toBe(200)
    await ask(`POST /api/people/${id}/roles`, given('secretary'))
    const ended = { ...given('secretary'), to: '2026-11-23' }
    expect((await asAdmin(`PUT /api/people/${id}/roles`, ended)).status).toBe(200)
    const resumed = await asAdmin(`PUT /api/people/${id}/roles`, { ...ended, to: null })
    expect(told(resumed).code).toBe('guarded-account')
  })

  it('helps those who read no content, and whoever leads a class counts as one who does', async () => {
    const { id, link } = await invite()
    await setPassword(link)
    expect((await asAdmin<Link>(`POST /api/people/${id}/link`)).body.purpose).toBe('reset')
    const from = { staffId: id, from: '2026-12-01' }
    await ask(`POST /api/classes/${school.cast.own}/teacher`, from)
    expect(told(await asAdmin(`POST /api/people/${id}/link`)).code).toBe('guarded-account')
  })
})

describe('who can see a pupil', () => {
  type Seers = {
    people: { name: string; reasons: { role: string; why: string; as: string | null; groups: string[] }[] }[]
  }
  const seers = async (pupil: number | undefined, who: Parameters<typeof school.as>[0] = 'deputy') =>
    (await ask<Seers>(`GET /api/pupils/${pupil}/access`, undefined, who)).body.people
  const whyOf = (people: Seers['people'], family: string) =>
    people.find(({ name }) => name.startsWith(family))?.reasons.map(({ role, why }) => `${role} ${why}`)

  it('is told with the reason: the own class, the whole school, an open case', async () => {
    const [pupil] = school.cast.pupils.own
    const before = await seers(pupil)
    expect(whyOf(before, 'Учителева')).toEqual(['classTeacher ownClass'])
    expect(whyOf(before, 'Заместителева')).toEqual(['deputy wholeSchool'])
    expect(whyOf(before, 'Психологова')).toEqual(['psychologist wholeSchool'])
    expect(whyOf(before, 'Другова')).toBeUndefined()
    expect(whyOf(before, 'Предметова')).toBeUndefined()
    expect(whyOf(before, 'Методистова')).toBeUndefined()
    expect(whyOf(before, 'Админова')).toBeUndefined()
    await inSchool(app.db, school.cast.schoolId, (trx) =>
      trx
        .insertInto('escalation')
        .values({
          school_id: school.cast.schoolId,
          student_id: pupil ?? 0,
          class_id: school.cast.own,
          domain: 'conduct',
          state: 'in_work',
          highest_state: 'in_work',
          opened_on: '2026-11-20',
        })
        .execute(),
    )
    expect(whyOf(await seers(pupil), 'Психологова')).toEqual(['psychologist wholeSchool', 'psychologist openCase'])
  })

  it('names groups of fields, psychology for the psychologist alone', async () => {
    const people = await seers(school.cast.pupils.own[0])
    const reading = people.filter(({ reasons }) => reasons.some(({ groups }) => groups.includes('psychology')))
    expect(reading.map(({ name }) => name.split(' ')[0])).toEqual(['Психологова'])
  })

  it('is not told of a pupil of another class', async () => {
    expect((await ask(`GET /api/pupils/${school.cast.pupils.other[0]}/access`, undefined, 'classTeacher')).status).toBe(
      403,
    )
  })
})
