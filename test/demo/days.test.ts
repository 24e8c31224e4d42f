import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../server/database/database.ts'
import { Refusal } from '../../server/refusal.ts'
import { openMigrated } from '../support/database.ts'
import { contentOf, demoAt, refreshed, tooLate } from './support.ts'

let database: Database
beforeAll(async () => {
  database = await openMigrated()
})
afterAll(async () => {
  await database.close()
})

describe('a demo school', () => {
  it('is the same for the same seed and day, and another for another seed', { timeout: 240_000 }, async () => {
    const [one, same, other] = [
      await demoAt(database.db, '2025-10-15', 7),
      await demoAt(database.db, '2025-10-15', 7),
      await demoAt(database.db, '2025-10-15', 8),
    ]
    const content = await contentOf(database.db, one)
    expect(content).toContain('mark ')
    expect(await contentOf(database.db, same)).toBe(content)
    expect(await contentOf(database.db, other)).not.toBe(content)
  })

  it.each([
    { wanted: '2025-09-01', lives: '2025-09-01', why: 'the very first day' },
    { wanted: '2025-10-15', lives: '2025-10-15', why: 'a part of the earliest year' },
    { wanted: '2026-07-15', lives: '2026-05-26', why: 'a day of summer' },
    { wanted: '2026-09-03', lives: '2026-09-03', why: 'early September' },
    { wanted: '2027-01-04', lives: '2027-01-04', why: 'the New Year holidays' },
    { wanted: '2027-05-26', lives: '2027-05-26', why: 'the last day of study' },
  ])('can be made as of $wanted: $why', { timeout: 240_000 }, async ({ wanted, lives }) => {
    const demo = await demoAt(database.db, wanted)
    expect(demo.asOf).toBe(lives)
    expect(await tooLate(database.db, demo)).toEqual([])
    const { evaluation, duties } = await refreshed(database.db, demo)
    expect(evaluation.facts.students.length).toBeGreaterThan(900)
    expect(duties.judged.length).toBeGreaterThan(1000)
    const flagged = evaluation.ruled.flatMap(({ rule, row, verdict }) =>
      rule.rule.subject === 'student' && verdict.outcome === 'flagged' && (verdict.level ?? 0) >= 2 ? [row.id] : [],
    )
    expect(new Set(flagged).size / evaluation.facts.students.length).toBeLessThan(0.2)
  })

  it('is refused where no calendar answers, and leaves nothing behind', async () => {
    const before = await database.db.selectFrom('school').select('id').execute()
    await expect(demoAt(database.db, '2019-03-01')).rejects.toThrow(Refusal)
    expect(await database.db.selectFrom('school').select('id').execute()).toEqual(before)
  })
})
