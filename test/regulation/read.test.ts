import { beforeEach, describe, expect, it } from 'vitest'
import { refreshNow } from '../../server/daily/daily.ts'
import { inSchool } from '../../server/database/school.ts'
import { runExamplesOf } from '../../server/regulation/regulation.ts'
import { useApp, useCast } from '../support/app.ts'

const app = useApp()
const school = useCast(app)
let methodist = ''
beforeEach(async () => {
  methodist = await school.as('methodologist')
})

type Words = { ru: string; en: string }
type Point = {
  id: string
  text: Words
  periodicity: Words
  norms: { id: string; basis: string; asks: Words; windows: { from: string; to: string }[] }[]
  coverage: { automatic: boolean; manual: Words | null; neverFired: string[]; untested: string[]; isOpen: boolean }
  rules: { id: string; raised: number | null }[]
}
type Regulation = { sections: { section: string; points: Point[] }[]; schoolYear: string }
const pointsOf = ({ sections }: Regulation) => sections.flatMap(({ points }) => points)

describe('the regulation', () => {
  it('gives the 30 points word for word, each with its norms and what watches it', async () => {
    const { status, body } = await app.ask<Regulation>('GET /api/regulation', { as: methodist })
    expect(status).toBe(200)
    expect(body.sections.map(({ section, points }) => [section, points.length])).toEqual([
      ['I', 7],
      ['II', 12],
      ['III', 11],
    ])
    for (const point of pointsOf(body)) {
      const source = app.room.rules.current().points.find(({ id }) => id === point.id)
      expect(point.text).toEqual(source?.text)
      expect(point.norms.length).toBeGreaterThan(0)
      expect(point.coverage.isOpen).toBe(false)
    }
  })

  it('tells windows by the dates of the school year, normative and local numbers apart', async () => {
    const { body } = await app.ask<Regulation>('GET /api/regulation', { as: methodist })
    expect(body.schoolYear).toBe('2026/27')
    const norm = pointsOf(body)
      .find(({ id }) => id === 'III.9')
      ?.norms.find(({ basis }) => basis === 'normative')
    expect(norm?.windows).toEqual([
      { from: '2026-09-01', to: '2026-11-30' },
      { from: '2026-12-01', to: '2027-02-28' },
      { from: '2027-03-01', to: '2027-05-31' },
    ])
    const fortnight = pointsOf(body).find(({ id }) => id === 'II.10')?.norms[0]
    expect(fortnight?.asks).toEqual({
      ru: 'Не реже раза в 14 дней, каникулы не считаются. Льготный срок – 1 день.',
      en: 'At least once in 14 days, vacations not counted. Grace of 1 day.',
    })
  })

  it('says which points rules watch, which people do and why, and which rules have never fired', async () => {
    const { body } = await app.ask<Regulation>('GET /api/regulation', { as: methodist })
    const watched = pointsOf(body).find(({ id }) => id === 'II.2')
    expect(watched?.coverage).toMatchObject({ automatic: true, manual: null, untested: [] })
    expect(watched?.coverage.neverFired).toContain('ATT-02')
    const manual = pointsOf(body).find(({ id }) => id === 'I.7')
    expect(manual?.coverage.automatic).toBe(false)
    expect(manual?.coverage.manual?.ru).toContain('не оставляет следа')
  })

  it('gives one point with its neighbours and its editions', async () => {
    await refreshNow(app.room, school.cast.schoolId)
    const { body } = await app.ask<{ point: Point; previous: { id: string }; next: { id: string }; history: object[] }>(
      'GET /api/regulation/points/II.1',
      { as: methodist },
    )
    expect([body.previous.id, body.point.id, body.next.id]).toEqual(['I.7', 'II.1', 'II.2'])
    expect(body.history).toMatchObject([{ changed: [], text: body.point.text }])
    expect((await app.ask('GET /api/regulation/points/III.12', { as: methodist })).status).toBe(404)
    expect((await app.ask('GET /api/regulation/points/IV.1', { as: methodist })).status).toBe(400)
  })
})

