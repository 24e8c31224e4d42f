import { describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { dayOf } from '../../server/domain/day.ts'
import { attribute } from '../../server/domain/duties/attribution.ts'
import { sumTallies } from '../../server/domain/duties/rate.ts'
import { judgedOf } from '../../server/overview/overview.ts'
import { useApp, useCast } from '../support/app.ts'

const app = useApp()
const school = useCast(app)

type Lead = { staffId: number; name: string; fromOn: string; toOn: string | null }
type Line = { id: number; name: string; pupils: number; main: Lead | null; acting: Lead | null; leave: object | null }
type Shown = { year: string; classes: Line[]; vacant: number; away: number; canChange: boolean }
type Told = { code: string }

const classes = async (who: Parameters<typeof school.as>[0], query = '') =>
  (await app.ask<Shown>(`GET /api/classes${query}`, { as: await school.as(who) })).body
const appoint = async (body: object, who: Parameters<typeof school.as>[0] = 'deputy', classId = school.cast.own) =>
  app.ask<Told & { changeId: number }>(`POST /api/classes/${classId}/teacher`, { as: await school.as(who), body })
const inTables = <T>(work: Parameters<typeof inSchool<T>>[2]) => inSchool(app.db, school.cast.schoolId, work)

describe('the classes of a year', () => {
  it('are all shown to the deputy, with pupils and teachers', async () => {
    const { year, classes: found, vacant, canChange } = await classes('deputy')
    expect({ year, vacant, canChange }).toEqual({ year: '2026/27', vacant: 0, canChange: true })
    expect(found.map(({ name, pupils, main }) => [name, pupils, main?.name])).toEqual([
      ['7Б', 6, 'Учителева Анна Петровна'],
      ['8В', 6, 'Другова Анна Петровна'],
    ])
  })

  it('are narrowed to their own for a class teacher, in the list and by id', async () => {
    const { classes: found, canChange } = await classes('classTeacher')
    expect(found.map(({ name }) => name)).toEqual(['7Б'])
    expect(canChange).toBe(false)
    const as = await school.as('classTeacher')
    expect((await app.ask(`GET /api/classes/${school.cast.own}`, { as })).status).toBe(200)
    expect((await app.ask(`GET /api/classes/${school.cast.other}`, { as })).status).toBe(403)
  })

  it('are closed to those whose work needs no lists of pupils', async () => {
    for (const who of ['methodologist', 'systemAdmin', 'subjectTeacher'] as const)
      expect((await app.ask('GET /api/classes', { as: await school.as(who) })).status).toBe(403)
  })

  it('tell a class of another school from none of ours', async () => {
    expect((await app.ask('GET /api/classes/999999', { as: await school.as('deputy') })).status).toBe(404)
  })

  it('count duties and flags only for those who may read them', async () => {
    const shown = async (who: 'deputy' | 'secretary') =>
      (
        await app.ask<{ duties: object | null; flags: object | null }>(`GET /api/classes/${school.cast.own}`, {
          as: await school.as(who),
        })
      ).body
    expect((await shown('deputy')).duties).not.toBeNull()
    expect(await shown('secretary')).toMatchObject({ duties: null, flags: null })
  })
})

describe('a new class teacher', () => {
  it('takes the class from a day on; the term of the former ends the day before and stays', async () => {
    const { delegate, classTeacher } = school.cast.staff
    expect((await appoint({ staffId: delegate, from: '2026-11-23' })).status).toBe(200)
    const rows = await inTables((trx) =>
      trx
        .selectFrom('class_teacher')
        .select(['staff_id', 'from_on', 'to_on'])
        .where('class_id', '=', school.cast.own)
        .orderBy('from_on')
        .execute(),
    )
    expect(rows).toEqual([
      { staff_id: classTeacher, from_on: '2026-09-01', to_on: '2026-11-22' },
      { staff_id: delegate, from_on: '2026-11-23', to_on: '2027-08-31' },
    ])
    const me = await app.ask<{ classes: object[] }>('GET /api/me', { as: await school.as('delegate') })
    expect(me.body.classes).toMatchObject([{ name: '7Б', as: 'main' }])
    expect((await app.ask(`GET /api/classes/${school.cast.own}`, { as: await school.as('classTeacher') })).status).toBe(
      403,
    )
  })

  it('owes every family a word that questions start with them (III.2), from the day of the change', async () => {
    const due = () =>
      inTables((trx) =>
        trx
          .selectFrom('duty')
          .select(['subject_id', 'opens_on'])
          .where('point', '=', 'III.2')
          .where('class_id', '=', school.cast.own)
          .where('opens_on', '=', '2026-11-16')
          .orderBy('subject_id')
          .execute(),
      )
    await appoint({ staffId: school.cast.staff.delegate, from: '2026-11-16' })
    expect((await due()).map(({ subject_id }) => subject_id)).toEqual(school.cast.pupils.own)
  })

  it('answers for what falls due on their days, and the former for what fell due before: no duty is lost', async () => {
    const at = { today: dayOf('2026-11-23'), room: app.room }
    const shares = () =>
      inTables(async (trx) => {
        const who = { schoolId: school.cast.schoolId, timeZone: 'Europe/Moscow', trackingFrom: '2026-09-01' }
        const asked = {
          school: { ...who, id: who.schoolId },
          asOf: at.today,
          knownAt: app.room.clock.knownAt(at.today, at.today, who.timeZone),
          now: app.room.clock.now(),
        }
        const judged = await judgedOf(trx, asked, app.room.rules.current())
        const own = judged.duties.filter(({ classId, spec }) => classId === school.cast.own && spec.point !== 'III.2')
        const view = judged.seen.classes.get(school.cast.own)
        if (!view) throw new Error('The class is not judged')
        const period = { from: dayOf('2026-09-01'), to: at.today }
        return { keys: own.map(({ key }) => key), buckets: attribute(view, own, period, at.today) }
      })
    const before = await shares()
    const whole = before.buckets.get(school.cast.staff.classTeacher)
    await appoint({ staffId: school.cast.staff.delegate, from: '2026-10-01' })
    const after = await shares()
    expect(after.keys).toEqual(before.keys)
    expect([...after.buckets.keys()]).toEqual(
      expect.arrayContaining([school.cast.staff.classTeacher, school.cast.staff.delegate]),
    )
    expect(sumTallies([...after.buckets.values()])).toEqual(whole)
  })

  it('may be nobody: the class is vacant and says so', async () => {
    await appoint({ staffId: null, from: '2026-11-20' })
    expect(await classes('principal')).toMatchObject({ vacant: 1 })
  })

  it('is taken back, unless they have worked since', async () => {
    const { body } = await appoint({ staffId: school.cast.staff.delegate, from: '2026-11-23' })
    const undo = async (id: number) => app.ask(`POST /api/roster-changes/${id}/undo`, { as: await school.as('deputy') })
    expect((await undo(body.changeId)).status).toBe(200)
    expect((await classes('deputy')).classes[0]?.main).toMatchObject({
      staffId: school.cast.staff.classTeacher,
      toOn: null,
    })
    expect((await undo(body.changeId)).body.code).toBe('undone')
    const again = await appoint({ staffId: school.cast.staff.delegate, from: '2026-11-23' })
    await inTables((trx) =>
      trx
        .insertInto('interaction')
        .values({
          school_id: school.cast.schoolId,
          class_id: school.cast.own,
          form: 'meeting',
          occurred_on: '2026-11-23',
          recorded_at: app.room.clock.now(),
          author_id: school.cast.staff.delegate,
        })
        .execute(),
    )
    expect((await undo(again.body.changeId)).body.code).toBe('worked-since')
  })

  it('is refused where the day or the person does not do', async () => {
    const { classTeacher, delegate, otherTeacher } = school.cast.staff
    expect((await appoint({ staffId: classTeacher, from: '2026-11-23' })).body.code).toBe('same-teacher')
    expect((await appoint({ staffId: delegate, from: '2026-08-01' })).body.code).toBe('outside-class')
    expect((await appoint({ staffId: 999_999, from: '2026-11-23' })).body.code).toBe('not-working')
    await appoint({ staffId: delegate, from: '2026-12-01' })
    expect((await appoint({ staffId: otherTeacher, from: '2026-11-23' })).body.code).toBe('later-teacher')
    expect((await appoint({ staffId: otherTeacher, from: '2026-12-01' })).body.code).toBe('same-day')
  })

  it('is appointed by the deputy, the principal and the secretary, on today’s page alone', async () => {
    const body = { staffId: school.cast.staff.delegate, from: '2026-11-23' }
    for (const who of ['classTeacher', 'academicDeputy', 'psychologist', 'journalAdmin'] as const)
      expect((await appoint(body, who)).status).toBe(403)
    const past = await app.ask<Told>(`POST /api/classes/${school.cast.own}/teacher?on=2026-11-10`, {
      as: await school.as('deputy'),
      body,
    })
    expect({ status: past.status, code: past.body.code }).toEqual({ status: 409, code: 'past-day' })
    expect((await appoint(body, 'secretary')).status).toBe(200)
  })
})

describe('a leave', () => {
  const leave = async (body: object) =>
    app.ask<Told & { changeId: number }>(`POST /api/staff/${school.cast.staff.classTeacher}/leave`, {
      as: await school.as('deputy'),
      body,
    })
  const sick = { from: '2026-11-23', to: '2026-12-04', reason: 'sick' }

  it('gives the class to whoever stands in, at once and for its days alone', async () => {
    const { delegate } = school.cast.staff
    const as = await school.as('delegate')
    expect((await app.ask(`GET /api/classes/${school.cast.own}`, { as })).status).toBe(403)
    expect((await leave({ ...sick, actingStaffId: delegate })).status).toBe(200)
    expect((await app.ask(`GET /api/classes/${school.cast.own}`, { as })).status).toBe(200)
    expect((await app.ask(`GET /api/classes/${school.cast.other}`, { as })).status).toBe(403)
    expect((await classes('deputy')).away).toBe(1)
  })

  it('tells its reason to those who keep the roster and to the person, not to others', async () => {
    await leave({ ...sick, actingStaffId: school.cast.staff.delegate })
    const reason = async (who: 'deputy' | 'delegate' | 'classTeacher') =>
      (
        await app.ask<{ leaves: { reason: object | null }[] }>(`GET /api/classes/${school.cast.own}`, {
          as: await school.as(who),
        })
      ).body.leaves[0]?.reason
    expect(await reason('deputy')).toEqual({ ru: 'болезнь', en: 'illness' })
    expect(await reason('classTeacher')).not.toBeNull()
    expect(await reason('delegate')).toBeNull()
  })

  it('ends earlier, and is taken away with what it was kept', async () => {
    await leave({ ...sick, actingStaffId: school.cast.staff.delegate })
    const base = `POST /api/staff/${school.cast.staff.classTeacher}/leave/2026-11-23`
    const as = await school.as('deputy')
    expect((await app.ask(`${base}/end`, { as, body: { lastDay: '2026-11-25' } })).status).toBe(200)
    expect((await app.ask(`${base}/cancel`, { as, body: {} })).status).toBe(200)
    expect((await app.ask<Told>(`${base}/cancel`, { as, body: {} })).body.code).toBe('no-leave')
    const kept = await inTables((trx) =>
      trx.selectFrom('roster_change').select(['kind', 'edits']).orderBy('id').execute(),
    )
    expect(kept.map(({ kind }) => kind)).toEqual(['leave', 'leaveEnd', 'leaveCancel'])
    expect(kept[2]?.edits).toMatchObject([{ before: { to_on: '2026-11-25', reason: 'sick' }, after: null }])
  })

  it('is refused twice over, with oneself, or with somebody who is away', async () => {
    const { classTeacher, otherTeacher, delegate } = school.cast.staff
    expect((await leave({ ...sick, actingStaffId: classTeacher })).body.code).toBe('acting-self')
    await app.ask(`POST /api/staff/${otherTeacher}/leave`, {
      as: await school.as('deputy'),
      body: { from: '2026-12-01', to: null, actingStaffId: null, reason: 'vacation' },
    })
    expect((await leave({ ...sick, actingStaffId: otherTeacher })).body.code).toBe('acting-away')
    expect((await leave({ ...sick, to: '2026-11-20', actingStaffId: delegate })).body.code).toBe('end-before-start')
    await leave({ ...sick, actingStaffId: delegate })
    expect((await leave({ from: '2026-11-30', to: null, actingStaffId: null, reason: 'sick' })).body.code).toBe(
      'leave-overlaps',
    )
  })
})

describe('whoever acts', () => {
  it('has the class on those days, ends, and two do not act at once', async () => {
    const { delegate, subjectTeacher } = school.cast.staff
    const act = async (body: object) =>
      app.ask<Told>(`POST /api/classes/${school.cast.own}/acting`, { as: await school.as('deputy'), body })
    expect((await act({ staffId: delegate, from: '2026-11-20', to: null })).status).toBe(200)
    expect((await act({ staffId: subjectTeacher, from: '2026-11-25', to: null })).body.code).toBe('acting-overlaps')
    const me = await app.ask<{ classes: object[] }>('GET /api/me', { as: await school.as('delegate') })
    expect(me.body.classes).toMatchObject([{ name: '7Б', as: 'acting' }])
    const end = await app.ask(`POST /api/classes/${school.cast.own}/acting-end`, {
      as: await school.as('deputy'),
      body: { lastDay: '2026-11-22' },
    })
    expect(end.status).toBe(200)
    expect((await classes('deputy')).classes[0]?.acting).toBeNull()
  })
})

describe('whoever keeps the roster', () => {
  const ask = async (route: string, body: object, who: Parameters<typeof school.as>[0] = 'secretary') =>
    app.ask<Told & { changeId: number }>(`POST ${route}`, { as: await school.as(who), body })
  const base = () => `/api/classes/${school.cast.own}`

  it('gives no class to themselves: not to lead, to act, or to stand in during a leave', async () => {
    const { secretary, classTeacher } = school.cast.staff
    const tried = [
      await ask(`${base()}/teacher`, { staffId: secretary, from: '2026-11-23' }),
      await ask(`${base()}/acting`, { staffId: secretary, from: '2026-11-23', to: null }),
      await ask(`/api/staff/${classTeacher}/leave`, {
        from: '2026-11-23',
        to: null,
        actingStaffId: secretary,
        reason: 'sick',
      }),
    ]
    expect(tried.map(({ status, body }) => [status, body.code])).toEqual(tried.map(() => [403, 'own-class']))
    const me = await app.ask<{ classes: object[] }>('GET /api/me', { as: await school.as('secretary') })
    expect(me.body.classes).toEqual([])
  })

  it('neither prolongs the acting that a deputy gave them nor takes its end back', async () => {
    const acting = { staffId: school.cast.staff.secretary, from: '2026-11-20', to: '2026-11-24' }
    expect((await ask(`${base()}/acting`, acting, 'deputy')).status).toBe(200)
    expect((await ask(`${base()}/acting-end`, { lastDay: '2026-11-24' })).status).toBe(200)
    const ended = await ask(`${base()}/acting-end`, { lastDay: '2026-11-23' }, 'deputy')
    expect((await ask(`/api/roster-changes/${ended.body.changeId}/undo`, {})).body.code).toBe('own-class')
    expect((await ask(`/api/roster-changes/${ended.body.changeId}/undo`, {}, 'deputy')).status).toBe(200)
  })

  it('may take a class themselves as a deputy or a principal', async () => {
    const { deputy, principal } = school.cast.staff
    expect((await ask(`${base()}/acting`, { staffId: deputy, from: '2026-11-23', to: null }, 'deputy')).status).toBe(
      200,
    )
    expect((await ask(`${base()}/teacher`, { staffId: principal, from: '2026-11-23' }, 'principal')).status).toBe(200)
  })
})
