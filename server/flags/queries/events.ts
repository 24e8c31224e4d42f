import { type Insertable, sql } from 'kysely'
import type { Tables, Trx } from '../../database/database.ts'
import type { HistoryEntry } from '../../domain/flags/history.ts'

export type FlagEventRow = Insertable<Tables['flag_event']>

/** Rows of one statement: well under the 65,535 parameters that PostgreSQL takes. */
const batch = 1000

/** Appends to the histories of flags; each event is numbered after those that are there. */
export async function appendFlagEvents(
  trx: Trx,
  schoolId: number,
  events: Omit<FlagEventRow, 'event_no'>[],
): Promise<void> {
  if (events.length === 0) return
  const flagIds = [...new Set(events.map((event) => event.flag_id))]
  const rows = await trx
    .selectFrom('flag_event')
    .select((row) => ['flag_id', row.fn.max('event_no').as('last')])
    .where('school_id', '=', schoolId)
    .where('flag_id', '=', sql<number>`any(${flagIds}::bigint[])`)
    .groupBy('flag_id')
    .execute()
  const last = new Map(rows.map((row) => [row.flag_id, row.last]))
  const numbered = events.map((event) => {
    const event_no = (last.get(event.flag_id) ?? 0) + 1
    last.set(event.flag_id, event_no)
    return { ...event, event_no }
  })
  for (let at = 0; at < numbered.length; at += batch)
    await trx
      .insertInto('flag_event')
      .values(numbered.slice(at, at + batch))
      .execute()
}

/** The histories of flags up to a day, oldest entry first, by flag. */
export async function listHistories(
  trx: Trx,
  schoolId: number,
  flagIds: readonly number[],
  on: string,
): Promise<Map<number, HistoryEntry[]>> {
  const rows = await trx
    .selectFrom('flag_event')
    .select(['flag_id', 'kind', 'happened_on as on', 'detail'])
    .where('school_id', '=', schoolId)
    .where('flag_id', '=', sql<number>`any(${flagIds}::bigint[])`)
    .where('happened_on', '<=', on)
    .orderBy('flag_id')
    .orderBy('event_no')
    .execute()
  return Map.groupBy(rows, ({ flag_id }) => flag_id)
}

/** The histories up to a day of the flags that may have been open since another, of one class or several where named. */
export async function listHistoriesSince(
  trx: Trx,
  schoolId: number,
  since: string,
  on: string,
  { classId, reached }: { classId: number | undefined; reached: readonly number[] | undefined },
): Promise<HistoryEntry[][]> {
  const { rows } = await sql<HistoryEntry & { flagId: number }>`
    select e.flag_id as "flagId", e.kind, e.happened_on as "on", e.detail
    from flag f join flag_event e on e.school_id = f.school_id and e.flag_id = f.id and e.happened_on <= ${on}::date
    where f.school_id = ${schoolId} and f.raised_on <= ${on}::date and (f.cleared_on is null or f.cleared_on >= ${since}::date)
      and (${classId ?? null}::bigint is null or f.class_id = ${classId ?? null}::bigint)
      and (${reached === undefined}::boolean or f.class_id = any(${[...(reached ?? [])]}::bigint[]))
      and e.kind in ('raised', 'reopened', 'levelChanged', 'ended', 'suppressed', 'grouped', 'shown', 'restored')
    order by e.flag_id, e.event_no`.execute(trx)
  return [...Map.groupBy(rows, ({ flagId }) => flagId).values()]
}
