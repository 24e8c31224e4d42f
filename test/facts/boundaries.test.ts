import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import type { FactParams } from '../../server/domain/conditions/slots.ts'
import { dayOf, isoOf, weekdayOf } from '../../server/domain/day.ts'
import type { StudentRecords } from '../../server/domain/formats/records.ts'
import { computeFactsOfRecords, loadFacts, planFacts } from '../../server/facts/facts.ts'
import { useDatabase } from '../support/database.ts'
import { calendarOf, catalogue, incidentKinds, instruments, kinds, production, use } from './setting.ts'
import { storeWorld } from './store.ts'
import { type Known, randomWorld, type World } from './world.ts'

const database = useDatabase()
const options = { calendarOf, production, kinds, incidentKinds, instruments }

/** The facts of one pupil's records: values, or the reason where unknown. */
async function factsOf(
  records: StudentRecords,
  asOf: string,
  uses: [string, FactParams?][],
  dataOn?: Record<string, string>,
) {
  const asked = uses.map(([fact, params]) => use(fact, params))
  const given = { students: [records], ...(dataOn && { dataOn }) }
  const table = await computeFactsOfRecords(database.db, given, planFacts(asked, dayOf(asOf), catalogue), options)
  return asked.map((_, slot) => table.students[0]?.reasons[slot] ?? table.students[0]?.values[slot])
}

const marks = (subject: string, on: string, values: readonly number[], weights: readonly number[] = []) =>
  values.map((value, index) => ({ subject, on: isoOf(dayOf(on) + index), value, weight: weights[index] ?? 1 }))

describe('means at the threshold', () => {
  const current = { minMarks: 3, period: 'current' }
  const failing: [string, FactParams][] = [
    ['subjectWeightedAvg', current],
    ['failingRiskSubjects', { ...current, threshold: 2.5 }],
  ]

  it('2.50 is not below 2.5', async () => {
    expect(await factsOf({ marks: marks('Алгебра', '2026-09-07', [2, 3, 2, 3]) }, '2026-10-01', failing)).toEqual([
      250, 0,
    ])
  })

  it('2.49 is', async () => {
    const near = marks('Алгебра', '2026-09-07', [2, 3], [51, 49]).concat(marks('Алгебра', '2026-09-20', [2], [0.01]))
    expect(await factsOf({ marks: near }, '2026-10-01', failing)).toEqual([249, 1])
  })

  it('half a hundredth rounds up, away from zero: 2.495 is 2.50', async () => {
    const half = marks('Алгебра', '2026-09-07', [2, 2, 3], [100, 1, 99])
    expect(await factsOf({ marks: half }, '2026-10-01', failing)).toEqual([250, 0])
  })

  it('falls by exactly 0.5 count as a decline', async () => {
    const fall = [...marks('Физика', '2026-09-20', [4, 4, 4]), ...marks('Физика', '2026-11-10', [4, 3, 3, 4])]
    const windows = { days: 30, previousDays: 60, minMarks: 3 }
    const asked: [string, FactParams][] = [
      ['decliningSubjects', { ...windows, delta: 0.5 }],
      ['decliningSubjects', { ...windows, delta: 0.51 }],
      ['avgDelta', { days: 30, previousDays: 60 }],
    ]
    expect(await factsOf({ marks: fall }, '2026-11-23', asked)).toEqual([1, 0, -50])
  })
})

