import type { Trx } from '../../database/database.ts'
import { isoOf } from '../../domain/day.ts'
import type { Call } from '../../http/call.ts'
import { type RuleSet, rulesInForce } from '../../rules/rules.ts'
import { findVersion } from '../queries/version.ts'
import { type Asked, type JudgedSchool, judgeSchool } from './judged.ts'

type Kept = { readonly key: string; readonly judged: Promise<JudgedSchool>; validUntil: number }

const keptLimit = 24
const kept = new Map<string, Kept>()

/** Every duty of the school of a call, as of the day the call looks at. */
export function judgedFor(
  trx: Trx,
  { who, on, knownAt, now, room }: Pick<Call, 'who' | 'on' | 'knownAt' | 'now' | 'room'>,
): Promise<JudgedSchool> {
  const school = { id: who.schoolId, timeZone: who.timeZone, trackingFrom: who.trackingFrom }
  return judgedOf(trx, { school, asOf: on, knownAt, now }, room.rules.current())
}

/**
 * Every duty of a school as of a day, judged once for each version of its data: nothing that the judge looks at changes
 * without the version, but for terms in hours, which run out by themselves. `files` are the rules where the school has no
 * edition in force yet.
 */
export async function judgedOf(trx: Trx, asked: Required<Asked>, files: RuleSet): Promise<JudgedSchool> {
  const { version, isWriting } = await findVersion(trx, asked.school.id)
  // What this transaction has changed may yet be taken back: it is judged for itself alone.
  if (isWriting) return judgeAsked(trx, asked, files)
  const place = `${asked.school.id}|${isoOf(asked.asOf)}`
  const key = `${version}|${asked.knownAt.getTime()}`
  const found = kept.get(place)
  if (found?.key === key && asked.now.getTime() < found.validUntil) return found.judged
  return keep(place, key, judgeAsked(trx, asked, files))
}

async function judgeAsked(trx: Trx, asked: Asked, files: RuleSet): Promise<JudgedSchool> {
  return judgeSchool(trx, asked, await rulesInForce(trx, asked.school.id, isoOf(asked.asOf), files))
}

async function keep(place: string, key: string, judged: Promise<JudgedSchool>): Promise<JudgedSchool> {
  const entry: Kept = { key, judged, validUntil: Number.POSITIVE_INFINITY }
  kept.delete(place)
  kept.set(place, entry)
  const [oldest] = kept.keys()
  if (kept.size > keptLimit && oldest !== undefined) kept.delete(oldest)
  try {
    const { duties } = await judged
    entry.validUntil = Math.min(...duties.flatMap(({ nextTransitionAt }) => nextTransitionAt ?? []))
  } catch (error) {
    if (kept.get(place) === entry) kept.delete(place)
    throw error
  }
  return judged
}
