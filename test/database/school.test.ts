import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { inSchool, inSchoolReadOnly } from '../../server/database/school.ts'
import { createSchool, openBlank, useDatabase } from '../support/database.ts'

const database = useDatabase()

async function twoSchools(): Promise<[number, number]> {
  const schools: [number, number] = [
    await createSchool(database.db),
    await createSchool(database.db, { name: 'Школа № 2' }),
  ]
  for (const school_id of schools) {
    await inSchool(database.db, school_id, (trx) =>
      trx
        .insertInto('student')
        .values([{ school_id, full_name: `Ёлкин ${school_id}` }])
        .execute(),
    )
  }
  return schools
}

describe('a transaction in a school', () => {
  it('sees only its own rows where the query forgets the school', async () => {
    const [first, second] = await twoSchools()
    const seen = await inSchool(database.db, second, (trx) =>
      trx.selectFrom('student').select(['school_id', 'full_name']).execute(),
    )
    expect(seen).toEqual([{ school_id: second, full_name: `Ёлкин ${second}` }])
    const joined = await inSchoolReadOnly(database.db, first, (trx) =>
      sql<{ school_id: number }>`select a.school_id from student a cross join student b`.execute(trx),
    )
    expect(joined.rows).toEqual([{ school_id: first }])
  })

  it('neither changes nor deletes rows of another school', async () => {
    const [first, second] = await twoSchools()
    await inSchool(database.db, first, async (trx) => {
      await trx.updateTable('student').set({ full_name: 'changed' }).execute()
      await trx.deleteFrom('student').where('school_id', '=', second).execute()
    })
    const left = await database.db.selectFrom('student').select('full_name').orderBy('school_id').execute()
    expect(left.map((row) => row.full_name)).toEqual(['changed', `Ёлкин ${second}`])
  })

  it('refuses a row for another school', async () => {
    const [first, second] = await twoSchools()
    const insert = inSchool(database.db, first, (trx) =>
      trx.insertInto('student').values({ school_id: second, full_name: 'x' }).execute(),
    )
    await expect(insert).rejects.toMatchObject({ code: '42501' })
    const move = inSchool(database.db, first, (trx) => trx.updateTable('student').set({ school_id: second }).execute())
    await expect(move).rejects.toMatchObject({ code: '42501' })
  })

  it('sees nothing as the role of the application without a school', async () => {
    await twoSchools()
    const seen = await database.db.transaction().execute(async (trx) => {
      await sql`set local role reglament_app`.execute(trx)
      return trx.selectFrom('student').selectAll().execute()
    })
    expect(seen).toEqual([])
  })

  it('leaves neither the role nor the school behind', async () => {
    const [first] = await twoSchools()
    await inSchool(database.db, first, async () => {})
    const failed = inSchool(database.db, first, (trx) => sql`select 1 / 0`.execute(trx))
    await expect(failed).rejects.toMatchObject({ code: '22012' })
    const after = await sql<{ role: string; school: string | null }>`
      select current_user as role, current_setting('app.school_id', true) as school`.execute(database.db)
    expect(after.rows[0]?.role).not.toBe('reglament_app')
    expect(after.rows[0]?.school ?? '').toBe('')
  })

  it('refuses to write where it is for reading, and reads one moment', async () => {
    const [first] = await twoSchools()
    const write = inSchoolReadOnly(database.db, first, (trx) => trx.deleteFrom('student').execute())
    await expect(write).rejects.toMatchObject({ code: '25006' })
    const level = await inSchoolReadOnly(database.db, first, (trx) =>
      sql<{ level: string }>`select current_setting('transaction_isolation') as level`.execute(trx),
    )
    expect(level.rows).toEqual([{ level: 'repeatable read' }])
  })

  it.each([0, -1, 1.5, Number.NaN, 2 ** 53])('takes no %s for a school', async (id) => {
    expect(() => inSchool(database.db, id, async () => {})).toThrow(RangeError)
  })

  it('says that the database is not prepared where the role is missing', async () => {
    const blank = await openBlank()
    try {
      const { rows } = await sql`select from pg_roles where rolname = 'reglament_app'`.execute(blank.db)
      const entering = inSchool(blank.db, 1, async () => 'in')
      // A role belongs to the whole server: on PostgreSQL another database has made it already.
      if (rows.length > 0) await expect(entering).resolves.toBe('in')
      else await expect(entering).rejects.toMatchObject({ code: 'role_missing' })
    } finally {
      await blank.close()
    }
  })
})
