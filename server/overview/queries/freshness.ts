import type { Trx } from '../../database/database.ts'
import type { Freshness } from '../../domain/facts/freshness.ts'

/** What the last run up to a day said of each source; undefined where the school was never evaluated. */
export async function findFreshness(
  trx: Trx,
  schoolId: number,
  on: string,
): Promise<{ asOf: string; freshness: Freshness } | undefined> {
  const row = await trx
    .selectFrom('evaluation_run')
    .select(['as_of', 'freshness'])
    .where('school_id', '=', schoolId)
    .where('as_of', '<=', on)
    .orderBy('as_of', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { asOf: row.as_of, freshness: row.freshness as Freshness }
}
