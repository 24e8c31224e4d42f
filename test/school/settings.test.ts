import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { useApp, useCast } from '../support/app.ts'

const now = new Date('2026-11-23T09:00:00Z')
const app = useApp(() => now)
const school = useCast(app)

type Told = { code: string; isChanged: boolean }
type Setting = { key: string; value: unknown; isAnswered: boolean; canChange: boolean; history: { setBy: string }[] }
type Who = Parameters<typeof school.as>[0]

const answer = async (key: string, value: unknown, who: Who = 'principal') =>
  app.ask<Told>(`PUT /api/settings/${key}`, { as: await school.as(who), body: { value } })
const shown = async (key: string, who: Who = 'principal') =>
  (await app.ask<{ settings: Setting[] }>('GET /api/settings', { as: await school.as(who) })).body.settings.find(
    (setting) => setting.key === key,
  )
const inTables = <T>(work: Parameters<typeof inSchool<T>>[2]) => inSchool(app.db, school.cast.schoolId, work)

/** A parent's request of a day, and when III.3 says it is due. */
async function requestOn(day: string) {
  await inTables((trx) =>
    trx
      .insertInto('duty_trigger')
      .values({
        school_id: school.cast.schoolId,
        kind: 'request',
        cause: 'parentRequest',
        class_id: school.cast.own,
        student_id: school.cast.pupils.own[0] ?? 0,
        occurred_on: day,
        origin: 'manual',
        ref: day,
        recorded_at: `${day}T08:00:00Z`,
      })
      .execute(),
  )
}
const dueOn = (opens: string) =>
  inTables(async (trx) => {
    const row = await trx
      .selectFrom('duty')
      .select('due_on')
      .where('point', '=', 'III.3')
      .where('opens_on', '=', opens)
      .executeTakeFirst()
    return row?.due_on
  })
/** Answers given on a day: the database dates them by its own clock, the test by the story. */
const backdate = (day: string) =>
  inTables((trx) =>
    trx
      .updateTable('school_setting')
      .set({ set_at: `${day}T06:00:00Z` })
      .where('set_at', '>', new Date(Date.now() - 600_000).toISOString())
      .execute(),
  )

describe('an answer', () => {
  it('says which body discusses which domain; until it is given, the one of the ladder', async () => {
    const ladder = JSON.parse(readFileSync(join(import.meta.dirname, '../../rules/ladder.json'), 'utf8')) as {
      domains: { id: string; body: string }[]
    }
    for (const { id, body } of ladder.domains) {
      const key = `body${id[0]?.toUpperCase()}${id.slice(1)}`
      expect(await shown(key)).toMatchObject({ value: body, isAnswered: false })
    }
    expect((await answer('bodyConduct', 'parliament')).body.code).toBe('bad-setting')
    expect((await answer('bodyConduct', 'either')).body.isChanged).toBe(true)
    expect(await shown('bodyConduct')).toMatchObject({ value: 'either', isAnswered: true })
  })

  it('is kept with who gave it, and those before it stay', async () => {
    expect(await shown('waiverDays')).toMatchObject({ value: 30, isAnswered: false, history: [] })
    expect((await answer('waiverDays', 14)).body.isChanged).toBe(true)
    expect((await answer('waiverDays', 14)).body.isChanged).toBe(false)
    await answer('waiverDays', 10, 'deputy')
    expect(await shown('waiverDays')).toMatchObject({
      value: 10,
      isAnswered: true,
      history: [
        { value: 10, setBy: 'Заместителева Анна Петровна' },
        { value: 14, setBy: 'Директорова Анна Петровна' },
      ],
    })
  })

  it('that means nothing is refused', async () => {
    for (const [key, value] of [
      ['waiverDays', 0],
      ['waiverDays', '14'],
      ['requestTerm', 'soon'],
      ['dailyRunAt', '25:00'],
      ['secondFactorRoles', ['hacker']],
      ['planForTzs', 'да'],
      ['familyInstrument', 'tarot'],
    ] as const)
      expect((await answer(key, value)).body.code).toBe('bad-setting')
    expect((await answer('nothing', 1)).status).toBe(404)
  })

  it('is given by those who decide; the second factor by the principal alone', async () => {
    expect((await answer('waiverDays', 14, 'classTeacher')).status).toBe(403)
    expect((await answer('waiverDays', 14, 'systemAdmin')).status).toBe(403)
    expect((await answer('secondFactorRoles', [], 'deputy')).status).toBe(403)
    expect((await shown('secondFactorRoles', 'deputy'))?.canChange).toBe(false)
    expect((await app.ask('GET /api/settings', { as: await school.as('classTeacher') })).status).toBe(403)
  })

  it('is not given on a past day', async () => {
    const reply = await app.ask<Told>('PUT /api/settings/waiverDays?on=2026-11-10', {
      as: await school.as('principal'),
      body: { value: 14 },
    })
    expect(reply.body.code).toBe('past-day')
  })
})

