import { sql } from 'kysely'
import { Refusal } from '../refusal.ts'
import type { Db } from './database.ts'

const oldest = 150_000

/** Refuses a PostgreSQL that lacks what the queries use. */
export async function checkServer(db: Db): Promise<void> {
  const { rows } = await sql<{ version: string; number: string; encoding: string }>`
    select current_setting('server_version') as version, current_setting('server_version_num') as number,
      current_setting('server_encoding') as encoding`.execute(db)
  for (const row of rows) checkServerVersion(row.version, Number(row.number), row.encoding)
}

export function checkServerVersion(version: string, number: number, encoding: string): void {
  if (number < oldest) {
    throw new Refusal('database_too_old', {
      ru: `Нужен PostgreSQL 15 или новее, а сервер по DATABASE_URL — ${version}. Обновите сервер или уберите DATABASE_URL.`,
      en: `PostgreSQL 15 or newer is needed, the server of DATABASE_URL is ${version}. Upgrade it, or remove DATABASE_URL.`,
    })
  }
  if (encoding !== 'UTF8') {
    throw new Refusal('database_encoding', {
      ru: `Нужна база в кодировке UTF8, а у базы по DATABASE_URL — ${encoding}. Создайте базу с encoding 'UTF8'.`,
      en: `A database in UTF8 is needed, that of DATABASE_URL is in ${encoding}. Create one with encoding 'UTF8'.`,
    })
  }
}

/** The refusal for a server that did not let us in, with its own words. */
export function unreachable(cause: unknown): Refusal {
  if (cause instanceof Refusal) return cause
  // Of several addresses tried in vain the error has a code and no words.
  const detail = cause instanceof Error ? cause.message || String(Object(cause).code) : String(cause)
  const said = {
    ru: `Нет соединения с базой по DATABASE_URL: ${detail}. Проверьте адрес, имя базы, пользователя и пароль.`,
    en: `No connection to the database of DATABASE_URL: ${detail}. Check the address, the database name, the user and the password.`,
  }
  return new Refusal('database_unreachable', said, { cause })
}