describe('shares of lessons', () => {
  /** Two lessons a day; the last 20 study days reach from 15 October over the autumn break to 23 November. */
  const lessons = [1, 2].map((lesson) => ({ from: '2026-10-05', to: '2026-11-23', subject: `Урок ${lesson}`, lesson }))
  const skip = (count: number) =>
    studyDays('2026-11-05', 12).flatMap((on, day) =>
      day < count ? [{ on, lessons: [1], kind: 'absent_unexcused' as const }] : [],
    )
  const asked: [string, FactParams][] = [
    ['lessonsHeld', { schoolDays: 20 }],
    ['unexcusedShare', { schoolDays: 20 }],
    ['unexcusedLessons', { schoolDays: 20 }],
  ]

  it('12 of 40 is 0.30', async () =>
    expect(await factsOf({ lessons, absences: skip(12) }, '2026-11-23', asked)).toEqual([40, 30, 12]))
  it('11 of 40 is 0.27: never rounded up', async () =>
    expect(await factsOf({ lessons, absences: skip(11) }, '2026-11-23', asked)).toEqual([40, 27, 11]))

  it('without lessons the share is unknown, not 0', async () => {
    expect(await factsOf({ absences: skip(3) }, '2026-11-23', asked)).toEqual(['not_imported', 'not_imported', 3])
  })

  it('a whole day counts as the lessons held on it, and as nothing known where they are not', async () => {
    const absences = [{ on: '2026-11-10', kind: 'absent_unexcused' as const }]
    const params = { schoolDays: 20 }
    const both: [string, FactParams][] = [
      ['unexcusedLessons', params],
      ['unexcusedDays', params],
      ['absentDays', params],
    ]
    expect(await factsOf({ lessons, absences }, '2026-11-23', both)).toEqual([2, 1, 1])
    expect(await factsOf({ absences }, '2026-11-23', both)).toEqual(['lessons_unknown', 1, 1])
  })
})

describe('windows in study days', () => {
  // Study days back from Monday 9 November 2026: 9, 6, 5 November, the break, 23, 22, 21, 20, 19, 16, 15 October.
  const absent = (on: string): StudentRecords => ({ absences: [{ on, lessons: [1], kind: 'absent_unexcused' }] })
  const ten: [string, FactParams][] = [['unexcusedLessons', { schoolDays: 10 }]]

  it('the tenth day across the break is inside', async () =>
    expect(await factsOf(absent('2026-10-15'), '2026-11-09', ten)).toEqual([1]))
  it('the eleventh is outside', async () => expect(await factsOf(absent('2026-10-14'), '2026-11-09', ten)).toEqual([0]))
  it('days without a reason are counted in study days, not calendar ones', async () => {
    const unexplained: StudentRecords = { absences: [{ on: '2026-10-23', lessons: [2], kind: 'absent_unknown' }] }
    expect(await factsOf(unexplained, '2026-11-09', [['unexplainedOldestDays', { schoolDays: 10 }]])).toEqual([3])
  })
  it('days missed in a row step over the break', async () => {
    const away: StudentRecords = { absences: [{ on: '2026-10-22', to: '2026-11-09', kind: 'absent_unknown' }] }
    expect(await factsOf(away, '2026-11-09', [['consecutiveAbsentDays'], ['confirmedContact']])).toEqual([5, false])
    const called = { ...away, contacts: [{ on: '2026-10-22', form: 'call', reached: true }] }
    expect(await factsOf(called, '2026-11-09', [['confirmedContact']])).toEqual([true])
  })
})

describe('age of the data', () => {
  const asked: [string, FactParams][] = [
    ['twosCount', { days: 30 }],
    ['lateCount', { days: 30 }],
    ['dataAgeDays', { domain: 'academic' }],
  ]
  it('14 days old still speaks, 15 does not; another source is not touched', async () => {
    expect(await factsOf({}, '2026-11-23', asked, { marks: '2026-11-09' })).toEqual([0, 0, 14])
    expect(await factsOf({}, '2026-11-23', asked, { marks: '2026-11-08' })).toEqual(['stale', 0, 15])
  })
})

