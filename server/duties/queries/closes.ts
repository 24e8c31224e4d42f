import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'
import type { PeriodClose } from '../../domain/duties/closes.ts'
import { emptyTally, rateOf, type Tally } from '../../domain/duties/rate.ts'
import type { Step } from '../../domain/duties/reporting.ts'

/** The last month or week that was closed: those before it are closed too, whether or not they had anything to count. */
export async function findLastClosed(trx: Trx, schoolId: number, step: Step): Promise<string | undefined> {
  const row = await trx
    .selectFrom('period_close')
    .select((close) => close.fn.max('period').as('period'))
    .where('school_id', '=', schoolId)
    .where('period', step === 'week' ? 'like' : 'not like', '%..%')
    .executeTakeFirst()
  return row?.period ?? undefined
}

/** Freezes figures; those that are frozen stay as they are. */
export async function saveCloses(trx: Trx, schoolId: number, closes: readonly PeriodClose[]): Promise<void> {
  const rows = [...Map.groupBy(closes, ({ period }) => period).values()].flatMap(worthKeeping).map(rowOf)
  if (rows.length === 0) return
  await sql`
    insert into period_close (school_id, period, point, class_id, known_at, is_normative, met, met_late, denominator,
      excluded, waived, no_data)
    select ${schoolId}::int, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(period text, point text, class_id bigint, known_at timestamptz, is_normative boolean, met int, met_late int,
        denominator int, excluded int, waived int, no_data int)
    on conflict do nothing`.execute(trx)
}

/** What had something to count; of a period without, one empty row: it is closed all the same. */
function worthKeeping(own: readonly PeriodClose[]): readonly PeriodClose[] {
  const counted = own.filter(({ tally }) => Object.values(tally).some((count) => count > 0))
  return counted.length > 0 ? counted : own.slice(0, 1)
}

function rowOf({ period, point, classId, basis, tally, knownAt }: PeriodClose) {
  return {
    period,
    point,
    class_id: classId,
    known_at: new Date(knownAt).toISOString(),
    is_normative: basis === 'normative',
    met: tally.met,
    met_late: tally.metLate,
    denominator: rateOf(tally).of,
    excluded: tally.notApplicable,
    waived: tally.waived,
    no_data: tally.noData,
  }
}

/** What was frozen, of the periods named or of all. */
export async function listCloses(trx: Trx, schoolId: number, periods?: readonly string[]): Promise<PeriodClose[]> {
  let query = trx.selectFrom('period_close').selectAll().where('school_id', '=', schoolId)
  if (periods) query = query.where('period', '=', sql<string>`any(${[...periods]}::text[])`)
  const rows = await query.orderBy('period').orderBy('point').orderBy('class_id').orderBy('is_normative').execute()
  return rows.map((row) => ({
    period: row.period,
    point: row.point,
    classId: row.class_id,
    basis: row.is_normative ? 'normative' : 'local',
    tally: tallyOf(row),
    knownAt: Date.parse(row.known_at),
  }))
}

type Counts = Record<'met' | 'met_late' | 'denominator' | 'excluded' | 'waived' | 'no_data', number>

function tallyOf({ met, met_late, denominator, excluded, waived, no_data }: Counts): Tally {
  const notMet = denominator - met - met_late
  return { ...emptyTally, met, metLate: met_late, notMet, notApplicable: excluded, waived, noData: no_data }
}
