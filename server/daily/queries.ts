import { sql } from 'kysely'
import type { Db, Trx } from '../database/database.ts'
import { type Day, isoOf } from '../domain/day.ts'
import { zoneClock } from '../domain/duties/zone.ts'

/**
 * An instant by which all that is recorded so far is known. The database dates its rows by a clock of its own, which may be
 * ahead of this machine's; a demo school is made for a whole day at once.
 */
export async function findKnownAt(db: Db, now: Date, timeZone: string, asOf: Day): Promise<Date> {
  const { rows } = await sql<{ at: number }>`
    select ceil(extract(epoch from clock_timestamp()) * 1000)::float8 as at`.execute(db)
  return new Date(Math.max(now.getTime(), rows[0]?.at ?? 0, zoneClock(timeZone).endOf(asOf)))
}

/** The hour of the daily run that the school has set (`05:30` of its own time), and whether the day's run is done. */
export async function findDailyRun(
  trx: Trx,
  schoolId: number,
  day: Day,
): Promise<{ runAt: string | undefined; isDone: boolean }> {
  const setting = await trx
    .selectFrom('school_setting')
    .select('value')
    .where('school_id', '=', schoolId)
    .where('key', '=', 'dailyRunAt')
    .orderBy('set_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const run = await trx
    .selectFrom('daily_run')
    .select('day')
    .where('school_id', '=', schoolId)
    .where('day', '=', isoOf(day))
    .executeTakeFirst()
  const value = setting?.value
  return { runAt: typeof value === 'string' ? value : undefined, isDone: run !== undefined }
}

/**
 * Takes the day's run for this transaction. Whoever asks beside waits for it to end: then the day is done, or (where it was
 * killed or failed) theirs. Answers whether it is ours.
 */
export async function claimDay(trx: Trx, schoolId: number, day: Day): Promise<boolean> {
  const claimed = await trx
    .insertInto('daily_run')
    .values({ school_id: schoolId, day: isoOf(day) })
    .onConflict((conflict) => conflict.columns(['school_id', 'day']).doNothing())
    .returning('day')
    .executeTakeFirst()
  return claimed !== undefined
}

export type RunCounts = { raised: number; cleared: number; open: number; duties: number; written: number }

/** What the day's run gave, kept with it. */
export async function saveDay(
  trx: Trx,
  schoolId: number,
  day: Day,
  run: { hash: string; counts: RunCounts },
): Promise<void> {
  await trx
    .updateTable('daily_run')
    .set({ rule_set_hash: run.hash, counts: JSON.stringify(run.counts), finished_at: sql`clock_timestamp()` })
    .where('school_id', '=', schoolId)
    .where('day', '=', isoOf(day))
    .execute()
}

/** The last days that were evaluated, the newest first. */
export function listDays(trx: Trx, schoolId: number, limit: number) {
  return trx
    .selectFrom('daily_run')
    .select(['day', 'finished_at as finishedAt', 'rule_set_hash as hash', 'counts'])
    .where('school_id', '=', schoolId)
    .orderBy('day', 'desc')
    .limit(limit)
    .execute()
}
