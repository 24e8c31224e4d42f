import { assert, asyncProperty, constantFrom } from 'fast-check'
import type { Static } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MondayPage } from '../../server/documents/content/monday-shape.ts'
import type { Role } from '../../server/domain/access/access.ts'
import { dayOf, isoOf } from '../../server/domain/day.ts'
import type { overviewApi } from '../../server/overview/api.ts'
import { type DemoApp, openDemo } from './school.ts'

type Answer<N extends keyof typeof overviewApi> = Static<(typeof overviewApi)[N]['answer']>
type Filters = Record<string, string | number>

let demo: DemoApp
beforeAll(async () => {
  demo = await openDemo('2026-10-20')
}, 300_000)
afterAll(() => demo.close())

const asked = async <N extends keyof typeof overviewApi>(address: string, role: Role) => {
  const { status, body } = await demo.get(address, role)
  return { status, body: body as Answer<N> }
}
const get = async <N extends keyof typeof overviewApi>(address: string, role: 'deputy' | 'principal' = 'deputy') => {
  const { status, body } = await asked<N>(address, role)
  expect(status, address).toBe(200)
  return body
}
const listed = async (filters: Filters, role: 'deputy' | 'principal' = 'deputy') => {
  const query = new URLSearchParams(Object.entries(filters).map(([key, value]) => [key, String(value)]))
  return get<'GET /api/duties'>(`/api/duties?${query.toString()}`, role)
}
const count = async (filters: Filters, role: 'deputy' | 'principal' = 'deputy') => (await listed(filters, role)).total

