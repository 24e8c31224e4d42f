import type { Trx } from '../../database/database.ts'
import { isoOf } from '../../domain/day.ts'
import type { Ladder } from '../../domain/formats/ladder.ts'
import { refreshDuties } from '../../duties/duties.ts'
import type { Call } from '../../http/serve.ts'
import { groundOf } from '../../overview/overview.ts'
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

/** Judges the duties anew after evidence was logged or taken back: what it met shows at once. */
export async function judgeAnew(trx: Trx, call: Asking & Pick<Call, 'knownAt'>): Promise<void> {
  const ground = await groundOf(trx, { school: schoolOf(call) }, await rulesOf(trx, call))
  await refreshDuties(trx, ground, call.today, call.knownAt)
}

/** Nothing may be written on a day that is over. */
export function refusePast({ isPast }: Pick<Call, 'isPast'>): void {
  if (!isPast) return
  throw new Refusal('past-day', {
    ru: 'Показан прошлый день, изменять его нельзя. Вернитесь на сегодня.',
    en: 'The page shows a day that is over, which cannot be changed. Return to today.',
  })
}
