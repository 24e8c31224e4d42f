import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import type { Contract } from '../../server/http/contract.ts'
import { serve } from '../../server/http/serve.ts'
import { useApp, useCast } from '../support/app.ts'

const base = useApp()
const school = useCast(base)
const folder = mkdtempSync(join(tmpdir(), 'reglament-pages-'))
let app: FastifyInstance
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(
    join(folder, 'index.html'),
    '<meta name="style-nonce" content="__NONCE__"><style nonce="__NONCE__"></style>',
  )
  writeFileSync(join(folder, 'assets', 'main-1.js'), 'export {}')
  app = await createApp(base.room, { pages: folder })
  app.get('/api/broken/sql', async () => (await sql`select secret_column from no_such_table`.execute(base.db)).rows)
  app.get('/api/broken/thrown', () => {
    throw new Error('password=hunter2 at /srv/reglament/server/people.ts')
  })
  const broken = { summary: { ru: 'Поломка', en: 'Broken' }, may: 'signedIn' } as const
  serve(
    app,
    base.room,
    {
      'POST /api/broken/after': { ...broken, answer: Type.Object({}) },
      'POST /api/broken/answer': { ...broken, answer: Type.Object({ count: Type.Integer() }) },
      'POST /api/broken/work': { ...broken, answer: Type.Object({}) },
    } satisfies Contract,
    {
      'POST /api/broken/after': async (_trx, call) => {
        call.after(() => Promise.reject(new Error('after')))
        return {}
      },
      'POST /api/broken/answer': async () => ({}) as never,
      'POST /api/broken/work': () => Promise.reject(new Error('work')),
    },
  )
  await app.ready()
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})
const policyOf = (headers: Record<string, unknown>) => String(headers['content-security-policy'])

describe('an answer to a failure', () => {
  it.each(['/api/broken/sql', '/api/broken/thrown'])('%s tells nothing of the inside', async (url) => {
    const answer = await app.inject({ url })
    expect(answer.statusCode).toBe(500)
    expect(Object.keys(answer.json())).toEqual(['code', 'said', 'problems'])
    expect(answer.json()).toMatchObject({ code: 'defect', problems: [] })
    expect(answer.body).not.toMatch(/select|no_such_table|secret|hunter2|\.ts|node_modules|\bat \/|Error:/)
    expect(JSON.stringify(answer.headers)).not.toMatch(/postgres|kysely|fastify/i)
  })

  it('claims that nothing was stored only where nothing was', async () => {
    const cookie = await school.as('principal')
    const ask = async (url: string) => app.inject({ method: 'POST', url, headers: { cookie } })
    expect((await ask('/api/broken/after')).statusCode).toBe(200)
    const answer = await ask('/api/broken/answer')
    expect(answer.statusCode).toBe(500)
    expect(answer.json<{ said: { ru: string } }>().said.ru).not.toContain('Ничего не сохранено')
    expect((await ask('/api/broken/work')).json<{ said: { ru: string } }>().said.ru).toContain('Ничего не сохранено')
  })

  it('names what is wrong with the shape of a call, and no more', async () => {
    const cookie = await school.as('principal')
    const answer = await app.inject({ method: 'POST', url: '/api/people', headers: { cookie }, payload: { name: 1 } })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'bad-request', problems: [{ path: 'body/name' }] })
    for (const [url, payload] of [
      ['/api/people', '{"name":'],
      ['/api/nothing', '{}'],
    ] as const) {
      const wrong = await app.inject({
        method: 'POST',
        url,
        headers: { cookie, 'content-type': 'application/json' },
        payload,
      })
      expect(wrong.statusCode).toBeLessThan(500)
      expect(wrong.body).not.toMatch(/SyntaxError|Unexpected|\bat \//)
    }
  })

  it('takes no more than a megabyte', async () => {
    const cookie = await school.as('principal')
    const payload = { name: 'я'.repeat(1_048_577) }
    const answer = await app.inject({ method: 'POST', url: '/api/people', headers: { cookie }, payload })
    expect(answer.statusCode).toBe(413)
  })
})

