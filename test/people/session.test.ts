import { describe, expect, it } from 'vitest'
import { useApp, useCast } from '../support/app.ts'

const app = useApp()
const school = useCast(app)

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
    const { status, body } = await app.ask('GET /api/me')
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'not-signed-in' })
  })
})
