import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import { clockOf } from '../../server/http/clock.ts'
import { openRules } from '../../server/rules/rules.ts'
import { openSetup } from '../../server/setup/key.ts'
import { moment } from '../support/app.ts'
import { createSchool, useDatabase } from '../support/database.ts'

const database = useDatabase()
const rulesFolder = join(import.meta.dirname, '../../rules')
let now = moment
let rules: Awaited<ReturnType<typeof openRules>>
beforeAll(async () => {
  rules = await openRules(rulesFolder, () => now)
})
afterAll(() => rules.close())

/** An installation as it starts: with a key where there is no school. */
async function start() {
  now = moment
  const setup = await openSetup(database.db, now)
  const room = { db: database.db, clock: clockOf(() => now), rules, rulesFolder, ...(setup && { setup: setup.key }) }
  const app = await createApp(room, { pages: false, requestsPerMinute: 100_000 })
  const ask = async (method: 'GET' | 'POST', url: string, payload?: object, cookie = '') => {
    const reply = await app.inject({ method, url, headers: { cookie }, ...(payload && { payload }) })
    const [set] = reply.cookies
    return { status: reply.statusCode, body: reply.json(), cookie: set ? `${set.name}=${set.value}` : '' }
  }
  return { key: setup?.secret ?? '', ask, close: () => app.close() }
}

const wanted = (key: string, change: { school?: object; person?: object; answers?: object } = {}) => ({
  key,
  school: {
    name: 'Школа № 5',
    timeZone: 'Asia/Yekaterinburg',
    calendar: '2026-27-quarters',
    trackingFrom: '2026-11-23',
    ...change.school,
  },
  person: {
    name: 'Орлова Мария Ивановна',
    login: 'Orlova',
    password: 'тихий берег и фонарь',
    role: 'principal',
    ...change.person,
  },
  answers: { requestTerm: 'working', dailyRunAt: '06:15', planForTzs: false, waiverDays: 14, ...change.answers },
})

const counted = async (table: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(database.db)
  return rows[0]?.n ?? 0
}

