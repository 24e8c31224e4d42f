import { inSchool } from '../../server/database/school.ts'
import { dayOf, isoOf } from '../../server/domain/day.ts'
import { zoneClock } from '../../server/domain/duties/zone.ts'
import { refresh } from '../../server/refresh.ts'
import type { Cast, TestApp } from '../support/app.ts'

const early = '2026-09-01T06:00:00Z'

/** Which pupils of a class missed how many lessons without a valid reason on a day. */
export type Missed = { pupil: number; on: string; lessons: number }

/** The journal of the cast's school up to a day: nothing but the lessons missed without a reason. */
export async function loadAbsences(app: TestApp, { schoolId }: Cast, dataOn: string, missed: readonly Missed[]) {
  await inSchool(app.db, schoolId, async (trx) => {
    const school_id = schoolId
    // The database dates its rows by the real clock, which may be ahead of that of the test.
    await trx.updateTable('enrolment').set({ recorded_at: early }).execute()
    const { id: import_id } = await trx
      .insertInto('import')
      .values({
        school_id,
        profile: 'test',
        source: 'test',
        state: 'accepted',
        exported_on: dataOn,
        covers: '{}',
        files: '[]',
        content_hash: '',
        counts: '{}',
        finished_at: early,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('import_source')
      .values({ school_id, import_id, source: 'attendance', data_on: dataOn })
      .execute()
    const rows = missed.flatMap(({ pupil, on, lessons }) =>
      Array.from({ length: lessons }, (_, no) => ({
        school_id,
        student_id: pupil,
        absent_on: on,
        lesson_no: no + 1,
        kind: 'absent_unexcused' as const,
        import_id,
        recorded_at: early,
      })),
    )
    if (rows.length > 0) await trx.insertInto('absence').values(rows).execute()
  })
}

/** The rules look at the school as of a day. */
export async function look(app: TestApp, { schoolId }: Cast, on: string) {
  const asOf = dayOf(on)
  const school = { id: schoolId, timeZone: 'Europe/Moscow', trackingFrom: '2026-09-01' }
  const knownAt = new Date(zoneClock(school.timeZone).endOf(asOf))
  const ruleSet = app.room.rules.current()
  return inSchool(app.db, schoolId, (trx) => refresh(trx, { school, ruleSet, asOf, knownAt }))
}

/** Noon in Moscow of a day. */
export const noonOf = (on: string): Date => new Date(`${on}T09:00:00Z`)

export const dayAfter = (on: string, days: number): string => isoOf(dayOf(on) + days)
