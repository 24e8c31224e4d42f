import type { Trx } from '../../database/database.ts'
import { isoOf } from '../../domain/day.ts'
import type { Call } from '../../http/call.ts'
import { classesWithin } from '../../http/cover.ts'
import { createTurns } from '../../http/turns.ts'
import { Refusal } from '../../refusal.ts'
import { type RuleSet, rulesInForce } from '../../rules/rules.ts'
import { findVersion } from '../queries/version.ts'
import { type Asked, type JudgedSchool, judgeSchool } from './judged.ts'

type Kept = {
  readonly key: string
  readonly isPast: boolean
  readonly judged: Promise<JudgedSchool>
  validUntil: number
}

/** What is kept of whole schools, and of some classes of one, which is small. */
const schools = { kept: new Map<string, Kept>(), limit: 24 }
const parts = { kept: new Map<string, Kept>(), limit: 240 }
/** A past day costs seconds of the processor: one at a time, and each session so many a minute. */
const pastTurns = createTurns(1, 12)
const pastAMinute = 20
const looks = new Map<string, number[]>()

type Looking = Pick<Call, 'who' | 'on' | 'knownAt' | 'now' | 'room'>

/** Every duty of the school of a call, as of the day the call looks at; with `only` those of these classes. */
export function judgedFor(
  trx: Trx,
  { who, on, knownAt, now, room }: Looking,
  only?: readonly number[],
): Promise<JudgedSchool> {
  const school = { id: who.schoolId, timeZone: who.timeZone, trackingFrom: who.trackingFrom }
  const onPast = () => refuseHasty(who.tokenHash)
  return judgedOf(trx, { school, asOf: on, knownAt, now, only }, room.rules.current(), onPast)
}

/** The duties that the right of a call reaches: of the own classes alone where it reaches no further. */
export function judgedReached(trx: Trx, call: Looking & Pick<Call, 'because'>): Promise<JudgedSchool> {
  return judgedFor(trx, call, classesWithin(call.because))
}

/**
 * The duties of a school as of a day, judged once for each version of its data: nothing that the judge looks at changes
 * without the version, but for terms in hours, which run out by themselves. `files` are the rules where the school has no
 * edition in force yet; `onPast` is called, and may refuse, before a day that is over is judged.
 */
export async function judgedOf(
  trx: Trx,
  asked: Asked & { readonly now: Date },
  files: RuleSet,
  onPast: () => void = () => {},
): Promise<JudgedSchool> {
  const { version, isWriting } = await findVersion(trx, asked.school.id)
  // What this transaction has changed may yet be taken back: it is judged for itself alone.
  if (isWriting) return judgeAsked(trx, asked, files)
  const key = `${version}|${asked.knownAt.getTime()}`
  const found = storeOf(asked).kept.get(placeOf(asked))
  if (found?.key === key && asked.now.getTime() < found.validUntil) return found.judged
  const judge = () => judgeAsked(trx, asked, files)
  const isPast = asked.now.getTime() >= asked.knownAt.getTime()
  if (!isPast) return keep(asked, { key, isPast }, judge())
  onPast()
  return keep(asked, { key, isPast }, pastTurns.take('', judge, refusePastLook))
}

function storeOf({ only }: Asked) {
  return only ? parts : schools
}

function placeOf({ school, asOf, only }: Asked): string {
  return `${school.id}|${isoOf(asOf)}|${only?.join(',') ?? '*'}`
}

/** Refuses a session that has had too many past days judged within a minute. */
function refuseHasty(session: string): void {
  const at = performance.now()
  const recent = (looks.get(session) ?? []).filter((each) => at - each < 60_000)
  if (recent.length >= pastAMinute) refusePastLook()
  looks.set(session, [...recent, at])
  const [oldest] = looks.keys()
  if (looks.size > 1_000 && oldest !== undefined) looks.delete(oldest)
}

function refusePastLook(): never {
  throw new Refusal(
    'past-days',
    {
      ru: 'Прошлый день пересчитывается заново, и таких запросов сейчас слишком много. Подождите минуту.',
      en: 'A past day is judged anew, and too many are asked for just now. Wait a minute.',
    },
    { status: 429 },
  )
}

async function judgeAsked(trx: Trx, asked: Asked, files: RuleSet): Promise<JudgedSchool> {
  return judgeSchool(trx, asked, await rulesInForce(trx, asked.school.id, isoOf(asked.asOf), files))
}

async function keep(
  asked: Asked,
  { key, isPast }: Pick<Kept, 'key' | 'isPast'>,
  judged: Promise<JudgedSchool>,
): Promise<JudgedSchool> {
  const entry: Kept = { key, isPast, judged, validUntil: Number.POSITIVE_INFINITY }
  const { kept, limit } = storeOf(asked)
  const place = placeOf(asked)
  kept.delete(place)
  kept.set(place, entry)
  if (kept.size > limit) forgetOne(kept)
  try {
    const { duties } = await judged
    entry.validUntil = Math.min(...duties.flatMap(({ nextTransitionAt }) => nextTransitionAt ?? []))
  } catch (error) {
    if (kept.get(place) === entry) kept.delete(place)
    throw error
  }
  return judged
}

/** The oldest of the past days, or where there is none the oldest of all: today is what everybody looks at. */
function forgetOne(kept: Map<string, Kept>): void {
  const past = [...kept].find(([, { isPast }]) => isPast)
  const [place] = past ?? [...kept.keys()]
  if (place !== undefined) kept.delete(place)
}
