import { createHash } from 'node:crypto'
import type { Static } from 'typebox'
import { describe, expect, it, vi } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import type { overviewApi } from '../../server/overview/api.ts'
import { signIn, useApp, useCast } from '../support/app.ts'
import { createSchool } from '../support/database.ts'

type Answer<N extends keyof typeof overviewApi> = Static<(typeof overviewApi)[N]['answer']>

const app = useApp()
const school = useCast(app)
const routes = [
  'GET /api/overview',
  'GET /api/overview/grid',
  'GET /api/overview/periodicity',
  'GET /api/overview/trend',
  'GET /api/overview/work',
  'GET /api/overview/soundness',
  'GET /api/duties',
] as const

const asDeputy = async <N extends keyof typeof overviewApi>(route: string) => {
  const { status, body } = await app.ask<Answer<N>>(route, { as: await school.as('deputy') })
  expect(status, route).toBe(200)
  return body
}

/** A review of a class, logged some days after it was held. */
function logReview(classId: number, occurredOn: string, recordedAt: string) {
  const { schoolId, staff } = school.cast
  return inSchool(app.db, schoolId, (trx) =>
    trx
      .insertInto('interaction')
      .values({
        school_id: schoolId,
        class_id: classId,
        form: 'journal',
        evidence: ['review'],
        occurred_on: occurredOn,
        recorded_at: recordedAt,
        author_id: staff.classTeacher,
      })
      .execute(),
  )
}

describe('who sees the board', () => {
  it('those whose work the duties are; nobody else', async () => {
    for (const route of routes) {
      for (const who of ['deputy', 'principal', 'academicDeputy', 'classTeacher', 'methodologist'] as const)
        expect((await app.ask(route, { as: await school.as(who) })).status, `${who} ${route}`).toBe(200)
      for (const who of ['secretary', 'psychologist', 'journalAdmin', 'systemAdmin', 'subjectTeacher'] as const)
        expect((await app.ask(route, { as: await school.as(who) })).status, `${who} ${route}`).toBe(403)
      expect((await app.ask(route)).status).toBe(401)
    }
  })

  it('a class teacher’s figures are of the own class alone', async () => {
    const as = await school.as('classTeacher')
    const { body: grid } = await app.ask<Answer<'GET /api/overview/grid'>>('GET /api/overview/grid', { as })
    expect(grid.classes.map(({ id }) => id)).toEqual([school.cast.own])
    const { body: work } = await app.ask<Answer<'GET /api/overview/work'>>('GET /api/overview/work', { as })
    expect(work.reviews.map(({ classId }) => classId)).toEqual([school.cast.own])
    const { body: list } = await app.ask<Answer<'GET /api/duties'>>(`GET /api/duties?class=${school.cast.other}`, {
      as,
    })
    expect(list.total).toBe(0)
  })

  it('the duties of another school are not there', async () => {
    const { rows } = await asDeputy<'GET /api/duties'>('GET /api/duties')
    const key = encodeURIComponent(rows[0]?.key ?? '')
    expect((await app.ask(`GET /api/duties/${key}`, { as: await school.as('deputy') })).status).toBe(200)
    const foreign = await createSchool(app.db, { name: 'Другая школа' })
    const staff = await inSchool(app.db, foreign, async (trx) => {
      const { id } = await trx
        .insertInto('staff')
        .values({ school_id: foreign, full_name: 'Чужая Анна' })
        .returning('id')
        .executeTakeFirstOrThrow()
      await trx
        .insertInto('staff_role')
        .values({ school_id: foreign, staff_id: id, role: 'deputy', from_on: '2026-09-01', to_on: null })
        .execute()
      return id
    })
    const as = await signIn(app, foreign, staff)
    expect((await app.ask(`GET /api/duties/${key}`, { as })).status).toBe(404)
  })
})

