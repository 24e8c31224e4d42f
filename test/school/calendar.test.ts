import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { russianDay } from '../../server/domain/day.ts'
import { useApp, useCast } from '../support/app.ts'

const app = useApp()
const school = useCast(app)

type Told = { code: string; id: number }
type Span = { id: string; start: string; end: string }
type Checked = {
  isAccepted: boolean
  problems: { severity: string; place: string; path: string; line: number | null; message: { ru: string } }[]
}
type Shown = {
  years: { id: string; isOwn: boolean; start: string; end: string; terms: Span[]; attestationPeriods: Span[] }[]
  closures: { id: number }[]
  coverage: { studyUntil: string; nextYear: string; isNextLoaded: boolean }
}
type Who = Parameters<typeof school.as>[0]

const shown = async () => (await app.ask<Shown>('GET /api/calendar', { as: await school.as('deputy') })).body
const close = async (body: object, who: Who = 'deputy') =>
  app.ask<Told>('POST /api/calendar/closures', {
    as: await school.as(who),
    body: { from: '2026-11-09', to: '2026-11-20', kind: 'quarantine', ...body },
  })
const take = async (text: string, isTrial = false) =>
  (
    await app.ask<Checked>('POST /api/calendar/own', {
      as: await school.as('deputy'),
      body: { name: 'мой.json', text, isTrial },
    })
  ).body
const quarters = () => readFile(join(import.meta.dirname, '../../rules/calendar/2026-27-quarters.json'), 'utf8')
const inTables = <T>(work: Parameters<typeof inSchool<T>>[2]) => inSchool(app.db, school.cast.schoolId, work)
const changesOf = async (action: string) =>
  (await inTables((trx) => trx.selectFrom('audit_event').select('id').where('action', '=', action).execute())).length
const gapDays = (classId: number) =>
  inTables(async (trx) => {
    const row = await trx
      .selectFrom('duty')
      .select('detail')
      .where('point', '=', 'II.10')
      .where('class_id', '=', classId)
      .executeTakeFirst()
    return (row?.detail as { days?: number } | undefined)?.days
  })

describe('a closure', () => {
  it('moves the duties of its class at once, and back when it is voided', async () => {
    const { own, other } = school.cast
    const first = await close({ classId: other, from: '2026-11-30', to: '2026-11-30' })
    const before = await gapDays(own)
    const { body } = await close({ classId: own })
    expect(await gapDays(own)).toBe((before ?? 0) - 12)
    expect(await gapDays(other)).toBe(before)
    const as = await school.as('deputy')
    expect((await app.ask(`POST /api/calendar/closures/${body.id}/void`, { as })).status).toBe(200)
    expect(await gapDays(own)).toBe(before)
    expect((await shown()).closures.map(({ id }) => id)).toEqual([first.body.id])
    expect((await app.ask(`POST /api/calendar/closures/${body.id}/void`, { as })).status).toBe(404)
  })

  it('is refused where its days or its class are none, and to those who may not', async () => {
    expect((await close({ to: '2026-11-01' })).body.code).toBe('end-before-start')
    expect((await close({ from: '2029-01-01', to: '2029-01-02' })).body.code).toBe('not-covered')
    expect((await close({ to: '2027-04-01' })).body.code).toBe('too-long')
    expect((await close({ classId: 999_999 })).status).toBe(404)
    expect((await close({ classId: school.cast.own, grades: { from: 1, to: 4 } })).body.code).toBe('one-scope')
    for (const who of ['classTeacher', 'methodologist', 'secretary'] as const)
      expect((await close({}, who)).status).toBe(403)
  })
})

