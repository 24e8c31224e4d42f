import { beforeEach, describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { loadAbsences, look, noonOf } from '../flags/look.ts'
import { useApp, useCast } from '../support/app.ts'

let now = noonOf('2026-11-23')
const app = useApp(() => now)
const school = useCast(app)

type Who = Parameters<typeof school.as>[0]
type Case = {
  id: number
  pupil: { name: string }
  domain: string
  state: { id: string }
  isReviewed: boolean
  lastReview: { dynamics: string; note: string | null } | null
  dynamics: { suggestion: string | null; measured: { before: number; now: number }; criterion: { ru: string } } | null
}
type Cases = { cases: Case[]; review: { dueOn: string; status: string; isRecordedToday: boolean; mayReview: boolean } }

/** Two pupils of 7Б missed lessons in November; both are in work since the 9th. */
beforeEach(async () => {
  now = noonOf('2026-11-09')
  const { own } = school.cast.pupils
  await loadAbsences(app, school.cast, '2026-11-23', [
    { pupil: own[0] ?? 0, on: '2026-11-06', lessons: 4 },
    { pupil: own[1] ?? 0, on: '2026-11-06', lessons: 4 },
    { pupil: own[1] ?? 0, on: '2026-11-16', lessons: 6 },
  ])
  await look(app, school.cast, '2026-11-09')
  const { flags } = (await ask<{ flags: { id: number }[] }>('GET /api/flags')).body
  for (const { id } of flags)
    await ask(`POST /api/flags/${id}/acceptance`, 'classTeacher', { measures: ['talkWithStudent'] })
  now = noonOf('2026-11-23')
  await look(app, school.cast, '2026-11-23')
})

const ask = async <T>(route: string, who: Who = 'classTeacher', body?: object) =>
  app.ask<T & { code?: string; said?: { ru: string } }>(route, { as: await school.as(who), ...(body ? { body } : {}) })
const cases = async (who: Who = 'classTeacher', classId = school.cast.own) =>
  (await ask<Cases>(`GET /api/cases?class=${classId}`, who)).body
const review = async (answers: object[], who: Who = 'classTeacher', classId = school.cast.own) =>
  ask<{ reviewed: number; moved: number }>(`POST /api/classes/${classId}/review`, who, { answers })
const undo = () => ask(`POST /api/classes/${school.cast.own}/review/undo`)
const answersOf = async (dynamics: string) => (await cases()).cases.map(({ id }) => ({ caseId: id, dynamics }))
const statuses = async (classId = school.cast.own) => {
  const rows = await inSchool(app.db, school.cast.schoolId, (trx) =>
    trx
      .selectFrom('duty')
      .select(['spec', 'status', 'due_on'])
      .where('class_id', '=', classId)
      .orderBy('due_on')
      .execute(),
  )
  const last = (spec: string) => rows.findLast((row) => row.spec === spec && row.due_on <= '2026-12-07')?.status
  return { review: last('II.10'), list: last('II.2') }
}

describe('open cases', () => {
  it('are told with what the numbers suggest', async () => {
    const told = await cases()
    expect(told.cases.map(({ pupil, state, dynamics }) => [pupil.name, state.id, dynamics?.suggestion])).toEqual([
      ['Ёлкин Пётр', 'in_work', 'worse'],
      ['Иванов Пётр', 'in_work', 'improved'],
    ])
    expect(told.cases[0]?.dynamics?.measured).toMatchObject({ before: 4, now: 6 })
    expect(told.cases[0]?.dynamics?.criterion.ru).toContain('10 учебных дней')
    expect(told.review).toMatchObject({ isRecordedToday: false, mayReview: true })
  })

  it('are for the own class, the administration and specialists, restricted ones by their own right', async () => {
    const { schoolId, own } = school.cast
    expect((await ask(`GET /api/cases?class=${own}`, 'otherTeacher')).status).toBe(403)
    expect((await ask('GET /api/cases', 'methodologist')).status).toBe(403)
    expect((await ask<Cases>('GET /api/cases', 'otherTeacher')).body.cases).toEqual([])
    await inSchool(app.db, schoolId, (trx) =>
      trx
        .updateTable('escalation')
        .set({ is_restricted: true })
        .where('student_id', '=', school.cast.pupils.own[0] ?? 0)
        .execute(),
    )
    const seen = async (who: Who) => (await ask<Cases>('GET /api/cases', who)).body.cases.length
    expect(await seen('deputy')).toBe(2)
    expect(await seen('academicDeputy')).toBe(1)
    expect(await seen('psychologist')).toBe(2)
    expect(await seen('speechTherapist')).toBe(1)
    expect(await seen('classTeacher')).toBe(2)
  })

  it('tell their history to whoever may see them, and the trail keeps who looked', async () => {
    const [first] = (await cases()).cases
    const { body } = await ask<{ steps: { to: { ru: string }; author: string | null }[] }>(
      `GET /api/cases/${first?.id}`,
      'deputy',
    )
    expect(body.steps.map(({ to }) => to.ru)).toEqual(['Сигнал', 'Работа на уровне класса'])
    expect((await ask(`GET /api/cases/${first?.id}`, 'otherTeacher')).status).toBe(403)
    expect((await ask('GET /api/cases/99999')).status).toBe(404)
  })
})

describe('a case that a teacher noticed', () => {
  const noticed = { domain: 'family', noticed: 'Приходит без завтрака', measures: ['talkWithStudent'] }
  const open = (pupil: number, who: Who = 'classTeacher', more: object = {}) =>
    ask<{ id: number }>(`POST /api/pupils/${pupil}/cases`, who, { ...noticed, ...more })
  const pupil = () => school.cast.pupils.own[0] ?? 0

  it('is in work at once, by the hand of a person, and closes no duty', async () => {
    const before = await statuses()
    const { status, body } = await open(pupil())
    expect(status).toBe(200)
    const { body: told } = await ask<{
      domain: string
      mayUndo: boolean
      steps: { to: { ru: string }; author: string | null; note: string | null; measures: { ru: string }[] }[]
    }>(`GET /api/cases/${body.id}`)
    expect(told).toMatchObject({ domain: 'family', mayUndo: true })
    expect(told.steps).toMatchObject([
      { to: { ru: 'Сигнал' }, note: 'Приходит без завтрака', measures: [] },
      { to: { ru: 'Работа на уровне класса' }, measures: [{ ru: 'Разговор с учеником' }] },
    ])
    expect(told.steps.every(({ author }) => author !== null)).toBe(true)
    expect((await cases()).cases.map(({ domain }) => domain)).toContain('family')
    expect(await statuses()).toEqual(before)
  })

  it('is opened once for a domain, by the teacher of the class alone, with words and measures of the list', async () => {
    expect((await open(pupil())).status).toBe(200)
    expect((await open(pupil())).body.code).toBe('case-open')
    expect((await open(school.cast.pupils.other[0] ?? 0)).status).toBe(403)
    expect((await open(pupil(), 'deputy', { domain: 'support' })).status).toBe(403)
    expect((await open(pupil(), 'classTeacher', { domain: 'support', measures: ['magic'] })).body.code).toBe(
      'unknown-code',
    )
    expect((await open(pupil(), 'classTeacher', { domain: 'support', noticed: ' ' })).status).toBe(400)
    expect((await open(pupil(), 'classTeacher', { domain: 'support', measures: [] })).status).toBe(400)
  })

  it('is taken back on its day, until somebody answers for it', async () => {
    const first = (await open(pupil())).body.id
    expect((await ask(`POST /api/cases/${first}/undo`)).status).toBe(200)
    expect((await cases()).cases.map(({ domain }) => domain)).not.toContain('family')
    const second = (await open(pupil())).body.id
    expect((await review(await answersOf('none'))).status).toBe(200)
    expect((await ask(`POST /api/cases/${second}/undo`)).body.code).toBe('case-moved-on')
    const [flagged] = (await cases()).cases
    expect((await ask(`POST /api/cases/${flagged?.id}/undo`)).body.code).toBe('case-moved-on')
  })
})

describe('the review of open cases', () => {
  it('answers for each and meets II.10 and the list review of II.2', async () => {
    expect((await statuses()).review).not.toBe('met')
    const { status, body } = await review(await answersOf('none'))
    expect([status, body]).toMatchObject([200, { reviewed: 2, moved: 0 }])
    expect(await statuses()).toEqual({ review: 'met', list: 'met' })
    const told = await cases()
    expect(told.review.isRecordedToday).toBe(true)
    expect(told.cases.map(({ lastReview }) => lastReview?.dynamics)).toEqual(['none', 'none'])
  })

  it('moves what improved to monitoring and leaves the rest in work', async () => {
    const [worse, better] = (await cases()).cases
    const { body } = await review([
      { caseId: better?.id, dynamics: 'improved' },
      { caseId: worse?.id, dynamics: 'worse', note: 'Пропускает первые уроки' },
    ])
    expect(body).toMatchObject({ reviewed: 2, moved: 1 })
    expect((await cases()).cases.map(({ state, lastReview }) => [state.id, lastReview?.note])).toEqual([
      ['in_work', 'Пропускает первые уроки'],
      ['monitoring', null],
    ])
  })

  it('needs one answer for each open case: none is forgotten, none is given twice', async () => {
    const [one] = await answersOf('none')
    expect((await review([])).body.code).toBe('cases-differ')
    expect((await review([one ?? {}])).body.code).toBe('cases-differ')
    expect((await review([one ?? {}, one ?? {}])).body.code).toBe('cases-differ')
    expect((await statuses()).review).not.toBe('met')
  })

  it('is one tap where there are no cases', async () => {
    const { other } = school.cast
    const { status, body } = await review([], 'otherTeacher', other)
    expect([status, body]).toMatchObject([200, { reviewed: 0 }])
    expect(await statuses(other)).toEqual({ review: 'met', list: 'met' })
  })

  it('is the word of who leads the class alone', async () => {
    const answers = await answersOf('none')
    for (const who of ['otherTeacher', 'deputy', 'principal', 'psychologist'] as const)
      expect([who, (await review(answers, who)).status]).toEqual([who, 403])
  })

  it('a second one of the day is refused with what to do', async () => {
    const answers = await answersOf('none')
    await review(answers)
    const { status, body } = await review(answers)
    expect([status, body.code]).toEqual([409, 'reviewed-already'])
  })

  it('on a past day is refused', async () => {
    const { body } = await ask(`POST /api/classes/${school.cast.own}/review?on=2026-11-20`, 'classTeacher', {
      answers: [],
    })
    expect(body.code).toBe('past-day')
  })

  it('is undone within the day: cases return, the duty is owed again', async () => {
    const before = await statuses()
    const [worse, better] = (await cases()).cases
    await review([
      { caseId: worse?.id, dynamics: 'none' },
      { caseId: better?.id, dynamics: 'improved' },
    ])
    expect((await undo()).status).toBe(200)
    expect((await cases()).cases.map(({ state, lastReview }) => [state.id, lastReview])).toEqual([
      ['in_work', null],
      ['in_work', null],
    ])
    expect(await statuses()).toEqual(before)
    expect((await undo()).body.code).toBe('nothing-to-undo')
    expect((await review(await answersOf('none'))).status).toBe(200)
  })

  it('keeps its record in the journal with it: neither taken back nor brought back alone', async () => {
    const { body } = await review(await answersOf('none'))
    const { interactionId } = body as unknown as { interactionId: number }
    const change = async (verb: string, given: object) =>
      (await ask(`POST /api/interactions/${interactionId}/${verb}`, 'deputy', given)).body.code
    expect(await change('void', { reason: 'ошибка' })).toBe('part-of-review')
    const page = await ask<{ decision: object }>(`GET /api/interactions/${interactionId}`)
    expect(page.body.decision).toEqual({ flag: null, class: school.cast.own })
    await undo()
    expect(await change('restoration', {})).toBe('part-of-review')
    expect((await statuses()).review).not.toBe('met')
  })

  it('is undone alone: a look through the list of the same day stays, and so the other way round', async () => {
    const path = `/api/classes/${school.cast.own}`
    const looked = await ask<{ interactionId: number }>(`POST ${path}/list-review`)
    await review(await answersOf('none'))
    expect((await ask(`POST ${path}/review/undo?interaction=${looked.body.interactionId}`)).status).toBe(200)
    expect((await cases()).review.isRecordedToday).toBe(true)
    const again = await ask(`POST ${path}/review/undo?interaction=${looked.body.interactionId}`)
    expect(again.body.code).toBe('nothing-to-undo')
  })

  it('leaves acceptance as it stood before the review: that can no longer be undone', async () => {
    now = noonOf('2026-11-23')
    const { flags } = (await ask<{ flags: { id: number; decision: { kind: string } | null }[] }>('GET /api/flags')).body
    expect(flags.every(({ decision }) => decision?.kind === 'accepted')).toBe(true)
    expect((await ask(`POST /api/flags/${flags[0]?.id}/undo`)).body.code).toBe('nothing-to-undo')
  })

  it('ends the way back of a decision of the same day, which is then no longer offered', async () => {
    now = noonOf('2026-11-09')
    const { flags } = (await ask<{ flags: { id: number }[] }>('GET /api/flags')).body
    const id = flags[0]?.id
    const offered = async () => (await ask<{ mayUndo: boolean }>(`GET /api/flags/${id}`)).body.mayUndo
    expect(await offered()).toBe(true)
    expect((await review(await answersOf('none'))).status).toBe(200)
    expect(await offered()).toBe(false)
    expect((await ask(`POST /api/flags/${id}/undo`)).body.code).toBe('case-moved-on')
    expect((await undo()).status).toBe(200)
    expect(await offered()).toBe(true)
    expect((await ask(`POST /api/flags/${id}/undo`)).status).toBe(200)
  })
})

describe('looking through the list', () => {
  it('meets the monthly review of II.2 and nothing else', async () => {
    const before = await statuses()
    expect((await ask(`POST /api/classes/${school.cast.own}/list-review`)).status).toBe(200)
    expect(await statuses()).toEqual({ review: before.review, list: 'met' })
    expect((await ask(`POST /api/classes/${school.cast.own}/list-review`)).body.code).toBe('reviewed-already')
  })
})
