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

/** Refuses a code that the list of the ladder does not hold. */
export function refuseUnknown(given: readonly string[], known: readonly { id: string }[]): void {
  const unknown = given.find((id) => !known.some((each) => each.id === id))
  if (unknown === undefined) return
  throw new Refusal(
    'unknown-code',
    {
      ru: `«${unknown}» нет в списке. Обновите страницу и выберите из списка.`,
      en: `"${unknown}" is not on the list. Reload the page and choose from the list.`,
    },
    { status: 400 },
  )
}