describe('every figure is as long as the list behind it', () => {
  it('tiles and what burns', async () => {
    const board = await get<'GET /api/overview'>('/api/overview')
    for (const { set, count: told } of board.tiles) expect(await count({ set }), set).toBe(told)
    expect(await count({ set: 'burning' })).toBe(board.burning.total)
    for (const line of board.burning.lines)
      expect(line.classes.reduce((sum, each) => sum + each.count, 0)).toBe(line.count)
    expect(board.tiles.reduce((sum, each) => sum + each.count, 0)).toBeGreaterThan(0)
  })

  it('the two rates and what stands outside of them', async () => {
    const board = await get<'GET /api/overview'>('/api/overview')
    for (const [basis, rate] of [
      ['normative', board.regulation],
      ['local', board.rhythm],
    ] as const) {
      const decided = { decided: 'year', basis }
      expect(await count({ ...decided, set: 'counted' })).toBe(rate.of)
      expect(await count({ ...decided, set: 'counted', status: 'met' })).toBe(rate.met)
      expect(await count({ ...decided, status: 'not_applicable' })).toBe(rate.excluded)
      expect(await count({ ...decided, status: 'waived' })).toBe(rate.waived)
      expect(rate.of).toBeGreaterThan(0)
    }
    expect(await count({ decided: 'year', critical: 'true', status: 'met_late,missed,overdue' })).toBe(
      board.critical.breaches,
    )
  })

  it('any cell of the grid, for any period, also where few pupils are meant', { timeout: 120_000 }, async () => {
    const { terms } = await get<'GET /api/overview/grid'>('/api/overview/grid')
    expect(terms.map(({ title, grades }) => [title.ru, grades?.at(-1)])).toEqual([
      ['I четверть', 9],
      ['I полугодие', 11],
    ])
    const periods = ['now', 'year', '2026-09', '2026-10', ...terms.map(({ period }) => period)]
    for (const role of ['deputy', 'principal'] as const) {
      const grids = await Promise.all(
        periods.map((period) => get<'GET /api/overview/grid'>(`/api/overview/grid?period=${period}`, role)),
      )
      const cells = grids.flatMap(({ period, classes, points }) =>
        points.flatMap(({ point, cells }) =>
          cells.map((cell, at) => ({ ...cell, period, point, class: classes[at]?.id ?? 0 })),
        ),
      )
      const shown = cells.filter((cell) => cell.count !== null && cell.count > 0)
      await assert(
        asyncProperty(constantFrom(...shown), async ({ count: told, state, ...filters }) => {
          expect(await count({ ...filters, status: state }, role)).toBe(told)
        }),
        { numRuns: 60 },
      )
      const hidden = cells.filter((cell) => cell.count === null)
      if (role === 'principal') expect(hidden.length).toBeGreaterThan(0)
      for (const { state, count: _, ...filters } of hidden.slice(0, 10)) {
        const { rows } = await listed({ ...filters, status: state }, role)
        expect(rows.filter(({ isAboutPupil }) => isAboutPupil)).toEqual([])
      }
    }
  })

  it('every bar by periodicity', async () => {
    for (const period of ['year', '2026-09-01..2026-10-23']) {
      const { groups } = await get<'GET /api/overview/periodicity'>(`/api/overview/periodicity?period=${period}`)
      expect(groups).toHaveLength(10)
      for (const { group, total, states } of groups) {
        expect(states.reduce((sum, each) => sum + each.count, 0)).toBe(total)
        for (const { state, count: told } of states) expect(await count({ group, status: state, period })).toBe(told)
      }
    }
  })

  it('every month of the trend, every week of short clocks', async () => {
    const byMonth = ['basis=normative', 'basis=local', 'basis=local&point=III.2', 'basis=normative&point=II.10']
    const byWeek = ['basis=normative&point=II.5', 'basis=normative&point=III.3']
    for (const [step, queries] of [
      ['month', byMonth],
      ['week', byWeek],
    ] as const)
      for (const query of queries) {
        const { periods, isByDays } = await get<'GET /api/overview/trend'>(`/api/overview/trend?${query}&step=${step}`)
        const filters = Object.fromEntries(new URLSearchParams(query))
        expect(Math.max(...periods.map(({ duties }) => duties))).toBeGreaterThan(0)
        for (const { period, duties, restated } of periods.slice(-8)) {
          const counted = { ...filters, decided: period, ...(isByDays ? {} : { set: 'counted' }) }
          expect(await count(counted), `${query} ${period}`).toBe(duties)
          if ('point' in filters && !isByDays) expect(duties, `${query} ${period}`).toBe(restated?.of ?? 0)
        }
      }
  })

  it('k and n of each week', async () => {
    const { periods } = await get<'GET /api/overview/trend'>('/api/overview/trend?point=III.3&step=week')
    const told = periods.filter(({ restated }) => restated !== null)
    expect(told.length).toBeGreaterThan(0)
    for (const { period, restated } of told) {
      const counted = { point: 'III.3', basis: 'normative', decided: period, set: 'counted' }
      expect(await count(counted)).toBe(restated?.of)
      expect(await count({ ...counted, status: 'met' })).toBe(restated?.met)
    }
  })

  it('the budget of misses: weeks, sums to date, and the rate of the year', async () => {
    const { budget } = await get<'GET /api/overview/work'>('/api/overview/work')
    const { regulation } = await get<'GET /api/overview'>('/api/overview')
    const misses = { basis: 'normative', set: 'misses' }
    let sum = 0
    for (const { period, toDate, missed, missedToDate, decidedToDate, allowed } of budget.weeks) {
      sum += missed
      expect(missedToDate).toBe(sum)
      expect(allowed).toBe(Math.floor(decidedToDate / 10))
      expect(await count({ ...misses, decided: period }), period).toBe(missed)
      expect(await count({ ...misses, decided: toDate }), toDate).toBe(missedToDate)
      expect(await count({ basis: 'normative', set: 'counted', decided: toDate }), toDate).toBe(decidedToDate)
    }
    const last = budget.weeks.at(-1)
    expect(last).toMatchObject({ decidedToDate: regulation.of, missedToDate: regulation.of - regulation.met })
    expect(last?.isOpen).toBe(true)
    expect(sum).toBeGreaterThan(0)
    const { body } = await asked<'GET /api/overview/work'>('/api/overview/work', 'classTeacher')
    expect(body.budget.weeks.at(-1)?.decidedToDate).toBeLessThan(regulation.of)
  })

  it('answers to requests, weeks ahead, lags, shares and the funnel', async () => {
    const { answers, coming } = await get<'GET /api/overview/work'>('/api/overview/work')
    for (const { bin, count: told } of answers.bins) expect(await count({ answered: bin })).toBe(told)
    expect(await count({ answered: 'open' })).toBe(answers.open)
    expect(await count({ answered: 'never' })).toBe(answers.never)
    expect(answers.bins.reduce((sum, { inTime }) => sum + inTime, 0)).toBe(answers.inTime)
    type Monday = { requests: { open: number } }
    type Family = { requests: { open: number; inTime: number; decided: number }[] }
    const { requests } = (await demo.get('/api/documents/monday/page', 'deputy')).body as Monday
    const { requests: topics } = (await demo.get('/api/family', 'deputy')).body as Family
    const byTopic = (of: 'open' | 'inTime' | 'decided') => topics.reduce((sum, topic) => sum + topic[of], 0)
    expect([requests.open, byTopic('open')]).toEqual([answers.open, answers.open])
    expect([byTopic('inTime'), byTopic('decided')]).toEqual([answers.inTime, answers.decided])
    expect(answers.answered).toBeGreaterThan(0)
    for (const { dueFrom, dueTo, normative, local } of coming) {
      expect(await count({ set: 'coming', dueFrom, dueTo, basis: 'normative' })).toBe(normative)
      expect(await count({ set: 'coming', dueFrom, dueTo, basis: 'local' })).toBe(local)
    }
    const { honesty, funnel } = await get<'GET /api/overview/soundness'>('/api/overview/soundness?basis=local')
    for (const { bin, count: told } of honesty.lags) expect(await count({ lag: bin })).toBe(told)
    expect(await count({ lag: '8+' })).toBe(honesty.backdated)
    expect(await count({ decided: 'year', status: 'waived' })).toBe(honesty.waived)
    expect(await count({ decided: 'year', set: 'unreacted' })).toBe(honesty.unreacted)
    for (const each of funnel.classes.slice(0, 12))
      expect(await count({ class: each.classId, set: 'counted', decided: 'year', basis: 'local' })).toBe(each.of)
  })

  it('every count and line of the Monday page', async () => {
    const page = (await demo.get('/api/documents/monday/page', 'deputy')).body as MondayPage
    const dueTo = isoOf(dayOf(page.on) + 14)
    for (const { point, count: told } of page.deadlines)
      expect([point, await count({ point, status: 'open,due_soon', dueFrom: page.on, dueTo })]).toEqual([point, told])
    const lines = [...(page.emergencies ?? []), ...page.agreements.without, ...page.requests.urgent]
    for (const { key } of [...lines, ...page.review.missing]) {
      const { status } = await demo.get(`/api/duties/${encodeURIComponent(key)}`, 'deputy')
      expect([key, status]).toEqual([key, 200])
    }
  })

  it('ages of open cases, by domain', async () => {
    for (const role of ['deputy', 'classTeacher'] as const) {
      const { body } = await asked<'GET /api/overview/work'>('/api/overview/work', role)
      const { ageing } = body
      expect(ageing.total).toBeGreaterThan(0)
      const cases = async (query: string) => (await demo.get(`/api/cases?${query}`, role)).body as { cases: object[] }
      expect((await cases('')).cases).toHaveLength(ageing.total ?? -1)
      for (const { bucket, count: told, domains } of ageing.buckets) {
        const age = `age=${encodeURIComponent(bucket)}`
        expect((await cases(age)).cases).toHaveLength(told ?? -1)
        for (const { domain, count: own } of domains)
          expect((await cases(`${age}&domain=${domain}`)).cases).toHaveLength(own ?? -1)
      }
    }
  })

  it('no list gets shorter where a condition is dropped and the period stays any', async () => {
    const { classes } = await get<'GET /api/duties'>('/api/duties')
    const whole: Filters = { class: classes[0]?.id ?? 0, set: 'counted', decided: 'year', basis: 'local' }
    const narrow = await count(whole)
    expect(narrow).toBeGreaterThan(0)
    for (const key of Object.keys(whole)) {
      const left = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== key))
      expect(await count({ ...left, period: 'any' }), key).toBeGreaterThanOrEqual(narrow)
    }
    const { class: id, basis } = whole as { class: number; basis: string }
    expect(await count({ class: id, basis, period: 'any' })).toBeGreaterThan(await count({ class: id, basis }))
  })

  it('pages hold each duty once', async () => {
    const all = await count({ period: 'year' })
    const keys = new Set<string>()
    for (let page = 1; (page - 1) * 50 < all; page += 1)
      for (const { key } of (await listed({ period: 'year', page })).rows) keys.add(key)
    expect(keys.size).toBe(all)
  })
})

