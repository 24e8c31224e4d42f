import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

export type Purpose = 'invite' | 'reset'
export type FoundLink = { staffId: number; name: string; login: string; purpose: Purpose }

export async function insertLink(
  trx: Trx,
  schoolId: number,
  link: { tokenHash: string; staffId: number; purpose: Purpose; madeBy: number | null; madeAt: Date; expiresAt: Date },
): Promise<void> {
  await trx
    .insertInto('account_link')
    .values({
      school_id: schoolId,
      token_hash: link.tokenHash,
      staff_id: link.staffId,
      purpose: link.purpose,
      made_by: link.madeBy,
      made_at: link.madeAt,
      expires_at: link.expiresAt,
    })
    .execute()
}

/** A link that may be used: known, unused, in time, of an account that is open. */
export async function findLink(
  trx: Trx,
  schoolId: number,
  tokenHash: string,
  now: Date,
): Promise<FoundLink | undefined> {
  const { rows } = await sql<FoundLink>`
    select l.staff_id as "staffId", p.full_name as name, a.login, l.purpose from account_link l
    join account a on a.school_id = l.school_id and a.staff_id = l.staff_id and a.disabled_at is null
    join staff p on p.school_id = l.school_id and p.id = l.staff_id
    where l.school_id = ${schoolId} and l.token_hash = ${tokenHash} and l.used_at is null and l.expires_at > ${now}`.execute(
    trx,
  )
  return rows[0]
}

/** Uses up every link of a person that is open: a new one takes the place of those before it. */
export async function useUpLinks(trx: Trx, schoolId: number, staffId: number, now: Date): Promise<void> {
  await trx
    .updateTable('account_link')
    .set({ used_at: now })
    .where('school_id', '=', schoolId)
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .execute()
}

/** Uses a link up; false where somebody was faster. */
export async function takeLink(trx: Trx, schoolId: number, tokenHash: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('account_link')
    .set({ used_at: now })
    .where('school_id', '=', schoolId)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
