import { beforeEach, expect, it } from 'vitest'
import type { Trx } from '../../server/database/database.ts'
import { inSchool } from '../../server/database/school.ts'
import { dayOf } from '../../server/domain/day.ts'
import { zoneClock } from '../../server/domain/duties/zone.ts'
import { judgedOf, judgeSchool } from '../../server/overview/overview.ts'
import { loadAbsences, look } from '../flags/look.ts'
import { moment, useApp, useCast } from '../support/app.ts'

const app = useApp()
const school = useCast(app)

type Who = Parameters<typeof school.as>[0]
type Rows = { rows: { key: string; state: string; text: object }[]; total: number }

const today = '2026-11-23'

/** A pupil of each class missed lessons: each class has a flag to decide about. */
beforeEach(async () => {
  const { own, other } = school.cast.pupils
  const missed = [own[0], own[1], other[0]].map((pupil) => ({ pupil: pupil ?? 0, on: '2026-11-18', lessons: 4 }))
  await loadAbsences(app, school.cast, today, missed)
  await look(app, school.cast, today)
})

const ask = async <T = { id: number }>(route: string, who: Who, body?: object) => {
  const answer = await app.ask<T>(route, { as: await school.as(who), ...(body ? { body } : {}) })
  expect(answer.status, `${route}: ${JSON.stringify(answer.body)}`).toBe(200)
  return answer.body
}
const inTables = <T>(work: (trx: Trx) => Promise<T>) => inSchool(app.db, school.cast.schoolId, work)
const flagOf = async (pupil: number) => {
  const { flags } = await ask<{ flags: { id: number; pupil: { id: number } }[] }>('GET /api/flags', 'classTeacher')
  return flags.find((flag) => flag.pupil.id === school.cast.pupils.own[pupil])?.id ?? 0
}

const asked = () => ({
  school: { id: school.cast.schoolId, timeZone: 'Europe/Moscow', trackingFrom: '2026-09-01' },
  asOf: dayOf(today),
  knownAt: new Date(zoneClock('Europe/Moscow').endOf(dayOf(today))),
  now: moment,
})
/** What is kept of the own class, and the same class in the whole school judged from nothing. */
const judged = () =>
  inTables(async (trx) => {
    const kept = await judgedOf(trx, { ...asked(), only: [school.cast.own] }, app.room.rules.current())
    const whole = await judgeSchool(trx, asked(), app.room.rules.current())
    return { kept, fresh: whole.duties.filter(({ classId }) => classId === school.cast.own) }
  })
/** What the class teacher and the deputy head are told of the class: the one of the class alone, the other of the school. */
const told = async (query: string) => {
  const of = async (who: Who) => {
    const { rows, total } = await ask<Rows>(`GET /api/duties?class=${school.cast.own}${query}`, who)
    return { total, rows: rows.map(({ key, state, text }) => ({ key, state, text })) }
  }
  return { teacher: await of('classTeacher'), deputy: await of('deputy') }
}

const review = () => ({ class: school.cast.own, form: 'eJournal', evidence: ['review'], outcome: 'nothingFound' })

/** A record of 8В that answers what a flag asked of 7Б: it counts for both. */
const linkAcross = () =>
  inTables(async (trx) => {
    const { schoolId: school_id, own, other } = school.cast
    const { id: trigger_id } = await trx
      .selectFrom('duty_trigger')
      .select('id')
      .where('class_id', '=', own)
      .where('student_id', '=', school.cast.pupils.own[1] ?? 0)
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('interaction')
      .values({
        school_id,
        class_id: other,
        form: 'eJournal',
        evidence: ['triage'],
        occurred_on: today,
        recorded_at: moment,
        trigger_id,
      })
      .execute()
  })

const movePupil = () =>
  inTables(async (trx) => {
    const { schoolId: school_id, own, pupils } = school.cast
    const student_id = pupils.other[5] ?? 0
    await trx.updateTable('enrolment').set({ to_on: '2026-11-19' }).where('student_id', '=', student_id).execute()
    await trx
      .insertInto('enrolment')
      .values({ school_id, student_id, class_id: own, from_on: '2026-11-20', to_on: null, recorded_at: moment })
      .execute()
  })

