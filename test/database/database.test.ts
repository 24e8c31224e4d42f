import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { Client } from 'pg'
import { beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, openEmbedded } from '../../server/database/database.ts'
import { startEmbedded } from '../../server/database/pglite.ts'
import { checkServerVersion } from '../../server/database/server.ts'
import { embeddedDump, useDatabase } from '../support/database.ts'
import { serverUrl } from '../support/server.ts'

const database = useDatabase()

beforeEach(async () => {
  await sql`create table if not exists probe (id int constraint probe_key primary key, word text not null, n int constraint probe_n check (n > 0))`.execute(
    database.db,
  )
})

function insert(id: number | null, word: string | null = 'слово', n = 1): Promise<unknown> {
  return sql`insert into probe values (${id}, ${word}, ${n})`.execute(database.db)
}

async function one<T>(query: string): Promise<T | undefined> {
  const { rows } = await sql<{ value: T }>`${sql.raw(`select ${query} as value`)}`.execute(database.db)
  return rows[0]?.value
}

describe('errors', () => {
  it('keep their code, constraint, table and column', async () => {
    await insert(1)
    await expect(insert(1)).rejects.toMatchObject({ code: '23505', constraint: 'probe_key', table: 'probe' })
    await expect(insert(2, 'x', -1)).rejects.toMatchObject({ code: '23514', constraint: 'probe_n' })
    await expect(insert(2, null)).rejects.toMatchObject({ code: '23502', column: 'word' })
    await expect(sql`selec 1`.execute(database.db)).rejects.toMatchObject({ code: '42601', position: '1' })
    await expect(sql`select ${'x'}::int`.execute(database.db)).rejects.toMatchObject({ code: '22P02' })
    expect(await one('(select count(*) from probe)')).toBe(1)
  })

  it('in the middle of several statements leave a usable connection and none of them done', async () => {
    const batch = sql`${sql.raw(`insert into probe values (1, 'a', 1); select 1 / 0; insert into probe values (2, 'b', 1)`)}`
    await expect(batch.execute(database.db)).rejects.toMatchObject({ code: '22012' })
    expect(await one('(select count(*) from probe)')).toBe(0)
  })

  it('abort their transaction, and a swallowed one cannot be committed', async () => {
    const swallowed = database.db.transaction().execute(async (trx) => {
      await sql`insert into probe values (1, 'a', 1)`.execute(trx)
      await sql`select 1 / 0`.execute(trx).catch(() => {})
      await expect(sql`select 1`.execute(trx)).rejects.toMatchObject({ code: '25P02' })
    })
    await expect(swallowed).rejects.toThrow()
    expect(await one('(select count(*) from probe)')).toBe(0)
  })

  it('of a savepoint are taken back alone', async () => {
    await database.db.transaction().execute(async (trx) => {
      await sql`insert into probe values (1, 'a', 1)`.execute(trx)
      await sql`savepoint before`.execute(trx)
      await expect(sql`insert into probe values (1, 'b', 1)`.execute(trx)).rejects.toMatchObject({ code: '23505' })
      await sql`rollback to before`.execute(trx)
      await sql`insert into probe values (2, 'b', 1)`.execute(trx)
    })
    expect(await one('(select count(*) from probe)')).toBe(2)
  })
})

describe('many transactions at once', () => {
  it('end each as its own: 400, every fourth failing', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 400 }, (_, id) =>
        database.db.transaction().execute(async (trx) => {
          await sql`insert into probe values (${id}, ${`w${id}`}, 1)`.execute(trx)
          const seen = await sql<{ word: string }>`select word from probe where id = ${id}`.execute(trx)
          if (id % 8 === 0) await sql`insert into probe values (${id}, 'twice', 1)`.execute(trx)
          if (id % 8 === 4) throw new Error('changed my mind')
          return seen.rows[0]?.word
        }),
      ),
    )
    expect(results.filter((result) => result.status === 'rejected')).toHaveLength(100)
    results.forEach((result, id) => {
      if (result.status === 'fulfilled') expect(result.value).toBe(`w${id}`)
    })
    expect(await one('(select count(*) from probe)')).toBe(300)
    expect(await one('(select count(*) from probe where id % 4 = 0)')).toBe(0)
    // Of a transaction left open the lock on the table would be seen here.
    expect(
      await one(`(select count(*) from pg_locks where relation = 'probe'::regclass and mode = 'RowExclusiveLock')`),
    ).toBe(0)
  })

  it('queries without a transaction answer in their own order', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => sql<{ n: number }>`select ${n}::int as n`.execute(database.db)),
    )
    expect(answers.map(({ rows }) => rows[0]?.n)).toEqual(Array.from({ length: 100 }, (_, n) => n))
  })
})

