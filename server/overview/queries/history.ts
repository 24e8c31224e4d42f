import type { Trx } from '../../database/database.ts'

/** Changes of a duty's status as they were noticed by an instant. */
export function listFlips(trx: Trx, schoolId: number, key: string, knownAt: Date) {
  return trx
    .selectFrom('flip')
    .select(['effective_on as on', 'from_status as from', 'to_status as to', 'known_at as knownAt'])
    .where('school_id', '=', schoolId)
    .where('duty_key', '=', key)
    .where('known_at', '<=', knownAt.toISOString())
    .orderBy('effective_on')
    .orderBy('flip_no')
    .limit(200)
    .execute()
}

/** What records say beside the days that the judge looks at. */
export function listRecordWords(trx: Trx, schoolId: number, ids: readonly number[]) {
  return trx
    .selectFrom('interaction')
    .select(['id', 'topic', 'outcome', 'backdate_reason as backdateReason'])
    .where('school_id', '=', schoolId)
    .where('id', 'in', ids.length === 0 ? [0] : [...ids])
    .execute()
}
