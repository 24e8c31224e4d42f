import { describe, expect, it } from 'vitest'
import { useApp, useCast } from '../support/app.ts'
import { routes } from './contracts.ts'
import { addressOf, sampleOf } from './samples.ts'
import { createWorld } from './world.ts'

const app = useApp()
const school = useCast(app)
const refused = { status: 403, code: 'cross-site' }

describe('a change sent by another site with this browser’s cookie', () => {
  const foreign: [string, Record<string, string>][] = [
    ['Origin', { origin: 'https://evil.example' }],
    ['Origin of another port', { origin: 'http://localhost:8081' }],
    ['Origin null', { origin: 'null' }],
    ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }],
  ]

  it.each(foreign)('%s is refused by every route', { timeout: 60_000 }, async (_, headers) => {
    const { own } = await createWorld(app, 'Школа № 3')
    const changes = routes.filter(([name]) => !name.startsWith('GET '))
    expect(changes.length).toBeGreaterThan(30)
    const cookie = await school.as('deputy')
    for (const [name, route] of changes) {
      const sample = sampleOf(name, route, own)
      const { status, body } = await app.ask(addressOf(name, sample), {
        as: cookie,
        headers,
        ...(sample.body && { body: sample.body }),
      })
      expect({ status, code: body.code }, name).toEqual(refused)
    }
  })

  it.each(foreign)('%s is refused as a form with files too', async (_, headers) => {
    const form = ['--x', 'Content-Disposition: form-data; name="profile"', '', 'csv-templates', '--x--', ''].join(
      '\r\n',
    )
    const answer = await app.app.inject({
      method: 'POST',
      url: '/api/imports/trial',
      headers: { ...headers, cookie: await school.as('deputy'), 'content-type': 'multipart/form-data; boundary=x' },
      payload: form,
    })
    expect({ status: answer.statusCode, code: answer.json<{ code: string }>().code }).toEqual(refused)
  })

  it('cannot be a plain form, which needs no permission of the browser', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain']) {
      const answer = await app.app.inject({
        method: 'POST',
        url: '/api/people',
        headers: { cookie: await school.as('principal'), 'content-type': type },
        payload: 'name=Новая',
      })
      expect(answer.statusCode, type).toBeGreaterThanOrEqual(400)
      expect(answer.statusCode, type).toBeLessThan(500)
    }
    expect((await app.ask('GET /api/people', { as: await school.as('principal') })).body).not.toMatchObject({
      people: expect.arrayContaining([expect.objectContaining({ name: 'Новая' })]) as unknown,
    })
  })

  it('is taken from the own page', async () => {
    const headers = { host: 'school.test', origin: 'http://school.test', 'sec-fetch-site': 'same-origin' }
    const answer = await app.ask('POST /api/people', {
      as: await school.as('principal'),
      body: { name: 'Новая Мария' },
      headers,
    })
    expect(answer.status).toBe(200)
  })
})