type Cells = { name: string; n: number | null }[]
type RulePage = {
  levelsRead: { level: number; sentence: Words }[]
  clear: { sentence: Words }
  parameters: { name: string; current: number }[]
  exampleRuns: {
    verdict: string
    kind: string
    conditions: { holds: boolean | null; text: Words }[]
    course: Words[]
  }[]
  fired: { byClass: Cells; byGrade: Cells; byMonth: Cells }
  revisions: { isInForce: boolean; changes: { what: string; name: string }[] }[]
}
const page = (id = 'ATT-02') => app.ask<RulePage>(`GET /api/rules/${id}`, { as: methodist })

describe('a rule', () => {
  it('is read as sentences with the numbers in force', async () => {
    const { body } = await page()
    expect(body.levelsRead.map(({ level }) => level)).toEqual([3, 2])
    expect(body.levelsRead[1]?.sentence.ru).toBe(
      'Сигнал уровня 2 («в работу»), если уроков без уважительной причины за 5 учебных дней – не меньше 3, или уроков без уважительной причины за 20 учебных дней – не меньше 6.',
    )
    expect(body.parameters.find(({ name }) => name === 'recent_lessons')?.current).toBe(3)
  })

  it('shows its examples with their verdicts once they have been run', async () => {
    await runExamplesOf(app.room.rules.current())
    const { body } = await page()
    expect(body.exampleRuns.length).toBeGreaterThan(4)
    expect(body.exampleRuns.every(({ verdict }) => verdict === 'passed')).toBe(true)
    expect(body.exampleRuns.find(({ kind }) => kind === 'flagged')?.conditions.some(({ holds }) => holds)).toBe(true)
    // An exemption tells its reason, a timeline its days, a threshold its title.
    expect(body.exampleRuns.find(({ kind }) => kind === 'exempt')?.conditions.every(({ holds }) => holds)).toBe(true)
    const course = body.exampleRuns.find(({ kind }) => kind === 'timeline')?.course.map(({ ru }) => ru) ?? []
    expect(course.some((text) => /^(день|дни) .+: сигнал$/.test(text))).toBe(true)
    expect(JSON.stringify(body.exampleRuns)).not.toMatch(/порог [a-z]+_/)
  }, 60_000)

  it('tells where it fired by numbers, hiding cells of fewer than five pupils', async () => {
    await raise('ATT-02', 'student', school.cast.own, school.cast.pupils.own)
    await raise('ATT-02', 'student', school.cast.other, school.cast.pupils.other.slice(0, 2))
    const { body } = await page()
    expect(body.fired.byClass).toEqual([
      { name: '7Б', n: 6 },
      { name: '8В', n: null },
    ])
    // The seventh grade goes with the eighth, which would be known from the total.
    expect(body.fired.byGrade).toEqual([
      { name: '7', n: null },
      { name: '8', n: null },
    ])
    expect(body.fired.byMonth.at(-1)).toEqual({ name: '2026-11', n: 8 })
    expect(JSON.stringify(body)).not.toContain('Иванов')
  })

  it('keeps its revisions with what each changed', async () => {
    await refreshNow(app.room, school.cast.schoolId)
    const loaded = app.room.rules.current().rules.find(({ rule }) => rule.id === 'ATT-02')
    const before = structuredClone(loaded?.rule)
    if (!before || !loaded) throw new Error('ATT-02 is shipped')
    before.advice = { ru: 'Позвоните', en: 'Call' }
    await inSchool(app.db, school.cast.schoolId, (trx) =>
      trx
        .insertInto('rule_revision')
        .values({
          school_id: school.cast.schoolId,
          path: loaded.file.path,
          hash: 'earlier',
          rule_id: 'ATT-02',
          content: JSON.stringify(before),
          author: 'Методистова А. П.',
          note: null,
          recorded_at: '2025-09-01T06:00:00Z',
        })
        .execute(),
    )
    const { body } = await page()
    expect(body.revisions.map(({ isInForce }) => isInForce)).toEqual([true, false])
    expect(body.revisions[0]?.changes).toMatchObject([{ what: 'field', name: 'advice' }])
  })

  it('tells a return to an earlier text as a row of its own', async () => {
    await refreshNow(app.room, school.cast.schoolId)
    const { schoolId } = school.cast
    const loaded = app.room.rules.current().rules.find(({ rule }) => rule.id === 'ATT-02')
    const [kept] = await app.db.selectFrom('rule_revision').selectAll().where('rule_id', '=', 'ATT-02').execute()
    if (!loaded || !kept) throw new Error('ATT-02 is shipped')
    const off = { ...loaded.rule, status: 'off' }
    await inSchool(app.db, schoolId, async (trx) => {
      await trx
        .insertInto('rule_revision')
        .values({ ...kept, hash: 'off', content: JSON.stringify(off), recorded_at: '2026-11-22T06:00:00Z' })
        .execute()
      await trx
        .updateTable('rule_revision')
        .set({ recorded_at: '2026-11-20T06:00:00Z' })
        .where('hash', '=', kept.hash)
        .execute()
    })
    const { body } = await page()
    expect(body.revisions.map(({ isInForce }) => isInForce)).toEqual([true, false, false])
    expect(body.revisions[0]?.changes).toMatchObject([
      { what: 'field', name: 'status', before: { ru: 'выключено' }, after: { ru: 'действует' } },
    ])
  })

  it('is known by everyone who signs in, and by nobody else', async () => {
    for (const who of ['classTeacher', 'systemAdmin', 'principal'] as const)
      expect((await app.ask('GET /api/rules/ATT-02', { as: await school.as(who) })).status).toBe(200)
    expect((await app.ask('GET /api/rules/ATT-02')).status).toBe(401)
    expect((await app.ask('GET /api/rules/ATT-99', { as: methodist })).status).toBe(404)
    expect((await app.ask<{ rules: object[] }>('GET /api/rules', { as: methodist })).body.rules).toHaveLength(36)
  })
})

