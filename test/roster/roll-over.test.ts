import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { useApp, useCast } from '../support/app.ts'

const app = useApp()
const school = useCast(app)

type Plan = {
  year: string
  next: string
  hasCalendar: boolean
  isEarly: boolean
  isDone: boolean
  moves: { from: string; to: string; pupils: number; isMade: boolean }[]
  leaving: { name: string }[]
  undo: { changeId: number; isUndoable: boolean } | null
}
type Done = { code: string; changeId: number | null; classes: number; pupils: number }

const plan = async () => (await app.ask<Plan>('GET /api/roll-over', { as: await school.as('deputy') })).body
const roll = async (body: object = {}) =>
  app.ask<Done>('POST /api/roll-over', {
    as: await school.as('principal'),
    body: { year: '2026/27', choices: [], firstGrades: [], isEarly: true, ...body },
  })
const inTables = <T>(work: Parameters<typeof inSchool<T>>[2]) => inSchool(app.db, school.cast.schoolId, work)
const fingerprint = () =>
  inTables(async (trx) => {
    const tables = ['school_class', 'class_teacher', 'enrolment']
    const found = await Promise.all(
      tables.map((table) =>
        sql<{
          all: string
        }>`select string_agg(to_jsonb(t)::text, '|' order by to_jsonb(t)::text) as "all" from ${sql.table(table)} t`.execute(
          trx,
        ),
      ),
    )
    return found.map(({ rows }) => rows[0]?.all)
  })

let ninth = 0
beforeEach(async () => {
  ninth = await inTables(async (trx) => {
    const { id } = await trx
      .insertInto('school_class')
      .values({
        school_id: school.cast.schoolId,
        cohort_id: 3,
        school_year: '2026/27',
        name: '9А',
        grade: 9,
        opened_on: '2026-09-01',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })
})

describe('the plan', () => {
  it('moves every class a grade up, lets the ninth go, and says what is not ready', async () => {
    expect(await plan()).toMatchObject({
      year: '2026/27',
      next: '2027/28',
      hasCalendar: false,
      isEarly: true,
      isDone: false,
      moves: [
        { from: '7Б', to: '8Б', pupils: 6, isMade: false },
        { from: '8В', to: '9В', pupils: 6, isMade: false },
      ],
      leaving: [{ name: '9А' }],
      undo: null,
    })
  })

  it('is not for those who only read the roster', async () => {
    for (const who of ['classTeacher', 'academicDeputy', 'methodologist'] as const)
      expect((await app.ask('GET /api/roll-over', { as: await school.as(who) })).status).toBe(403)
  })
})

describe('the roll-over', () => {
  it('makes the classes of the next year with the same cohort, pupils and teachers, and keeps the old', async () => {
    expect((await roll({ firstGrades: ['1А'] })).body).toMatchObject({ classes: 3, pupils: 12 })
    const made = await inTables((trx) =>
      trx
        .selectFrom('school_class')
        .select(['id', 'name', 'grade', 'cohort_id', 'opened_on'])
        .where('school_year', '=', '2027/28')
        .orderBy('grade')
        .execute(),
    )
    expect(made).toMatchObject([
      { name: '1А', grade: 1, cohort_id: made[0]?.id },
      { name: '8Б', grade: 8, cohort_id: 1, opened_on: '2027-09-01' },
      { name: '9В', grade: 9, cohort_id: 2 },
    ])
    const pupil = school.cast.pupils.own[0] ?? 0
    const stays = await inTables((trx) =>
      trx
        .selectFrom('enrolment')
        .select(['class_id', 'from_on', 'to_on'])
        .where('student_id', '=', pupil)
        .orderBy('from_on')
        .execute(),
    )
    expect(stays).toEqual([
      { class_id: school.cast.own, from_on: '2026-09-01', to_on: '2027-08-31' },
      { class_id: made[1]?.id, from_on: '2027-09-01', to_on: null },
    ])
    const mains = await inTables((trx) =>
      trx
        .selectFrom('class_teacher')
        .select(['class_id', 'staff_id', 'to_on'])
        .where('from_on', '=', '2027-09-01')
        .orderBy('class_id')
        .execute(),
    )
    expect(mains.map(({ staff_id }) => staff_id)).toEqual([
      school.cast.staff.classTeacher,
      school.cast.staff.otherTeacher,
    ])
  })

  it('changes nothing today: whoever leads a class leads it, and the next year is not theirs yet', async () => {
    await roll()
    const me = await app.ask<{ classes: object[] }>('GET /api/me', { as: await school.as('classTeacher') })
    expect(me.body.classes).toMatchObject([{ name: '7Б' }])
    const shown = await app.ask<{ year: string; years: string[] }>('GET /api/classes', {
      as: await school.as('deputy'),
    })
    expect(shown.body).toMatchObject({ year: '2026/27', years: ['2027/28', '2026/27'] })
  })

  it('a second time changes nothing', async () => {
    await roll()
    const before = await fingerprint()
    expect((await roll()).body).toEqual({ changeId: null, classes: 0, pupils: 0 })
    expect(await fingerprint()).toEqual(before)
    expect((await plan()).isDone).toBe(true)
  })

  it('is taken back whole while the new year has no records', async () => {
    const before = await fingerprint()
    const { body } = await roll()
    expect((await plan()).undo).toMatchObject({ changeId: body.changeId, isUndoable: true })
    const undo = await app.ask(`POST /api/roster-changes/${body.changeId}/undo`, { as: await school.as('deputy') })
    expect(undo.status).toBe(200)
    expect(await fingerprint()).toEqual(before)
    expect((await roll()).body.classes).toBe(2)
  })

  it('stays once something was recorded in the new year', async () => {
    const { body } = await roll()
    await inTables(async (trx) => {
      const { id } = await trx
        .selectFrom('school_class')
        .select('id')
        .where('name', '=', '8Б')
        .executeTakeFirstOrThrow()
      await trx
        .insertInto('school_break')
        .values({
          school_id: school.cast.schoolId,
          class_id: id,
          from_on: '2027-09-06',
          to_on: '2027-09-10',
          kind: 'remote',
        })
        .execute()
    })
    const undo = await app.ask<Done>(`POST /api/roster-changes/${body.changeId}/undo`, {
      as: await school.as('deputy'),
    })
    expect(undo.body.code).toBe('recorded-since')
    expect((await plan()).undo).toMatchObject({ isUndoable: false })
  })

  it('is all or nothing: a taken name stops it before a row is written', async () => {
    await inTables((trx) =>
      trx
        .insertInto('school_class')
        .values({
          school_id: school.cast.schoolId,
          cohort_id: 77,
          school_year: '2027/28',
          name: '8Б',
          grade: 8,
          opened_on: '2027-09-01',
        })
        .execute(),
    )
    const before = await fingerprint()
    expect((await roll()).body.code).toBe('name-taken')
    expect(await fingerprint()).toEqual(before)
    const renamed = await roll({ choices: [{ classId: school.cast.own, does: 'promote', name: '8Д' }] })
    expect(renamed.body.classes).toBe(2)
  })

  it('takes the ninth into the tenth where a person says so, and asks for a word when the year still lasts', async () => {
    expect((await roll({ isEarly: false })).body.code).toBe('too-early')
    expect((await roll({ year: '2025/26' })).body.code).toBe('not-this-year')
    await roll({ choices: [{ classId: ninth, does: 'promote' }] })
    const tenth = await inTables((trx) =>
      trx.selectFrom('school_class').select('cohort_id').where('name', '=', '10А').execute(),
    )
    expect(tenth).toEqual([{ cohort_id: 3 }])
  })
})
