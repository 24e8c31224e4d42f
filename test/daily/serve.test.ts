import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import { logDefect } from '../../server/http/errors.ts'
import { startServer } from '../../server/serve.ts'
import { moment, useApp, useCast } from '../support/app.ts'

const app = useApp()
const school = useCast(app)
const token = 'a-token-of-some-length'
let lines: string[] = []
let logged: FastifyInstance
beforeEach(async () => {
  lines = []
  const log = { write: (line: string) => void lines.push(line) }
  logged = await createApp(app.room, { pages: false, metricsToken: token, log })
  logged.get('/api/held', () => {
    throw Object.assign(new Error('No free connection'), { code: 'no-connection' })
  })
  logged.get('/api/broken', () => {
    throw new Error('Key (full_name)=(Иванов Пётр) already exists')
  })
})
afterEach(() => logged.close())

describe('the log', () => {
  it('tells routes, times and codes; never who asked, whom about, or which words', async () => {
    const cookie = await school.as('deputy')
    await logged.inject({ url: '/api/me?q=Суворова', headers: { cookie } })
    await logged.inject({ url: `/api/regulation/points/II.1?on=2026-11-20`, headers: { cookie } })
    await logged.inject({
      method: 'POST',
      url: '/api/session',
      payload: { login: 'zavuch.ivanova', password: 'secret-word' },
    })
    await logged.inject({ url: '/Суворова' })
    expect((await logged.inject({ url: '/api/broken' })).statusCode).toBe(500)
    const text = lines.join('')
    expect(text).toContain('/api/regulation/points/:id')
    expect(text).toContain('defect')
    expect(text).not.toMatch(/[а-яё]|%D0|zavuch|secret-word|reglament=|127\.0\.0\.1|full_name/i)
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow()
  })
})

describe('a call that no connection to the database came free for', () => {
  it('is told that a load is under way, and when to come again', async () => {
    const { statusCode, headers, json } = await logged.inject({ url: '/api/held' })
    expect({ statusCode, retry: headers['retry-after'] }).toEqual({ statusCode: 503, retry: '60' })
    expect(json()).toMatchObject({ code: 'busy' })
  })
})

describe('a defect', () => {
  /** As PostgreSQL says it: the row stands in the detail, a value in the message. */
  const failing = Object.assign(new Error('invalid input syntax for type date: "Иванов Пётр"'), {
    code: '23514',
    detail: 'Failing row contains (1, Иванов Пётр).',
  })

  it('leaves no word of what people wrote in the log, whoever logs it', async () => {
    logDefect(logged.log, failing)
    logged.log.error({ err: failing }, 'premature close')
    const text = lines.join('')
    expect(text).not.toMatch(/[а-яё]/i)
    expect(text.match(/23514/g)).toHaveLength(2)
  })

  it('during a load is told to its person and logged without what the file holds', async () => {
    const as = await school.as('deputy')
    await sql`alter table student add constraint no_ivanov check (full_name not like 'Новиков%')`.execute(app.db)
    const form = new FormData()
    form.append('files', new File(['Код;ФИО;Класс\n101;Новиков Олег;7Б'], 'students.csv'))
    form.append('profile', 'canonical')
    const made = new Response(form)
    const headers = { 'content-type': made.headers.get('content-type') ?? '', cookie: as }
    const payload = Buffer.from(await made.arrayBuffer())
    const { id } = (await logged.inject({ method: 'POST', url: '/api/imports/trial', headers, payload })).json<{
      id: string
    }>()
    await expect
      .poll(async () => (await logged.inject({ url: `/api/imports/trial/${id}`, headers })).json())
      .toMatchObject({ state: 'failed' })
    await sql`alter table student drop constraint no_ivanov`.execute(app.db)
    expect(lines.join('')).toContain('23514')
    expect(lines.join('')).not.toContain('Новиков')
  })
})

describe('the figures', () => {
  it('are given to who has the token alone', async () => {
    const ask = (authorization?: string) =>
      logged.inject({ url: '/metrics', ...(authorization !== undefined && { headers: { authorization } }) })
    expect((await ask()).statusCode).toBe(401)
    expect((await ask('Bearer another')).statusCode).toBe(401)
    await logged.inject({ url: '/health/live' })
    const given = await ask(`Bearer ${token}`)
    expect(given.statusCode).toBe(200)
    expect(given.body).toContain('http_request_seconds_count{route="/health/live"')
  })

  it('have no address where no token is set', async () => {
    expect((await app.ask('GET /metrics')).status).toBe(404)
  })
})

describe('the server', () => {
  it('finishes the call under way when it is stopped, and takes no other', async () => {
    const running = await startServer({
      db: app.db,
      rulesFolder: join(import.meta.dirname, '../../rules'),
      now: () => moment,
      server: { host: '127.0.0.1', port: 0, metricsToken: undefined, trustProxy: [] },
      oidc: undefined,
      log: false,
      pages: false,
    })
    const cookie = await school.as('deputy')
    expect((await fetch(`${running.address}/health/ready`)).status).toBe(200)
    // On the embedded database the call waits for this transaction to end, so that the stop finds it under way.
    const gate = Promise.withResolvers<void>()
    const held = app.db.transaction().execute(() => gate.promise)
    const underWay = fetch(`${running.address}/api/regulation`, { headers: { cookie } })
    await new Promise((resolve) => setTimeout(resolve, 500))
    const stopped = running.close()
    gate.resolve()
    await held
    expect((await underWay).status).toBe(200)
    await stopped
    await expect(fetch(`${running.address}/health/live`)).rejects.toThrow()
  }, 60_000)
})
