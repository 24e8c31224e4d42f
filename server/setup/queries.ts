import { sql } from 'kysely'
import type { Trx } from '../database/database.ts'

/** One set-up at a time: of two that run at once the second finds the school of the first. */
export async function lockSetup(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('reglament setup'))`.execute(trx)
}

export async function countSchools(trx: Trx): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from school`.execute(trx)
  return rows[0]?.count ?? 0
}