describe('a school without classes', () => {
  it('has an empty board, not a broken one', async () => {
    const empty = await createSchool(app.db, { name: 'Новая школа', trackingFrom: '2026-09-01' })
    const staff = await inSchool(app.db, empty, async (trx) => {
      const { id } = await trx
        .insertInto('staff')
        .values({ school_id: empty, full_name: 'Новая Анна' })
        .returning('id')
        .executeTakeFirstOrThrow()
      await trx
        .insertInto('staff_role')
        .values({ school_id: empty, staff_id: id, role: 'deputy', from_on: '2026-09-01', to_on: null })
        .execute()
      return id
    })
    const as = await signIn(app, empty, staff)
    for (const route of routes) expect((await app.ask(route, { as })).status, route).toBe(200)
    const { body } = await app.ask<Answer<'GET /api/overview'>>('GET /api/overview', { as })
    expect(body).toMatchObject({ isEmpty: true, burning: { total: 0 }, regulation: { rate: null, of: 0 } })
    expect(body.freshness).toMatchObject({ asOf: null, sources: [] })
    expect(body.freshness.missing).toContain('marks')
  })
})

describe('a past day', () => {
  it('is as it was known then: a review recorded later is not seen on it', async () => {
    await logReview(school.cast.own, '2026-11-10', '2026-11-18T10:00:00Z')
    const reviewOn = async (on: string) => {
      const { reviews } = await asDeputy<'GET /api/overview/work'>(`GET /api/overview/work?on=${on}`)
      return reviews.find(({ classId }) => classId === school.cast.own)
    }
    expect(await reviewOn('2026-11-16')).toMatchObject({ lastOn: null, status: 'overdue' })
    expect(await reviewOn('2026-11-19')).toMatchObject({ lastOn: '2026-11-10', status: 'met', age: 9 })
  })

  it('before the school year in which records begin is refused with the first day there is', async () => {
    const as = await school.as('deputy')
    for (const on of ['2001-01-01', '2026-08-31']) {
      const { status, body } = await app.ask(`GET /api/overview?on=${on}`, { as })
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'too-early' })
      expect(body.said.ru).toContain('01.09.2026')
      expect(body.said.en).toContain('2026-09-01')
    }
    expect((await app.ask('GET /api/overview?on=2026-09-01', { as })).status).toBe(200)
    expect((await app.ask<{ firstDay: string }>('GET /api/me', { as })).body.firstDay).toBe('2026-09-01')
  })

  it('is judged once for those who ask at once, and of one session twenty days a minute', {
    timeout: 180_000,
  }, async () => {
    const as = await school.as('deputy')
    const look = (on: string) => app.ask(`GET /api/overview?on=${on}`, { as })
    const same = await Promise.all(Array.from({ length: 25 }, () => look('2026-09-02')))
    expect(new Set(same.map(({ status }) => status))).toEqual(new Set([200]))
    const statuses: number[] = []
    const still = vi.spyOn(performance, 'now').mockReturnValue(performance.now())
    for (let day = 3; day <= 23; day++) statuses.push((await look(`2026-09-${String(day).padStart(2, '0')}`)).status)
    still.mockRestore()
    expect(statuses.indexOf(429)).toBeGreaterThan(17)
    expect((await look('2026-09-02')).status).toBe(200)
    expect((await app.ask('GET /api/overview', { as })).status).toBe(200)
  })

  it('a day to come and an unknown period are refused with a sentence', async () => {
    const as = await school.as('deputy')
    expect(await app.ask('GET /api/overview?on=2027-01-01', { as })).toMatchObject({
      status: 400,
      body: { code: 'bad-day' },
    })
    for (const period of ['2026-13', '2026-10-01..2026-09-01', '2026-10-01..2026-10-32', '2026-10-01'])
      expect(await app.ask(`GET /api/overview/grid?period=${period}`, { as }), period).toMatchObject({
        status: 400,
        body: { code: 'unknown-period' },
      })
  })
})

