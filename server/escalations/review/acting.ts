import type { Trx } from '../../database/database.ts'
import { isoOf } from '../../domain/day.ts'
import type { Ladder } from '../../domain/formats/ladder.ts'
import type { Call } from '../../http/serve.ts'
import { Refusal } from '../../refusal.ts'
import { type RuleSet, rulesInForce } from '../../rules/rules.ts'
import type { Acting } from './steps.ts'

type Asking = Pick<Call, 'who' | 'on' | 'today' | 'room'>

/** The school of a call as the judge knows it. */
export function schoolOf({ who }: Pick<Call, 'who'>) {
  return { id: who.schoolId, timeZone: who.timeZone, trackingFrom: who.trackingFrom }
}

/** The rules that the school is judged by. */
export function rulesOf(trx: Trx, { who, on, room }: Asking): Promise<RuleSet> {
  return rulesInForce(trx, who.schoolId, isoOf(on), room.rules.current())
}

/** The ladder in force. */
export function ladderOf({ ladder }: RuleSet): Ladder {
  if (ladder) return ladder
  throw new Refusal('no-ladder', {
    ru: 'В правилах нет лестницы реагирования (rules/ladder.json). Обратитесь к методисту.',
    en: 'The rules hold no escalation ladder (rules/ladder.json). Ask the methodologist.',
  })
}

/** Who acts, when, and by which ladder. */
export async function actingOf(trx: Trx, call: Asking): Promise<Acting> {
  const { who, today, room } = call
  const ladder = ladderOf(await rulesOf(trx, call))
  return { schoolId: who.schoolId, by: who.staffId, on: isoOf(today), at: room.clock.now(), ladder }
}
