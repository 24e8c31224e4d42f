import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

/** Attempts to sign in within the last minute that have not succeeded. */
export type Attempts = { readonly ofLogin: number; readonly ofAddress: number }

/** Writes an attempt down before its password is looked at, so that those made at once count each other. */
export async function insertAttempt(
  trx: Trx,
  schoolId: number,
  attempt: { address: string; loginHash: string },
): Promise<number> {
  // Those of the minute are all that count; what another attempt is taking out just now is left to it.
  await sql`delete from sign_in_attempt a using (
    select id from sign_in_attempt where school_id = ${schoolId} and attempted_at < now() - interval '1 minute'
    for update skip locked) old
    where a.school_id = ${schoolId} and a.id = old.id`.execute(trx)
  const { id } = await trx
    .insertInto('sign_in_attempt')
    .values({ school_id: schoolId, address: attempt.address, login_hash: attempt.loginHash })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** How many there were from an address, this one among them. */
export async function countAttempts(
  trx: Trx,
  schoolId: number,
  { address, loginHash }: { address: string; loginHash: string },
): Promise<Attempts> {
  const { rows } = await sql<Attempts>`
    select count(*) filter (where login_hash = ${loginHash})::int as "ofLogin", count(*)::int as "ofAddress"
    from sign_in_attempt
    where school_id = ${schoolId} and address = ${address} and attempted_at > now() - interval '1 minute'`.execute(trx)
  return rows[0] ?? { ofLogin: 0, ofAddress: 0 }
}

/** Takes an attempt back: it succeeded, or was not let through to a password. */
export async function deleteAttempt(trx: Trx, schoolId: number, id: number): Promise<void> {
  await trx.deleteFrom('sign_in_attempt').where('school_id', '=', schoolId).where('id', '=', id).execute()
}
