import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

/** The version of a school's data; it has grown whenever anything that screens are made of has changed. */
export async function findVersion(trx: Trx, schoolId: number): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select coalesce((select version from school_version where school_id = ${schoolId}), 0) as version`.execute(trx)
  return rows[0]?.version ?? 0
}
