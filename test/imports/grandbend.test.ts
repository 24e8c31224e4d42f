import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { runImport, undoImport } from '../../server/imports/imports.ts'
import { createSchool, useDatabase } from '../support/database.ts'
import { stateOf } from './support.ts'

const folder = join(import.meta.dirname, '../data/grandbend')
const options = { profile: 'ed-fi-grandbend', asOf: '2022-06-01' }
const database = useDatabase()

async function ask(query: string): Promise<number> {
  const { rows } = await sql<{ answer: number }>`${sql.raw(query)}`.execute(database.db)
  return Number(rows[0]?.answer)
}

describe('ed-fi-grandbend', () => {
  it('loads the whole district, answers the known questions, and changes nothing the second time', async () => {
    const schoolId = await createSchool(database.db)
    const first = await runImport(database.db, schoolId, folder, options)
    expect(first.warnings).toEqual([])
    expect(first.refusedCount).toBe(0)
    expect(first.exportedOn).toBe('2022-05-27')
    expect(first.counts['student']?.new).toBe(960)
    expect(first.counts['school_class']?.new).toBe(36)
    expect(first.counts['student_guardian']?.new).toBe(1872)
    expect(first.counts['absence']?.new).toBe(1917 - 66 + 66)
    expect(first.counts['incident']?.new).toBe(21)
    expect(first.counts['incident_participant']?.new).toBe(23)
    expect(first.counts['mark']?.new).toBe(250)
    expect(first.notes).toContainEqual(expect.objectContaining({ code: 'skipped', count: 66 }))

    const days = `select student_id, count(*) n, count(*) filter (where kind = 'absent_unexcused') u from absence
      where lesson_no = 0 and kind in ('absent_excused', 'absent_unexcused') and withdrawn_at is null group by 1`
    expect(await ask(`select count(*) as answer from (${days}) d where n >= 18`)).toBe(42)
    expect(await ask(`select count(*) as answer from (${days}) d where u >= 3`)).toBe(91)
    expect(
      await ask(`select count(distinct p.student_id) as answer from incident i join incident_participant p on p.incident_id = i.id
        where i.kind = 'offence' and i.severity = 4 and p.role = 'offender'`),
    ).toBe(9)
    expect(await ask(`select count(*) as answer from absence where kind = 'late' and lesson_no > 0`)).toBe(66)
    expect(await ask(`select count(*) as answer from absence where kind = 'late' and lesson_no = 0`)).toBe(0)
    expect(await ask(`select count(*) as answer from incident_participant where role <> 'offender'`)).toBe(2)
    expect(await ask(`select count(*) as answer from absence where absent_on = '2021-12-15' and entry_no = 2`)).toBe(1)
    expect(
      await ask(
        `select count(*) as answer from (select grade from school_class where grade between 0 and 12 group by 1) g`,
      ),
    ).toBe(13)
    expect(await ask(`select max(value) as answer from mark where scale = 'hundred'`)).toBe(10300)

    const before = await stateOf(database.db)
    const second = await runImport(database.db, schoolId, folder, { ...options, asOf: '2022-07-01' })
    expect(second.isUnchanged).toBe(true)
    expect(second.importId).toBeUndefined()
    expect(await stateOf(database.db)).toEqual(before)
    expect(await ask('select count(*) as answer from import')).toBe(1)

    await undoImport(database.db, schoolId)
    const after = await stateOf(database.db)
    expect(Object.values(after).every((rows) => rows.length === 0)).toBe(true)
  })
})