describe('values', () => {
  it.each<[string, unknown]>([
    [`date '2026-02-28'`, '2026-02-28'],
    [`date '0099-12-31'`, '0099-12-31'],
    [`array[date '2026-02-28', null]`, ['2026-02-28', null]],
    [`timestamptz '2026-11-24 12:00:00.123456+03'`, '2026-11-24T09:00:00.123456Z'],
    [`timestamptz '2026-11-24 09:00:00+00'`, '2026-11-24T09:00:00.000000Z'],
    [`array[timestamptz '2026-11-24 09:00:00.5+00']`, ['2026-11-24T09:00:00.500000Z']],
    [`'infinity'::timestamptz`, 'infinity'],
    ['9007199254740991::int8', 9007199254740991],
    ['array[1::int8, null]', [1, null]],
    ['0.1::numeric + 0.2', '0.3'],
    ['array[1.10::numeric]', ['1.10']],
    ['0.5::float8', 0.5],
    [`array['ё', 'a,b', '"', null]::text[]`, ['ё', 'a,b', '"', null]],
    [`'{"a":[1,null,"ё"]}'::jsonb`, { a: [1, null, 'ё'] }],
    [`'[]'::jsonb`, []],
    ['true', true],
    ['null', null],
  ])('select %s', async (query, value) => {
    expect(await one(query)).toEqual(value)
  })

  it('come back as they were sent', async () => {
    const words = ['ё', '', "'; drop table probe; --", 'a\\b\n\t\0'.slice(0, -1), '😀']
    const list = await sql<{ value: string[] }>`select ${words}::text[] as value`.execute(database.db)
    expect(list.rows[0]?.value).toEqual(words)
    const json = await sql<{ value: unknown }>`select ${JSON.stringify([1, { a: 'ё' }])}::jsonb as value`.execute(
      database.db,
    )
    expect(json.rows[0]?.value).toEqual([1, { a: 'ё' }])
    const instant = '2026-11-24T09:00:00.123456Z'
    const same = await sql<{
      same: boolean
    }>`select ${instant}::timestamptz = '2026-11-24 12:00:00.123456+03' as same`.execute(database.db)
    expect(same.rows[0]?.same).toBe(true)
  })

  it('refuses an int8 that a number would round', async () => {
    await expect(one('9007199254740993::int8')).rejects.toThrow(RangeError)
    expect(await one('1')).toBe(1)
  })

  it('arrive whole in a large result', async () => {
    const { rows } = await sql<{ n: number; word: string }>`
      select n, repeat('щ', 50) || n as word from generate_series(1, 200000) n`.execute(database.db)
    expect(rows).toHaveLength(200_000)
    expect(rows.at(-1)).toEqual({ n: 200_000, word: `${'щ'.repeat(50)}200000` })
    const megabytes = await one<string>(`repeat('x', 20000000)`)
    expect(megabytes).toHaveLength(20_000_000)
    const sent = await sql<{ size: number }>`select length(${'щ'.repeat(5_000_000)}) as size`.execute(database.db)
    expect(sent.rows[0]?.size).toBe(5_000_000)
  })
})

describe('the settings of a session', () => {
  it('are ISO days and UTC whatever the server prefers', async () => {
    expect(await one(`current_setting('timezone')`)).toBe('UTC')
    expect(await one(`current_setting('datestyle')`)).toMatch(/^ISO/)
  })

  it('hold COLLATE "und-x-icu", which puts ё after е', async () => {
    const { rows } = await sql<{ name: string }>`
      select name from (values ('Жуков'), ('Ёлкин'), ('Еремин'), ('Ершов')) as names (name) order by name collate "und-x-icu"`.execute(
      database.db,
    )
    expect(rows.map(({ name }) => name)).toEqual(['Ёлкин', 'Еремин', 'Ершов', 'Жуков'])
  })
})