describe('consent and waves', () => {
  const wave = (on: string, value: number) => ({ wave: on, on, instrument: 'observationCard', scale: 'index', value })
  const measurements = [wave('2026-04-15', 80), wave('2026-10-12', 62)]
  const given = [{ purpose: 'familySurvey' as const, state: 'given' as const, from: '2026-01-10' }]
  const asked: [string][] = [['relationIndex'], ['relationIndexDelta'], ['relationLevel']]

  it('tell while the consent stands', async () => {
    expect(await factsOf({ measurements, consents: given }, '2026-10-20', asked)).toEqual([62, -18, 'attention'])
  })
  it('tell nothing without it, or once it is withdrawn', async () => {
    const none = ['no_consent', 'no_consent', 'no_consent']
    expect(await factsOf({ measurements }, '2026-10-20', asked)).toEqual(none)
    const withdrawn = [...given, { purpose: 'familySurvey' as const, state: 'withdrawn' as const, from: '2026-10-15' }]
    expect(await factsOf({ measurements, consents: withdrawn }, '2026-10-20', asked)).toEqual(none)
  })
  it('compare one instrument with itself alone', async () => {
    const mixed = [{ ...wave('2026-04-15', 80), instrument: 'vrr' }, wave('2026-10-12', 62)]
    expect(await factsOf({ measurements: mixed, consents: given }, '2026-10-20', asked)).toEqual([
      62,
      'not_recorded',
      'attention',
    ])
  })
})

describe('a pupil who moves and a word that changes', () => {
  const known: Known = { recordedAt: '2026-09-02T00:00:00.000000Z', withdrawnAt: null }
  const empty: World = {
    ...randomWorld(1),
    asOf: dayOf('2026-11-23'),
    knownAt: undefined,
    classes: [],
    enrolments: [],
    marks: [],
    finals: [],
    lessons: [],
    loads: [],
    absences: [],
    words: [],
    incidents: [],
    debts: [],
    escalations: [],
  }
  const load = async (world: World, uses: [string, FactParams?][], covers?: object, knownAt?: string) => {
    const asked = uses.map(([fact, params]) => use(fact, params))
    const { schoolId, base } = await storeWorld(database.db, world)
    if (covers)
      await database.db
        .updateTable('import')
        .set({ covers: JSON.stringify(covers) })
        .where('school_id', '=', schoolId)
        .execute()
    const plan = planFacts(asked, world.asOf, catalogue)
    const table = await inSchool(database.db, schoolId, (trx) =>
      loadFacts(trx, plan, { schoolId, calendarOf, production, kinds, ...(knownAt && { knownAt }) }),
    )
    return Object.fromEntries(
      table.students.map((row) => [row.id - base, asked.map((_, slot) => row.reasons[slot] ?? row.values[slot])]),
    )
  }

  it('carries lessons of the old class and marks of both', async () => {
    const moved = dayOf('2026-11-09')
    const classes = [1, 2].map((id) => ({ id, grade: 7, schoolYear: '2026/27' }))
    const enrolments = [
      { student: 1, classId: 1, from: dayOf('2026-09-01'), to: moved - 1, form: 'fullTime' },
      { student: 1, classId: 2, from: moved, to: null, form: 'fullTime' },
    ]
    const lesson = (classId: number, on: string, no: number) => ({
      classId,
      on: dayOf(on),
      no,
      group: '',
      subject: 1,
      ...known,
    })
    const lessons = [
      lesson(1, '2026-11-05', 1),
      lesson(1, '2026-11-05', 2),
      lesson(2, '2026-11-05', 1),
      lesson(1, '2026-11-10', 1),
      lesson(2, '2026-11-10', 1),
      lesson(2, '2026-11-10', 2),
      lesson(2, '2026-11-10', 3),
    ]
    const mark = (on: string) => ({
      student: 1,
      subject: 1,
      on: dayOf(on),
      no: 1,
      kind: 'mark',
      value: 200,
      weight: 100,
      ...known,
    })
    const world = { ...empty, classes, enrolments, lessons, marks: [mark('2026-11-05'), mark('2026-11-10')] }
    expect(await load(world, [['lessonsHeld', { days: 30 }], ['twosCount', { days: 30 }], ['enrolledDays']])).toEqual({
      1: [5, 2, 83],
    })
  })

  it('an unexplained absence turns into illness when a person says so, and was unexplained until then', async () => {
    const classes = [{ id: 1, grade: 7, schoolYear: '2026/27' }]
    const enrolments = [{ student: 1, classId: 1, from: dayOf('2026-09-01'), to: null, form: 'fullTime' }]
    const entry = { student: 1, on: dayOf('2026-11-19'), no: 2, entry: 1, subject: 1, kind: 'absent_unknown', ...known }
    const words = [{ student: 1, on: entry.on, no: 0, at: '2026-11-20T09:00:00.000000Z', kind: 'absent_illness' }]
    const uses: [string, FactParams][] = [
      ['unexplainedLessons', { days: 30 }],
      ['illnessLessons', { days: 30 }],
    ]
    const world = { ...empty, classes, enrolments, absences: [entry], words }
    expect(await load(world, uses)).toEqual({ 1: [0, 1] })
    expect(await load(world, uses, undefined, '2026-11-20T08:59:59.000000Z')).toEqual({ 1: [1, 0] })
  })

  it('a class that no load named is unknown, not 0; a load of one pupil speaks of that pupil', async () => {
    const classes = [1, 2].map((id) => ({ id, grade: 7, schoolYear: '2026/27' }))
    const enrolments = [1, 2].map((student) => ({
      student,
      classId: student,
      from: dayOf('2026-09-01'),
      to: null,
      form: 'fullTime',
    }))
    const uses: [string, FactParams][] = [
      ['twosCount', { days: 30 }],
      ['incidentsCount', { days: 30, minSeverity: 1 }],
    ]
    const world = { ...empty, classes, enrolments }
    expect(await load(world, uses)).toEqual({ 1: [0, 0], 2: [0, 0] })
    const nobody = { who: 'classes', classIds: [-1], studentIds: [] }
    expect(await load(world, uses, nobody)).toEqual({ 1: ['not_imported', 0], 2: ['not_imported', 0] })
    const one = { who: 'students', classIds: [], studentIds: [-1] }
    expect(await load(world, uses, one)).toEqual({
      1: ['not_imported', 'not_imported'],
      2: ['not_imported', 'not_imported'],
    })
  })
})