describe('answers act', () => {
  it('«5 дней» in working days moves requests from the day of the change, and no earlier one', async () => {
    await requestOn('2026-11-05')
    await requestOn('2026-11-19')
    await answer('waiverDays', 14)
    await answer('requestTerm', 'working')
    await backdate('2026-11-10')
    await answer('planForTzs', true)
    // 5 November + 5 days is Tuesday the 10th; 19 November + 5 working days is Thursday the 26th (by the calendar: the 24th).
    expect(await dueOn('2026-11-05')).toBe('2026-11-10')
    expect(await dueOn('2026-11-19')).toBe('2026-11-26')
  })

  it('a family in a difficult life situation needs a plan from the day the school says so', async () => {
    await inTables((trx) =>
      trx
        .insertInto('family_category')
        .values({
          school_id: school.cast.schoolId,
          student_id: school.cast.pupils.own[0] ?? 0,
          category: 'tzhs',
          from_on: '2026-11-02',
          source: 'Совет профилактики',
        })
        .execute(),
    )
    const plans = () =>
      inTables(async (trx) =>
        (
          await trx
            .selectFrom('duty')
            .select('opens_on')
            .where('point', '=', 'III.11')
            .where('subject_id', '=', school.cast.pupils.own[0] ?? 0)
            .execute()
        ).map((row) => row.opens_on),
      )
    await answer('requestTerm', 'working')
    const before = await plans()
    await answer('planForTzs', true)
    await backdate('2026-11-20')
    await answer('requestTerm', 'calendar_roll')
    expect((await plans()).filter((day) => !before.includes(day))).toEqual(['2026-11-20'])
  })

  it('a role of which a second factor is asked does nothing without it, at once', async () => {
    const as = await school.as('deputy')
    await inTables((trx) =>
      trx
        .updateTable('session')
        .set({ second_factor: false })
        .where('staff_id', '=', school.cast.staff.deputy)
        .execute(),
    )
    expect((await app.ask('GET /api/settings', { as })).status).toBe(200)
    await answer('secondFactorRoles', ['deputy'])
    expect((await app.ask<Told>('GET /api/settings', { as })).body.code).toBe('second-factor')
  })
})

describe('channels', () => {
  type Channel = { id: string; isUsed: boolean; personalData: string }
  const channels = async () =>
    (await app.ask<{ channels: Channel[] }>('GET /api/channels', { as: await school.as('deputy') })).body.channels
  const use = async (used: string[]) =>
    app.ask<Told>('PUT /api/channels', { as: await school.as('deputy'), body: { used } })

  it('are all used until the school chooses; what is closed to personal data never is', async () => {
    expect(
      (await channels()).filter(({ isUsed }) => !isUsed).every(({ personalData }) => personalData === 'forbidden'),
    ).toBe(true)
    expect((await use(['phone', 'max'])).body.isChanged).toBe(true)
    expect(
      (await channels())
        .filter(({ isUsed }) => isUsed)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['max', 'phone'])
    expect((await use(['foreignMessenger'])).body.code).toBe('forbidden-channel')
    expect((await use(['pigeon'])).body.code).toBe('unknown-channel')
  })
})
