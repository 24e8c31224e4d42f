import type { Trx } from '../../database/database.ts'
import { access } from '../../domain/access/access.ts'
import { isoOf } from '../../domain/day.ts'
import type { Call } from '../../http/call.ts'
import type { Ground } from './ground.ts'
import { agreementsOf, deadlinesOf, emergenciesOf, memosOf, requestsOf, reviewOf } from './monday-duties.ts'
import { recordsOf } from './monday-records.ts'
import type { MondayPage } from './monday-shape.ts'

/** The page of a Monday for whoever asks: emergencies are told to those who may know of them. */
export async function mondayOf(trx: Trx, ground: Ground, { who, on, isPast }: Call): Promise<MondayPage> {
  const { school } = ground
  const maySeeEmergencies = access(who, 'emergencies', 'read')?.reach === 'all'
  return {
    on: isoOf(on),
    isPast,
    emergencies: maySeeEmergencies ? emergenciesOf(school) : null,
    memos: memosOf(school),
    agreements: agreementsOf(school),
    requests: requestsOf(school),
    review: reviewOf(school),
    deadlines: deadlinesOf(school),
    ...(await recordsOf(trx, ground)),
  }
}
