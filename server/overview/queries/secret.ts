import type { Trx } from '../../database/database.ts'

/** The secret of a school: made with it, the same in every process. */
export async function findKeySecret(trx: Trx, schoolId: number): Promise<string> {
  const row = await trx.selectFrom('school').select('key_secret').where('id', '=', schoolId).executeTakeFirstOrThrow()
  return row.key_secret
}
