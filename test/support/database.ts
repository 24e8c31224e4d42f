import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Client } from 'pg'
import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { type Database, type Db, openDatabase, openEmbedded } from '../../server/database/database.ts'
import { migrate } from '../../server/database/migrate.ts'
import { migrationsFolder, readMigrations } from '../../server/database/migrations.ts'
import { onServer, serverUrl, withDatabase } from './server.ts'

export type TestDatabase = { readonly db: Db; readonly kind: Database['kind'] }

/** A migrated database of the test file's own, emptied after each test. */
export function useDatabase(): TestDatabase {
  let opened: Database | undefined
  const get = (): Database => {
    if (!opened) throw new Error('The database is open inside tests and hooks only')
    return opened
  }
  beforeAll(async () => {
    opened = await openMigrated()
  })
  afterEach(async () => {
    await emptyTables(get().db)
  })
  afterAll(async () => {
    await opened?.close()
  })
  return {
    get db() {
      return get().db
    },
    get kind() {
      return get().kind
    },
  }
}

/** A migrated database for a test that needs one more; the caller closes it. */
export async function openMigrated(): Promise<Database> {
  return serverUrl ? openCopy(serverUrl) : openEmbedded({ memory: true, dump: await embeddedDump('migrated') }, 10_000)
}

/** An empty database without migrations; the caller closes it. */
export async function openBlank(): Promise<Database> {
  return serverUrl
    ? openCreated(serverUrl, '')
    : openEmbedded({ memory: true, dump: await embeddedDump('blank') }, 10_000)
}

/** A school, for tests that need only its id. */
export async function createSchool(
  db: Db,
  values: { name?: string; timeZone?: string; trackingFrom?: string } = {},
): Promise<number> {
  const { name = 'Школа № 1', timeZone = 'Europe/Moscow', trackingFrom = '2025-09-01' } = values
  const { id } = await db
    .insertInto('school')
    .values({ name, time_zone: timeZone, tracking_from: trackingFrom })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** An embedded database, empty or migrated, as a file to start from: made by whoever needs it first, then kept. */
export async function embeddedDump(content: 'blank' | 'migrated'): Promise<string> {
  const folder = join(import.meta.dirname, '../../node_modules/.cache/reglament')
  const file = join(folder, `${content}-${await contentHash(content)}.tar`)
  if (existsSync(file)) {
    await utimes(file, new Date(), new Date())
    return file
  }
  await mkdir(folder, { recursive: true })
  const made = await openEmbedded({ memory: true })
  if (content === 'migrated') await migrate(made.db)
  const own = `${file}.${process.pid}`
  await writeFile(own, await made.dump())
  await made.close()
  // Two workers may have made it at once: the same content, put in place whole.
  await rename(own, file)
  await removeOld(folder)
  return file
}

/** What no run of a day has asked for belongs to migrations that were changed since. */
async function removeOld(folder: string): Promise<void> {
  const dayAgo = Date.now() - 86_400_000
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if ((await stat(path)).mtimeMs < dayAgo) await rm(path, { force: true })
  }
}

/** A copy of the run's template, which whoever needs it first makes. */
async function openCopy(url: string): Promise<Database> {
  const template = `${inject('databasePrefix')}template`
  await onServer(url, async (client) => {
    await client.query(`select pg_advisory_lock(hashtext('${template}'))`)
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
    if (rowCount === 0) await createTemplate(url, client, template)
  })
  return openCreated(url, `template ${template}`)
}

async function createTemplate(url: string, client: Client, template: string): Promise<void> {
  const unfinished = `${template}_unfinished`
  await client.query(`create database ${unfinished}`)
  const made = await openDatabase({ kind: 'postgres', url: withDatabase(url, unfinished) })
  await migrate(made.db)
  await made.close()
  await client.query(`alter database ${unfinished} rename to ${template}`)
}

let created = 0

async function openCreated(url: string, from: string): Promise<Database> {
  const name = `${inject('databasePrefix')}${process.pid}_${++created}`
  await onServer(url, (client) => client.query(`create database ${name} ${from}`))
  const database = await openDatabase({ kind: 'postgres', url: withDatabase(url, name) })
  const close = async (): Promise<void> => {
    await database.close()
    await onServer(url, (client) => client.query(`drop database ${name} with (force)`))
  }
  return { ...database, close }
}

async function contentHash(content: 'blank' | 'migrated'): Promise<string> {
  const migrations = content === 'migrated' ? await readMigrations(migrationsFolder) : []
  const parts = [manifest.dependencies['@electric-sql/pglite'], ...migrations.map(({ hash }) => hash)]
  return createHash('sha256').update(parts.join()).digest('hex').slice(0, 16)
}

/** Only tables that hold rows are truncated: most tests touch few of them. */
async function emptyTables(db: Db): Promise<void> {
  const tables = await sql<{ name: string }>`
    select quote_ident(relname) as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'migration'`.execute(db)
  const probes = tables.rows.map(({ name }) => `select '${name}' as name where exists (select from ${name})`)
  if (probes.length === 0) return
  const filled = await sql<{ name: string }>`${sql.raw(probes.join(' union all '))}`.execute(db)
  if (filled.rows.length === 0) return
  const names = filled.rows.map(({ name }) => name).join(', ')
  await sql.raw(`truncate ${names} restart identity cascade`).execute(db)
}
