import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

type Asked = { kind?: 'review' | 'listReview'; id?: number | undefined }

/** The last review or look through the list of a class on a day that was not taken back; of a kind, or a certain one, if asked so. */
export async function findReviewOf(trx: Trx, schoolId: number, classId: number, on: string, { kind, id }: Asked = {}) {
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
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? 0))
    .orderBy('id', 'desc')
    .executeTakeFirst()
}
