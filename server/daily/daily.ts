import { insertAudit } from '../audit/queries.ts'
import type { Db, Trx } from '../database/database.ts'
import { inSchool, inSchoolReadOnly } from '../database/school.ts'
import { type Day, isoOf } from '../domain/day.ts'
import { findLastRunDay } from '../flags/queries.ts'
import type { Room } from '../http/serve.ts'
import { type Refreshed, refresh } from '../refresh.ts'
import { Refusal, type Said } from '../refusal.ts'
import { type RuleSet, restoreRules } from '../rules/rules.ts'
import { listSchools } from '../school/queries.ts'
import { claimDay, findKnownAt, saveDay } from './queries.ts'

export { startDaily } from './running/schedule.ts'

/** What the main path made of data or rules that have just changed, or why it could not run. */
export type Refreshment =
  | {
      asOf: string
      flags: { raised: number; cleared: number; open: number }
      duties: number
      /** How many reasons keep newer rules waiting for a person's word. */
      held: number
      refusedRules: Said | null
    }
  | { asOf: string; refused: Said }

/** A school and the day it is evaluated on; `readRules` gives the rule files, or refuses where they hold errors. */
export type ToRefresh = {
  readonly db: Db
  readonly school: { readonly id: number; readonly timeZone: string; readonly trackingFrom: string }
  readonly asOf: Day
  readonly now: () => Date
  readonly readRules: () => RuleSet | Promise<RuleSet>
}

/**
 * The main path for one school of the running program as of its present day, in transactions of its own: after an accepted
 * import, an accepted edition, a changed rule file. Inside a route, hand it to `call.after`.
 */
export async function refreshNow(
  { db, clock, rules }: Pick<Room, 'db' | 'clock' | 'rules'>,
  schoolId: number,
): Promise<Refreshment> {
  const school = (await listSchools(db)).find(({ id }) => id === schoolId)
  if (!school) throw new RangeError(`There is no school ${schoolId}`)
  return refreshSchool({ db, school, asOf: clock.today(school.timeZone), now: clock.now, readRules: rules.current })
}

/**
 * The main path after a change that is stored already. Flags are never folded backwards: where a later day has been
 * evaluated, that is the day. Where the path refuses (broken rules), the change stands and the refusal is told beside it.
 */
export async function refreshSchool(asked: ToRefresh): Promise<Refreshment> {
  const { db, school } = asked
  const last = await inSchoolReadOnly(db, school.id, (trx) => findLastRunDay(trx, school.id))
  const asOf = Math.max(asked.asOf, last ?? asked.asOf)
  try {
    // Anew: the change was stored after the call began.
    const knownAt = await findKnownAt(db, asked.now(), school.timeZone, asOf)
    const { done, refusedRules } = await refreshInForce({ ...asked, asOf, knownAt })
    const { raised, cleared, open } = done.flags
    const { written } = done.duties
    const held = done.heldBecause.length
    return { asOf: isoOf(asOf), flags: { raised, cleared, open }, duties: written, held, refusedRules }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { asOf: isoOf(asOf), refused: { ...error.said } }
  }
}

/** Refusals of the rule files themselves: the edition in force goes on judging while they are mended. */
const ofRules = new Set(['rules-broken', 'back-dated'])

type InForce = Omit<ToRefresh, 'now'> & { readonly knownAt: Date }
export type DoneInForce<T> = { done: T; refusedRules: Said | null }

/**
 * The main path by the rule files, or, where those are refused, by the edition in force as it was kept: a broken file stops
 * no day. Refuses where there is none yet. `around` may do more in the same transaction.
 */
export function refreshInForce(asked: InForce): Promise<DoneInForce<Refreshed>> {
  return inForce(asked, (_trx, run) => run())
}

async function inForce<T>(
  { db, school, asOf, knownAt, readRules }: InForce,
  around: (trx: Trx, run: () => Promise<Refreshed>) => Promise<T>,
): Promise<DoneInForce<T>> {
  const work = (ruleSet: RuleSet) =>
    inSchool(db, school.id, (trx) => around(trx, () => refresh(trx, { school, ruleSet, asOf, knownAt })))
  try {
    return { done: await work(await readRules()), refusedRules: null }
  } catch (error) {
    if (!(error instanceof Refusal) || !ofRules.has(error.code)) throw error
    const kept = await inSchoolReadOnly(db, school.id, (trx) => restoreRules(trx, school.id, isoOf(asOf))).catch(() => {
      throw error
    })
    return { done: await work(kept.ruleSet), refusedRules: { ...error.said } }
  }
}

/**
 * The daily run of a school: the main path as of the day, unless it has been done. The claim stands or falls with the run, so
 * that of several processes one runs. Answers what it gave, or undefined where the day was done already.
 */
export async function runDay(asked: ToRefresh): Promise<Refreshed | undefined> {
  const { db, school, asOf } = asked
  const knownAt = await findKnownAt(db, asked.now(), school.timeZone, asOf)
  const { done } = await inForce({ ...asked, knownAt }, async (trx, run) => {
    if (!(await claimDay(trx, school.id, asOf))) return undefined
    const refreshed = await run()
    await keepDay(trx, school.id, asOf, refreshed)
    return refreshed
  })
  return done
}

async function keepDay(trx: Trx, schoolId: number, day: Day, { hash, flags, duties }: Refreshed): Promise<void> {
  const { raised, cleared, open } = flags
  const counts = { raised, cleared, open, duties: duties.judged.length, written: duties.written }
  await saveDay(trx, schoolId, day, { hash, counts })
  const entry = { school_id: schoolId, actor_id: null, kind: 'job' as const, action: 'daily run', subject: isoOf(day) }
  await insertAudit(trx, [{ ...entry, after: { hash, ...counts } }])
}
