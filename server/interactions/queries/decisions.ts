import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

/** Where a decision is taken back: the page of its flag, or the review of its class. */
export type Decision = { flag: number | null; class: number }

/** The decision that an interaction is the record of, whether it stands or was taken back: a word on a flag, a review of cases. */
export async function findDecisionOf(trx: Trx, schoolId: number, id: number): Promise<Decision | undefined> {
  const { rows } = await sql<Decision & { isStep: boolean }>`
    select i.class_id as class,
      exists (select from escalation_step s where s.school_id = i.school_id and s.interaction_id = i.id) as "isStep",
      (select min(f.id) from interaction_student n
        join flag f on f.school_id = n.school_id and f.student_id = n.student_id
        join flag_event e on e.school_id = f.school_id and e.flag_id = f.id
        where n.school_id = i.school_id and n.interaction_id = i.id and e.kind in ('accepted', 'ended')
          and e.detail->'interactionId' = to_jsonb(i.id)) as flag
    from interaction i where i.school_id = ${schoolId} and i.id = ${id}`.execute(trx)
  const [row] = rows
  return row && (row.isStep || row.flag !== null) ? { flag: row.flag, class: row.class } : undefined
}