describe('what few pupils are meant by', () => {
  it('the principal, who has numbers of families alone, sees neither the pupil nor the class of a small cell', async () => {
    const { rows } = await listed({ point: 'III.11', period: 'year' }, 'principal')
    const ofPupils = rows.filter(({ isAboutPupil }) => isAboutPupil)
    expect(ofPupils.length).toBeGreaterThan(0)
    for (const row of ofPupils) {
      expect(row).toMatchObject({ student: null, studentId: null })
      expect(row.key.startsWith('~')).toBe(true)
    }
    expect(ofPupils.some((row) => row.class === null)).toBe(true)
    const { rows: known } = await listed({ point: 'III.11', period: 'year' })
    expect(known.filter(({ isAboutPupil }) => isAboutPupil).every(({ student }) => student !== null)).toBe(true)
  })

  it('a hidden pupil stays hidden on the page of the duty', async () => {
    const { rows } = await listed({ point: 'III.11', period: 'year' }, 'principal')
    const hidden = rows.find(({ key }) => key.startsWith('~'))
    const { body } = await asked<'GET /api/duties/{key}'>(
      `/api/duties/${encodeURIComponent(hidden?.key ?? '')}`,
      'principal',
    )
    expect(body).toMatchObject({ student: null, studentId: null, reasons: [] })
    expect(JSON.stringify(body)).not.toMatch(/student:\d/)
    const { rows: known } = await listed({ point: 'III.11', period: 'year' })
    const plain = known.find(({ isAboutPupil }) => isAboutPupil)?.key ?? ''
    expect((await demo.get(`/api/duties/${encodeURIComponent(plain)}`, 'principal')).status).toBe(404)
  })
})

