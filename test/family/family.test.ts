import { beforeEach, describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { noonOf } from '../flags/look.ts'
import { createCast, signIn, useApp, useCast } from '../support/app.ts'

const app = useApp(() => noonOf('2026-11-23'))
const school = useCast(app)
type Who = Parameters<typeof school.as>[0]

type Counts = Record<string, number | null>
type Family = {
  isHiding: boolean
  waves: { id: string; families: number; measured: number; withoutConsent: number; levels: Counts }[]
  classes: { name: string; mayOpen: boolean; changes: Counts; measured: number }[]
  changes: Counts
  plans: { needed: number | null; without: number | null; mayList: boolean }
  requests: { topic: string; count: number | null; onTime: number | null; decided: number | null }[]
}
type OneClass = {
  families: {
    pupil: { id: number; name: string }
    points: { wave: string; level: string; index: number | null; values: { value: number }[] }[]
    change: string
    plan: string
    isConsented: boolean
  }[]
}

const early = '2026-09-02T06:00:00Z'
/** Of the six families of 7Б: one better, one worse, three the same, and one without consent. */
const readings = [
  [60, 80],
  [70, 50],
  [75, 75],
  [75, 78],
  [80, 80],
  [40, 90],
] as const

beforeEach(async () => {
  const { schoolId, pupils, staff } = school.cast
  await inSchool(app.db, schoolId, async (trx) => {
    const school_id = schoolId
    await trx.updateTable('enrolment').set({ recorded_at: early }).execute()
    const wave = (id: string, opens_on: string, closes_on: string) => ({
      school_id,
      id,
      school_year: '2026/27',
      opens_on,
      closes_on,
    })
    await trx
      .insertInto('family_wave')
      .values([wave('сентябрь', '2026-09-05', '2026-09-20'), wave('осень', '2026-10-01', '2026-11-14')])
      .execute()
    for (const [no, student_id] of pupils.own.entries()) {
      const isLast = no === pupils.own.length - 1
      await trx
        .insertInto('consent')
        .values({
          school_id,
          student_id,
          guardian_id: null,
          purpose: 'familySurvey',
          state: isLast ? 'withdrawn' : 'given',
          from_on: '2026-09-03',
          until_on: null,
          recorded_at: early,
        })
        .execute()
      const card = (wave_id: string, measured_on: string, value: number) => ({
        school_id,
        wave_id,
        student_id,
        instrument: 'observationCard',
        scale: 'index',
        measured_on,
        value,
        level: null,
        consent_id: null,
        entered_by: staff.classTeacher,
        recorded_at: `${measured_on}T10:00:00Z`,
      })
      const [before = 0, now = 0] = readings[no] ?? []
      await trx
        .insertInto('family_measurement')
        .values([card('сентябрь', '2026-09-10', before), card('осень', '2026-10-10', now)])
        .execute()
    }
    await trx
      .insertInto('family_category')
      .values({
        school_id,
        student_id: pupils.own[2] ?? 0,
        category: 'sop',
        from_on: '2026-10-01',
        source: 'Решение КДН и ЗП',
        expires_on: null,
        ended_on: null,
        import_id: null,
        recorded_at: '2026-10-01T06:00:00Z',
      })
      .execute()
  })
})

const ask = async <T>(path: string, who: Who) => app.ask<T>(`GET /api/family${path}`, { as: await school.as(who) })

describe('families in numbers', () => {
  it('hide counts of a few from everybody who does not lead the class', async () => {
    for (const who of ['deputy', 'academicDeputy', 'principal', 'psychologist', 'socialEducator'] as const) {
      const { status, body } = await ask<Family>('', who)
      expect(status).toBe(200)
      expect(body.isHiding).toBe(true)
      const own = body.classes.find(({ name }) => name === '7Б')
      expect(own?.changes).toEqual({ worse: null, same: null, better: null, unmeasured: 1 })
      expect(body.changes).toMatchObject({ worse: null, same: null, better: null })
    }
  })

  it('tell the class teacher the own class alone, exactly', async () => {
    const { body } = await ask<Family>('', 'classTeacher')
    expect(body.isHiding).toBe(false)
    expect(body.classes.map(({ name }) => name)).toEqual(['7Б'])
    expect(body.classes[0]?.changes).toEqual({ worse: 1, same: 3, better: 1, unmeasured: 1 })
    expect(body.waves.map(({ id, families, measured }) => ({ id, families, measured }))).toEqual([
      { id: 'сентябрь', families: 6, measured: 5 },
      { id: 'осень', families: 6, measured: 5 },
    ])
  })

  it('count nobody whose consent does not stand', async () => {
    const { body } = await ask<Family>('', 'deputy')
    expect(body.waves[1]).toMatchObject({ families: 12, measured: 5, withoutConsent: 7 })
  })

  it('hide how many need a plan where names are not to be seen', async () => {
    expect((await ask<Family>('', 'principal')).body.plans).toEqual({ needed: null, without: null, mayList: false })
    expect((await ask<Family>('', 'deputy')).body.plans).toEqual({ needed: 1, without: 1, mayList: true })
  })

  it('know of an earlier day only what was known then', async () => {
    const { body } = await ask<Family>('?on=2026-09-30', 'classTeacher')
    expect(body.waves.map(({ id }) => id)).toEqual(['сентябрь'])
    expect(body.classes[0]?.changes).toEqual({ worse: 0, same: 0, better: 0, unmeasured: 6 })
    expect(body.plans.needed).toBe(0)
  })

  it('are refused to those without a right, and kept in the trail', async () => {
    for (const who of [
      'subjectTeacher',
      'secretary',
      'methodologist',
      'journalAdmin',
      'systemAdmin',
      'speechTherapist',
    ] as const)
      expect((await ask('', who)).status).toBe(403)
    await ask('', 'deputy')
    const kept = await inSchool(app.db, school.cast.schoolId, (trx) =>
      trx.selectFrom('audit_event').select('kind').where('action', '=', 'GET /api/family').execute(),
    )
    expect(kept).toEqual([{ kind: 'view' }])
  })
})

describe('families of a class', () => {
  const families = async (who: Who, id = school.cast.own) => ask<OneClass>(`/classes/${id}`, who)

  it('are told by name to the class teacher, the deputy, the psychologist and the social educator', async () => {
    for (const who of ['classTeacher', 'deputy', 'psychologist', 'socialEducator'] as const) {
      const { status, body } = await families(who)
      expect(status).toBe(200)
      expect(body.families).toHaveLength(6)
    }
    expect((await families('otherTeacher')).status).toBe(403)
    expect((await families('classTeacher', school.cast.other)).status).toBe(403)
    for (const who of [
      'academicDeputy',
      'principal',
      'secretary',
      'methodologist',
      'systemAdmin',
      'subjectTeacher',
    ] as const)
      expect((await families(who)).status).toBe(403)
  })

  it('compare waves of one instrument; without consent there is nothing', async () => {
    const { body } = await families('classTeacher')
    const byId = new Map(body.families.map((family) => [family.pupil.id, family]))
    const told = school.cast.pupils.own.map((id) => byId.get(id)?.change)
    expect(told).toEqual(['better', 'worse', 'same', 'same', 'same', 'unmeasured'])
    const silent = byId.get(school.cast.pupils.own[5] ?? 0)
    expect(silent).toMatchObject({ points: [], isConsented: false })
  })

  it('give the level of a test to the class teacher and its numbers to the psychologist alone', async () => {
    const { schoolId, pupils, staff } = school.cast
    await inSchool(app.db, schoolId, (trx) =>
      trx
        .insertInto('family_measurement')
        .values({
          school_id: schoolId,
          wave_id: 'осень',
          student_id: pupils.own[0] ?? 0,
          instrument: 'vrr',
          scale: 'closeness',
          measured_on: '2026-10-20',
          value: 7,
          level: 'problem',
          consent_id: null,
          entered_by: staff.psychologist,
          recorded_at: '2026-10-20T10:00:00Z',
        })
        .execute(),
    )
    const tests = async (who: Who) => {
      const { body } = await families(who)
      const own = body.families.find(({ pupil }) => pupil.id === pupils.own[0])
      return own?.points.filter(({ index, values }) => index === null || values.length > 0 || index === 0)
    }
    expect(await tests('classTeacher')).toMatchObject([{ level: 'problem', index: null, values: [] }])
    expect(await tests('psychologist')).toMatchObject([{ level: 'problem', index: 0, values: [{ value: 7 }] }])
  })

  it('of another school are not there', async () => {
    const elsewhere = await createCast(app, 'Школа № 2')
    const as = await signIn(app, elsewhere.schoolId, elsewhere.staff.deputy)
    const { status } = await app.ask(`GET /api/family/classes/${school.cast.own}`, { as })
    expect(status).toBe(404)
  })
})

describe('families that need a plan', () => {
  type Plans = {
    families: { pupil: { name: string }; class: { name: string }; plan: string; workingDays: number | null }[]
  }

  it('are listed by name with the days they wait, without a word of why', async () => {
    const { body } = await ask<Plans>('/needs-plan', 'socialEducator')
    expect(body.families).toMatchObject([{ pupil: { name: 'Петров Пётр' }, class: { name: '7Б' }, plan: 'missing' }])
    expect(body.families[0]?.workingDays).toBeGreaterThan(20)
    expect(JSON.stringify(body)).not.toMatch(/sop|КДН/)
  })

  it('are narrowed to the own class, and not listed where only numbers may be seen', async () => {
    expect((await ask<Plans>('/needs-plan', 'otherTeacher')).body.families).toEqual([])
    for (const who of ['principal', 'academicDeputy', 'methodologist'] as const)
      expect((await ask('/needs-plan', who)).status).toBe(403)
  })
})

describe('requests by topic', () => {
  it('are numbers of five or more to who may not read requests, and whole to who may', async () => {
    const { schoolId: school_id, own, pupils } = school.cast
    const request = (topic: string, all: readonly number[]) =>
      all.map((student_id, no) => ({
        school_id,
        kind: 'request' as const,
        cause: 'parentRequest',
        class_id: own,
        student_id,
        occurred_on: '2026-11-20',
        recorded_at: '2026-11-20T08:00:00Z',
        origin: 'manual' as const,
        ref: `${topic}:${no}`,
        attributes: JSON.stringify({ topic }),
      }))
    await inSchool(app.db, school_id, (trx) =>
      trx
        .insertInto('duty_trigger')
        .values([...request('health', pupils.own.slice(0, 2)), ...request('marks', pupils.own)])
        .execute(),
    )
    const lines = async (who: Who) =>
      (await app.ask<Family>('GET /api/family', { as: await school.as(who) })).body.requests
    const waiting = (count: number) => ({ count, decided: 0, inTime: 0, late: 0, never: 0, open: count, overdue: 0 })
    const hidden = { decided: null, inTime: null, late: null, never: null, open: null, overdue: null }
    expect(await lines('deputy')).toEqual([
      { topic: 'marks', ...waiting(6) },
      { topic: 'health', ...waiting(2) },
    ])
    expect(await lines('socialEducator')).toEqual([
      { topic: 'marks', ...waiting(6) },
      { topic: 'health', count: null, ...hidden },
    ])
  })
})
