import type { Trx } from '../database/database.ts'
import { type Day, isoOf } from '../domain/day.ts'
import { closePeriod } from '../domain/duties/closes.ts'
import type { Judged } from '../domain/duties/duty.ts'
import type { FlagTrigger } from '../domain/duties/flag-triggers.ts'
import { planFlips } from '../domain/duties/flips.ts'
import { isByWeek } from '../domain/duties/groups.ts'
import { judgeAll } from '../domain/duties/judge.ts'
import { periodsEnded, type Step } from '../domain/duties/reporting.ts'
import { rowOf } from './judging/row.ts'
import { type DutyGround, loadWorld } from './judging/world.ts'
import {
  appendFlips,
  type CachedDuty,
  deleteDuties,
  type FlipRow,
  listDutyHashes,
  saveDuties,
} from './queries/cache.ts'
import { findLastClosed, saveCloses } from './queries/closes.ts'
import { closeFlagTriggers, type EndedFlag, saveFlagTriggers } from './queries/triggers.ts'

export { compareDuties, type DutyDifference, repairDuties } from './judging/rebuild.ts'
export { rowOf } from './judging/row.ts'
export { type DutyGround, dutyClassOf, loadWorld } from './judging/world.ts'

/** Keeps what raised and ended flags mean to the duties. */
export async function keepFlagTriggers(
  trx: Trx,
  schoolId: number,
  { raised, ended }: { raised: FlagTrigger[]; ended: EndedFlag[] },
  knownAt: Date,
): Promise<void> {
  await saveFlagTriggers(trx, schoolId, raised, knownAt)
  await closeFlagTriggers(trx, schoolId, ended)
}

export type DutyChanges = {
  judged: readonly Judged[]
  written: number
  removed: number
  flips: number
  /** Months and weeks that were closed for good. */
  closed: readonly string[]
}

/**
 * Judges every duty as of a day and writes what differs from the cache; a second time writes nothing. With `only` those of
 * these classes: enough where nothing else has changed; months and weeks are closed by a look at the whole school.
 */
export async function refreshDuties(
  trx: Trx,
  ground: DutyGround,
  asOf: Day,
  knownAt: Date,
  only?: readonly number[],
): Promise<DutyChanges> {
  const { schoolId } = ground
  const judged = judgeAll(await loadWorld(trx, ground, only), asOf, knownAt.getTime())
  const cached = await listDutyHashes(trx, schoolId, only)
  const rows = judged.map((duty) => ({ duty, row: rowOf(schoolId, duty, asOf) }))
  const changed = rows.filter(({ row }) => cached.get(row.duty_key)?.hash !== row.input_hash)
  const asked = new Set(rows.map(({ row }) => row.duty_key))
  const gone = [...cached.keys()].filter((key) => !asked.has(key))
  const flips = changed.flatMap(({ duty }) => flipsOf(schoolId, duty, cached.get(duty.key), asOf, knownAt))
  await deleteDuties(trx, schoolId, gone)
  await saveDuties(
    trx,
    changed.map(({ row }) => row),
  )
  await appendFlips(trx, schoolId, flips)
  const closed = only === undefined ? await closePeriods(trx, ground, judged, asOf, knownAt) : []
  return { judged, written: changed.length, removed: gone.length, flips: flips.length, closed }
}

/** Changes of status with the days they took effect, which may lie before the day the job ran. */
function flipsOf(schoolId: number, duty: Judged, before: CachedDuty | undefined, asOf: Day, knownAt: Date): FlipRow[] {
  return planFlips(duty, before && { status: before.status, asOf: before.judgedOn }, asOf).map((flip) => ({
    school_id: schoolId,
    duty_key: flip.dutyKey,
    effective_on: isoOf(flip.effectiveOn),
    from_status: flip.from,
    to_status: flip.to,
    known_at: knownAt.toISOString(),
  }))
}

/**
 * Freezes the figures of each month that is over, and of norms with short clocks those of each week, by what is known now.
 * Periods are closed in their order and once: what is learnt later shows as a restated figure beside them.
 */
async function closePeriods(
  trx: Trx,
  ground: DutyGround,
  judged: readonly Judged[],
  asOf: Day,
  knownAt: Date,
): Promise<string[]> {
  const first = judged.reduce<Day | undefined>((day, { opensOn }) => Math.min(day ?? opensOn, opensOn), undefined)
  if (first === undefined) return []
  const from = isoOf(first) > ground.trackingFrom ? isoOf(first) : ground.trackingFrom
  const close = async (step: Step, duties: readonly Judged[]) => {
    if (duties.length === 0) return []
    const after = await findLastClosed(trx, ground.schoolId, step)
    const periods = periodsEnded(step, from, asOf).filter(({ id }) => after === undefined || id > after)
    await saveCloses(
      trx,
      ground.schoolId,
      periods.flatMap((period) => closePeriod(duties, period, asOf, knownAt.getTime())),
    )
    return periods.map(({ id }) => id)
  }
  const months = await close('month', judged)
  const byWeek = judged.filter(({ spec }) => isByWeek(spec))
  return [...months, ...(await close('week', byWeek))]
}
