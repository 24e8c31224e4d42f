import { assert, asyncProperty, integer } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { listRecordsBehind, loadFacts, planFacts } from '../../server/facts/facts.ts'
import { useDatabase } from '../support/database.ts'
import { calendarOf, catalogue, kinds, production, use } from './setting.ts'
import { storeWorld } from './store.ts'
import { randomWorld } from './world.ts'

/** Facts that count records: the list must add up to the number. */
const counted = [
  use('marksCount', { schoolDays: 20 }),
  use('marksCountPrev', { days: 7, previousDays: 30 }),
  use('twosCount', { period: 'current' }),
  use('maxTwosInSubject', { days: 60 }),
  use('openPoints'),
  use('twosSinceMeeting'),
  use('absentLessons', { period: 'schoolYear' }),
  use('unexcusedLessons', { schoolDays: 5 }),
  use('unexplainedLessons', { days: 30 }),
  use('illnessLessons', { period: 'current' }),
  use('absentDays', { days: 60 }),
  use('unexcusedDays', { schoolDays: 20 }),
  use('lateCount', { period: 'schoolYear' }),
  use('unexcusedSinceMeeting'),
  use('incidentsCount', { days: 60, minSeverity: 2 }),
  use('bullyingReports', { days: 60 }),
  use('conflictIncidentsSamePair', { days: 60 }),
  use('incidentsSinceMeeting', { minSeverity: 1 }),
]

const database = useDatabase()

describe('records behind a fact', () => {
  it('add up to its number, for random schools', async () => {
    let seen = 0
    await assert(
      asyncProperty(integer({ min: 1, max: 1_000_000 }), async (seed) => {
        const world = randomWorld(seed)
        const { schoolId } = await storeWorld(database.db, world)
        const options = { schoolId, calendarOf, production, kinds, ...(world.knownAt && { knownAt: world.knownAt }) }
        await inSchool(database.db, schoolId, async (trx) => {
          const table = await loadFacts(trx, planFacts(counted, world.asOf, catalogue), options)
          for (const row of table.students.slice(0, 2))
            for (const [slot, { key, fact, params }] of counted.entries()) {
              if (row.reasons[slot] !== null) continue
              const list = await listRecordsBehind(
                trx,
                { fact, params },
                { ...options, asOf: world.asOf, studentId: row.id },
              )
              seen += list.length
              expect({ seed, key, sum: list.reduce((sum, { counts }) => sum + counts, 0) }).toEqual({
                seed,
                key,
                sum: row.values[slot],
              })
            }
        })
      }),
      { numRuns: 40 },
    )
    expect(seen).toBeGreaterThan(500)
  }, 300_000)

  it('can be listed for every fact of the catalogue', async () => {
    const world = randomWorld(12)
    const { schoolId } = await storeWorld(database.db, world)
    await inSchool(database.db, schoolId, async (trx) => {
      const table = await loadFacts(trx, planFacts([], world.asOf, catalogue), {
        schoolId,
        calendarOf,
        production,
        kinds,
      })
      const studentId = table.students[0]?.id ?? 0
      for (const fact of catalogue) {
        const choices = Object.entries(fact.params).filter(([, { optional }]) => !optional)
        const params = Object.fromEntries(
          choices.map(([name, param]) => [name, param.choices?.[0]?.id ?? param.min ?? 1]),
        )
        const list = await listRecordsBehind(
          trx,
          { fact: fact.id, params },
          { schoolId, calendarOf, kinds, asOf: world.asOf, studentId },
        )
        expect(list.every(({ on, ru, en }) => /^\d{4}-\d\d-\d\d$/.test(on) && ru !== '' && en !== '')).toBe(true)
      }
    })
  })

  it('speak in words', async () => {
    const world = { ...randomWorld(1), knownAt: undefined }
    const known = { recordedAt: '2026-09-02T00:00:00Z', withdrawnAt: null }
    const student = world.enrolments[0]?.student ?? 1
    const on = world.asOf
    const { schoolId, base } = await storeWorld(database.db, {
      ...world,
      enrolments: [{ student, classId: 1, from: on - 10, to: null, form: 'fullTime' }],
      marks: [{ student, subject: 1, on, no: 1, kind: 'mark', value: 200, weight: 150, ...known }],
      absences: [{ student, on, no: 3, entry: 1, subject: 2, kind: 'absent_illness', ...known }],
      words: [],
      incidents: [],
      finals: [],
      debts: [],
      escalations: [],
    })
    const say = async (fact: string) => {
      const input = { schoolId, calendarOf, kinds, asOf: on, studentId: base + student }
      const list = await inSchool(database.db, schoolId, (trx) => listRecordsBehind(trx, use(fact, { days: 5 }), input))
      return list.map(({ ru, en }) => [ru, en])
    }
    expect(await say('avgNow')).toEqual([['Предмет 1: 2 (вес 1,5)', 'Предмет 1: 2 (weight 1.5)']])
    expect(await say('absentLessons')).toEqual([['3-й урок, Предмет 2: болезнь', 'lesson 3, Предмет 2: illness']])
  })
})
