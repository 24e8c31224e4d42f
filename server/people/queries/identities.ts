import type { Trx } from '../../database/database.ts'

/** Whose account an outside identity is linked to. */
export async function findIdentity(
  trx: Trx,
  schoolId: number,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<number | undefined> {
  const row = await trx
    .selectFrom('identity')
    .select('staff_id')
    .where('school_id', '=', schoolId)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.staff_id
}

export async function insertIdentity(
  trx: Trx,
  schoolId: number,
  { issuer, subject, staffId }: { issuer: string; subject: string; staffId: number },
): Promise<void> {
  await trx.insertInto('identity').values({ school_id: schoolId, issuer, subject, staff_id: staffId }).execute()
}
