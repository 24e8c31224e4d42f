import { describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { useApp, useCast } from '../support/app.ts'

const app = useApp()
const school = useCast(app)

type Told = { code: string; id: number; said: { ru: string } }
type Line = {
  id: number
  state: string
  effect: { ru: string }
  canDecide: boolean
  canRevoke: boolean
  canWithdraw: boolean
}
type Who = Parameters<typeof school.as>[0]

const ask = async (who: Who, body: object = {}) =>
  app.ask<Told>('POST /api/waivers', {
    as: await school.as(who),
    body: {
      point: 'II.10',
      classId: school.cast.own,
      from: '2026-11-23',
      to: '2026-12-06',
      reason: 'sick_leave',
      ...body,
    },
  })
const decide = async (who: Who, id: number, act: 'approve' | 'reject' | 'revoke', note?: string) =>
  app.ask<Told>(`POST /api/waivers/${id}/${act}`, {
    as: await school.as(who),
    body: note === undefined ? {} : { note },
  })
const list = async (who: Who, query = '') =>
  (
    await app.ask<{ waivers: Line[]; total: number; waiting: number }>(`GET /api/waivers${query}`, {
      as: await school.as(who),
    })
  ).body
const statusOf = (point: string) =>
  inSchool(app.db, school.cast.schoolId, async (trx) => {
    const row = await trx
      .selectFrom('duty')
      .select('status')
      .where('point', '=', point)
      .where('class_id', '=', school.cast.own)
      .executeTakeFirst()
    return row?.status
  })

describe('the life of a waiver', () => {
  it('frees of nothing while it waits; approved it covers its days at once; revoked it covers them no more', async () => {
    const { body } = await ask('classTeacher')
    expect(await list('deputy')).toMatchObject({ total: 1, waiting: 1, waivers: [{ state: 'draft', canDecide: true }] })
    expect((await decide('deputy', body.id, 'approve')).status).toBe(200)
    // Nobody has reviewed the class since September: without the waiver its gap is long over.
    expect(await statusOf('II.10')).toBe('waived')
    expect((await decide('principal', body.id, 'revoke', 'Руководитель вышел раньше')).status).toBe(200)
    expect(await statusOf('II.10')).toBe('overdue')
    const [kept] = (await list('deputy')).waivers
    expect(kept).toMatchObject({
      state: 'revoked',
      effect: { ru: 'II.10, 7Б: с 23 ноября по 6 декабря.' },
      decidedBy: 'Заместителева Анна Петровна',
      revokedBy: 'Директорова Анна Петровна',
      revokeNote: 'Руководитель вышел раньше',
    })
  })

  it('is rejected with a reason, and then decided for good', async () => {
    const { body } = await ask('classTeacher')
    expect((await decide('deputy', body.id, 'reject')).body.code).toBe('note-missing')
    expect((await decide('deputy', body.id, 'reject', 'Есть замещающий')).status).toBe(200)
    expect((await decide('principal', body.id, 'approve')).body.code).toBe('decided')
  })

  it('is withdrawn by whoever asked, while it waits', async () => {
    const { body } = await ask('classTeacher')
    expect((await list('classTeacher')).waivers).toMatchObject([{ canWithdraw: true, canDecide: false }])
    expect((await decide('classTeacher', body.id, 'revoke')).status).toBe(200)
    expect((await list('classTeacher')).waivers).toMatchObject([{ state: 'revoked' }])
  })

  it('says what it does, before it is asked for and after', async () => {
    const scope = `point=III.9&classId=${school.cast.own}&from=2026-11-25&to=2026-12-04`
    const { body } = await app.ask<{ effect: { ru: string }; left: number }>(`GET /api/waivers/effect?${scope}`, {
      as: await school.as('classTeacher'),
    })
    expect(body.left).toBe(1)
    expect(body.effect.ru).toMatch(/^III\.9, 7Б: с 25 ноября по 4 декабря\. .*ещё не выполнено: 1\.$/)
    const { body: asked } = await ask('classTeacher', { point: 'III.9', from: '2026-11-25', to: '2026-12-04' })
    await decide('deputy', asked.id, 'approve')
    const given = (await list('deputy')).waivers.find(({ id }) => id === asked.id)
    expect(given?.effect.ru).toMatch(/Обязательств со сроком в эти дни: 1, из них снято: 1\.$/)
  })
})

describe('who decides', () => {
  it('is never the one who asked', async () => {
    const { body } = await ask('deputy')
    expect((await decide('deputy', body.id, 'approve')).body.code).toBe('own-request')
    expect((await list('deputy')).waivers).toMatchObject([{ canDecide: false }])
    expect((await decide('principal', body.id, 'approve')).status).toBe(200)
  })

  it('is of the administration: a class teacher decides nothing, another’s not even withdrawn', async () => {
    const { body } = await ask('classTeacher')
    for (const act of ['approve', 'reject', 'revoke'] as const)
      expect((await decide('otherTeacher', body.id, act, 'Нет')).status).toBe(403)
    expect((await decide('academicDeputy', body.id, 'approve')).status).toBe(403)
  })
})

describe('what may be asked', () => {
  it('is one’s own class and pupils, and nobody else’s', async () => {
    expect((await ask('classTeacher', { classId: school.cast.other })).status).toBe(403)
    expect((await ask('classTeacher', { classId: undefined, studentId: school.cast.pupils.other[0] })).status).toBe(403)
    expect((await ask('classTeacher', { classId: undefined, staffId: school.cast.staff.otherTeacher })).status).toBe(
      403,
    )
    expect((await ask('classTeacher', { classId: undefined, studentId: school.cast.pupils.own[0] })).status).toBe(200)
    expect((await ask('methodologist')).status).toBe(403)
  })

  it('is at most thirty days, or what the school has set, and not long ago', async () => {
    expect((await ask('classTeacher', { to: '2026-12-31' })).body.code).toBe('too-long')
    expect((await ask('classTeacher', { from: '2026-10-01', to: '2026-10-02' })).body.code).toBe('too-early')
    const as = await school.as('principal')
    await app.ask('PUT /api/settings/waiverDays', { as, body: { value: 5 } })
    expect((await ask('classTeacher')).body.code).toBe('too-long')
  })

  it('is not asked twice, for two at once, backwards, or of a point that is none', async () => {
    await ask('classTeacher')
    expect((await ask('classTeacher')).body.code).toBe('waiver-exists')
    expect((await ask('deputy', { studentId: school.cast.pupils.own[0] })).body.code).toBe('one-scope')
    expect((await ask('deputy', { point: 'II.4', to: '2026-11-01' })).body.code).toBe('end-before-start')
    expect((await ask('deputy', { point: 'I.12' })).body.code).toBe('unknown-point')
  })

  it('is nothing on a past day', async () => {
    const reply = await app.ask<Told>('POST /api/waivers?on=2026-11-10', {
      as: await school.as('classTeacher'),
      body: { point: 'II.10', classId: school.cast.own, from: '2026-11-23', to: '2026-11-24', reason: 'other' },
    })
    expect({ status: reply.status, code: reply.body.code }).toEqual({ status: 409, code: 'past-day' })
  })
})

it('on a past day a waiver stands as it stood then', async () => {
  const { id } = (await ask('classTeacher')).body
  await decide('deputy', id, 'approve')
  await decide('principal', id, 'revoke', 'Руководитель вышел раньше')
  await inSchool(app.db, school.cast.schoolId, (trx) =>
    trx
      .updateTable('waiver')
      .set({
        requested_at: '2026-11-09T09:00:00Z',
        decided_at: '2026-11-12T09:00:00Z',
        revoked_at: '2026-11-18T09:00:00Z',
      })
      .execute(),
  )
  const nothing = { decidedAt: null, decidedBy: null, revokedAt: null, revokedBy: null, revokeNote: null }
  expect(await list('deputy', '?on=2026-11-10')).toMatchObject({
    waiting: 1,
    waivers: [{ state: 'draft', ...nothing }],
  })
  expect(await list('deputy', '?on=2026-11-13')).toMatchObject({
    waiting: 0,
    waivers: [{ state: 'approved', revokedAt: null, revokedBy: null, revokeNote: null }],
  })
  expect((await list('deputy', '?on=2026-11-13')).waivers[0]).toHaveProperty('decidedBy', 'Заместителева Анна Петровна')
  expect((await list('deputy', '?on=2026-11-13&state=revoked')).total).toBe(0)
  expect((await list('deputy', '?on=2026-11-13&state=approved')).total).toBe(1)
  expect((await list('deputy', '?on=2026-11-19')).waivers).toMatchObject([{ state: 'revoked' }])
})

it('a class teacher sees the waivers of the own class alone', async () => {
  await ask('classTeacher')
  expect((await list('otherTeacher')).total).toBe(0)
  expect((await list('classTeacher')).total).toBe(1)
})
