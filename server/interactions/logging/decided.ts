import type { Trx } from '../../database/database.ts'
import { isoOf } from '../../domain/day.ts'
import type { Call } from '../../http/call.ts'
import { rulesInForce } from '../../rules/rules.ts'
import { listFlagDecisions } from '../queries/list.ts'

type Words = { ru: string; en: string }
export type Decided = { kind: 'accepted' | 'dismissed'; reasons: Words[]; note: string | null }

/** Which decision about a flag each of the records is: the measures planned, or the reason of a dismissal. */
export async function decidedBy(trx: Trx, call: Call, ids: readonly number[]): Promise<Map<number, Decided>> {
  const { who, on, room } = call
  const found = await listFlagDecisions(trx, who.schoolId, ids)
  if (found.length === 0) return new Map()
  const { ladder } = await rulesInForce(trx, who.schoolId, isoOf(on), room.rules.current())
  const titles = new Map(
    [...(ladder?.measures ?? []), ...(ladder?.dismissReasons ?? [])].map(({ id, title }) => [id, title]),
  )
  return new Map(
    found.map(({ interactionId, kind, measures, reason, note }) => [
      interactionId,
      {
        kind: kind === 'accepted' ? 'accepted' : 'dismissed',
        reasons: [...(measures ?? []), ...(reason === null ? [] : [reason])].flatMap((id) => titles.get(id) ?? []),
        note,
      },
    ]),
  )
}
