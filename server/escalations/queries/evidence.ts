import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

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
export async function insertEvidence(trx: Trx, schoolId: number, given: NewEvidence): Promise<number> {
  const { id } = await trx
    .insertInto('interaction')
    .values({
      school_id: schoolId,
      class_id: given.classId,
      form: 'eJournal',
      evidence: [...given.evidence],
      occurred_on: given.on,
      occurred_at: given.at,
      recorded_at: given.at,
      author_id: given.by,
      trigger_id: given.triggerId ?? null,
      outcome: given.outcome ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (given.studentIds.length > 0)
    await trx
      .insertInto('interaction_student')
      .values(given.studentIds.map((student_id) => ({ school_id: schoolId, interaction_id: id, student_id })))
      .execute()
  return id
}

/** Takes evidence back: it stays in the history and counts for nothing. */
export async function voidEvidence(
  trx: Trx,
  schoolId: number,
  id: number,
  { at, by, reason }: { at: Date; by: number; reason: string },
): Promise<void> {
  await trx
    .updateTable('interaction')
    .set({ voided_at: at, voided_by: by, void_reason: reason })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .where('voided_at', 'is', null)
    .execute()
}

/** The last review or look through the list of a class on a day that was not taken back. */
export async function findReviewOf(
  trx: Trx,
  schoolId: number,
  classId: number,
  on: string,
  kind?: 'review' | 'listReview',
) {
  const kinds = kind === undefined ? ['review', 'listReview'] : [kind]
  return trx
    .selectFrom('interaction')
    .select(['id', 'author_id as authorId', 'evidence'])
    .where('school_id', '=', schoolId)
    .where('class_id', '=', classId)
    .where('occurred_on', '=', on)
    .where(sql<boolean>`evidence && ${kinds}::text[]`)
    .where('voided_at', 'is', null)
    .where('import_id', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirst()
}
