import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

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