describe('the embedded database', () => {
  it('says what is likely wrong where the outer db is used inside a transaction', async () => {
    const { db, close } = await openEmbedded({ memory: true, dump: await embeddedDump('blank') }, 300)
    const mistake = db.transaction().execute(async () => {
      await sql`select 1`.execute(db)
    })
    await expect(mistake).rejects.toThrow('is `db` used inside a transaction')
    expect((await sql`select 1 as n`.execute(db)).rows).toEqual([{ n: 1 }])
    await close()
  })

  it('gives the next client a session as new where one left in the middle of a transaction', async () => {
    const embedded = await startEmbedded({ memory: true, dump: await embeddedDump('blank') })
    const connect = async (): Promise<Client> => {
      const client = new Client({ user: 'postgres', database: 'postgres', ssl: false, stream: embedded.connect })
      await client.connect()
      return client
    }
    const first = await connect()
    await first.query(`create table kept (n int); set role pg_monitor; create temporary table t (n int)`)
    await first.query('reset role; begin; insert into kept values (1)')
    await first.end()

    const second = await connect()
    const { rows } = await second.query(`
      select (select count(*)::int from kept) as kept, current_user as role, to_regclass('t') as temporary`)
    expect(rows).toEqual([{ kept: 0, role: 'postgres', temporary: null }])
    await second.end()
    await embedded.close()
  })

  it('is closed in the middle of a query that does not end, which fails, as do those after it', async () => {
    const { db, close } = await openEmbedded({ memory: true, dump: await embeddedDump('blank') }, 1_000)
    await sql`select 1`.execute(db)
    const endless = db
      .transaction()
      .execute((trx) =>
        sql`select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b`.execute(trx),
      )
    const after = sql`select 1`.execute(db)
    const failures = Promise.all([expect(endless).rejects.toThrow(), expect(after).rejects.toThrow()])
    await setTimeout(200)
    await close()
    await failures
  })

  it('leaves the thread of its caller free during a long query', async () => {
    const { db, close } = await openEmbedded({ memory: true, dump: await embeddedDump('blank') })
    let beats = 0
    const heart = setInterval(() => beats++, 10)
    await sql`select count(*) from generate_series(1, 3000000) a`.execute(db)
    clearInterval(heart)
    await close()
    expect(beats).toBeGreaterThan(5)
  })

  it('refuses queries after it is closed', async () => {
    const { db, close } = await openEmbedded({ memory: true, dump: await embeddedDump('blank') })
    await sql`select 1`.execute(db)
    await close()
    await expect(sql`select 1`.execute(db)).rejects.toThrow('destroyed')
  })
})

describe('a server', () => {
  it('older than 15 is refused, and one that is not in UTF8', () => {
    expect(() => checkServerVersion('14.11', 140_011, 'UTF8')).toThrow('PostgreSQL 15 or newer')
    expect(() => checkServerVersion('15.2', 150_002, 'SQL_ASCII')).toThrow('UTF8')
    expect(() => checkServerVersion('15.2', 150_002, 'UTF8')).not.toThrow()
    expect(() => checkServerVersion('18.0', 180_000, 'UTF8')).not.toThrow()
  })

  it('that does not answer is named as the cause', async () => {
    const opening = openDatabase({ kind: 'postgres', url: 'postgres://nobody@127.0.0.1:1/none' })
    await expect(opening).rejects.toMatchObject({ code: 'database_unreachable' })
  })
})

if (serverUrl) {
  describe('this server', () => {
    it('that drops a connection in use fails its transaction and no more', async () => {
      const dropped = database.db.transaction().execute(async (trx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
        await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.db)
        await setTimeout(50)
        await sql`select 1`.execute(trx)
      })
      await expect(dropped).rejects.toThrow()
      expect(await one('1')).toBe(1)
    })
  })
}
