import type { Trx } from '../../database/database.ts'
import { access } from '../../domain/access/access.ts'
import { dayOf, isoOf } from '../../domain/day.ts'
import type { FlagExplanation } from '../../domain/explain/kept.ts'
import { listFlagsOfPupil, sightOf, toldExplanation } from '../../flags/flags.ts'
import type { Call } from '../../http/call.ts'

const shown = 60

/**
 * Flags that the person sees by name, as on the page of flags, and how many others there are: below level 3 they are the class
 * teacher's, the administration is given numbers. Those of a former class are seen as those of the present one. `classId` is that
 * class; without it flags are not this person's to see.
 */
export async function flagsOf(trx: Trx, call: Call, studentId: number, classId: number | undefined) {
  const because = access(call.who, 'flags', 'read')
  if (classId === undefined || because === undefined) return { flags: null, unseenFlags: 0 }
  const looking = { ...call, because }
  const all = await listStanding(trx, call.who.schoolId, studentId, isoOf(call.on))
  const sight = await sightOf(trx, looking)
  const seen = all.filter((flag) => sight({ ...flag, studentId, classId }))
  const flags = seen.map(({ id, ruleId, domain, level, raisedOn, clearedOn, clearReason, state, explanation }) => {
    const told = toldExplanation(looking, { classId, studentId }, explanation as FlagExplanation)
    const { title, text, clears, points } = told
    return { id, rule: ruleId, domain, level, raisedOn, clearedOn, clearReason, state, title, text, clears, points }
  })
  return { flags, unseenFlags: all.length - seen.length }
}

/** Flags that people see or saw on a day, as they stood then: open ones first, then those of a year before, the newest first. */
async function listStanding(trx: Trx, schoolId: number, studentId: number, on: string) {
  const flags = await listFlagsOfPupil(trx, schoolId, studentId, on)
  return flags
    .filter(({ level, suppressedBy, state }) => level > 0 && suppressedBy === null && state !== 'held')
    .filter(({ clearedOn }) => clearedOn === null || dayOf(clearedOn) >= dayOf(on) - 365)
    .toSorted(
      (one, other) =>
        Number(one.clearedOn !== null) - Number(other.clearedOn !== null) ||
        dayOf(other.raisedOn) - dayOf(one.raisedOn) ||
        other.level - one.level,
    )
    .slice(0, shown)
}
