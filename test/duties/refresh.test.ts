import { describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import type { Day } from '../../server/domain/day.ts'
import { restate } from '../../server/domain/duties/closes.ts'
import { monthOf } from '../../server/domain/duties/reporting.ts'
import { refreshDuties } from '../../server/duties/duties.ts'
import { listCloses } from '../../server/duties/queries/closes.ts'
import { useDatabase } from '../support/database.ts'
import { createSmallSchool, d, eveningOf, log, type SmallSchool } from './world.ts'

const database = useDatabase()

const run = (school: SmallSchool, day: Day) =>
  inSchool(database.db, school.id, async (trx) => refreshDuties(trx, await school.ground(trx), day, eveningOf(day)))

const flipsOf = (school: SmallSchool, key: string) =>
  inSchool(database.db, school.id, (trx) =>
    trx
      .selectFrom('flip')
      .select(['from_status as from', 'to_status as to', 'effective_on as on'])
      .where('school_id', '=', school.id)
      .where('duty_key', '=', key)
      .orderBy('effective_on')
      .orderBy('flip_no')
      .execute(),
  )

const planKey = (school: SmallSchool) => `II.6/milestone@1|class:${school.classes[0]}|2026/27:start`

describe('refreshDuties', () => {
  it('writes nothing the second time', async () => {
    const school = await createSmallSchool(database.db)
    const first = await run(school, d('2026-10-05'))
    expect(first.written).toBe(first.judged.length)
    expect(first.written).toBeGreaterThan(50)
    expect(await run(school, d('2026-10-05'))).toMatchObject({ written: 0, removed: 0, flips: 0, closed: [] })
  })

  it('remembers changes with the days they took effect, however long no run looked', async () => {
    const school = await createSmallSchool(database.db)
    await run(school, d('2026-09-02'))
    await run(school, d('2026-11-20'))
    expect(await flipsOf(school, planKey(school))).toEqual([
      { from: null, to: 'open', on: '2026-08-20' },
      { from: 'open', to: 'due_soon', on: '2026-09-01' },
      { from: 'due_soon', to: 'in_grace', on: '2026-09-16' },
      { from: 'in_grace', to: 'overdue', on: '2026-09-21' },
    ])
  })

  it('says the same of runs of every day and of one run in the end', async () => {
    const daily = await createSmallSchool(database.db)
    const once = await createSmallSchool(database.db)
    for (let day = d('2026-09-01'); day <= d('2026-09-25'); day += 1) await run(daily, day)
    await run(once, d('2026-09-25'))
    const changes = (school: SmallSchool) =>
      Promise.all(
        [0, 1].flatMap((at) =>
          ['II.6/milestone@1|class:$|2026/27:start', 'II.10@1|class:$|2026/27:gap', 'II.2@1|class:$|2026-09'].map(
            (key) => flipsOf(school, key.replace('$', String(school.classes[at]))),
          ),
        ),
      )
    expect(await changes(daily)).toEqual(await changes(once))
  })

  it('dates a fact learnt late by the day it happened', async () => {
    const school = await createSmallSchool(database.db)
    await run(school, d('2026-10-01'))
    await inSchool(database.db, school.id, (trx) =>
      log(trx, school, { on: d('2026-09-25'), recordedOn: d('2026-10-06'), evidence: 'educationPlan' }),
    )
    await run(school, d('2026-10-06'))
    expect((await flipsOf(school, planKey(school))).at(-1)).toEqual({
      from: 'overdue',
      to: 'met_late',
      on: '2026-09-25',
    })
  })

  it('closes each month once and never writes it again', async () => {
    const school = await createSmallSchool(database.db)
    expect((await run(school, d('2026-09-30'))).closed).toEqual([])
    expect((await run(school, d('2026-10-01'))).closed).toEqual(['2026-09'])
    expect((await run(school, d('2026-12-05'))).closed).toEqual(['2026-10', '2026-11'])
    const closes = () => inSchool(database.db, school.id, (trx) => listCloses(trx, school.id))
    const before = await closes()
    expect(new Set(before.map(({ period }) => period))).toEqual(new Set(['2026-09', '2026-10', '2026-11']))
    await inSchool(database.db, school.id, (trx) =>
      log(trx, school, { on: d('2026-09-10'), recordedOn: d('2026-12-06'), evidence: 'educationPlan' }),
    )
    const { judged } = await run(school, d('2026-12-06'))
    expect(await closes()).toEqual(before)
    const plan = restate(before, judged, monthOf(d('2026-09-10')), d('2026-12-06')).filter(
      ({ close }) => close.point === 'II.6' && close.basis === 'local' && close.classId === school.classes[0],
    )
    expect(plan.map(({ closed, restated, differs }) => [closed.met, restated.met, differs])).toEqual([[0, 1, true]])
  })

  it('closes each week of a short clock once, a week without anything to count as well', async () => {
    const school = await createSmallSchool(database.db)
    await inSchool(database.db, school.id, (trx) =>
      trx
        .insertInto('duty_trigger')
        .values({
          school_id: school.id,
          kind: 'request',
          cause: 'parentRequest',
          class_id: school.classes[0] ?? 0,
          occurred_on: '2026-09-07',
          recorded_at: '2026-09-07T09:00:00Z',
          origin: 'manual',
          ref: 'request:1',
        })
        .execute(),
    )
    const weeks = (closed: readonly string[]) => closed.filter((period) => period.includes('..'))
    const first = weeks((await run(school, d('2026-09-14'))).closed)
    expect(first).toEqual(['2026-08-31..2026-09-06', '2026-09-07..2026-09-13'])
    expect(weeks((await run(school, d('2026-09-14'))).closed)).toEqual([])
    expect(weeks((await run(school, d('2026-09-21'))).closed)).toEqual(['2026-09-14..2026-09-20'])
    const closes = await inSchool(database.db, school.id, (trx) => listCloses(trx, school.id))
    const counted = closes.filter(({ period, tally }) => period.includes('..') && tally.notMet > 0)
    expect(counted.map(({ period, point }) => [period, point])).toEqual([['2026-09-14..2026-09-20', 'III.3']])
  })

  it('takes what is no longer asked out of the cache', async () => {
    const school = await createSmallSchool(database.db)
    await run(school, d('2026-09-10'))
    const { removed } = await inSchool(database.db, school.id, async (trx) => {
      await trx
        .deleteFrom('enrolment')
        .where('school_id', '=', school.id)
        .where('student_id', '=', school.students[0] ?? 0)
        .execute()
      return refreshDuties(trx, await school.ground(trx), d('2026-09-11'), eveningOf(d('2026-09-11')))
    })
    expect(removed).toBeGreaterThan(0)
  })
})
