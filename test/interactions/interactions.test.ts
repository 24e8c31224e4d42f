import { describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { useApp, useCast } from '../support/app.ts'

const app = useApp()
const school = useCast(app)

type Change = {
  key: string
  point: string
  from: string | null
  to: string | null
  isServed: boolean
  after: { ru: string } | null
}
type Logged = { id: number; warnings: { ru: string }[]; duties: Change[]; code?: string }
type List = {
  entries: {
    id: number
    served: { point: string }[]
    topic: string | null
    isHidden: boolean
    isBackdated: boolean
    voided: object | null
  }[]
  total: number
}

const review = () => ({ class: school.cast.own, form: 'eJournal', evidence: ['review'], outcome: 'nothingFound' })
const log = async (body: object, who: Parameters<typeof school.as>[0] = 'classTeacher') =>
  app.ask<Logged>('POST /api/interactions', { as: await school.as(who), body })

describe('logging an interaction', () => {
  it('turns the review of the fortnight from owed to met and says so', async () => {
    const { status, body } = await log(review())
    expect(status).toBe(200)
    const changed = body.duties.find(({ point }) => point === 'II.10')
    expect(changed).toMatchObject({ from: 'overdue', to: 'met', isServed: true })
    expect(changed?.after?.ru).toContain('II.10')
  })

  it('writes what changed to the cache of duties, in the same transaction', async () => {
    const { body } = await log(review())
    const { schoolId } = school.cast
    const rows = await inSchool(app.db, schoolId, (trx) =>
      trx.selectFrom('duty').select(['duty_key', 'status']).where('point', '=', 'II.10').execute(),
    )
    const key = body.duties.find(({ point }) => point === 'II.10')?.key
    expect(rows.find((row) => row.duty_key === key)?.status).toBe('met')
  })

  it('lets one event serve several points', async () => {
    const { body } = await log({
      class: school.cast.own,
      form: 'webinar',
      evidence: ['parentEducation', 'staffInvolved'],
    })
    expect(
      body.duties
        .filter(({ isServed }) => isServed)
        .map(({ point }) => point)
        .toSorted(),
    ).toEqual(['III.10', 'III.9'])
    const all = await app.ask<List>('GET /api/interactions?point=III.10', { as: await school.as('deputy') })
    expect(all.body.entries[0]?.served.map(({ point }) => point).toSorted()).toEqual(['III.10', 'III.9'])
  })

  it('takes a form that the point does not name, with a warning', async () => {
    const { status, body } = await log({ class: school.cast.own, form: 'phone', evidence: ['parentEducation'] })
    expect(status).toBe(200)
    expect(body.warnings[0]?.ru).toContain('III.9')
  })

  it('warns of names in a channel that bears none', async () => {
    const pupils = [school.cast.pupils.own[0] ?? 0]
    const { body } = await log({ class: school.cast.own, pupils, form: 'max', evidence: ['contactPointNotice'] })
    expect(body.warnings.map(({ ru }) => ru).join()).toContain('имена')
  })

  it.each([
    ['a day to come', { on: '2026-11-24' }, 422, 'future'],
    ['an hour to come', { on: '2026-11-23', at: '23:00' }, 422, 'future'],
    ['a record older than a week without a reason', { on: '2026-11-15' }, 422, 'needs-reason'],
    [
      'a class teacher with what is older than a month',
      { on: '2026-10-01', backdateReason: 'болела' },
      403,
      'needs-deputy',
    ],
    ['an unknown form', { form: 'pigeon' }, 422, 'unknown-form'],
    ['an unknown kind', { evidence: ['tea'] }, 422, 'unknown-evidence'],
    ['a point that such a record does not serve', { points: ['III.9'] }, 422, 'point-not-served'],
    ['a duty that is not there', { duty: 'II.10@1|class:0|x' }, 422, 'no-duty'],
  ])('refuses %s', async (_, extra, status, code) => {
    expect(await log({ ...review(), ...extra })).toMatchObject({ status, body: { code } })
  })

  it('takes a late record with its reason and marks it; the deputy head confirms what is older', async () => {
    expect((await log({ ...review(), on: '2026-11-15', backdateReason: 'болела' })).status).toBe(200)
    expect((await log({ ...review(), on: '2026-10-01', backdateReason: 'нашли протокол' }, 'deputy')).status).toBe(200)
    const { body } = await app.ask<List>('GET /api/interactions', { as: await school.as('deputy') })
    expect(body.entries.map(({ isBackdated }) => isBackdated)).toEqual([true, true])
  })

  it('refuses "nothing found" where a case is open', async () => {
    await openCase(school.cast.pupils.own[0] ?? 0, school.cast.own)
    expect(await log(review())).toMatchObject({ status: 409, body: { code: 'open-cases' } })
  })

  it('refuses to write on a day that is looked back at', async () => {
    const reply = await app.ask('POST /api/interactions?on=2026-11-01', {
      as: await school.as('classTeacher'),
      body: review(),
    })
    expect(reply).toMatchObject({ status: 409, body: { code: 'past-day' } })
  })
})

describe('who may', () => {
  it('keeps a class teacher to the own class', async () => {
    expect((await log({ ...review(), class: school.cast.other })).status).toBe(403)
    expect((await log({ ...review(), pupils: [school.cast.pupils.other[0]] })).body.code).toBe('not-of-class')
    await log(review(), 'otherTeacher').then(({ status }) => expect(status).toBe(403))
    await log({ ...review(), class: school.cast.other }, 'otherTeacher')
    const { body } = await app.ask<List>('GET /api/interactions', { as: await school.as('classTeacher') })
    expect(body.total).toBe(0)
  })

  it('lets a specialist log for a pupil with an open case, and see no other', async () => {
    const [pupil = 0, without = 0] = school.cast.pupils.own
    const talk = (id: number) => ({
      class: school.cast.own,
      pupils: [id],
      form: 'consultation',
      evidence: ['correctionSession'],
    })
    expect((await log(talk(pupil), 'psychologist')).status).toBe(403)
    await openCase(pupil, school.cast.own)
    expect((await log(talk(pupil), 'psychologist')).status).toBe(200)
    expect((await log({ ...talk(pupil), pupils: undefined }, 'psychologist')).status).toBe(403)
    await log(talk(without))
    const { body } = await app.ask<List>('GET /api/interactions', { as: await school.as('psychologist') })
    expect(body.total).toBe(1)
  })

  it.each(['subjectTeacher', 'secretary', 'methodologist', 'systemAdmin', 'journalAdmin'] as const)(
    'refuses %s',
    async (who) => {
      expect((await app.ask('GET /api/interactions', { as: await school.as(who) })).status).toBe(403)
      expect((await log(review(), who)).status).toBe(403)
    },
  )

  it('hides what a restricted case is about from those who may not read such cases', async () => {
    const pupil = school.cast.pupils.own[0] ?? 0
    const { body } = await log({
      class: school.cast.own,
      pupils: [pupil],
      form: 'meeting',
      evidence: ['measure'],
      topic: 'тайна',
    })
    await openCase(pupil, school.cast.own, { interactionId: body.id, isRestricted: true })
    const seenBy = async (who: 'academicDeputy' | 'deputy') =>
      (await app.ask<List>('GET /api/interactions', { as: await school.as(who) })).body.entries[0]
    expect(await seenBy('academicDeputy')).toMatchObject({ topic: null, isHidden: true, pupils: [] })
    expect(await seenBy('deputy')).toMatchObject({ topic: 'тайна', isHidden: false })
  })
})

describe('an emergency', () => {
  const report = async (student_id: number) => {
    const { schoolId: school_id, own } = school.cast
    return inSchool(app.db, school_id, async (trx) => {
      const { id } = await trx
        .insertInto('duty_trigger')
        .values({
          school_id,
          kind: 'emergency',
          cause: 'emergency',
          class_id: own,
          student_id,
          occurred_on: '2026-11-23',
          occurred_at: '2026-11-23T08:30:00Z',
          recorded_at: '2026-11-23T08:30:00Z',
          origin: 'manual',
          ref: 'incident:1',
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return id
    })
  }

  it('tells the academic deputy nothing of the pupil, and is not theirs to take back or change', async () => {
    const [pupil = 0] = school.cast.pupils.own
    const trigger = await report(pupil)
    const said = { class: school.cast.own, pupils: [pupil], form: 'phone', evidence: ['emergencyRecord'], trigger }
    const { body, status } = await log(said)
    expect(status).toBe(200)
    const as = await school.as('academicDeputy')
    type One = { entry: { isHidden: boolean; pupils: object[]; served: object[] }; duties: object[]; mayVoid: boolean }
    const one = await app.ask<One>(`GET /api/interactions/${body.id}`, { as })
    expect(one.body).toMatchObject({
      entry: { isHidden: true, pupils: [], served: [] },
      duties: [],
      mayVoid: false,
      attribution: [],
    })
    const base = `POST /api/interactions/${body.id}`
    const tried = [
      await app.ask(`${base}/void`, { as, body: { reason: 'ошибка' } }),
      await app.ask(`${base}/attribution`, { as, body: { points: ['II.1'] } }),
      await app.ask(`${base}/restoration`, { as }),
    ]
    expect(tried.map((reply) => reply.status)).toEqual([403, 403, 403])
    const deputy = await school.as('deputy')
    const seen = await app.ask<One>(`GET /api/interactions/${body.id}`, { as: deputy })
    expect(seen.body.duties).toMatchObject([{ point: 'II.1', studentId: pupil }])
    expect((await app.ask(`${base}/void`, { as: deputy, body: { reason: 'ошибка' } })).status).toBe(200)
  })

  it('is no duty that the academic deputy is told of when they log something', async () => {
    const [pupil = 0] = school.cast.pupils.own
    const trigger = await report(pupil)
    const options = async (who: 'academicDeputy' | 'deputy') => {
      const route = `GET /api/interactions/options?class=${school.cast.own}&point=II.1`
      return (await app.ask<{ duties: object[] }>(route, { as: await school.as(who) })).body.duties
    }
    expect(await options('academicDeputy')).toEqual([])
    expect(await options('deputy')).toMatchObject([{ point: 'II.1', studentId: pupil }])
    const said = { class: school.cast.own, form: 'phone', evidence: ['emergencyRecord'], trigger }
    const { body } = await log({ ...said, pupils: [pupil] }, 'academicDeputy')
    expect(body.duties?.filter(({ point }) => point === 'II.1') ?? []).toEqual([])
  })
})

describe('the list', () => {
  it('asks for days of the calendar: any other text is the fault of who asks, told in both languages', async () => {
    for (const from of ['2026-13-99', '2026-02-30', 'abc', '0001-1-1']) {
      const { status, body } = await app.ask<{ said: { ru: string; en: string } }>(
        `GET /api/interactions?from=${from}`,
        { as: await school.as('deputy') },
      )
      expect([from, status]).toEqual([from, 400])
      expect(body.said).toEqual({ ru: expect.any(String), en: expect.any(String) })
    }
    const { status } = await app.ask('GET /api/interactions?from=2026-02-28', { as: await school.as('deputy') })
    expect(status).toBe(200)
  })
})

describe('taking back', () => {
  const take = async (id: number, who: Parameters<typeof school.as>[0] = 'classTeacher') =>
    app.ask<Logged>(`POST /api/interactions/${id}/void`, { as: await school.as(who), body: { reason: 'ошибка' } })

  it('keeps the entry, makes the duty owed again, and brings it back as a new entry', async () => {
    const { id } = (await log(review())).body
    const back = await take(id)
    expect(back.body.duties.find(({ point }) => point === 'II.10')).toMatchObject({ from: 'met', to: 'overdue' })
    expect((await take(id)).status).toBe(409)
    const as = await school.as('classTeacher')
    expect((await app.ask<List>('GET /api/interactions', { as })).body.total).toBe(0)
    expect((await app.ask<List>('GET /api/interactions?voided=only', { as })).body.entries[0]).toMatchObject({ id })
    const again = await app.ask<Logged>(`POST /api/interactions/${id}/restoration`, { as, body: {} })
    expect(again.body.id).not.toBe(id)
    expect(again.body.duties.find(({ point }) => point === 'II.10')).toMatchObject({ to: 'met' })
    expect((await app.ask<List>('GET /api/interactions?voided=with', { as })).body.total).toBe(2)
  })

  it('leaves another’s entry to the deputy head', async () => {
    const { id } = (await log(review(), 'deputy')).body
    expect(await take(id)).toMatchObject({ status: 403, body: { code: 'not-yours' } })
    expect((await take(id, 'deputy')).status).toBe(200)
    expect((await take(id, 'otherTeacher')).status).toBe(403)
  })

  it('changes which points an entry serves, and back', async () => {
    const { id } = (
      await log({ class: school.cast.own, form: 'webinar', evidence: ['parentEducation', 'staffInvolved'] })
    ).body
    const as = await school.as('classTeacher')
    const ask = (of: number, points: string[]) =>
      app.ask<Logged>(`POST /api/interactions/${of}/attribution`, { as, body: { points } })
    const narrowed = await ask(id, ['III.9'])
    expect(narrowed.body.duties.find(({ point }) => point === 'III.10')).toMatchObject({ from: 'met', isServed: false })
    const widened = await ask(narrowed.body.id, ['III.9', 'III.10'])
    expect(widened.body.duties.find(({ point }) => point === 'III.10')).toMatchObject({ to: 'met', isServed: true })
    expect((await ask(widened.body.id, ['II.10'])).body.code).toBe('point-not-served')
  })
})

describe('options', () => {
  type Options = {
    pupils: { name: string }[]
    duties: { key: string; point: string; isForMe: boolean }[]
    openCases: number
    class: object | null
  }
  it('tells the pupils in Russian order and the duties an entry may close', async () => {
    const { body } = await app.ask<Options>('GET /api/interactions/options', { as: await school.as('classTeacher') })
    expect(body.pupils.map(({ name }) => name.split(' ')[0])).toEqual([
      'Ёлкин',
      'Жуков',
      'Иванов',
      'Петров',
      'Сидоров',
      'Яшин',
    ])
    expect(body.duties.some(({ point, isForMe }) => point === 'II.10' && isForMe)).toBe(true)
  })

  it('logs for the duty that was chosen', async () => {
    const as = await school.as('classTeacher')
    const { body } = await app.ask<Options>('GET /api/interactions/options?point=III.9', { as })
    const key = body.duties[0]?.key ?? ''
    const done = await log({ class: school.cast.own, form: 'club', evidence: ['parentEducation'], duty: key })
    expect(done.body.duties.find((duty) => duty.key === key)).toMatchObject({ to: 'met', isServed: true })
  })

  it('does not open another class', async () => {
    const reply = await app.ask(`GET /api/interactions/options?class=${school.cast.other}`, {
      as: await school.as('classTeacher'),
    })
    expect(reply.status).toBe(403)
  })
})

async function openCase(
  studentId: number,
  classId: number,
  more: { interactionId?: number; isRestricted?: boolean } = {},
) {
  const { schoolId: school_id } = school.cast
  await inSchool(app.db, school_id, async (trx) => {
    const { id } = await trx
      .insertInto('escalation')
      .values({
        school_id,
        student_id: studentId,
        class_id: classId,
        domain: 'conduct',
        state: 'in_work',
        highest_state: 'in_work',
        opened_on: '2026-11-20',
        is_restricted: more.isRestricted ?? false,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (more.interactionId !== undefined)
      await trx
        .insertInto('escalation_step')
        .values({
          school_id,
          escalation_id: id,
          step_no: 1,
          transition: '2',
          from_state: 'flagged',
          to_state: 'in_work',
          stepped_on: '2026-11-20',
          interaction_id: more.interactionId,
        })
        .execute()
  })
}
