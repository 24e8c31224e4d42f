import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

export type SourceRow = { source: string; dataOn: string; loadedAt: string }

/** Up to which day each source speaks, that day at most, and when that was loaded, as known at the moment. */
export async function listFreshness(trx: Trx, schoolId: number, knownAt: Date, on: string): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select distinct on (s.source) s.source, least(s.data_on, ${on}::date) as "dataOn", i.finished_at as "loadedAt"
    from import_source s join import i on i.school_id = s.school_id and i.id = s.import_id
    where s.school_id = ${schoolId} and i.finished_at <= ${knownAt} and (i.undone_at is null or i.undone_at > ${knownAt})
    order by s.source, s.data_on desc, i.finished_at desc`.execute(trx)
  return rows
}

/** When the school was last evaluated by the moment, and as of which day; undefined before the first time. */
export async function findEvaluation(
  trx: Trx,
  schoolId: number,
  on: string,
): Promise<{ asOf: string; at: string } | undefined> {
  const { rows } = await sql<{ asOf: string; at: string }>`
    select as_of as "asOf", finished_at as at from evaluation_run
    where school_id = ${schoolId} and as_of <= ${on}::date order by as_of desc, id desc limit 1`.execute(trx)
  return rows[0]
}
