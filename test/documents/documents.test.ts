import { beforeEach, describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import type { Snapshot } from '../../server/documents/content/snapshot-shape.ts'
import type { Role } from '../../server/domain/access/access.ts'
import { loadAbsences, look, noonOf } from '../flags/look.ts'
import { useApp, useCast } from '../support/app.ts'

const app = useApp(() => noonOf('2026-11-23'))
const school = useCast(app)
type Who = Parameters<typeof school.as>[0]

/** Иванов of 7Б missed four lessons without a reason, Волков of 8В twelve. */
beforeEach(async () => {
  const { own, other } = school.cast.pupils
  await loadAbsences(app, school.cast, '2026-11-23', [
    { pupil: own[0] ?? 0, on: '2026-11-18', lessons: 4 },
    { pupil: other[1] ?? 0, on: '2026-11-18', lessons: 6 },
    { pupil: other[1] ?? 0, on: '2026-11-19', lessons: 6 },
  ])
  await look(app, school.cast, '2026-11-23')
})

const ask = async <T = string>(path: string, who: Who) =>
  app.ask<T>(`GET /api/documents/${path}`, { as: await school.as(who) })
const pages = (pdf: string) => pdf.match(/\/Type \/Page\b/g)?.length

describe('the Monday page', () => {
  it('is one A4 for the administration and nobody else', async () => {
    const leaders: Who[] = ['deputy', 'academicDeputy', 'principal']
    for (const who of leaders) {
      const { status, body, headers } = await ask('monday', who)
      expect(status).toBe(200)
      expect(headers['content-type']).toBe('application/pdf')
      expect(pages(body)).toBe(1)
      expect(body).toMatch(/MediaBox \[0 0 595\.28 841\.89\]/)
    }
    const rest: Role[] = ['classTeacher', 'subjectTeacher', 'psychologist', 'socialEducator', 'speechTherapist']
    for (const who of [...rest, 'secretary', 'methodologist', 'journalAdmin', 'systemAdmin'] as Who[])
      for (const path of ['monday', 'monday/page']) expect((await ask(path, who)).status).toBe(403)
  })

  it('counts reviews of classes and names no pupil', async () => {
    type Page = { review: { of: number; missing: { key: string }[] }; emergencies: unknown[] | null }
    const { body } = await ask<Page>('monday/page', 'deputy')
    expect(body.review.of).toBe(2)
    expect(body.emergencies).toEqual([])
    expect(JSON.stringify(body)).not.toMatch(/Иванов|Волков/)
  })

  it('tells emergencies to those alone who may know of them', async () => {
    const { body } = await ask<{ emergencies: unknown[] | null }>('monday/page', 'academicDeputy')
    expect(body.emergencies).toBeNull()
  })

  it('is kept in the trail, as a view and as an export', async () => {
    await ask('monday/page', 'deputy')
    await ask('monday?format=json', 'deputy')
    const kept = await inSchool(app.db, school.cast.schoolId, (trx) =>
      trx
        .selectFrom('audit_event')
        .select(['kind', 'action', 'subject'])
        .where('action', 'like', '%monday%')
        .orderBy('id')
        .execute(),
    )
    expect(kept).toEqual([
      { kind: 'view', action: 'GET /api/documents/monday/page', subject: null },
      { kind: 'export', action: 'GET /api/documents/monday', subject: 'json' },
    ])
  })
})

describe('the list of a class', () => {
  it('gives the class teacher the own class, on one A4, and refuses another', async () => {
    const { own, other } = school.cast
    const { status, body } = await ask(`class-list?class=${own}`, 'classTeacher')
    expect({ status, pages: pages(body) }).toEqual({ status: 200, pages: 1 })
    expect((await ask(`class-list?class=${other}`, 'classTeacher')).status).toBe(403)
  })

  it('names pupils in the table of the class teacher', async () => {
    const { body } = await ask(`class-list?class=${school.cast.own}&format=csv`, 'classTeacher')
    expect(body).toContain('Иванов Пётр')
    expect(body.startsWith('\uFEFF№;Ученик')).toBe(true)
  })

  it('says of a flag taken up what is being done, the next step and by when', async () => {
    const { body } = await app.ask<{ flags: { id: number; step: { on: string } }[] }>('GET /api/flags', {
      as: await school.as('classTeacher'),
    })
    const id = body.flags[0]?.id
    const decided = { as: await school.as('classTeacher'), body: { measures: ['contactParents'] } }
    expect((await app.ask(`POST /api/flags/${id}/acceptance`, decided)).status).toBe(200)
    const { body: paper } = await ask(`class-list?class=${school.cast.own}&format=csv`, 'classTeacher')
    expect(paper).toMatch(/;Связь с родителями;Обзор: есть ли результат;\d{4}-\d\d-\d\d;/)
  })

  it('gives the administration names from level 3 on alone', async () => {
    const own = await ask(`class-list?class=${school.cast.own}&format=csv`, 'deputy')
    expect(own.status).toBe(200)
    expect(own.body).not.toContain('Иванов')
    const mine = await ask(`class-list?class=${school.cast.own}&format=csv`, 'classTeacher')
    expect(mine.body.split('\n').length).toBeGreaterThan(own.body.split('\n').length)
  })

  it('makes a workbook', async () => {
    const { status, headers } = await ask(`class-list?class=${school.cast.own}&format=xlsx`, 'classTeacher')
    expect(status).toBe(200)
    expect(String(headers['content-type'])).toContain('spreadsheetml')
  })

  it('is refused to those without a right to the flags of a whole class', async () => {
    const no: Who[] = ['subjectTeacher', 'psychologist', 'socialEducator', 'secretary', 'methodologist', 'systemAdmin']
    for (const who of no) expect((await ask(`class-list?class=${school.cast.own}`, who)).status).toBe(403)
  })
})

describe('the snapshot', () => {
  const take = async (query: string, who: Who = 'deputy') => {
    const { status, body } = await ask<Snapshot>(`snapshot?format=json&${query}`, who)
    expect(status).toBe(200)
    return body
  }

  it('gives the same content and the same hash for the same day', async () => {
    const one = await take('on=2026-11-20&from=2026-09-01')
    const other = await take('on=2026-11-20&from=2026-09-01', 'principal')
    expect(other.hash).toBe(one.hash)
    expect(other.content).toEqual(one.content)
    expect(other.made.by).not.toBe(one.made.by)
    expect((await take('on=2026-11-20&from=2026-10-01')).hash).not.toBe(one.hash)
  })

  it('counts what it lists, and keeps what was not required apart', async () => {
    const { content } = await take('from=2026-09-01')
    expect(content.duties.length).toBeGreaterThan(20)
    for (const { point, asked, counts, notRequired } of content.points) {
      expect(content.duties.filter((duty) => duty.point === point)).toHaveLength(asked)
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(asked)
      expect(content.notRequired.filter((each) => each.point === point)).toHaveLength(notRequired)
    }
    expect(content.notRequired).toContainEqual(expect.objectContaining({ point: 'III.3', className: '8В' }))
    expect(content.rules.regulation).toMatch(/^[0-9a-f]{64}$/)
    expect(content.rules.ruleSet).toMatch(/^[0-9a-f]{64}$/)
  })

  it('holds the own class alone for a class teacher', async () => {
    const { content } = await take('from=2026-09-01', 'classTeacher')
    expect(content.classes).toEqual(['7Б'])
    expect(new Set(content.duties.map(({ className }) => className))).toEqual(new Set(['7Б']))
    expect((await ask(`snapshot?class=${school.cast.other}`, 'classTeacher')).status).toBe(403)
  })

  it('is one point where one is asked for', async () => {
    const { content } = await take('from=2026-09-01&point=III.9')
    expect(content.points.map(({ point }) => point)).toEqual(['III.9'])
  })

  it('lists the evidence with its day, form and author', async () => {
    const { schoolId, own, staff } = school.cast
    await inSchool(app.db, schoolId, (trx) =>
      trx
        .insertInto('interaction')
        .values({
          school_id: schoolId,
          class_id: own,
          form: 'webinar',
          evidence: ['parentEducation'],
          occurred_on: '2026-10-14',
          recorded_at: '2026-10-14T12:00:00Z',
          author_id: staff.classTeacher,
        })
        .execute(),
    )
    const { content } = await take('from=2026-09-01&point=III.9')
    const met = content.duties.find(({ className }) => className === '7Б')
    expect(met).toMatchObject({ status: 'met', evidence: [{ on: '2026-10-14', author: 'Учителева А. П.' }] })
  })

  it('tells its maker no more of an emergency than the screens: not whom, nor by the key, the class or the author', async () => {
    const { schoolId: school_id, own, pupils } = school.cast
    const student_id = pupils.own[0] ?? 0
    await inSchool(app.db, school_id, (trx) =>
      trx
        .insertInto('duty_trigger')
        .values({
          school_id,
          kind: 'emergency',
          cause: 'emergency',
          class_id: own,
          student_id,
          occurred_on: '2026-11-19',
          occurred_at: '2026-11-19T08:30:00Z',
          recorded_at: '2026-11-19T08:30:00Z',
          origin: 'manual',
          ref: 'incident:1',
        })
        .execute(),
    )
    const query = 'from=2026-09-01&point=II.1'
    const academic = (await take(query, 'academicDeputy')).content
    expect(academic.duties).toMatchObject([{ className: null, student: null, key: expect.stringMatching(/^~/) }])
    expect(academic.notRequired).toEqual([])
    expect((await take(`${query}&class=${own}`, 'academicDeputy')).content.duties).toEqual([])
    const deputy = (await take(query)).content
    expect(deputy.duties).toMatchObject([{ className: '7Б', student: null, key: expect.stringMatching(/^~/) }])
    expect(deputy.notRequired).toMatchObject([{ className: '8В' }])
    expect(JSON.stringify([academic, deputy])).not.toContain(`student:${student_id}`)
    for (const format of ['pdf', 'xlsx'])
      expect((await ask(`snapshot?format=${format}&${query}`, 'academicDeputy')).status).toBe(200)
  })

  it('refuses a period that ends before it begins, and those without a right', async () => {
    expect((await ask('snapshot?from=2026-11-20&to=2026-11-01', 'deputy')).status).toBe(400)
    expect((await ask('snapshot?point=II.99', 'deputy')).status).toBe(400)
    expect((await ask('snapshot?from=2026-02-31&to=2026-11-01', 'deputy')).status).toBe(400)
    for (const who of ['psychologist', 'methodologist', 'systemAdmin', 'subjectTeacher'] as const)
      expect((await ask('snapshot', who)).status).toBe(403)
  })

  it.each(['pdf', 'xlsx'])('comes as %s', async (format) => {
    expect((await ask(`snapshot?format=${format}&from=2026-09-01`, 'deputy')).status).toBe(200)
  })
})
