import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

export type Version = { version: number; isWriting: boolean }

/**
 * The version of a school's data; it has grown whenever anything that screens are made of has changed. `isWriting`: this
 * very transaction has changed something that may yet be taken back.
 */
export async function findVersion(trx: Trx, schoolId: number): Promise<Version> {
  const { rows } = await sql<Version>`
    select coalesce((select version from school_version where school_id = ${schoolId}), 0) as version,
      pg_current_xact_id_if_assigned() is not null as "isWriting"`.execute(trx)
  return rows[0] ?? { version: 0, isWriting: false }
}
