import type { Trx } from './database/database.ts'
import { isoOf } from './domain/day.ts'
import { type DutyChanges, refreshDuties } from './duties/duties.ts'
import type { Call } from './http/call.ts'
import { lockImports } from './imports/queries/history.ts'
import { groundOf } from './overview/overview.ts'
import { rulesInForce } from './rules/rules.ts'

/**
 * The part of the main path that a person's record changes: every duty judged anew as of today by the rules in force, in
 * the transaction of the call; those of some classes where the record is of these alone. Flags wait for the next run.
 */
export async function refreshDutiesOf(
  trx: Trx,
  { who, today, room }: Pick<Call, 'who' | 'today' | 'room'>,
  only?: readonly number[],
): Promise<DutyChanges> {
  const { schoolId, timeZone, trackingFrom } = who
  await lockImports(trx, schoolId)
  const ruleSet = await rulesInForce(trx, schoolId, isoOf(today), room.rules.current())
  const ground = await groundOf(trx, { school: { id: schoolId, timeZone, trackingFrom } }, ruleSet)
  return refreshDuties(trx, ground, today, room.clock.knownAt(today, today, timeZone), only)
}
