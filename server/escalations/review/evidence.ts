import type { Trx } from '../../database/database.ts'
import { insertInteraction } from '../../interactions/queries/write.ts'

/** What a decision or a review leaves as evidence for duties. */
export type NewEvidence = {
  classId: number
  studentIds: readonly number[]
  evidence: readonly string[]
  on: string
  at: Date
  by: number
  triggerId?: number | undefined
  outcome?: string | undefined
}

/** Logs evidence that a decision is; its form is the journal, which the decision was made from. Answers its id. */
export function logEvidence(trx: Trx, schoolId: number, given: NewEvidence): Promise<number> {
  const row = {
    class_id: given.classId,
    form: 'eJournal',
    evidence: [...given.evidence],
    occurred_on: given.on,
    occurred_at: given.at,
    recorded_at: given.at,
    author_id: given.by,
    trigger_id: given.triggerId ?? null,
    outcome: given.outcome ?? null,
  }
  return insertInteraction(trx, schoolId, row, given.studentIds)
}