describe('what is logged', () => {
  it('turns the duty at once: nothing is kept over a change', async () => {
    const overdue = async () => {
      const { tiles } = await asDeputy<'GET /api/overview'>('GET /api/overview')
      return tiles.find(({ set }) => set === 'overdue')?.count ?? 0
    }
    const before = await overdue()
    await logReview(school.cast.own, '2026-11-23', '2026-11-23T08:00:00Z')
    expect(await overdue()).toBe(before - 1)
  })

  it('stands on the page of the duty with who and when', async () => {
    await logReview(school.cast.own, '2026-11-20', '2026-11-23T08:00:00Z')
    const { rows } = await asDeputy<'GET /api/duties'>(`GET /api/duties?point=II.10&class=${school.cast.own}`)
    const duty = await asDeputy<'GET /api/duties/{key}'>(`GET /api/duties/${encodeURIComponent(rows[0]?.key ?? '')}`)
    expect(duty.records).toMatchObject([
      { occurredOn: '2026-11-20', lagDays: 3, isCounted: true, author: 'Учителева Анна Петровна' },
    ])
    expect(duty.sentence.ru).toContain('II.10')
    expect(duty.gap).toMatchObject({ age: 3, limitDays: 14 })
    expect(duty.timeline.length).toBeGreaterThan(1)
  })
})

describe('the terms of the year', () => {
  const termsFor = async (who: 'deputy' | 'classTeacher') => {
    const as = await school.as(who)
    const { body } = await app.ask<Answer<'GET /api/overview/grid'>>('GET /api/overview/grid', { as })
    return body.terms.map(({ period, title, grades }) => [title.ru, period, grades])
  }

  it('are those that have begun, without saying whose where they are everyone’s', async () => {
    expect(await termsFor('deputy')).toEqual([
      ['I четверть', '2026-09-01..2026-10-23', null],
      ['II четверть', '2026-11-05..2026-12-30', null],
    ])
  })

  it('say whose they are where bands of grades have different ones', async () => {
    const { schoolId } = school.cast
    await inSchool(app.db, schoolId, (trx) =>
      trx
        .insertInto('school_class')
        .values({
          school_id: schoolId,
          cohort_id: 99,
          school_year: '2026/27',
          name: '10А',
          grade: 10,
          opened_on: '2026-09-01',
        })
        .execute(),
    )
    const terms = await termsFor('deputy')
    expect(terms.map(([title, , grades]) => [title, grades])).toEqual([
      ['I четверть', expect.not.arrayContaining([10]) as unknown],
      ['I полугодие', [10]],
      ['II четверть', expect.not.arrayContaining([10]) as unknown],
    ])
    expect((await termsFor('classTeacher')).map(([title, , grades]) => [title, grades])).toEqual([
      ['I четверть', null],
      ['II четверть', null],
    ])
  })
})

