import type { Trx } from '../../database/database.ts'

/** Cases open at the end of a day, by what was known at an instant, oldest first; one about a restricted matter says so. */
export function listOpenCases(trx: Trx, schoolId: number, on: string, knownAt: Date) {
  return trx
    .selectFrom('escalation as e')
    .innerJoin('student as s', (join) =>
      join.onRef('s.school_id', '=', 'e.school_id').onRef('s.id', '=', 'e.student_id'),
    )
    .select(['e.id', 'e.class_id as classId', 'e.domain', 'e.opened_on as openedOn'])
    .select(['e.student_id as studentId', 's.full_name as student', 'e.is_restricted as isRestricted'])
    .select((query) =>
      query
        .selectFrom('escalation_step as t')
        .select('t.to_state')
        .whereRef('t.school_id', '=', 'e.school_id')
        .whereRef('t.escalation_id', '=', 'e.id')
        .where('t.stepped_on', '<=', on)
        .where('t.recorded_at', '<=', knownAt.toISOString())
        .orderBy('t.step_no', 'desc')
        .limit(1)
        .as('state'),
    )
    .where('e.school_id', '=', schoolId)
    .where('e.opened_on', '<=', on)
    .where('e.recorded_at', '<=', knownAt.toISOString())
    .where((e) => e.or([e('e.closed_on', 'is', null), e('e.closed_on', '>', on)]))
    .orderBy('e.opened_on')
    .orderBy('e.id')
    .execute()
}
export type OpenCase = Awaited<ReturnType<typeof listOpenCases>>[number]
