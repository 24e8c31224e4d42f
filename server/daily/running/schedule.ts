import { Cron } from 'croner'
import { inSchoolReadOnly } from '../../database/school.ts'
import type { Room } from '../../http/serve.ts'
import { Refusal } from '../../refusal.ts'
import { findEdition } from '../../rules/queries.ts'
import { editionOf } from '../../rules/rules.ts'
import { listSchools, type SchoolRow } from '../../school/queries.ts'
import { refreshNow, runDay } from '../daily.ts'
import { findDailyRun } from '../queries.ts'

/** A line of the program's log: codes and ids, never a name and never what a person wrote. */
export type Log = (line: { readonly [key: string]: string | number }, message: string) => void

export type Daily = {
  /** Looks at every school once: whose hour has come and whose day is not done. Answers how many it ran. */
  readonly tick: () => Promise<number>
  /** Takes no new work and waits for what is under way. */
  readonly close: () => Promise<void>
}

const usualHour = '05:30'
const retryMinutes = [1, 5, 15, 60] as const

type Place = Pick<Room, 'db' | 'clock' | 'rules'>
type Failures = Map<number, { count: number; notBefore: number }>

/**
 * The daily run of every school at its own hour: once a minute it is asked whose hour has come, so that a changed hour, a new
 * school, a start after the hour and a night without power need no care of their own. A changed rule file is published to
 * every school as it is taken.
 */
export function startDaily(room: Place, log: Log): Daily {
  const failures: Failures = new Map()
  let last: Promise<unknown> = Promise.resolve()
  let isClosed = false
  // One piece of work after another: the embedded database has one connection, and a school one lock.
  const inTurn = <T>(work: () => Promise<T>): Promise<T | undefined> => {
    const next = last.then(() => (isClosed ? undefined : work()))
    last = next.catch(() => undefined)
    return next
  }
  const tick = () => inTurn(() => runDue(room, failures, log)).then((ran) => ran ?? 0)
  const publish = () => void inTurn(() => publishEverywhere(room, log)).catch((error: unknown) => tell(log, error))
  const unwatch = room.rules.onChange(publish)
  const look = async () => void (await tick().catch((error: unknown) => tell(log, error)))
  const timer = new Cron('* * * * *', { protect: true, unref: true }, look)
  publish()
  void look()
  return {
    tick,
    close: async () => {
      isClosed = true
      timer.stop()
      unwatch()
      await last
    },
  }
}

async function runDue(room: Place, failures: Failures, log: Log): Promise<number> {
  let ran = 0
  for (const school of await listSchools(room.db)) {
    const failed = failures.get(school.id)
    if (failed && room.clock.now().getTime() < failed.notBefore) continue
    if (!(await isDue(room, school))) continue
    try {
      const day = room.clock.today(school.timeZone)
      const { db, clock, rules } = room
      const done = await runDay({ db, school, asOf: day, now: clock.now, readRules: rules.current })
      failures.delete(school.id)
      if (!done) continue
      ran++
      log({ school: school.id, raised: done.flags.raised, duties: done.duties.written }, 'daily run')
    } catch (error) {
      failures.set(school.id, laterAfter(failed?.count ?? 0, room.clock.now()))
      tell(log, error, school.id)
    }
  }
  return ran
}

function laterAfter(count: number, now: Date): { count: number; notBefore: number } {
  const minutes = retryMinutes[Math.min(count, retryMinutes.length - 1)] ?? 60
  return { count: count + 1, notBefore: now.getTime() + minutes * 60_000 }
}

/** Whether the school's hour of the day has come and its run is not done. */
async function isDue({ db, clock }: Place, { id, timeZone }: SchoolRow): Promise<boolean> {
  const { runAt, isDone } = await inSchoolReadOnly(db, id, (trx) => findDailyRun(trx, id, clock.today(timeZone)))
  return !isDone && timeIn(clock.now(), timeZone) >= hourOf(runAt)
}

function hourOf(setting: string | undefined): string {
  return setting !== undefined && /^([01]\d|2[0-3]):[0-5]\d$/.test(setting) ? setting : usualHour
}

/** The time of day in a zone: `05:30`. */
function timeIn(now: Date, timeZone: string): string {
  const time = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainTime()
  return time.toString({ smallestUnit: 'minute' })
}

/** Puts the files that the program goes by in force in every school that has an edition of its own and goes by another. */
async function publishEverywhere(room: Place, log: Log): Promise<void> {
  const { hash } = editionOf(room.rules.current())
  for (const { id } of await listSchools(room.db)) {
    const isOld = await inSchoolReadOnly(room.db, id, async (trx) => {
      const active = await findEdition(trx, id, 'active')
      const held = await findEdition(trx, id, 'held')
      return active !== undefined && active.hash !== hash && held?.hash !== hash
    })
    if (!isOld) continue
    try {
      const done = await refreshNow(room, id)
      log({ school: id, edition: hash.slice(0, 12) }, 'refused' in done ? 'rules refused' : 'rules published')
    } catch (error) {
      tell(log, error, id)
    }
  }
}

/** A failure as the log keeps it: its code or kind. A message may quote what people wrote. */
function tell(log: Log, error: unknown, school = 0): void {
  const code = error instanceof Refusal ? error.code : error instanceof Error ? error.name : 'unknown'
  const database = error instanceof Error && 'code' in error ? String(error.code) : ''
  log({ school, code, database }, 'daily run failed')
}