describe('the trend', () => {
  it('leaves months without anything decided as gaps', async () => {
    const { periods, mean } = await asDeputy<'GET /api/overview/trend'>('GET /api/overview/trend?point=III.9')
    expect(periods.map(({ period, restated, closed, duties }) => [period, restated, closed, duties])).toEqual([
      ['2026-09', null, null, 0],
      ['2026-10', null, null, 0],
      ['2026-11', null, null, 0],
    ])
    expect(mean).toBeNull()
  })

  it('shows a month as it was closed beside what is known now', async () => {
    const { schoolId, own } = school.cast
    const close = {
      school_id: schoolId,
      period: '2026-10',
      point: 'II.10',
      class_id: own,
      known_at: '2026-11-01T21:00:00Z',
    }
    await inSchool(app.db, schoolId, (trx) =>
      trx
        .insertInto('period_close')
        .values({
          ...close,
          is_normative: true,
          met: 20,
          met_late: 0,
          denominator: 25,
          excluded: 0,
          waived: 0,
          no_data: 0,
        })
        .execute(),
    )
    const october = async (on: string) => {
      const { periods } = await asDeputy<'GET /api/overview/trend'>(`GET /api/overview/trend?point=II.10&on=${on}`)
      return periods.find(({ period }) => period === '2026-10')
    }
    expect(await october('2026-11-23')).toMatchObject({ closed: { met: 20, of: 25, rate: 0.8 }, isOpen: false })
    expect(await october('2026-10-31')).toMatchObject({ closed: null, isOpen: true })
  })

  it('goes by week where the clock is short: a request stands in the week in which it was decided, as closed and as known now', async () => {
    const { schoolId, own } = school.cast
    await inSchool(app.db, schoolId, (trx) =>
      trx
        .insertInto('duty_trigger')
        .values({
          school_id: schoolId,
          kind: 'request',
          cause: 'parentRequest',
          class_id: own,
          occurred_on: '2026-10-05',
          recorded_at: '2026-10-05T09:00:00Z',
          origin: 'manual',
          ref: 'request:1',
        })
        .execute(),
    )
    const week = '2026-10-12..2026-10-18'
    await inSchool(app.db, schoolId, (trx) =>
      trx
        .insertInto('period_close')
        .values({
          school_id: schoolId,
          period: week,
          point: 'III.3',
          class_id: own,
          known_at: '2026-10-18T21:00:00Z',
          is_normative: true,
          met: 1,
          met_late: 0,
          denominator: 1,
          excluded: 0,
          waived: 0,
          no_data: 0,
        })
        .execute(),
    )
    const { step, periods, byWeek } = await asDeputy<'GET /api/overview/trend'>(
      'GET /api/overview/trend?step=week&point=III.3',
    )
    expect([step, byWeek]).toEqual(['week', ['II.5', 'III.3']])
    expect(periods.map(({ from }) => from).slice(0, 2)).toEqual(['2026-08-31', '2026-09-07'])
    expect(periods.filter(({ restated, closed }) => restated !== null || closed !== null)).toMatchObject([
      { period: week, restated: { met: 0, of: 1, rate: null }, closed: { met: 1, of: 1, rate: null }, isOpen: false },
    ])
    expect(periods.at(-1)).toMatchObject({ period: '2026-11-23..2026-11-29', isOpen: true, restated: null })
  })

  it('refuses weeks of what is not counted by week, and says what is', async () => {
    const as = await school.as('deputy')
    for (const query of ['step=week', 'step=week&point=III.9', 'step=week&point=III.3&basis=local']) {
      const { status, body } = await app.ask(`GET /api/overview/trend?${query}`, { as })
      expect({ query, status, code: body.code }).toEqual({ query, status: 400, code: 'no-weeks' })
      expect(body.said.ru).toContain('II.5, III.3')
      expect(body.said.en).toContain('II.5, III.3')
    }
  })

  it('says which month has vacations', async () => {
    const { vacations } = await asDeputy<'GET /api/overview/trend'>('GET /api/overview/trend')
    expect(vacations.some(({ from }) => from.startsWith('2026-10') || from.startsWith('2026-11'))).toBe(true)
  })
})

