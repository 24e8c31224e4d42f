import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

export type NewSession = {
  staffId: number
  tokenHash: string
  expiresAt: Date | string
  secondFactor: boolean
  device: string | null
  startedAt: Date
}

export async function insertSession(trx: Trx, schoolId: number, session: NewSession): Promise<void> {
  await trx
    .insertInto('session')
    .values({
      school_id: schoolId,
      staff_id: session.staffId,
      token_hash: session.tokenHash,
      expires_at: session.expiresAt,
      second_factor: session.secondFactor,
      device: session.device,
      started_at: session.startedAt,
      seen_at: session.startedAt,
    })
    .execute()
}

/** Ends one session; it is kept for the trail. */
export async function revokeSession(trx: Trx, schoolId: number, tokenHash: string, now: Date): Promise<void> {
  await trx
    .updateTable('session')
    .set({ revoked_at: now })
    .where('school_id', '=', schoolId)
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Ends the live sessions of a person, all of them or all but one. Answers how many. */
export async function revokeSessionsOf(
  trx: Trx,
  schoolId: number,
  staffId: number,
  now: Date,
  but?: string,
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('session')
    .set({ revoked_at: now })
    .where('school_id', '=', schoolId)
    .where('staff_id', '=', staffId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .$if(but !== undefined, (query) => query.where('token_hash', '!=', but ?? ''))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export type LiveSession = { tokenHash: string; startedAt: string; seenAt: string; device: string | null }

/** Live sessions of a person, the latest first; those nobody has used since `idleSince` have ended by themselves. */
export async function listSessions(
  trx: Trx,
  schoolId: number,
  staffId: number,
  { now, idleSince }: { now: Date; idleSince: Date },
): Promise<LiveSession[]> {
  const { rows } = await sql<LiveSession>`
    select token_hash as "tokenHash", started_at as "startedAt", seen_at as "seenAt", device from session
    where school_id = ${schoolId} and staff_id = ${staffId} and revoked_at is null and expires_at > ${now}
      and seen_at >= ${idleSince}
    order by seen_at desc, token_hash limit 100`.execute(trx)
  return rows
}