describe('the calendar', () => {
  it('says up to when it answers and that the next year is not there', async () => {
    expect((await shown()).coverage).toMatchObject({
      studyUntil: '2027-08-31',
      nextYear: '2027/28',
      isNextLoaded: false,
    })
  })

  it('is another one of the library where there is one', async () => {
    const as = await school.as('deputy')
    expect((await app.ask('PUT /api/calendar/years', { as, body: { id: 'nothing' } })).status).toBe(404)
    const added = await app.ask<Checked>('PUT /api/calendar/years', { as, body: { id: '2025-26-quarters' } })
    expect(added.body.isAccepted).toBe(true)
    await app.ask('PUT /api/calendar/years', { as, body: { id: '2025-26-modules' } })
    expect((await shown()).years.map(({ id }) => id)).toEqual(['2026-27-quarters', '2025-26-modules'])
  })

  it('of the school’s own is checked with the line of each error, then taken in the place of its year', async () => {
    const text = (await quarters()).replace('"id": "2026-27-quarters"', '"id": "ours"')
    const wrong = await take(text.replace('"end": "2026-10-23"', '"end": "2026-08-23"'))
    expect(wrong.isAccepted).toBe(false)
    const found = wrong.problems.find(({ severity }) => severity === 'error')
    expect(found?.line).toBeGreaterThan(15)
    expect(found?.place).toMatch(/^мой\.json:\d+:\d+/)
    expect((await take('{"terms"')).problems[0]).toMatchObject({ severity: 'error', line: 1 })
    expect((await take('{"terms": 5}')).isAccepted).toBe(false)
    expect((await take(text, true)).isAccepted).toBe(false)
    expect((await shown()).years.map(({ id }) => id)).toEqual(['2026-27-quarters'])
    expect(await changesOf('POST /api/calendar/own')).toBe(0)
    expect((await take(text)).isAccepted).toBe(true)
    expect(await changesOf('POST /api/calendar/own')).toBe(1)
    expect((await shown()).years).toMatchObject([{ id: 'ours', isOwn: true }])
  })

  it('takes the school’s own dates, every error at its place, and the trail keeps what they were', async () => {
    const [year] = (await shown()).years
    const set = async (change: object, who: Who = 'deputy') =>
      app.ask<Checked>('PUT /api/calendar/dates', {
        as: await school.as(who),
        body: { id: year?.id, dates: { ...datesOf(year), ...change } },
      })
    const autumn = { title: { ru: 'Осенние', en: 'Autumn' }, grades: { from: 1, to: 11 } }
    const breaks = [
      { ...autumn, start: '2026-10-26', end: '2026-10-28' },
      { ...autumn, start: '2026-10-28', end: '2026-11-03' },
    ]
    const wrong = await set({ breaks })
    expect(wrong.body.isAccepted).toBe(false)
    const errors = wrong.body.problems.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ path }) => path)).toEqual(['/breaks/1', '/breaks/0'])
    expect((await shown()).years).toMatchObject([{ isOwn: false }])
    expect(await changesOf('PUT /api/calendar/dates')).toBe(0)
    expect((await set({}, 'classTeacher')).status).toBe(403)
    expect((await set({ terms: [] })).body).toMatchObject({ code: 'wrong-periods' })
    expect((await set({ breaks: [{ ...breaks[0], note: 5 }] })).status).toBe(400)

    const first = { title: { ru: 'Февраль', en: 'February' }, grades: { from: 1, to: 1 } }
    const sound = [
      { ...autumn, start: '2026-10-26', end: '2026-11-02' },
      { ...first, start: '2027-02-08', end: '2027-02-14' },
    ]
    expect((await set({ breaks: sound, isConfirmed: true })).body.isAccepted).toBe(true)
    expect(await changesOf('PUT /api/calendar/dates')).toBe(1)
    expect((await shown()).years).toMatchObject([{ isOwn: true, isConfirmed: true, breaks: sound }])
    const trail = await inTables((trx) =>
      trx.selectFrom('audit_event').select(['before', 'after']).where('subject', '=', 'calendar').execute(),
    )
    expect(trail.at(-1)?.after).toMatchObject({
      years: [{ ru: expect.stringContaining(`${russianDay(year?.start ?? '')} – ${russianDay(year?.end ?? '')}`) }],
      breaks: [
        { ru: 'Осенние (1–11 кл.) 26.10.2026 – 02.11.2026' },
        { ru: 'Февраль (1 кл.) 08.02.2027 – 14.02.2027', en: 'February (grade 1) 2027-02-08 – 2027-02-14' },
      ],
    })
    expect(JSON.stringify(trail.at(-1)?.before)).not.toContain('"Осенние (1–11 кл.) 26.10.2026')
    expect(
      (await app.ask('PUT /api/calendar/years', { as: await school.as('deputy'), body: { id: year?.id } })).status,
    ).toBe(200)
    expect((await shown()).years).toMatchObject([{ isOwn: false }])
  })
})

const spanOf = ({ id, start, end }: Span) => ({ id, start, end })
const datesOf = (year: Shown['years'][number] | undefined) => ({
  start: year?.start,
  end: year?.end,
  terms: year?.terms.map(spanOf),
  attestationPeriods: year?.attestationPeriods.map(spanOf),
  breaks: [],
  isConfirmed: false,
})
