import type { Trx } from '../../database/database.ts'
import { dayOf } from '../../domain/day.ts'
import type { FlagExplanation } from '../../domain/explain/kept.ts'
import { listFlagsOfPupil } from '../../flags/flags.ts'

const shown = 60

/** Flags that people see or saw on a day, as they stood then: open ones first, then those of a year before, the newest first. */
export async function listFlags(trx: Trx, schoolId: number, id: number, on: string) {
  const flags = (await listFlagsOfPupil(trx, schoolId, id, on))
    .filter(({ level, suppressedBy, state }) => level > 0 && suppressedBy === null && state !== 'held')
    .filter(({ clearedOn }) => clearedOn === null || dayOf(clearedOn) >= dayOf(on) - 365)
    .toSorted(
      (one, other) =>
        Number(one.clearedOn !== null) - Number(other.clearedOn !== null) ||
        dayOf(other.raisedOn) - dayOf(one.raisedOn) ||
        other.level - one.level,
    )
  return flags.slice(0, shown).map(({ id: flagId, ruleId, domain, level, raisedOn, ...flag }) => {
    const { classId, clearedOn, clearReason, state } = flag
    const explanation = flag.explanation as FlagExplanation
    return {
      id: flagId,
      rule: ruleId,
      domain,
      level,
      classId,
      studentId: id,
      explanation,
      raisedOn,
      clearedOn,
      clearReason,
      state,
    }
  })
}
