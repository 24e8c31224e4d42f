import type { Trx } from '../../database/database.ts'

export type NewSession = {
  staffId: number
  tokenHash: string
  expiresAt: Date
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

/** Ends one session; it is kept for the list of sessions. */
export async function revokeSession(trx: Trx, schoolId: number, tokenHash: string, now: Date): Promise<void> {
  await trx
    .updateTable('session')
    .set({ revoked_at: now })
    .where('school_id', '=', schoolId)
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .execute()
}
