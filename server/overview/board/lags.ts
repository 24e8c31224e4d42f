import type { Day } from '../../domain/day.ts'
import type { Judged } from '../../domain/duties/duty.ts'
import type { Interaction } from '../../domain/duties/world.ts'
import type { JudgedSchool } from './judged.ts'
import { once } from './once.ts'
import { yearOf } from './periods.ts'

/** Names of the bars: days from what was done to its record. */
export const lagBins = ['0', '1', '2-7', '8-30', '31+'] as const

/** Records later than this are back-dated: they ask for a reason. */
export const backdatedDays = 7

/** Days from the last thing that satisfied a duty of the school year to its record; undefined where nothing did. */
export function lagOf(school: JudgedSchool, { satisfiedOn, evidenceIds }: Judged): number | undefined {
  if (satisfiedOn === undefined || satisfiedOn < yearOf(school).from) return undefined
  const records = recordsOf(school)
  const lags = evidenceIds.flatMap((id) => {
    const record = records.get(id)
    return record ? [Math.max(0, recordedOn(school, record) - record.occurredOn)] : []
  })
  return lags.length === 0 ? undefined : Math.max(...lags)
}

/** Every record of the school by its number. */
export function recordsOf(school: JudgedSchool): ReadonlyMap<number, Interaction> {
  return once(school, 'records', () => new Map(school.world.interactions.map((each) => [each.id, each])))
}

function recordedOn({ seen }: JudgedSchool, { recordedAt }: Interaction): Day {
  return seen.zone.dayOf(recordedAt)
}

/** Whether a lag stands in a bar. */
export function isLagIn(lag: number | undefined, bin: string): boolean {
  if (lag === undefined) return false
  if (bin.endsWith('+')) return lag >= Number(bin.slice(0, -1))
  const [from = 0, to = from] = bin.split('-').map(Number)
  return lag >= from && lag <= to
}
