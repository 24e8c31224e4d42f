import { sql } from 'kysely'

/** One of the ids given, of which there may be none: one statement for every number of them, and never an empty `in ()`. */
export function anyOf(ids: readonly number[]) {
  return sql<number>`any(${[...ids]}::bigint[])`
}
