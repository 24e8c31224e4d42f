import { assert, asyncProperty, integer } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { loadFacts, planFacts } from '../../server/facts/facts.ts'
import { useDatabase } from '../support/database.ts'
import { naive } from './naive.ts'
import { calendarOf, catalogue, kinds, production, use } from './setting.ts'
import { storeWorld } from './store.ts'
import { randomWorld } from './world.ts'

const windows = [
  { days: 30 },
  { schoolDays: 5 },
  { schoolDays: 20 },
  { period: 'current' },
  { period: 'last' },
  { period: 'schoolYear' },
]
const pairs = [
  { days: 30, previousDays: 60 },
  { days: 7, previousDays: 14 },
]
const windowed = [
  'marksCount',
  'twosCount',
  'maxTwosInSubject',
  'avgNow',
  'lessonsHeld',
  'absentLessons',
  'absentShare',
  'unexcusedLessons',
  'unexcusedShare',
  'unexplainedLessons',
  'illnessLessons',
  'absentDays',
  'unexcusedDays',
  'lateCount',
  'maxUnexcusedInSubject',
  'presentSameDays',
]
const uses = [
  ...windowed.flatMap((fact) => windows.map((params) => use(fact, params))),
  ...['marksCountPrev', 'avgPrev', 'avgDelta'].flatMap((fact) => pairs.map((params) => use(fact, params))),
  ...pairs.map((params) => use('decliningSubjects', { ...params, delta: 0.5, minMarks: 2 })),
  ...['current', 'last'].flatMap((period) => [
    use('subjectWeightedAvg', { minMarks: 3, period }),
    use('failingRiskSubjects', { threshold: 2.5, minMarks: 2, period }),
    use('predictedTwos', { minMarks: 2, roundUpAt: 0.6, period }),
    use('predictedThrees', { minMarks: 2, roundUpAt: 0.5, period }),
    use('predictedFours', { minMarks: 1, roundUpAt: 0.6, period }),
    use('subjectsAtAttestationRisk', { missedShare: 0.4, minLessons: 3, period }),
  ]),
  use('openPoints'),
  use('twosSinceMeeting'),
  use('unexcusedSinceMeeting'),
  use('incidentsSinceMeeting', { minSeverity: 2 }),
  use('unexplainedOldestDays', { schoolDays: 10 }),
  use('consecutiveAbsentDays'),
  use('incidentsCount', { days: 30, minSeverity: 1, maxSeverity: 2 }),
  use('incidentsCount', { days: 60, minSeverity: 3 }),
  ...['maxSeverity', 'bullyingReports', 'conflictIncidentsSamePair'].map((fact) => use(fact, { days: 60 })),
]

const database = useDatabase()

describe('facts of random schools', () => {
  it('are those of the plain computation, record by record', async () => {
    const plain = integer({ min: 1, max: 1_000_000 })
    await assert(
      asyncProperty(plain, async (seed) => {
        const world = randomWorld(seed)
        const { schoolId, base } = await storeWorld(database.db, world)
        const plan = planFacts(uses, world.asOf, catalogue)
        const options = { schoolId, calendarOf, production, kinds, ...(world.knownAt && { knownAt: world.knownAt }) }
        const table = await inSchool(database.db, schoolId, (trx) => loadFacts(trx, plan, options))
        const { students, facts } = naive(world)
        const found = Object.fromEntries(
          table.students.map((row) => [row.id - base, told(table.keys, row.values, row.reasons)]),
        )
        const expected = Object.fromEntries(
          students.map((student) => [
            student,
            Object.fromEntries(uses.map(({ key, fact, params }) => [key, facts[fact]?.(student, params)])),
          ]),
        )
        expect(found).toEqual(expected)
      }),
      // An absence before the pupil's enrolment once broke a row of missed days.
      { numRuns: 120, examples: [[445412]] },
    )
  }, 300_000)
})

function told(
  keys: readonly string[],
  values: readonly unknown[],
  reasons: readonly unknown[],
): Record<string, unknown> {
  return Object.fromEntries(keys.map((key, slot) => [key, reasons[slot] ?? values[slot]]))
}