describe('a class teacher', () => {
  it('sees the own class alone, in figures and lists', async () => {
    const { body: grid } = await asked<'GET /api/overview/grid'>('/api/overview/grid', 'classTeacher')
    expect(grid.classes.map(({ name }) => name)).toEqual(['7Б'])
    const { body: list } = await asked<'GET /api/duties'>('/api/duties?period=year', 'classTeacher')
    expect(new Set(list.rows.map((row) => row.class))).toEqual(new Set(['7Б']))
    const { rows } = await listed({ period: 'year' })
    const other = rows.find((row) => row.class !== '7Б' && !row.isAboutPupil)?.key ?? ''
    expect(other).not.toBe('')
    // What another class has is known by what was remembered of it.
    await demo.refresh()
    expect((await demo.get(`/api/duties/${encodeURIComponent(other)}`, 'classTeacher')).status).toBe(403)
  })
})

describe('a methodologist', () => {
  it('meets numbers and no names', async () => {
    const { status, body } = await asked<'GET /api/duties'>('/api/duties?period=year', 'methodologist')
    expect(status).toBe(200)
    for (const row of body.rows) expect(row).toMatchObject({ student: null, studentId: null, holder: null })
    expect(JSON.stringify(body)).not.toMatch(/student:\d/)
    expect((await demo.get('/api/duties/x', 'methodologist')).status).toBe(403)
    const { body: work } = await asked<'GET /api/overview/work'>('/api/overview/work', 'methodologist')
    expect(work.ageing.oldest).toEqual([])
  })
})