describe('the key of a duty about a pupil whom one may not know', () => {
  it('is made with a secret of the school: the same at each look, and not from the key alone', async () => {
    const { schoolId, own, pupils } = school.cast
    await inSchool(app.db, schoolId, (trx) =>
      trx
        .insertInto('duty_trigger')
        .values({
          school_id: schoolId,
          kind: 'emergency',
          cause: 'emergency',
          class_id: own,
          student_id: pupils.own[0] ?? 0,
          occurred_on: '2026-11-23',
          occurred_at: '2026-11-23T08:30:00Z',
          recorded_at: '2026-11-23T08:30:00Z',
          origin: 'manual',
          ref: 'incident:1',
        })
        .execute(),
    )
    const keyFor = async (who: 'deputy' | 'academicDeputy') => {
      const as = await school.as(who)
      return (await app.ask<Answer<'GET /api/duties'>>('GET /api/duties?point=II.1', { as })).body.rows[0]?.key ?? ''
    }
    const plain = await keyFor('deputy')
    expect(plain).toContain('emergency:incident:1')
    const told = await keyFor('academicDeputy')
    expect(told).toMatch(/^~[0-9a-f]{24}$/)
    expect(told).not.toBe(`~${createHash('sha256').update(plain).digest('hex').slice(0, 24)}`)
    const secrets = await app.db.selectFrom('school').select('key_secret').execute()
    expect(secrets.every(({ key_secret }) => /^[0-9a-f]{64}$/.test(key_secret))).toBe(true)
    expect(new Set(secrets.map(({ key_secret }) => key_secret)).size).toBe(secrets.length)
    expect(await keyFor('academicDeputy')).toBe(told)
    const one = await app.ask(`GET /api/duties/${encodeURIComponent(told)}`, { as: await school.as('academicDeputy') })
    expect(one.status).toBe(200)
  })
})

describe('open cases by age', () => {
  type Ageing = Answer<'GET /api/overview/work'>['ageing']
  const open = (all: readonly number[], domain: 'conduct' | 'family') =>
    inSchool(app.db, school.cast.schoolId, async (trx) => {
      const { schoolId: school_id, own: class_id } = school.cast
      const at = { opened_on: '2026-11-20', recorded_at: '2026-11-20T09:00:00Z' }
      const state = { state: 'in_work' as const, highest_state: 'in_work' as const }
      for (const student_id of all)
        await trx
          .insertInto('escalation')
          .values({ school_id, student_id, class_id, domain, ...state, ...at })
          .execute()
    })
  const ageing = async (who: 'deputy' | 'methodologist'): Promise<Ageing> => {
    const as = await school.as(who)
    return (await app.ask<Answer<'GET /api/overview/work'>>('GET /api/overview/work', { as })).body.ageing
  }

  it('are not told to those who see no names where they are few', async () => {
    await open(school.cast.pupils.own.slice(0, 3), 'conduct')
    expect(await ageing('deputy')).toMatchObject({ total: 3, buckets: [{ count: 3 }, {}, {}, {}] })
    const few = await ageing('methodologist')
    expect(few.total).toBeNull()
    expect(few.buckets[0]).toEqual({ bucket: '0-2', count: null, domains: [{ domain: 'conduct', count: null }] })
  })

  it('are told where they are many, without the parts that would tell of a few', async () => {
    await open(school.cast.pupils.own.slice(0, 3), 'conduct')
    await open(school.cast.pupils.own, 'family')
    const { total, buckets } = await ageing('methodologist')
    expect([total, buckets[0]?.count]).toEqual([9, 9])
    expect(buckets[0]?.domains.every(({ count }) => count === null)).toBe(true)
  })
})

describe('a term in hours', () => {
  it('is held against the hour of the look: an emergency within its hour is not overdue, one of this morning is', async () => {
    const { schoolId, own } = school.cast
    const report = (ref: string, at: string) =>
      inSchool(app.db, schoolId, (trx) =>
        trx
          .insertInto('duty_trigger')
          .values({
            school_id: schoolId,
            kind: 'emergency',
            cause: 'emergency',
            class_id: own,
            occurred_on: '2026-11-23',
            occurred_at: at,
            recorded_at: at,
            origin: 'manual',
            ref,
          })
          .execute(),
      )
    // It is noon in Moscow.
    await report('fresh', '2026-11-23T08:30:00Z')
    const fresh = await asDeputy<'GET /api/duties'>('GET /api/duties?point=II.1')
    expect(fresh.rows.map(({ state }) => state)).toEqual(['due_soon'])
    await report('late', '2026-11-23T07:00:00Z')
    const both = await asDeputy<'GET /api/duties'>('GET /api/duties?point=II.1')
    expect(both.rows.map(({ state }) => state).toSorted()).toEqual(['due_soon', 'overdue'])
  })
})
