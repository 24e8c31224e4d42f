import { describe, expect, it } from 'vitest'
import { refreshNow, runDay, startDaily } from '../../server/daily/daily.ts'
import { inSchool } from '../../server/database/school.ts'
import { clockOf } from '../../server/http/clock.ts'
import { createCast, moment, useApp, useCast } from '../support/app.ts'

const app = useApp()
const school = useCast(app)

const asked = () => ({
  db: app.db,
  school: { id: school.cast.schoolId, timeZone: 'Europe/Moscow', trackingFrom: '2026-09-01' },
  asOf: app.room.clock.today('Europe/Moscow'),
  now: () => moment,
  readRules: app.room.rules.current,
})
const rowsOf = (schoolId = school.cast.schoolId) =>
  inSchool(app.db, schoolId, (trx) =>
    trx.selectFrom('daily_run').select(['day', 'counts']).where('school_id', '=', schoolId).execute(),
  )
const jobs = () =>
  inSchool(app.db, school.cast.schoolId, (trx) =>
    trx
      .selectFrom('audit_event')
      .select(['action', 'subject', 'actor_id', 'after'])
      .where('school_id', '=', school.cast.schoolId)
      .where('kind', '=', 'job')
      .execute(),
  )
const setHour = (value: unknown, schoolId = school.cast.schoolId) =>
  inSchool(app.db, schoolId, (trx) =>
    trx
      .insertInto('school_setting')
      .values({ school_id: schoolId, key: 'dailyRunAt', value: JSON.stringify(value) })
      .execute(),
  )
const runs = async (instant: string) => {
  const lines: object[] = []
  const room = { ...app.room, clock: clockOf(() => new Date(instant)) }
  const daily = startDaily(room, (line, message) => lines.push({ ...line, message }))
  await daily.tick()
  await daily.close()
  return { days: (await rowsOf()).map(({ day }) => day), lines }
}

describe('the run of a day', () => {
  it('evaluates the school, keeps the day with its figures, and tells the trail', async () => {
    const done = await runDay(asked())
    expect(done?.duties.judged.length).toBeGreaterThan(0)
    expect(await rowsOf()).toMatchObject([{ day: '2026-11-23', counts: { duties: done?.duties.judged.length } }])
    expect(await jobs()).toMatchObject([{ action: 'daily run', subject: '2026-11-23', actor_id: null }])
  })

  it('runs once, however many processes come to it at the same moment', async () => {
    const done = await Promise.all([runDay(asked()), runDay(asked()), runDay(asked())])
    expect(done.filter((each) => each !== undefined)).toHaveLength(1)
    expect(await jobs()).toHaveLength(1)
    expect(await runDay(asked())).toBeUndefined()
  })

  it('leaves no claim behind where it fails, and is taken up again', async () => {
    const broken = { ...asked(), school: { ...asked().school, timeZone: 'Europe/Moscow', trackingFrom: 'no day' } }
    await expect(runDay(broken)).rejects.toThrow()
    expect(await rowsOf()).toEqual([])
    expect(await runDay(asked())).toBeDefined()
  })

  it('refreshes at once on demand, and says so of a school evaluated already', async () => {
    const first = await refreshNow(app.room, school.cast.schoolId)
    expect(first).toMatchObject({ asOf: '2026-11-23', refusedRules: null, held: 0 })
    expect(await refreshNow(app.room, school.cast.schoolId)).toMatchObject({ asOf: '2026-11-23', duties: 0 })
    expect(await rowsOf()).toEqual([])
  })
})

describe('the hour of the day', () => {
  it('is half past five of the school’s own time where nothing is set', async () => {
    expect((await runs('2026-11-23T02:29:00Z')).days).toEqual([])
    expect((await runs('2026-11-23T02:30:00Z')).days).toEqual(['2026-11-23'])
  })

  it('is the one the school has set', async () => {
    await setHour('21:15')
    expect((await runs('2026-11-23T18:14:00Z')).days).toEqual([])
    expect((await runs('2026-11-23T18:15:00Z')).days).toEqual(['2026-11-23'])
  })

  it('a malformed hour means the usual one', async () => {
    await setHour('25:99')
    expect((await runs('2026-11-23T02:30:00Z')).days).toEqual(['2026-11-23'])
  })

  it('is taken in the zone of each school', async () => {
    const far = await createCast(app, 'Школа № 2')
    await app.db.updateTable('school').set({ time_zone: 'Asia/Kamchatka' }).where('id', '=', far.schoolId).execute()
    // 17:30 in London is half past five of the next morning on Kamchatka, and half past eight of the evening in Moscow.
    await runs('2026-11-22T17:30:00Z')
    expect((await rowsOf(far.schoolId)).map(({ day }) => day)).toEqual(['2026-11-23'])
    expect((await rowsOf()).map(({ day }) => day)).toEqual(['2026-11-22'])
  })

  it('comes once a day, and after a night without power the present day alone is evaluated', async () => {
    await runs('2026-11-20T03:00:00Z')
    expect((await runs('2026-11-20T09:00:00Z')).days).toEqual(['2026-11-20'])
    expect((await runs('2026-11-23T12:00:00Z')).days).toEqual(['2026-11-20', '2026-11-23'])
  })
})

describe('the program’s log', () => {
  it('tells the run by numbers and codes, a failure by its code alone', async () => {
    await inSchool(app.db, school.cast.schoolId, (trx) =>
      trx.deleteFrom('school_calendar').where('school_id', '=', school.cast.schoolId).execute(),
    )
    const { lines } = await runs('2026-11-23T09:00:00Z')
    const text = JSON.stringify(lines)
    expect(lines.length).toBeGreaterThan(0)
    expect(text).not.toMatch(/[а-яё]/i)
  })
})
