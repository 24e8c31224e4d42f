import type { Trx } from '../../database/database.ts'

/** Instants at which editions of the rules came into force, by what was known at an instant; the first one is no change. */
export async function listEditionChanges(trx: Trx, schoolId: number, knownAt: Date): Promise<string[]> {
  const rows = await trx
    .selectFrom('rule_set')
    .select('activated_at as at')
    .where('school_id', '=', schoolId)
    .where('activated_at', 'is not', null)
    .where('activated_at', '<=', knownAt.toISOString())
    .orderBy('activated_at')
    .execute()
  return rows.slice(1).flatMap(({ at }) => (at === null ? [] : [at]))
}