describe('the policy', () => {
  it('of the page has a nonce of its own for every answer and nothing unsafe or from outside', async () => {
    const [one, two] = [await app.inject({ url: '/' }), await app.inject({ url: '/my-class?x=<script>' })]
    const nonces = [one, two].map(({ headers }) => /'nonce-([^']+)'/.exec(policyOf(headers))?.[1] ?? '')
    expect(new Set(nonces).size).toBe(2)
    for (const [no, answer] of [one, two].entries()) {
      expect(answer.body.split(nonces[no] ?? '-')).toHaveLength(3)
      expect(answer.body).not.toContain('__NONCE__')
      const policy = policyOf(answer.headers)
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|https?:|\*/)
      expect(policy).toContain("script-src 'self';")
      expect(answer.headers['cache-control']).toBe('no-store')
    }
  })

  it.each([
    '/api/me',
    '/api/nothing',
    '/health/live',
    '/assets/main-1.js',
    '/assets/nothing.js',
    '/favicon.svg',
    '/api/broken/sql',
  ])('of %s has nothing unsafe', async (url) => {
    const { headers } = await app.inject({ url })
    expect(policyOf(headers)).toContain("default-src 'none'")
    expect(policyOf(headers)).not.toMatch(/unsafe|nonce|https?:/)
  })

  it('of the page of the API alone lets inline styles in, and scripts never', async () => {
    const page = await app.inject({ url: '/api/docs/' })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('swagger-ui')
    const policy = policyOf(page.headers)
    expect(policy).toContain("style-src 'self' 'unsafe-inline'")
    expect(policy).toMatch(/script-src 'self'(;|$)/)
    expect(policy).toContain("frame-ancestors 'none'")
    const scripts = [...page.body.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)]
    expect(scripts.length).toBeGreaterThan(0)
    for (const [, attributes, inline] of scripts) {
      expect(attributes).toContain('src=')
      expect(inline?.trim()).toBe('')
    }
    for (const [, source = ''] of page.body.matchAll(/(?:src|href)="([^"]+)"/g))
      expect((await app.inject({ url: new URL(source, 'http://x/api/docs/').pathname })).statusCode, source).toBe(200)
    const { paths } = (await app.inject({ url: '/api/docs/json' })).json<{ paths: Record<string, object> }>()
    expect(paths['/api/people/{id}']).toHaveProperty('put')
    expect(Object.keys(paths).some((path) => path.startsWith('/health'))).toBe(false)
  })
})

describe('headers', () => {
  it.each(['/', '/api/me', '/api/nothing'])(
    'of %s keep the browser from guessing, framing and telling',
    async (url) => {
      const { headers } = await app.inject({ url })
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['strict-transport-security']).toContain('max-age=')
      expect(headers['x-powered-by']).toBeUndefined()
      expect(headers.server).toBeUndefined()
      expect(headers['access-control-allow-origin']).toBeUndefined()
    },
  )

  it('let no browser or proxy keep what is about people', async () => {
    const { headers } = await app.inject({ url: '/api/people', headers: { cookie: await school.as('principal') } })
    expect(headers['cache-control']).toMatch(/no-store|private/)
  })
})

describe('the rate', () => {
  it('of calls from one address is limited, with words and the same headers', async () => {
    const small = await createApp(base.room, { pages: false, requestsPerMinute: 5 })
    const answers = []
    for (let no = 0; no < 6; no++) answers.push(await small.inject({ url: '/api/schools' }))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200, 429])
    const last = answers.at(-1)
    expect(last?.json<{ said: { ru: string } }>().said.ru).toContain('Слишком много запросов')
    expect(policyOf(last?.headers ?? {})).toContain("default-src 'none'")
    const elsewhere = await small.inject({ url: '/api/schools', remoteAddress: '10.0.0.7' })
    expect(elsewhere.statusCode).toBe(200)
    const forged = await small.inject({ url: '/api/schools', headers: { 'x-forwarded-for': '10.0.0.8' } })
    expect(forged.statusCode).toBe(429)
    await small.close()
  })

  it('of attempts to sign in is stricter', async () => {
    const alone = await createApp(base.room, { pages: false })
    const attempt = () =>
      alone.inject({ method: 'POST', url: '/api/session', payload: { login: 'nobody', password: 'x' } })
    const told: number[] = []
    for (let no = 0; no < 12; no++) told.push((await attempt()).statusCode)
    expect(told).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
    await alone.close()
  })
})
