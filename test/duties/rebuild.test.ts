import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Trx } from '../../server/database/database.ts'
import { inSchool } from '../../server/database/school.ts'
import { type Day, isoOf } from '../../server/domain/day.ts'
import { compareDuties, refreshDuties, repairDuties } from '../../server/duties/duties.ts'
import { useDatabase } from '../support/database.ts'
import { createSmallSchool, d, eveningOf, log, open, type SmallSchool } from './world.ts'

const database = useDatabase()

/** What may happen in a school between two looks; each takes effect on the day the history has come to. */
type Act = (trx: Trx, school: SmallSchool, day: Day, no: number) => Promise<unknown>

const kindsOfEvidence =
  'educationPlan review listReview parentEducation staffInvolved healthEvent requestAnswer requestMeasure weeklyStatus statusToParents ' +
  'contactPointNotice familyAssessment triage memo emergencyContact emergencyRecord requestEscalation consent participationAnswer assignment'
const causes = [
  { cause: 'parentRequest', kind: 'request' },
  { cause: 'flagRaised', kind: 'flag' },
  { cause: 'noResult', kind: 'flag' },
  { cause: 'agreementPlan', kind: 'plan' },
  { cause: 'emergency', kind: 'emergency' },
  { cause: 'schoolEvent', kind: 'event' },
  { cause: 'psychologistReferral', kind: 'event' },
  { cause: 'groupMeeting', kind: 'event' },
] as const
const points = ['II.6', 'II.10', 'III.3', 'II.5', 'III.9', 'II.2', 'III.2']
const any = fc.nat({ max: 1000 })
const pick = <T>(items: readonly T[], index: number): T => items[index % items.length] as T

const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(any, any, any, any).map((roll) => logged(...roll)) },
  { weight: 3, arbitrary: fc.tuple(any, any).map((roll) => opened(...roll)) },
  { weight: 1, arbitrary: any.map((roll) => voided(roll)) },
  { weight: 1, arbitrary: fc.tuple(any, any).map((roll) => closed(...roll)) },
  { weight: 1, arbitrary: fc.tuple(any, any).map((roll) => waived(...roll)) },
  { weight: 1, arbitrary: any.map((roll) => broken(roll)) },
  { weight: 1, arbitrary: any.map((roll) => moved(roll)) },
  { weight: 1, arbitrary: any.map((roll) => blocked(roll)) },
)

function logged(kind: number, at: number, back: number, whom: number): Act {
  return async (trx, school, day) => {
    const triggers = await idsOf(trx, 'duty_trigger', school)
    const on = Math.max(d('2026-09-01'), day - (back % 12))
    const who = whom % 3 === 0 ? { student: pick(school.students, whom) } : {}
    const tied = back % 2 === 0 && triggers.length > 0 ? { trigger: pick(triggers, whom) } : {}
    return log(trx, school, {
      on,
      recordedOn: day,
      evidence: pick(kindsOfEvidence.split(' '), kind),
      at: at % 2,
      ...who,
      ...tied,
    })
  }
}

function opened(which: number, whom: number): Act {
  return (trx, school, day, no) =>
    open(trx, school, {
      on: day,
      ...pick(causes, which),
      ref: `T${no}`,
      at: whom % 2,
      student: pick(school.students, whom),
      eventOn: day + (whom % 15),
    })
}

function voided(which: number): Act {
  return async (trx, school, day) => {
    const ids = await idsOf(trx, 'interaction', school)
    if (ids.length === 0) return
    await trx
      .updateTable('interaction')
      .set({ voided_at: eveningOf(day).toISOString() })
      .where('school_id', '=', school.id)
      .where('id', '=', pick(ids, which))
      .where('voided_at', 'is', null)
      .execute()
  }
}

function closed(which: number, why: number): Act {
  return async (trx, school, day) => {
    const ids = await idsOf(trx, 'duty_trigger', school)
    if (ids.length === 0) return
    const close_reason = pick(['withdrawn', 'done', 'flagDismissed'], why)
    await trx
      .updateTable('duty_trigger')
      .set({ closed_on: isoOf(day), close_reason })
      .where('school_id', '=', school.id)
      .where('id', '=', pick(ids, which))
      .where('closed_on', 'is', null)
      .execute()
  }
}

function waived(which: number, back: number): Act {
  return async (trx, school, day) => {
    const at = eveningOf(day).toISOString()
    const known = await idsOf(trx, 'waiver', school)
    if (back % 4 === 0 && known.length > 0) {
      await trx
        .updateTable('waiver')
        .set({ state: 'revoked', revoked_at: at })
        .where('school_id', '=', school.id)
        .where('id', '=', pick(known, which))
        .where('state', '=', 'approved')
        .execute()
      return
    }
    await trx
      .insertInto('waiver')
      .values({
        school_id: school.id,
        point: pick(points, which),
        class_id: pick(school.classes, back),
        from_on: isoOf(day - (back % 20)),
        to_on: isoOf(day + (back % 9)),
        reason_code: 'other',
        state: 'approved',
        decided_at: at,
      })
      .execute()
  }
}

function broken(length: number): Act {
  return async (trx, school, day) => {
    const at = length % 3 === 0 ? null : pick(school.classes, length)
    await trx
      .insertInto('school_break')
      .values({
        school_id: school.id,
        class_id: at,
        from_on: isoOf(day - 2),
        to_on: isoOf(day + (length % 8)),
        kind: 'quarantine',
      })
      .execute()
  }
}

