import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../server/database/database.ts'
import { inSchool } from '../../server/database/school.ts'
import type { Demo } from '../../server/demo/demo.ts'
import { dayOf } from '../../server/domain/day.ts'
import { type Judged, statuses } from '../../server/domain/duties/duty.ts'
import { listOpenFlags } from '../../server/flags/queries.ts'
import type { Refreshed } from '../../server/refresh.ts'
import type { RuleSet } from '../../server/rules/files/ruleset.ts'
import { openMigrated } from '../support/database.ts'
import { demoAt, refreshed, shippedRules, tooLate } from './support.ts'

const asOf = '2026-11-23'
let database: Database
let demo: Demo
let result: Refreshed
let ruleSet: RuleSet
/** Duties of the classes of the present school year. */
let present: Judged[]

beforeAll(async () => {
  database = await openMigrated()
  ruleSet = await shippedRules(asOf)
  demo = await demoAt(database.db, asOf)
  result = await refreshed(database.db, demo)
  const classes = await inSchool(database.db, demo.schoolId, (trx) =>
    trx.selectFrom('school_class').select('id').where('school_year', '=', '2026/27').execute(),
  )
  const ids = new Set(classes.map(({ id }) => id))
  present = result.duties.judged.filter(({ classId }) => ids.has(classId))
}, 240_000)

afterAll(async () => {
  await database.close()
})

describe('the demo school of 23 November 2026', () => {
  it('is as large as a Moscow school, and marked as a demo', async () => {
    const school = await database.db
      .selectFrom('school')
      .select(['name', 'is_demo', 'demo_seed', 'tracking_from'])
      .where('id', '=', demo.schoolId)
      .executeTakeFirstOrThrow()
    expect(school).toMatchObject({ is_demo: true, demo_seed: 1, tracking_from: '2025-09-22' })
    expect(school.name).toMatch(/^Школа № \d+ \(учебная\)$/)
    expect(result.evaluation.facts.students.length).toBeGreaterThan(930)
    expect(result.evaluation.facts.students.length).toBeLessThan(1080)
    expect(new Set(present.map(({ classId }) => classId)).size).toBe(36)
    expect(demo.counts['mark']).toBeGreaterThan(200_000)
    expect(demo.counts['mark']).toBeLessThan(330_000)
  })

  it('flags 10 to 15 % of pupils at level 2 or above', () => {
    const flagged = result.evaluation.ruled.flatMap(({ rule, row, verdict }) =>
      rule.rule.subject === 'student' && verdict.outcome === 'flagged' && (verdict.level ?? 0) >= 2 ? [row.id] : [],
    )
    const share = new Set(flagged).size / result.evaluation.facts.students.length
    expect(share).toBeGreaterThanOrEqual(0.1)
    expect(share).toBeLessThanOrEqual(0.15)
  })

  it('makes every rule that is on fire', () => {
    const on = ruleSet.rules.flatMap(({ rule }) => (rule.status === 'off' ? [] : [rule.id]))
    const fired = new Set(
      result.evaluation.ruled.flatMap(({ rule, verdict }) => (verdict.outcome === 'flagged' ? [rule.rule.id] : [])),
    )
    expect(on.length).toBeGreaterThanOrEqual(30)
    expect(on.filter((id) => !fired.has(id))).toEqual([])
  })

  it('leaves no class with more than a quarter flagged by one rule ungrouped', async () => {
    const flags = await inSchool(database.db, demo.schoolId, (trx) => listOpenFlags(trx, demo.schoolId))
    const sizes = Map.groupBy(result.evaluation.facts.students, ({ classId }) => classId)
    const alone = flags.filter(({ subjectKind, groupedUnder }) => subjectKind === 'student' && groupedUnder === null)
    const crowded = [...Map.groupBy(alone, ({ ruleId, classId }) => `${ruleId} ${classId}`).values()].filter(
      ([first, ...others]) => first && (1 + others.length) / (sizes.get(first.classId)?.length ?? 1) > 0.25,
    )
    expect(flags.length).toBeGreaterThan(100)
    expect(crowded.map(([first]) => `${first?.ruleId} ${first?.className}`)).toEqual([])
  })

  it('shows every status of a duty', () => {
    const seen = new Set(result.duties.judged.map(({ status }) => status))
    expect(statuses.filter((status) => !seen.has(status))).toEqual([])
  })

  it('has something to say of every point in the present year, and of one that nothing triggered nothing red', () => {
    const asNeeded = new Set(ruleSet.points.flatMap(({ id, kind }) => (kind === 'T4' || kind === 'T5' ? [id] : [])))
    const judged = new Set(present.map(({ spec }) => spec.point))
    expect(ruleSet.points.map(({ id }) => id).filter((id) => !judged.has(id) && !asNeeded.has(id))).toEqual([])
    const red = present.filter(({ status }) => status === 'overdue' || status === 'missed')
    expect(red.filter(({ spec, trigger }) => asNeeded.has(spec.point) && trigger === undefined)).toEqual([])
  })

  it('keeps points that nothing triggered in some class', () => {
    const emergencies = new Set(present.flatMap(({ spec, classId }) => (spec.point === 'II.1' ? [classId] : [])))
    expect(emergencies.size).toBeGreaterThan(0)
    expect(emergencies.size).toBeLessThan(36)
  })

  it('looks like a real school: most in time, a handful overdue', () => {
    const mature = present.filter(({ graceUntil }) => graceUntil < dayOf(asOf))
    const rates = [...Map.groupBy(mature, ({ spec }) => spec.point).values()].flatMap((duties) => {
      const counted = duties.filter(({ status }) => ['met', 'met_late', 'overdue', 'missed'].includes(status))
      return counted.length === 0 ? [] : [counted.filter(({ status }) => status === 'met').length / counted.length]
    })
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length
    expect(mean).toBeGreaterThan(0.85)
    expect(mean).toBeLessThan(0.96)
    const overdue = present.filter(({ status }) => status === 'overdue').length
    expect(overdue).toBeGreaterThan(1)
    expect(overdue).toBeLessThan(25)
  })

  it('dates nothing that happened after its day', async () => {
    expect(await tooLate(database.db, demo)).toEqual([])
  })

  it('lets new records go on after its own ids', async () => {
    const id = await inSchool(database.db, demo.schoolId, async (trx) => {
      const row = { school_id: demo.schoolId, full_name: 'Новикова Ольга Сергеевна' }
      const made = await trx.insertInto('staff').values(row).returning('id').executeTakeFirstOrThrow()
      return made.id
    })
    expect(id).toBeGreaterThan(demo.counts['staff'] ?? 0)
  })
})
