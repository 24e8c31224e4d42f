import type { Trx } from '../../database/database.ts'

/** Changes of a duty's status as they were noticed by an instant, in the order in which they became known. */
export function listFlips(trx: Trx, schoolId: number, key: string, knownAt: Date) {
  return trx
    .selectFrom('flip')
    .select(['effective_on as on', 'from_status as from', 'to_status as to', 'known_at as knownAt'])
    .where('school_id', '=', schoolId)
    .where('duty_key', '=', key)
    .where('known_at', '<=', knownAt.toISOString())
    .orderBy('known_at')
    .orderBy('effective_on')
    .orderBy('flip_no')
    .limit(200)
    .execute()
}

/** Approvals and revocations of waivers that meet a duty, by an instant. */
export async function listWaiverEvents(trx: Trx, schoolId: number, of: WaivedDuty, knownAt: Date) {
  const rows = await trx
    .selectFrom('waiver as w')
    .leftJoin('staff as d', (join) => join.onRef('d.school_id', '=', 'w.school_id').onRef('d.id', '=', 'w.decided_by'))
    .leftJoin('staff as r', (join) => join.onRef('r.school_id', '=', 'w.school_id').onRef('r.id', '=', 'w.revoked_by'))
    .select(['w.reason_code as reasonCode', 'w.from_on as from', 'w.to_on as to', 'w.decided_at as approvedAt'])
    .select(['w.revoked_at as revokedAt', 'd.full_name as approvedBy', 'r.full_name as revokedBy'])
    .where('w.school_id', '=', schoolId)
    .where('w.point', '=', of.point)
    .where('w.state', 'in', ['approved', 'revoked'])
    .where('w.from_on', '<=', of.to)
    .where('w.to_on', '>=', of.from)
    .where((row) => row.or([row('w.class_id', '=', of.classId), row('w.student_id', '=', of.studentId ?? 0)]))
    .orderBy('w.decided_at')
    .execute()
  return rows.flatMap(({ approvedAt, approvedBy, revokedAt, revokedBy, ...span }) =>
    [
      { ...span, kind: 'approved', at: approvedAt, by: approvedBy },
      { ...span, kind: 'revoked', at: revokedAt, by: revokedBy },
    ].flatMap(({ at, ...event }) => (at !== null && at <= knownAt.toISOString() ? [{ ...event, at }] : [])),
  )
}

type WaivedDuty = { point: string; classId: number; studentId: number | undefined; from: string; to: string }

/** What records say beside the days that the judge looks at. */
export function listRecordWords(trx: Trx, schoolId: number, ids: readonly number[]) {
  return trx
    .selectFrom('interaction')
    .select(['id', 'topic', 'outcome', 'backdate_reason as backdateReason'])
    .where('school_id', '=', schoolId)
    .where('id', 'in', ids.length === 0 ? [0] : [...ids])
    .execute()
}
