import { beforeEach, describe, expect, it } from 'vitest'
import type { Trx } from '../../server/database/database.ts'
import { inSchool } from '../../server/database/school.ts'
import { useApp, useCast } from '../support/app.ts'

const app = useApp()
const school = useCast(app)

type Card = {
  name: string
  class: { name: string } | null
  stays: { className: string; to: string | null }[]
  marks: {
    subjects: { subject: string; now: number; before: number | null; count: number; twos: number; owed: object[] }[]
  } | null
  weeks: { week: string; illness: number; unexplained: number; late: number }[] | null
  incidents: { kind: { ru: string }; isRestricted: boolean }[] | null
  flags: { title: { ru: string } }[] | null
  cases: { state: { title: { ru: string } } }[] | null
  contacts: { total: number; shown: { topic: string }[] } | null
  support: { statuses: { conditions: string[] }[] } | null
  guardians: { phone: string }[] | null
  hidden: string[]
  mayLog: boolean
}

let pupil = 0
beforeEach(async () => {
  pupil = school.cast.pupils.own[0] ?? 0
})
const look = async (who: Parameters<typeof school.as>[0], id = pupil, search = '') =>
  app.ask<Card>(`GET /api/pupils/${id}${search}`, { as: await school.as(who) })
const write = (work: (trx: Trx, school_id: number) => Promise<unknown>) =>
  inSchool(app.db, school.cast.schoolId, (trx) => work(trx, school.cast.schoolId))

