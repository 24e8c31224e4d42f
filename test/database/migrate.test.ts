import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, type Db, openEmbedded } from '../../server/database/database.ts'
import { migrate, requireMigrated } from '../../server/database/migrate.ts'
import { inSchool } from '../../server/database/school.ts'
import { createSchool, embeddedDump, openBlank } from '../support/database.ts'

let folder = ''
let database: Database | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reglament-migrations-'))
  await write('0001_first', 'create table a (n int); insert into a values (1);')
  await write('0002_second', 'alter table a add m int not null default 2;')
  database = await openBlank()
})
afterEach(async () => {
  await database?.close()
  await rm(folder, { recursive: true })
})

function write(name: string, text: string): Promise<void> {
  return writeFile(join(folder, `${name}.sql`), text)
}

function db(): Db {
  if (!database) throw new Error('no database')
  return database.db
}

async function rows(query: string): Promise<unknown[]> {
  return (await sql`${sql.raw(query)}`.execute(db())).rows
}

describe('migrate', () => {
  it('applies the files in order, once, and records each', async () => {
    await expect(requireMigrated(db(), folder)).rejects.toMatchObject({ code: 'database_not_migrated' })
    expect(await migrate(db(), folder)).toEqual(['0001_first', '0002_second'])
    expect(await migrate(db(), folder)).toEqual([])
    await requireMigrated(db(), folder)
    expect(await rows('select * from a')).toEqual([{ n: 1, m: 2 }])
    expect(
      await rows('select name, length(hash) as length, applied_at <= now() as past from migration order by name'),
    ).toEqual([
      { name: '0001_first', length: 64, past: true },
      { name: '0002_second', length: 64, past: true },
    ])
  })

  it('applies what is new to a database of an older program', async () => {
    await migrate(db(), folder)
    await write('0003_third', 'create table b (n int)')
    await expect(requireMigrated(db(), folder)).rejects.toThrow('0003_third')
    expect(await migrate(db(), folder)).toEqual(['0003_third'])
  })

  it('keeps the files before a failing one and nothing of that one, and goes on once it is mended', async () => {
    await write('0002_second', 'create table b (n int); select 1 / 0;')
    await expect(migrate(db(), folder)).rejects.toThrow('0002_second failed: division by zero')
    expect(await rows(`select to_regclass('a') is not null as a, to_regclass('b') is not null as b`)).toEqual([
      { a: true, b: false },
    ])
    await write('0002_second', 'create table b (n int);')
    expect(await migrate(db(), folder)).toEqual(['0002_second'])
  })

  it('refuses a database newer than the program', async () => {
    await migrate(db(), folder)
    await rm(join(folder, '0002_second.sql'))
    for (const attempt of [migrate, requireMigrated]) {
      await expect(attempt(db(), folder)).rejects.toMatchObject({
        code: 'database_newer',
        said: { ru: expect.stringContaining('0002_second') },
      })
    }
  })

  it('refuses a file that was changed after it was applied, line ends apart', async () => {
    await write('0001_first', 'create table a (n int);\ninsert into a values (1);')
    await migrate(db(), folder)
    await write('0001_first', 'create table a (n int);\r\ninsert into a values (1);')
    await requireMigrated(db(), folder)
    await write('0001_first', 'create table a (n int);\ninsert into a values (7);')
    for (const attempt of [migrate, requireMigrated]) {
      await expect(attempt(db(), folder)).rejects.toMatchObject({ code: 'migration_changed' })
    }
  })

  it.each(['0004_gap', '0003_Upper', '003_short', '0002_twice'])('takes no file named %s', async (name) => {
    await write(name, 'select 1')
    await expect(migrate(db(), folder)).rejects.toThrow('was expected')
  })

  it('is done once where several start it together', async () => {
    const done = await Promise.all(Array.from({ length: 5 }, () => migrate(db(), folder)))
    expect(done.flat().toSorted()).toEqual(['0001_first', '0002_second'])
    expect(await rows('select * from a')).toEqual([{ n: 1, m: 2 }])
  })

  it('says what a database user needs who may not migrate', async () => {
    await sql`create role ${sql.raw(guest)} login`.execute(db())
    try {
      await expectForbidden()
    } finally {
      await sql`${sql.raw(`drop owned by ${guest}; drop role ${guest}`)}`.execute(db())
    }
  })
})

const guest = `reglament_guest_${process.pid}`

async function expectForbidden(): Promise<void> {
  await write('0001_first', `set local role ${guest}; create role reglament_other_${process.pid}`)
  await expect(migrate(db(), folder)).rejects.toMatchObject({
    code: 'migration_forbidden',
    said: { en: expect.stringContaining('grant reglament_app') },
  })
}

describe('a database user who is no superuser', () => {
  async function asOwner(before: string): Promise<Database> {
    const blank = await openEmbedded({ memory: true, dump: await embeddedDump('blank') })
    await run(blank.db, `${before}; grant create on schema public to owner; set session authorization owner`)
    await migrate(blank.db)
    return blank
  }

  it('and may create roles needs nobody else', async () => {
    const owner = await asOwner('create role owner createrole')
    const id = await createSchool(owner.db)
    const seen = await inSchool(owner.db, id, async (trx) => {
      await trx.insertInto('student').values({ school_id: id, full_name: 'Ёлкин' }).execute()
      return trx.selectFrom('student').select('full_name').execute()
    })
    expect(seen).toEqual([{ full_name: 'Ёлкин' }])
    // The owner of the tables is under their policies too.
    expect(await owner.db.selectFrom('student').selectAll().execute()).toEqual([])
    await owner.close()
  })

  it('and finds the role made by another is told to ask for it', async () => {
    const owner = await asOwner('create role reglament_app nologin; create role owner')
    const id = await createSchool(owner.db)
    await expect(inSchool(owner.db, id, async () => 'in')).rejects.toMatchObject({ code: 'role_forbidden' })
    await run(
      owner.db,
      'set session authorization postgres; grant reglament_app to owner; set session authorization owner',
    )
    await expect(inSchool(owner.db, id, async () => 'in')).resolves.toBe('in')
    await owner.close()
  })
})

async function run(on: Db, text: string): Promise<void> {
  await sql`${sql.raw(text)}`.execute(on)
}
