import type { Trx } from '../../database/database.ts'
import { dayOf, isoOf } from '../../domain/day.ts'
import { type HistoryEntry, standingAfter } from '../../domain/flags/history.ts'
import { listHistories } from '../queries/events.ts'
import { findLastRun, findLastRunDay, listFlagsOfStudent, type OpenFlag } from '../queries.ts'
import { verdictsOf } from './evaluate.ts'

/**
 * The flags of a pupil, open and ended, as they stood at the end of a day: from their histories up to it, in the words of the
 * last look by the rules before it. None where the school had not been looked at.
 */
export async function listFlagsOfPupil(trx: Trx, schoolId: number, studentId: number, on: string): Promise<OpenFlag[]> {
  const run = await findLastRun(trx, schoolId, on)
  if (!run) return []
  const flags = await listFlagsOfStudent(trx, schoolId, studentId, on)
  const ids = flags.map(({ id }) => id)
  const histories = await listHistories(trx, schoolId, ids, on)
  const isLast = dayOf(run.as_of) === (await findLastRunDay(trx, schoolId))
  // Asked of the past only: the words of the last look are those that are remembered.
  const told = isLast || flags.length === 0 ? () => ({}) : await verdictsOf(trx, schoolId, run)
  const found: OpenFlag[] = []
  for (const flag of flags) {
    const entries = histories.get(flag.id) ?? []
    const standing = standingAfter(entries)
    if (standing) {
      const state = isLast && flag.state === 'held' ? ('held' as const) : ('flagged' as const)
      found.push({ ...flag, ...standing, ...told(flag), state, clearedOn: null, clearReason: null })
    } else found.push(...(await endedOf(trx, schoolId, flag, entries)))
  }
  return found
}

/** A flag that had ended by then. One that opened again since is told in the words of the look before its end. */
async function endedOf(
  trx: Trx,
  schoolId: number,
  flag: OpenFlag,
  entries: readonly HistoryEntry[],
): Promise<OpenFlag[]> {
  const no = entries.findLastIndex(({ kind }) => kind === 'ended')
  const end = entries[no]
  const before = standingAfter(entries.slice(0, no))
  if (!end || !before) return []
  const { because = null } = end.detail as { because?: string }
  const isSame = flag.clearedOn === end.on
  const run = isSame ? undefined : await findLastRun(trx, schoolId, isoOf(dayOf(end.on) - 1))
  const told = run ? (await verdictsOf(trx, schoolId, run))(flag) : {}
  const state = because === 'dismissed' || because === 'closed' ? because : ('cleared' as const)
  return [{ ...flag, ...before, ...told, state, clearedOn: end.on, clearReason: because }]
}