describe('the page of a pupil', () => {
  it('tells weighted means by subject, in Russian order, with what is still owed', async () => {
    await write(async (trx, school_id) => {
      const subjects = await trx
        .insertInto('subject')
        .values(['Химия', 'Ёмкость', 'Алгебра'].map((name) => ({ school_id, name })))
        .returning(['id', 'name'])
        .execute()
      const idOf = (name: string) => subjects.find((subject) => subject.name === name)?.id ?? 0
      const mark = { school_id, student_id: pupil, import_id: 1, recorded_at: '2026-11-20T10:00:00Z' }
      await trx
        .insertInto('mark')
        .values([
          { ...mark, subject_id: idOf('Алгебра'), given_on: '2026-11-16', value: 500, weight: 100 },
          { ...mark, subject_id: idOf('Алгебра'), given_on: '2026-11-17', value: 200, weight: 200 },
          { ...mark, subject_id: idOf('Алгебра'), given_on: '2026-09-17', value: 400, weight: 100 },
          {
            ...mark,
            subject_id: idOf('Химия'),
            given_on: '2026-11-17',
            value: 300,
            weight: 100,
            withdrawn_at: '2026-11-18T00:00:00Z',
          },
          {
            ...mark,
            subject_id: idOf('Ёмкость'),
            given_on: '2026-11-18',
            value: null,
            kind: 'point',
            point_due_on: '2026-11-25',
          },
        ])
        .execute()
    })
    const { body } = await look('classTeacher')
    expect(body.marks?.subjects).toEqual([
      { subject: 'Алгебра', now: 300, before: 400, count: 2, twos: 1, owed: [] },
      {
        subject: 'Ёмкость',
        now: null,
        before: null,
        count: 0,
        twos: 0,
        owed: [{ dueOn: '2026-11-25', givenOn: '2026-11-18' }],
      },
    ])
  })

  it('counts absences by week with the word of a person in force', async () => {
    await write(async (trx, school_id) => {
      const one = {
        school_id,
        student_id: pupil,
        absent_on: '2026-11-17',
        import_id: 1,
        recorded_at: '2026-11-18T00:00:00Z',
      }
      await trx
        .insertInto('absence')
        .values([
          { ...one, lesson_no: 1, kind: 'absent_unknown' },
          { ...one, lesson_no: 2, kind: 'absent_unknown' },
          { ...one, lesson_no: 3, kind: 'late' },
        ])
        .execute()
      await trx
        .insertInto('absence_reason')
        .values({
          school_id,
          student_id: pupil,
          absent_on: '2026-11-17',
          lesson_no: 1,
          kind: 'absent_illness',
          entered_at: '2026-11-18T00:00:00Z',
        })
        .execute()
    })
    expect((await look('classTeacher')).body.weeks).toMatchObject([
      { week: '2026-11-16', illness: 1, unexplained: 1, late: 1 },
    ])
    expect((await look('classTeacher', pupil, '?on=2026-11-17')).body.weeks).toEqual([])
  })

  it('shows restricted incidents only to those who may read them', async () => {
    await write(async (trx, school_id) => {
      const event = { school_id, severity: 4, occurred_on: '2026-11-20', recorded_at: '2026-11-20T10:00:00Z' }
      const rows = await trx
        .insertInto('incident')
        .values([
          { ...event, kind: 'fight' },
          { ...event, kind: 'suicide_risk', is_restricted: true },
        ])
        .returning('id')
        .execute()
      await trx
        .insertInto('incident_participant')
        .values(rows.map(({ id }) => ({ school_id, incident_id: id, student_id: pupil, role: 'offender' as const })))
        .execute()
    })
    expect((await look('deputy')).body.incidents).toHaveLength(2)
    expect((await look('classTeacher')).body.incidents).toHaveLength(2)
    expect((await look('academicDeputy')).body.incidents).toMatchObject([{ isRestricted: false }])
    expect((await look('secretary')).body.incidents).toBeNull()
  })

  it('names the groups that are hidden, each by its own right', async () => {
    expect((await look('classTeacher')).body.hidden).toEqual([])
    expect((await look('secretary')).body).toMatchObject({
      marks: null,
      hidden: ['records', 'incidents', 'flags', 'cases', 'interactions'],
      guardians: [],
      mayLog: false,
    })
    expect((await look('academicDeputy')).body.hidden).toEqual(['guardians'])
    expect((await look('psychologist')).body.hidden).toEqual([
      'records',
      'incidents',
      'flags',
      'cases',
      'interactions',
      'guardians',
    ])
  })

  it('opens a pupil to a specialist by an open case', async () => {
    await write((trx, school_id) =>
      trx
        .insertInto('escalation')
        .values({
          school_id,
          student_id: pupil,
          class_id: school.cast.own,
          domain: 'conduct',
          state: 'in_work',
          highest_state: 'in_work',
          opened_on: '2026-11-20',
        })
        .execute(),
    )
    const { body } = await look('psychologist')
    expect(body.hidden).toEqual([])
    expect(body.cases?.[0]?.state.title.ru).toBe('Работа на уровне класса')
  })

  it('refuses another class, another school and nobody', async () => {
    expect((await look('classTeacher', school.cast.pupils.other[0])).status).toBe(403)
    expect((await look('deputy', 999_999)).status).toBe(404)
    for (const who of ['subjectTeacher', 'methodologist', 'systemAdmin'] as const)
      expect((await look(who)).status).toBe(403)
  })

  it('is not kept by the former class teacher of a pupil who moved, on no day', async () => {
    await write(async (trx, school_id) => {
      await trx.updateTable('enrolment').set({ to_on: '2026-11-10' }).where('student_id', '=', pupil).execute()
      await trx
        .insertInto('enrolment')
        .values({ school_id, student_id: pupil, from_on: '2026-11-11', class_id: school.cast.other, to_on: null })
        .execute()
    })
    expect((await look('classTeacher', pupil, '?on=2026-11-05')).status).toBe(403)
    expect((await look('classTeacher')).status).toBe(403)
    expect((await look('otherTeacher')).status).toBe(200)
    expect((await look('deputy', pupil, '?on=2026-11-05')).status).toBe(200)
    type Seers = { people: { name: string }[] }
    const seers = await app.ask<Seers>(`GET /api/pupils/${pupil}/access?on=2026-11-05`, {
      as: await school.as('deputy'),
    })
    expect(seers.body.people.map(({ name }) => name)).not.toContain('Учителева Анна Петровна')
  })

  it('leaves a trace of who looked', async () => {
    await look('deputy')
    const trace = await write((trx) =>
      trx.selectFrom('audit_event').select(['kind', 'student_id', 'actor_id']).where('kind', '=', 'view').execute(),
    )
    expect(trace).toEqual([{ kind: 'view', student_id: pupil, actor_id: school.cast.staff.deputy }])
  })
})

describe('freshness', () => {
  it('tells the day of each source and its age', async () => {
    await write(async (trx, school_id) => {
      const { id } = await trx
        .insertInto('import')
        .values({
          school_id,
          profile: 'p',
          source: 's',
          state: 'accepted',
          exported_on: '2026-11-20',
          covers: '[]',
          files: '[]',
          content_hash: 'x',
          counts: '{}',
          finished_at: '2026-11-20T15:00:00Z',
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await trx
        .insertInto('import_source')
        .values({ school_id, import_id: id, source: 'marks', data_on: '2026-11-20' })
        .execute()
    })
    const { body } = await app.ask<{ sources: object[]; evaluated: null }>('GET /api/freshness', {
      as: await school.as('subjectTeacher'),
    })
    expect(body).toMatchObject({ evaluated: null, sources: [{ source: 'marks', dataOn: '2026-11-20', ageDays: 3 }] })
    const before = await app.ask<{ sources: object[] }>('GET /api/freshness?on=2026-11-19', {
      as: await school.as('deputy'),
    })
    expect(before.body.sources).toEqual([])
  })
})