describe('the edition in force', () => {
  it('is told with the day of the last run, and nothing that waits', async () => {
    await refreshNow(app.room, school.cast.schoolId)
    const { body } = await app.ask('GET /api/rules/status', { as: methodist })
    expect(body).toMatchObject({ inForce: { isFiles: true }, held: null, refused: null, rules: 36, points: 30 })
  })

  it('that waits is accepted by the deputy or the principal with a reason, never by the methodologist', async () => {
    await refreshNow(app.room, school.cast.schoolId)
    await hold()
    const { body } = await app.ask<{ held: { because: { why: Words }[] } }>('GET /api/rules/status', { as: methodist })
    expect(body.held.because[0]?.why.ru).toBe('слишком много')
    const accept = (as: string, reason: string) =>
      app.ask<{ hash: string }>('POST /api/rules/held/acceptance', { as, body: { reason } })
    expect((await accept(methodist, 'сам проверил')).status).toBe(403)
    expect((await accept(await school.as('classTeacher'), 'можно')).status).toBe(403)
    const deputy = await school.as('deputy')
    expect((await accept(deputy, '   ')).status).toBe(400)
    const done = await accept(deputy, 'Проверено на прошлом месяце')
    expect(done).toMatchObject({ status: 200, body: { hash: 'heldheldheld' } })
    expect((await accept(deputy, 'ещё раз')).status).toBe(409)
  })
})

async function raise(rule: string, kind: 'student', classId: number, pupils: readonly number[]): Promise<void> {
  const school_id = school.cast.schoolId
  await inSchool(app.db, school_id, async (trx) => {
    const run = await trx
      .insertInto('evaluation_run')
      .values({
        school_id,
        as_of: '2026-11-20',
        known_at: '2026-11-20T20:59:59Z',
        rule_set_hash: 'x',
        input_hash: `x${classId}`,
        fact_keys: '[]',
        freshness: '{}',
        counts: '{}',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('flag')
      .values(
        pupils.map((id) => ({
          school_id,
          rule_id: rule,
          subject_kind: kind,
          subject_id: id,
          episode_no: 1,
          class_id: classId,
          student_id: id,
          domain: 'attendance',
          state: 'flagged' as const,
          level: 2,
          raised_on: '2026-11-18',
          opened_on: '2026-11-18',
          revision_hash: 'x',
          run_id: run.id,
          explanation: '{}',
        })),
      )
      .execute()
  })
}

async function hold(): Promise<void> {
  const school_id = school.cast.schoolId
  await inSchool(app.db, school_id, async (trx) => {
    const active = await trx
      .selectFrom('rule_set')
      .select('files')
      .where('school_id', '=', school_id)
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('rule_set')
      .values({
        school_id,
        hash: 'heldheldheld',
        state: 'held',
        files: JSON.stringify(active.files),
        held_because: JSON.stringify([{ rule: 'ATT-02', ru: 'слишком много', en: 'too many' }]),
      })
      .execute()
  })
}
