import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Cell, copyRows, createStage, type Row } from '../../server/database/copy.ts'
import { inSchool } from '../../server/database/school.ts'
import { createSchool, useDatabase } from '../support/database.ts'

const database = useDatabase()
const columns = ['id', 'word', 'on_day', 'flag', 'data', 'tags', 'big']

beforeEach(async () => {
  await sql`drop table if exists load`.execute(database.db)
  await sql`create table load (id int primary key, word text, on_day date, flag boolean, data jsonb, tags text[], big bigint, made int not null default 7)`.execute(
    database.db,
  )
})

function load(rows: Iterable<Row> | AsyncIterable<Row>, names: readonly string[] = columns): Promise<number> {
  return database.db.transaction().execute((trx) => copyRows(trx, 'load', names, rows))
}

async function count(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from load`.execute(database.db)
  return rows[0]?.n ?? -1
}

describe('copyRows', () => {
  it('loads every type as it was given, defaults included', async () => {
    expect(
      await load([
        [1, 'ёж', '2026-09-01', true, '{"a": [1, null]}', '{"a b",c}', 9007199254740991],
        [2, null, null, false, null, null, null],
        [3, '\\N', '2026-09-02', null, '"\\n"', '{}', -1],
      ]),
    ).toBe(3)
    expect((await sql`select * from load order by id`.execute(database.db)).rows).toEqual([
      {
        id: 1,
        word: 'ёж',
        on_day: '2026-09-01',
        flag: true,
        data: { a: [1, null] },
        tags: ['a b', 'c'],
        big: 9007199254740991,
        made: 7,
      },
      { id: 2, word: null, on_day: null, flag: false, data: null, tags: null, big: null, made: 7 },
      { id: 3, word: '\\N', on_day: '2026-09-02', flag: null, data: '\n', tags: [], big: -1, made: 7 },
    ])
  })

  it('keeps any text whole', async () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\\.', '\\N', '\t', '\r\n', 'a"b{,}', 'NULL', ''),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(word), { maxLength: 30 }), async (words) => {
        const clean = words.map((text) => text?.replaceAll('\0', '') ?? null)
        await sql`truncate load`.execute(database.db)
        await load(
          clean.map((text, id): Cell[] => [id, text]),
          ['id', 'word'],
        )
        const { rows } = await sql<{ word: string }>`select word from load order by id`.execute(database.db)
        expect(rows.map((row) => row.word)).toEqual(clean)
      }),
      { numRuns: 100 },
    )
  })

  it('loads none and one more than a batch', async () => {
    expect(await load([])).toBe(0)
    expect(await load(numbered(10_001), ['id'])).toBe(10_001)
    expect(await count()).toBe(10_001)
  })

  it('takes part in its transaction', async () => {
    const taken = database.db.transaction().execute(async (trx) => {
      await copyRows(trx, 'load', ['id'], numbered(3))
      await copyRows(trx, 'load', ['id'], [[10]])
      expect((await sql`select sum(id)::int as sum from load`.execute(trx)).rows).toEqual([{ sum: 13 }])
      throw new Error('no')
    })
    await expect(taken).rejects.toThrow('no')
    expect(await count()).toBe(0)
  })

  it.each<[string, Row[], readonly string[], string]>([
    ['a key twice', [[1], [2], [1]], ['id'], '23505'],
    ['text that is no day', [[1, '31.13.2026']], ['id', 'on_day'], '22008'],
    ['a column that is not there', [[1]], ['nowhere'], '42703'],
  ])('refuses %s, loads nothing, and leaves the connection usable', async (_, rows, names, code) => {
    await expect(load(rows, names)).rejects.toMatchObject({ code })
    expect(await count()).toBe(0)
  })

  it('fails as its source fails', async () => {
    function* failing(): Generator<Row> {
      yield* numbered(20_000)
      throw new Error('the file is cut short')
    }
    await expect(load(failing(), ['id'])).rejects.toThrow('the file is cut short')
    expect(await count()).toBe(0)
  })

  it('holds little of a large source at once', async () => {
    let most = 0
    const text = 'x'.repeat(1_000)
    const start = ownMemory()
    async function* large(): AsyncGenerator<Row> {
      for (let id = 0; id < 200_000; id++) {
        if (id % 20_000 === 0) most = Math.max(most, ownMemory() - start)
        yield [id, text + id]
      }
    }
    expect(await load(large(), ['id', 'word'])).toBe(200_000)
    // 200 MB went through.
    expect(most).toBeLessThan(40_000_000)
  })
})

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** Bytes in use by this thread alone, garbage apart: the embedded database has its own. */
function ownMemory(): number {
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

describe('a stage', () => {
  it('takes rows that go on into a table under row-level security', async () => {
    const school = await createSchool(database.db)
    await inSchool(database.db, school, async (trx) => {
      await createStage(trx, 'stage', 'student', ['full_name', 'birth_on'])
      await copyRows(
        trx,
        'stage',
        ['full_name', 'birth_on'],
        [
          ['Ёлкин', '2012-03-01'],
          ['Ёлкина', null],
        ],
      )
      await sql`insert into student (school_id, full_name, birth_on) select ${school}::int, full_name, birth_on from stage`.execute(
        trx,
      )
    })
    const seen = await database.db.selectFrom('student').select(['full_name', 'birth_on']).orderBy('id').execute()
    expect(seen).toEqual([
      { full_name: 'Ёлкин', birth_on: '2012-03-01' },
      { full_name: 'Ёлкина', birth_on: null },
    ])
    await expect(sql`select from stage`.execute(database.db)).rejects.toMatchObject({ code: '42P01' })
  })
})

function* numbered(count: number): Generator<Row> {
  for (let id = 0; id < count; id++) yield [id]
}