describe('an empty installation', () => {
  it('shows what there is to choose from to whoever holds the key', async () => {
    const { key, ask, close } = await start()
    const { status, body } = await ask('GET', `/api/setup?key=${key}`)
    expect(status).toBe(200)
    expect(body.calendars).toMatchObject(
      ['modules', 'quarters', 'trimesters'].map((scheme) => ({
        id: `2026-27-${scheme}`,
        confirmed: false,
        covers: { to: '2027-08-31' },
      })),
    )
    expect(body.questions).toContainEqual(expect.objectContaining({ key: 'requestTerm', value: 'calendar_roll' }))
    await close()
  })

  it('becomes a school with an administrator who is signed in', async () => {
    const { key, ask, close } = await start()
    const { status, cookie } = await ask('POST', '/api/setup', wanted(key))
    expect(status).toBe(200)
    const me = await ask('GET', '/api/me', undefined, cookie)
    expect(me.body).toMatchObject({
      name: 'Орлова Мария Ивановна',
      roles: ['journalAdmin', 'principal'],
      school: { name: 'Школа № 5', timeZone: 'Asia/Yekaterinburg', isDemo: false },
    })
    const again = await ask('POST', '/api/session', { login: 'orlova', password: 'тихий берег и фонарь' })
    expect(again.status).toBe(200)
    const { rows } = await sql<{ key: string; value: unknown }>`
      select key, value from school_setting order by key`.execute(database.db)
    expect(rows).toEqual([
      { key: 'dailyRunAt', value: '06:15' },
      { key: 'planForTzs', value: false },
      { key: 'requestTerm', value: 'working' },
      { key: 'waiverDays', value: 14 },
    ])
    const calendars = await sql<{ id: string }>`select id from school_calendar where kind = 'schoolYear'`.execute(
      database.db,
    )
    expect(calendars.rows.map(({ id }) => id)).toContain('2026-27-quarters')
    await close()
  })

  it('begins with the school’s own dates, checked first and again when it is made', async () => {
    const { key, ask, close } = await start()
    const calendar = '2026-27-quarters'
    const year = rules.current().schoolYears.find(({ id }) => id === calendar)
    const spans = (list: readonly { id: string; start: string; end: string }[] = []) =>
      list.map(({ id, start: from, end: to }) => ({ id, start: from, end: to }))
    const dates = (end: string) => ({
      start: '2026-09-01',
      end: '2027-05-26',
      terms: spans(year?.terms),
      attestationPeriods: spans(year?.attestationPeriods),
      breaks: [{ title: { ru: 'Осенние', en: 'Autumn' }, start: '2026-10-26', end, grades: { from: 1, to: 11 } }],
      isConfirmed: true,
    })
    const wrong = await ask('POST', '/api/setup/calendar', { key, calendar, dates: dates('2026-10-28') })
    expect(wrong.body.isAccepted).toBe(false)
    expect(wrong.body.problems).toContainEqual(expect.objectContaining({ severity: 'error', path: '/breaks/0' }))
    const refused = await ask('POST', '/api/setup', wanted(key, { school: { dates: dates('2026-10-28') } }))
    expect(refused.body.code).toBe('setup-calendar')
    expect((await ask('POST', '/api/setup/calendar', { key: 'x', calendar, dates: dates('2026-11-02') })).status).toBe(
      404,
    )
    const { cookie } = await ask('POST', '/api/setup', wanted(key, { school: { dates: dates('2026-11-02') } }))
    const { body } = await ask('GET', '/api/calendar', undefined, cookie)
    expect(body.years[0]).toMatchObject({
      id: calendar,
      isOwn: true,
      isConfirmed: true,
      breaks: [{ end: '2026-11-02' }],
    })
    const trail = await database.db.selectFrom('audit_event').select('after').execute()
    expect(trail[0]?.after).toMatchObject({
      dailyRunAt: '06:15',
      breaks: [{ ru: 'Осенние (1–11 кл.) 26.10.2026 – 02.11.2026' }],
    })
    await close()
  })

  it('says of the first person what is wrong before the school is asked to be made', async () => {
    const { key, ask, close } = await start()
    const check = async (change: object, secret = key) => {
      const { key: _key, person } = wanted(key, { person: change })
      const { status, body } = await ask('POST', '/api/setup/person', { key: secret, person })
      return `${status} ${body.code ?? ''}`
    }
    expect(await check({})).toBe('200 ')
    expect(await check({ password: '1234567890' })).toBe('400 setup-password')
    expect(await check({ password: 'Орлова2026!' })).toBe('400 setup-password')
    expect(await check({ login: 'мария орлова' })).toBe('400 setup-person')
    expect(await check({}, 'A'.repeat(43))).toBe('404 setup-closed')
    expect(await counted('school')).toBe(0)
    await close()
  })

  it('gives a deputy who is alone what a school cannot begin without: loading, and making accounts', async () => {
    const { key, ask, close } = await start()
    const { cookie } = await ask('POST', '/api/setup', wanted(key, { person: { role: 'deputy' } }))
    const { body } = await ask('GET', '/api/me', undefined, cookie)
    expect(body.roles).toEqual(['deputy', 'journalAdmin', 'systemAdmin'])
    expect(body.writes).toMatchObject({ imports: 'all', people: 'all' })
    await close()
  })

  it('is set up once: the key is dead, whoever holds it, and so is the page', async () => {
    const { key, ask, close } = await start()
    await ask('POST', '/api/setup', wanted(key))
    const second = await ask('POST', '/api/setup', wanted(key, { school: { name: 'Другая' } }))
    const seen = await ask('GET', `/api/setup?key=${key}`)
    expect([second, seen].map(({ status, body }) => `${status} ${body.code}`)).toEqual([
      '404 setup-closed',
      '404 setup-closed',
    ])
    expect((await ask('GET', '/setup')).status).toBe(404)
    expect(await counted('school')).toBe(1)
    await close()
  })

  it('is set up once where two do it at the same moment', async () => {
    const { key, ask, close } = await start()
    const both = await Promise.all([ask('POST', '/api/setup', wanted(key)), ask('POST', '/api/setup', wanted(key))])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404])
    expect(await counted('school')).toBe(1)
    await close()
  })

  it.each([
    ['a wrong key', () => 'A'.repeat(43)],
    ['the start of the key', (key: string) => key.slice(0, 20)],
  ])('refuses %s', async (_what, change) => {
    const { key, ask, close } = await start()
    const { status, body } = await ask('POST', '/api/setup', wanted(change(key)))
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'setup-closed' })
    expect(await counted('school')).toBe(0)
    await close()
  })

  it('refuses the key after a day', async () => {
    const { key, ask, close } = await start()
    now = new Date(moment.getTime() + 24 * 3_600_000 + 1)
    expect((await ask('POST', '/api/setup', wanted(key))).body.code).toBe('setup-closed')
    await close()
  })

  it.each([
    ['a short password', { person: { password: 'кот и дом' } }, 'setup-password'],
    ['a password tried first', { person: { password: '1234567890' } }, 'setup-password'],
    ['a password of one’s own name', { person: { password: 'Орлова2026!' } }, 'setup-password'],
    ['a login with a space', { person: { login: 'мария орлова' } }, 'setup-person'],
    ['a nameless person', { person: { name: 'Мария' } }, 'setup-person'],
    ['a nameless school', { school: { name: ' ' } }, 'setup-school'],
    ['a zone that is none', { school: { timeZone: 'Europe/Atlantis' } }, 'setup-school'],
    ['a calendar that is none', { school: { calendar: '2026-27-moons' } }, 'setup-calendar'],
    ['records from a day to come', { school: { trackingFrom: '2026-11-25' } }, 'setup-school'],
    ['an answer to another question', { answers: { dailyRunAt: '25:00' } }, 'setup-answers'],
    ['a question nobody asks', { answers: { colour: 'red' } }, 'setup-answers'],
  ])('refuses %s and leaves nothing behind', async (_what, change, code) => {
    const { key, ask, close } = await start()
    const { status, body } = await ask('POST', '/api/setup', wanted(key, change))
    expect({ status, code: body.code }).toEqual({ status: 400, code })
    for (const table of ['school', 'staff', 'account', 'school_setting', 'school_calendar'])
      expect(await counted(table)).toBe(0)
    // The link is good for another try.
    expect((await ask('POST', '/api/setup', wanted(key))).status).toBe(200)
    await close()
  })
})

describe('an installation with a school', () => {
  it('has no key', async () => {
    await createSchool(database.db)
    const { key, ask, close } = await start()
    expect(key).toBe('')
    expect((await ask('GET', '/api/setup?key=x')).body.code).toBe('setup-closed')
    expect((await ask('POST', '/api/setup', wanted('x'))).body.code).toBe('setup-closed')
    await close()
  })
})
