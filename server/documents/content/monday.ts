import type { Trx } from '../../database/database.ts'
import { access } from '../../domain/access/access.ts'
import { isoOf } from '../../domain/day.ts'
import type { Judged } from '../../domain/duties/duty.ts'
import type { Call } from '../../http/call.ts'
import { publicKey, scopeOf } from '../../overview/overview.ts'
import type { Ground } from './ground.ts'
import { agreementsOf, deadlinesOf, emergenciesOf, memosOf, requestsOf, reviewOf } from './monday-duties.ts'
import { recordsOf } from './monday-records.ts'
import type { MondayPage } from './monday-shape.ts'

/** The page of a Monday for whoever asks: emergencies are told to those who may know of them. */
export async function mondayOf(trx: Trx, ground: Ground, call: Call): Promise<MondayPage> {
  const { who, on, isPast } = call
  const { school } = ground
  const scope = scopeOf(call)
  const keyOf = (duty: Judged) => publicKey(school, scope, duty)
  const maySeeEmergencies = access(who, 'emergencies', 'read')?.reach === 'all'
  return {
    on: isoOf(on),
    isPast,
    emergencies: maySeeEmergencies ? emergenciesOf(school, keyOf) : null,
    memos: memosOf(school),
    agreements: agreementsOf(school, keyOf),
    requests: requestsOf(school, keyOf),
    review: reviewOf(school, keyOf),
    deadlines: deadlinesOf(school),
    ...(await recordsOf(trx, ground)),
  }
}