it('the duties of a class are after any change what the whole school judged from nothing says of it', {
  timeout: 120_000,
}, async () => {
  const { own, other } = school.cast
  let entry = 0
  const changes: Record<string, () => Promise<unknown>> = {
    nothing: async () => {},
    acceptance: async () =>
      ask(`POST /api/flags/${await flagOf(0)}/acceptance`, 'classTeacher', { measures: ['contactParents'] }),
    undo: async () => ask(`POST /api/flags/${await flagOf(0)}/undo`, 'classTeacher', {}),
    dismissal: async () =>
      ask(`POST /api/flags/${await flagOf(0)}/dismissal`, 'classTeacher', { reason: 'knownCause' }),
    record: async () => {
      entry = (await ask('POST /api/interactions', 'classTeacher', review())).id
    },
    void: () => ask(`POST /api/interactions/${entry}/void`, 'classTeacher', { reason: 'Ошибка' }),
    'record of the other class': () => ask('POST /api/interactions', 'otherTeacher', { ...review(), class: other }),
    'record that answers across classes': linkAcross,
    waiver: async () => {
      const span = { point: 'II.10', classId: own, from: today, to: '2026-11-27' }
      const { id } = await ask('POST /api/waivers', 'classTeacher', { ...span, reason: 'quarantine' })
      await ask(`POST /api/waivers/${id}/approve`, 'deputy', {})
    },
    'pupil moved': movePupil,
  }
  const said = new Set<string>()
  for (const [name, change] of Object.entries(changes)) {
    await change()
    const { kept, fresh } = await judged()
    expect(kept.duties, name).toEqual(fresh)
    for (const query of ['', '&decided=year', '&set=coming']) {
      const { teacher, deputy } = await told(query)
      expect(teacher, `${name} ${query}`).toEqual(deputy)
    }
    said.add(JSON.stringify(kept.duties))
  }
  // All but the record of the other class changed something of this one, and undoing came back to where it was.
  expect(said.size).toBeGreaterThanOrEqual(Object.keys(changes).length - 3)
})

it('a pupil who has moved with a flag brings along what was decided in the former class', async () => {
  const { schoolId: school_id, own, other, pupils } = school.cast
  const moved = pupils.other[0] ?? 0
  await inTables(async (trx) => {
    const { id: trigger_id } = await trx
      .updateTable('duty_trigger')
      .set({ occurred_on: '2026-11-09', recorded_at: '2026-11-09T20:00:00Z' })
      .where('student_id', '=', moved)
      .returning('id')
      .executeTakeFirstOrThrow()
    const said = { form: 'eJournal' as const, evidence: ['triage'], occurred_on: '2026-11-10', recorded_at: moment }
    await trx
      .insertInto('interaction')
      .values({ school_id, class_id: other, trigger_id, ...said })
      .execute()
    await trx.updateTable('enrolment').set({ to_on: '2026-11-19' }).where('student_id', '=', moved).execute()
    const since = { from_on: '2026-11-20', to_on: null, recorded_at: moment }
    await trx
      .insertInto('enrolment')
      .values({ school_id, student_id: moved, class_id: own, ...since })
      .execute()
  })
  await look(app, school.cast, today)
  const { flags } = await ask<{ flags: { pupil: { id: number }; decision: { kind: string } | null }[] }>(
    'GET /api/flags',
    'classTeacher',
  )
  expect(flags.find(({ pupil }) => pupil.id === moved)?.decision).toMatchObject({ kind: 'met' })
})

it('a class whose data have not changed is not judged again', async () => {
  const first = await judged()
  expect((await judged()).kept).toBe(first.kept)
  await ask('POST /api/interactions', 'classTeacher', review())
  expect((await judged()).kept).not.toBe(first.kept)
})
