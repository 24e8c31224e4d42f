import { describe, expect, it } from 'vitest'
import { inSchool } from '../../server/database/school.ts'
import { createSmallSchool, type SmallSchool } from '../duties/world.ts'
import { copyPlace, inDatabase, usePlace } from './support.ts'

let school: SmallSchool
const asOf = ['--as-of', '2026-11-20']
const place = usePlace(async (made) => {
  await made.call(['migrate'])
  await inDatabase(made, async (db) => {
    school = await createSmallSchool(db)
  })
})

describe('rebuild', () => {
  it('finds nothing, then what was altered, and mends it', async () => {
    const copy = await copyPlace(place)
    expect((await copy.call(['rebuild'])).code).toBe(3)
    for (const day of ['2026-11-18', '2026-11-19', '2026-11-20']) await copy.call(['evaluate', '--as-of', day])
    const { code, answer } = await copy.ask(['rebuild'])
    expect(answer).toMatchObject({
      asOf: '2026-11-20',
      duties: { differences: [] },
      flags: { runs: 3, differences: [], because: null },
    })
    expect(code).toBe(0)
    await inDatabase(copy, (db) =>
      inSchool(db, school.id, (trx) =>
        trx
          .updateTable('duty')
          .set({ status: 'met' })
          .where('school_id', '=', school.id)
          .where('point', '=', 'III.6')
          .execute(),
      ),
    )
    const found = await copy.call(['rebuild', '--lang', 'en'])
    expect(found.code).toBe(1)
    expect(found.out).toContain('overdue (status)')
    expect((await copy.call(['rebuild', '--write'])).out).toContain('Хранимые обязательства исправлены.')
    expect((await copy.call(['rebuild'])).code).toBe(0)
    await copy.remove()
  })

  it('finds a flag that its history does not give', async () => {
    const copy = await copyPlace(place)
    await copy.call(['evaluate', ...asOf])
    await inDatabase(copy, (db) =>
      inSchool(db, school.id, (trx) =>
        trx
          .insertInto('flag_memory')
          .values({
            school_id: school.id,
            rule_id: 'ATT-02',
            subject_kind: 'student',
            subject_id: school.students[0] ?? 0,
            stepped_on: '2026-11-20',
            state: JSON.stringify({ status: 'flagged', level: 2, episode: 1, lastAction: 0 }),
          })
          .execute(),
      ),
    )
    const { code, answer } = await copy.ask(['rebuild'])
    expect(code).toBe(1)
    expect(answer).toMatchObject({ flags: { differences: [{ ruleId: 'ATT-02', replayed: null }] } })
    await copy.remove()
  })
})