function moved(which: number): Act {
  return async (trx, school, day) => {
    const student = pick(school.students, which)
    const left = await trx
      .updateTable('enrolment')
      .set({ to_on: isoOf(day - 1) })
      .where('school_id', '=', school.id)
      .where('student_id', '=', student)
      .where('to_on', 'is', null)
      .where('from_on', '<', isoOf(day))
      .executeTakeFirst()
    if (left.numUpdatedRows === 0n || which % 3 === 0) return
    await trx
      .insertInto('enrolment')
      .values({ school_id: school.id, student_id: student, from_on: isoOf(day), class_id: pick(school.classes, which) })
      .execute()
  }
}

function blocked(which: number): Act {
  return async (trx, school, day) => {
    const ids = await idsOf(trx, 'duty_trigger', school)
    if (ids.length === 0) return
    await trx
      .insertInto('trigger_block')
      .values({
        school_id: school.id,
        trigger_id: pick(ids, which),
        point: pick(['I.3', 'I.1'], which),
        from_on: isoOf(day),
        reason_code: 'consent',
        recorded_at: eveningOf(day).toISOString(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

async function idsOf(
  trx: Trx,
  table: 'interaction' | 'duty_trigger' | 'waiver',
  school: SmallSchool,
): Promise<number[]> {
  const rows = await trx.selectFrom(table).select('id').where('school_id', '=', school.id).orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** Steps of a history: days that pass, what happens then, and whether a run looks afterwards. */
const histories = fc.array(
  fc.record({ days: fc.integer({ min: 0, max: 24 }), acts: fc.array(acts, { maxLength: 5 }), isLooked: fc.boolean() }),
  { minLength: 3, maxLength: 9 },
)

type History = typeof histories extends fc.Arbitrary<infer T> ? T : never

async function live(trx: Trx, school: SmallSchool, history: History): Promise<Day> {
  let day = d('2026-09-01')
  let no = 0
  // Two looks on one evening are still one after the other: what the second one learns it learns later.
  let looks = 0
  const look = async () =>
    refreshDuties(trx, await school.ground(trx), day, new Date(eveningOf(day).getTime() + ++looks * 1000))
  for (const step of history) {
    day += step.days
    for (const act of step.acts) await act(trx, school, day, ++no)
    if (step.isLooked) await look()
  }
  await look()
  return day
}

const inOwnSchool = async <T>(work: (trx: Trx, school: SmallSchool) => Promise<T>): Promise<T> => {
  const school = await createSmallSchool(database.db)
  return inSchool(database.db, school.id, (trx) => work(trx, school))
}

describe('rebuild', () => {
  it('finds the cache true after any history', async () => {
    let lived = 0
    let refreshed = 0
    await fc.assert(
      fc.asyncProperty(histories, (history) =>
        inOwnSchool(async (trx, school) => {
          const day = await live(trx, school, history)
          const { judged, differences } = await compareDuties(trx, await school.ground(trx), day, eveningOf(day))
          expect(differences).toEqual([])
          lived += 1
          refreshed += judged
          const stale = await lastFlips(trx, school)
          expect(stale).toEqual([])
        }),
      ),
      { numRuns: 60 },
    )
    expect(lived).toBeGreaterThanOrEqual(50)
    expect(refreshed).toBeGreaterThan(lived * 50)
  }, 240_000)

  it('finds and mends whatever is wrong with the cache', async () => {
    await inOwnSchool(async (trx, school) => {
      const day = await live(trx, school, [])
      const ground = await school.ground(trx)
      const [wrong = '', lost = '', other = ''] = await keysOf(trx, school)
      const duty = trx.updateTable('duty').where('school_id', '=', school.id)
      await duty.set({ status: 'met', satisfied_on: '2026-09-01' }).where('duty_key', '=', wrong).execute()
      await duty
        .set({ reasons: JSON.stringify([]) })
        .where('duty_key', '=', other)
        .execute()
      await trx.deleteFrom('duty').where('school_id', '=', school.id).where('duty_key', '=', lost).execute()
      const { differences } = await compareDuties(trx, ground, day, eveningOf(day))
      expect(Object.fromEntries(differences.map(({ dutyKey, kind }) => [dutyKey, kind]))).toEqual({
        [wrong]: 'differs',
        [lost]: 'missing',
        [other]: 'differs',
      })
      expect(differences.find(({ dutyKey }) => dutyKey === wrong)?.columns).toEqual(['status', 'satisfied_on'])
      await repairDuties(trx, ground, day, eveningOf(day), differences)
      expect((await compareDuties(trx, ground, day, eveningOf(day))).differences).toEqual([])
    })
  })
})

/** Duties whose last remembered change is not to the status they stand in. */
async function lastFlips(trx: Trx, school: SmallSchool): Promise<unknown[]> {
  const duties = await trx
    .selectFrom('duty')
    .select(['duty_key', 'status'])
    .where('school_id', '=', school.id)
    .execute()
  const flips = await trx
    .selectFrom('flip')
    .select(['duty_key', 'to_status', 'known_at', 'effective_on', 'flip_no'])
    .where('school_id', '=', school.id)
    .orderBy('known_at')
    .orderBy('effective_on')
    .orderBy('flip_no')
    .execute()
  const last = new Map(flips.map((flip) => [flip.duty_key, flip.to_status]))
  return duties.filter(({ duty_key, status }) => last.get(duty_key) !== status)
}

async function keysOf(trx: Trx, school: SmallSchool): Promise<string[]> {
  const rows = await trx
    .selectFrom('duty')
    .select('duty_key')
    .where('school_id', '=', school.id)
    .where('status', 'in', ['open', 'due_soon'])
    .orderBy('duty_key')
    .execute()
  return rows.map((row) => row.duty_key)
}
