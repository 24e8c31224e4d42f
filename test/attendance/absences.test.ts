import { beforeEach, describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { loadAbsences } from '../flags/look.ts'
import { useApp, useCast } from '../support/app.ts'

const app = useApp()
const school = useCast(app)

type Missed = {
  studentId: number
  on: string
  lessons: number[]
  kind: string
  word: { kind: string; by: string; mayUndo: boolean } | null
  isConflict: boolean
  isAwaited: boolean
}
type Answer = {
  dataOn: string | null
  today: Missed[]
  unexplained: Missed[]
  pupils: number
  isSchoolDay: boolean
  mayWrite: boolean
  code?: string
}
type Said = { conflict: { ru: string } | null; follows: { ru: string }; code?: string }

let pupil = 0
let another = 0
beforeEach(async () => {
  ;[pupil = 0, another = 0] = school.cast.pupils.own
  await absent(pupil, '2026-11-23', [1, 2, 3])
  await absent(another, '2026-11-23', [1], 'absent_illness')
  await absent(pupil, '2026-11-19', [4])
  await absent(pupil, '2026-10-01', [1])
})

const look = async (who: Parameters<typeof school.as>[0] = 'classTeacher', classId = school.cast.own, search = '') =>
  app.ask<Answer>(`GET /api/classes/${classId}/absences${search}`, { as: await school.as(who) })
const say = async (body: object, who: Parameters<typeof school.as>[0] = 'classTeacher') =>
  app.ask<Said>('POST /api/absences/reasons', { as: await school.as(who), body })
const undo = async (body: object) =>
  app.ask<{ kind: string | null; code?: string }>('POST /api/absences/reasons/undo', {
    as: await school.as('classTeacher'),
    body,
  })
const day = { on: '2026-11-23' }

describe('who is absent', () => {
  it('tells the pupils of the day and the unexplained of ten school days', async () => {
    const { body } = await look()
    expect(body).toMatchObject({ pupils: 6, isSchoolDay: true, mayWrite: true })
    expect(body.today.map(({ studentId, lessons, kind }) => ({ studentId, lessons, kind }))).toEqual([
      { studentId: another, lessons: [1], kind: 'absent_illness' },
      { studentId: pupil, lessons: [1, 2, 3], kind: 'absent_unknown' },
    ])
    expect(body.unexplained.map(({ on }) => on)).toEqual(['2026-11-19'])
  })

  describe('says up to which day attendance is known', () => {
    const dataOn = async () => (await look('classTeacher', school.cast.own)).body.dataOn
    const load = (exportedOn: string) => loadAbsences(app, school.cast, exportedOn, [])
    const forget = (day: string) =>
      inSchool(app.db, school.cast.schoolId, (trx) => trx.deleteFrom('absence').where('absent_on', '=', day).execute())

    it('never where it was not loaded', async () => {
      expect(await dataOn()).toBeNull()
    })

    it('the day of the export at most', async () => {
      await load('2026-11-20')
      expect(await dataOn()).toBe('2026-11-20')
    })

    it('the last absence of the school, however late the export', async () => {
      await load('2026-11-23')
      expect(await dataOn()).toBe('2026-11-23')
      await forget('2026-11-23')
      expect(await dataOn()).toBe('2026-11-19')
    })

    it('the day itself where lessons of the class were held and nobody was missing', async () => {
      await load('2026-11-23')
      await forget('2026-11-23')
      await lesson(school.cast.other)
      expect(await dataOn()).toBe('2026-11-19')
      await lesson(school.cast.own)
      expect(await dataOn()).toBe('2026-11-23')
    })
  })

  it('keeps a word and who gave it, and leaves earlier ones in the history', async () => {
    expect((await say({ pupil, ...day, kind: 'absent_excused' })).body.conflict).toBeNull()
    await say({ pupil, ...day, kind: 'absent_illness' })
    const seen = (await look()).body.today.find(({ studentId }) => studentId === pupil)
    expect(seen).toMatchObject({
      kind: 'absent_illness',
      word: { kind: 'absent_illness', by: 'Учителева Анна Петровна' },
    })
    const kept = await inSchool(app.db, school.cast.schoolId, (trx) =>
      trx.selectFrom('absence_reason').select('kind').orderBy('entered_at').execute(),
    )
    expect(kept.map(({ kind }) => kind)).toEqual(['absent_excused', 'absent_illness'])
  })

  it('takes a word back step by step, by new rows', async () => {
    await say({ pupil, ...day, kind: 'absent_excused' })
    await say({ pupil, ...day, kind: 'absent_illness' })
    expect((await undo({ pupil, ...day })).body.kind).toBe('absent_excused')
  })

  it('never brings back what was taken back', async () => {
    await say({ pupil, ...day, kind: 'absent_illness' })
    await say({ pupil, ...day, kind: 'absent_excused' })
    expect((await undo({ pupil, ...day })).body.kind).toBe('absent_illness')
    expect((await look()).body.today.find(({ studentId }) => studentId === pupil)).toMatchObject({
      kind: 'absent_illness',
      word: { kind: 'absent_illness', mayUndo: true },
    })
    expect((await undo({ pupil, ...day })).body.kind).toBeNull()
    expect((await undo({ pupil, ...day })).body.code).toBe('nothing-to-undo')
    await say({ pupil, ...day, kind: 'absent_unexcused' })
    expect((await undo({ pupil, ...day })).body.kind).toBeNull()
  })

  it('lets one take back one’s own word of today, and answer others by a new one', async () => {
    await say({ pupil, ...day, kind: 'absent_illness' }, 'deputy')
    expect((await undo({ pupil, ...day })).body.code).toBe('not-yours')
    expect((await look()).body.today.find(({ studentId }) => studentId === pupil)?.word).toMatchObject({
      mayUndo: false,
    })
    await say({ pupil, ...day, kind: 'absent_excused' })
    expect((await undo({ pupil, ...day })).body.kind).toBe('absent_illness')
    await say({ pupil, on: '2026-11-19', kind: 'absent_illness' })
    await inSchool(app.db, school.cast.schoolId, (trx) =>
      trx
        .updateTable('absence_reason')
        .set({ entered_at: '2026-11-22T09:00:00Z' })
        .where('absent_on', '=', '2026-11-19')
        .execute(),
    )
    expect((await undo({ pupil, on: '2026-11-19' })).body.code).toBe('not-yours')
  })

  it('takes the only word back: nobody has said again', async () => {
    await say({ pupil, ...day, kind: 'absent_illness' })
    expect((await undo({ pupil, ...day })).body.kind).toBeNull()
    expect((await look()).body.today.find(({ studentId }) => studentId === pupil)).toMatchObject({
      kind: 'absent_unknown',
      word: null,
    })
    expect((await undo({ pupil, ...day })).body.code).toBe('nothing-to-undo')
  })

  it('keeps what was explained just now on the list, and lets it go the next day', async () => {
    await say({ pupil, on: '2026-11-19', kind: 'absent_illness' })
    expect((await look()).body.unexplained.map(({ kind }) => kind)).toEqual(['absent_illness'])
    await inSchool(app.db, school.cast.schoolId, (trx) =>
      trx.updateTable('absence_reason').set({ entered_at: '2026-11-22T09:00:00Z' }).execute(),
    )
    expect((await look()).body.unexplained).toEqual([])
  })

  it('tells one lesson apart from the day', async () => {
    await say({ pupil, ...day, lesson: 2, kind: 'absent_illness' })
    expect((await look()).body.today.find(({ studentId }) => studentId === pupil)?.kind).toBe('mixed')
  })

  it('tells where the journal says otherwise: the journal counts', async () => {
    const { body } = await say({ pupil: another, ...day, kind: 'absent_unexcused' })
    expect(body.conflict?.ru).toContain('журнал')
    expect((await look()).body.today.find(({ studentId }) => studentId === another)).toMatchObject({
      kind: 'absent_illness',
      isConflict: true,
    })
  })

  it('keeps a word on a day that the journal does not tell of yet', async () => {
    const third = school.cast.pupils.own[2] ?? 0
    await say({ pupil: third, ...day, kind: 'absent_illness' })
    expect((await look()).body.today.find(({ studentId }) => studentId === third)?.isAwaited).toBe(true)
  })

  it('shows a past day by what was known then, and writes nothing on it', async () => {
    await say({ pupil, on: '2026-11-19', kind: 'absent_illness' })
    const { body } = await look('classTeacher', school.cast.own, '?on=2026-11-20')
    expect(body.mayWrite).toBe(false)
    expect(body.unexplained).toHaveLength(1)
    const reply = await app.ask<Said>('POST /api/absences/reasons?on=2026-11-20', {
      as: await school.as('classTeacher'),
      body: { pupil, on: '2026-11-19', kind: 'absent_illness' },
    })
    expect(reply).toMatchObject({ status: 409, body: { code: 'past-day' } })
  })

  it('refuses a day to come', async () => {
    expect(await say({ pupil, on: '2026-11-24', kind: 'absent_illness' })).toMatchObject({ status: 422 })
  })
})

describe('the absences of a pupil', () => {
  const page = async (who: Parameters<typeof school.as>[0] = 'classTeacher', id = pupil, search = '') =>
    app.ask<{ from: string; missed: Missed[]; mayWrite: boolean }>(`GET /api/pupils/${id}/absences${search}`, {
      as: await school.as(who),
    })

  it('of thirty days can be explained when the certificate comes later', async () => {
    await absent(pupil, '2026-10-26', [1])
    expect((await page()).body.missed.map(({ on }) => on)).toEqual(['2026-11-23', '2026-11-19', '2026-10-26'])
    await say({ pupil, on: '2026-10-26', kind: 'absent_unexcused' })
    await say({ pupil, on: '2026-10-26', kind: 'absent_illness' })
    const { body } = await page()
    expect(body).toMatchObject({ from: '2026-10-24', mayWrite: true })
    expect(body.missed.at(-1)).toMatchObject({ kind: 'absent_illness', word: { by: 'Учителева Анна Петровна' } })
  })

  it('that the journal explains are left to it; where a person says otherwise both are shown', async () => {
    expect((await page('classTeacher', another)).body.missed).toEqual([])
    await say({ pupil: another, ...day, kind: 'absent_unexcused' })
    expect((await page('classTeacher', another)).body.missed).toMatchObject([
      { kind: 'absent_illness', isConflict: true },
    ])
  })

  it('are for who may read records of the pupil, and written today alone', async () => {
    expect((await page('otherTeacher')).status).toBe(403)
    expect((await page('principal')).body.mayWrite).toBe(false)
    expect((await page('classTeacher', pupil, '?on=2026-11-20')).body.mayWrite).toBe(false)
  })
})

describe('who may', () => {
  it('keeps a class teacher to the own class', async () => {
    expect((await look('classTeacher', school.cast.other)).status).toBe(403)
    expect((await say({ pupil, ...day, kind: 'absent_illness' }, 'otherTeacher')).status).toBe(403)
  })
  it('lets the deputy head write, and the principal only read', async () => {
    expect((await say({ pupil, ...day, kind: 'absent_illness' }, 'deputy')).status).toBe(200)
    expect((await look('principal')).body.mayWrite).toBe(false)
    expect((await say({ pupil, ...day, kind: 'absent_illness' }, 'principal')).status).toBe(403)
  })
  it.each(['psychologist', 'methodologist', 'systemAdmin', 'secretary'] as const)('refuses %s a class', async (who) =>
    expect((await look(who)).status).toBe(403),
  )
})

async function lesson(class_id: number) {
  const { schoolId: school_id } = school.cast
  const row = {
    school_id,
    class_id,
    held_on: '2026-11-23',
    lesson_no: 1,
    import_id: 1,
    recorded_at: '2026-11-01T00:00:00Z',
  }
  await inSchool(app.db, school_id, (trx) => trx.insertInto('lesson').values(row).execute())
}

async function absent(
  studentId: number,
  on: string,
  lessons: number[],
  kind: 'absent_unknown' | 'absent_illness' = 'absent_unknown',
) {
  const { schoolId: school_id } = school.cast
  const rows = lessons.map((lesson_no) => ({
    school_id,
    student_id: studentId,
    absent_on: on,
    lesson_no,
    kind,
    import_id: 1,
    recorded_at: '2026-11-01T00:00:00Z',
  }))
  await inSchool(app.db, school_id, (trx) => trx.insertInto('absence').values(rows).execute())
}
