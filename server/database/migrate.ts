import { sql } from 'kysely'
import { Refusal } from '../refusal.ts'
import type { Db, Trx } from './database.ts'
import { type Migration, migrationsFolder, readMigrations } from './migrations.ts'

/** Applies what the database still lacks, each file in a transaction of its own, and answers the names of the applied. */
export async function migrate(db: Db, folder: string = migrationsFolder): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const done: string[] = []
  for (;;) {
    const name = await applyNext(db, migrations)
    if (name === undefined) return done
    done.push(name)
  }
}

/** Refuses a database that is not exactly at the migrations of this program. */
export async function requireMigrated(db: Db, folder: string = migrationsFolder): Promise<void> {
  const migrations = await readMigrations(folder)
  const [next] = planMigrations(migrations, await listApplied(db))
  if (next) throw notMigrated(next.name)
}

/** The lock is held to the end of the transaction: of two processes the second waits, looks again and finds it done. */
function applyNext(db: Db, migrations: readonly Migration[]): Promise<string | undefined> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('reglament migrations'))`.execute(trx)
    const [next] = planMigrations(migrations, await listApplied(trx))
    if (!next) return undefined
    await sql`create table if not exists migration (
      name text primary key, hash text not null, applied_at timestamptz not null default now())`.execute(trx)
    await sql
      .raw(next.text)
      .execute(trx)
      .catch((error: unknown) => fail(next.name, error))
    await sql`insert into migration (name, hash) values (${next.name}, ${next.hash})`.execute(trx)
    return next.name
  })
}

type Applied = { readonly name: string; readonly hash: string }

async function listApplied(db: Db | Trx): Promise<Applied[]> {
  const found = await sql<{ here: boolean }>`select to_regclass('migration') is not null as here`.execute(db)
  if (!found.rows[0]?.here) return []
  return (await sql<Applied>`select name, hash from migration order by name`.execute(db)).rows
}

/** The migrations still to apply; refuses a database whose history is not a beginning of the program's own. */
export function planMigrations(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  applied.forEach(({ name, hash }, index) => {
    const known = migrations.find((migration) => migration.name === name)
    if (!known) throw newerDatabase(name)
    if (known.hash !== hash) throw changed(name)
    if (migrations[index] !== known) throw changed(migrations[index]?.name ?? name)
  })
  return migrations.slice(applied.length)
}

function fail(name: string, error: unknown): never {
  const detail = error instanceof Error ? error.message : String(error)
  if (!(error instanceof Error) || !('code' in error) || error.code !== '42501') {
    throw new Error(`Migration ${name} failed: ${detail}`, { cause: error })
  }
  const ru = `Пользователю базы не хватает прав для миграции ${name}: ${detail}. Администратор базы один раз выполняет: create role reglament_app nologin; grant reglament_app to <пользователь>; grant create on schema public to <пользователь>.`
  const en = `The database user lacks rights for migration ${name}: ${detail}. An administrator of the database runs once: create role reglament_app nologin; grant reglament_app to <user>; grant create on schema public to <user>.`
  throw new Refusal('migration_forbidden', { ru, en }, { cause: error })
}

function notMigrated(name: string): Refusal {
  return new Refusal('database_not_migrated', {
    ru: `База не подготовлена к этой версии программы: не применена миграция ${name}. Выполните команду migrate.`,
    en: `The database is not prepared for this version of the program: migration ${name} is not applied. Run the command migrate.`,
  })
}

function newerDatabase(name: string): Refusal {
  return new Refusal('database_newer', {
    ru: `База новее программы: в ней применена миграция ${name}, которой программа не знает. Обновите программу.`,
    en: `The database is newer than the program: migration ${name} was applied, which the program does not know. Upgrade the program.`,
  })
}

function changed(name: string): Refusal {
  return new Refusal('migration_changed', {
    ru: `Миграция ${name} отличается от той, что применена к базе. Верните файл миграции к прежнему виду; изменения вносит новая миграция.`,
    en: `Migration ${name} differs from what was applied to the database. Restore the file; a change takes a new migration.`,
  })
}