describe('averages that a system of schools gives itself', () => {
  type Answer = {
    periods: { value: string; marks: { value: string; weight: number; date: string; is_point: boolean }[] }[]
  }
  const folder = join(import.meta.dirname, '../data/ru-ejournal/mesh-openapi')
  const answer = JSON.parse(readFileSync(join(folder, 'example_subject_marks_for_subject.json'), 'utf8')) as Answer
  const all = answer.periods.flatMap((period) => period.marks.map((mark) => ({ ...mark, period: period.value })))

  it('come out of its marks: 4.08 and 3.31 by half-year, 3.64 over all', async () => {
    expect(answer.periods.map(({ value }) => value)).toEqual(['4.08', '3.31'])
    // The answer is of 2021/22: the marks go into a loaded school year, one a day, with their own weights.
    const of = (rows: typeof all) =>
      rows.map((mark, index) => ({
        subject: 'Предмет',
        on: isoOf(dayOf('2026-09-01') + index),
        value: Number(mark.value),
        weight: mark.weight,
      }))
    const asOf = '2026-10-20'
    const means: unknown[] = []
    for (const rows of [
      all.filter(({ period }) => period === '4.08'),
      all.filter(({ period }) => period === '3.31'),
      all,
    ])
      means.push(
        ...(await factsOf({ marks: of(rows) }, asOf, [
          ['avgNow', { period: 'schoolYear' }],
          ['marksCount', { period: 'schoolYear' }],
        ])),
      )
    expect(means).toEqual([408, expect.any(Number), 331, expect.any(Number), 364, 24])
  })
})

function studyDays(from: string, count: number): string[] {
  const days: string[] = []
  for (let day = dayOf(from); days.length < count; day++) if (weekdayOf(day) <= 5) days.push(isoOf(day))
  return days
}
