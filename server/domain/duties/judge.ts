import type { Day } from '../day.ts'
import { derivedTriggers } from './derived.ts'
import type { Duty, Judged } from './duty.ts'
import { judgeGap } from './gap.ts'
import { dutiesOf } from './instances.ts'
import { matchPool, type Outcome } from './match.ts'
import { isShare } from './match-in-turn.ts'
import { byDay, type Matching, needsLink, whyNotNorm } from './qualify.ts'
import { reasonsFor, servedKey } from './reasons.ts'
import { type Seen, type SeenClass, seenWorld } from './seen.ts'
import { kindsOf, type Spec } from './spec.ts'
import { momentOf, nextTransition, statusAt } from './status.ts'
import { waiverFor } from './waivers.ts'
import type { Instant, Interaction, World } from './world.ts'

/** The state of every duty of one norm, as of a business day of the school, by what was known at an instant. */
export function judge(spec: Spec, world: World, asOf: Day, knownAt: Instant): Judged[] {
  return judgeSeen(spec, seenWorld(world, asOf, knownAt))
}

/** The state of every duty of every norm: the judge of the whole school. */
export function judgeAll(world: World, asOf: Day, knownAt: Instant): Judged[] {
  const seen = seenWorld(world, asOf, knownAt)
  return seen.specs.flatMap((spec) => judgeSeen(spec, seen))
}

export function judgeSeen(spec: Spec, seen: Seen): Judged[] {
  return [...seen.classes.values()].flatMap((view) => judgeClass(spec, view, seen))
}

/** The state of the duties of one norm in one class, in order of due day: a function of what that class shows alone. */
export function judgeClass(spec: Spec, view: SeenClass, seen: Seen): Judged[] {
  if (spec.kind === 'gap' && spec.mode === 'gap') return judgeGap(spec, view, seen)
  const settled = settle(spec, view, seen)
  const before = new Map<string, Day>()
  return settled.duties.flatMap((duty) => {
    const said = judged(duty, settled, seen, before.get(duty.pool))
    if (said.satisfiedOn !== undefined) before.set(duty.pool, said.satisfiedOn)
    return duty.spec === spec ? [said] : []
  })
}

const nothing: Outcome = { used: [], filled: [], have: 0, isOnTime: false }

type Settled = {
  duties: Duty[]
  matching: Matching
  outcomes: ReadonlyMap<string, Outcome>
  servedBy: ReadonlyMap<string, string>
}

/** Duties of a norm in a class, under every version of it, with the evidence shared out among them. */
export function settle(spec: Spec, view: SeenClass, seen: Seen): Settled {
  const versions = versionsOf(spec, seen)
  const duties = versions
    .flatMap((it) => dutiesOf(it, view, seen, derivedTriggers(it, view, seen, settle)))
    .sort((a, b) => a.dueOn - b.dueOn || (a.key < b.key ? -1 : 1))
  const matching: Matching = {
    view,
    zone: seen.zone,
    hasVersions: versions.length > 1,
    duties: new Map(duties.map((duty) => [duty.key, duty])),
    triggerIds: new Set(duties.flatMap(({ trigger }) => (trigger?.id === undefined ? [] : [trigger.id]))),
  }
  const outcomes = new Map<string, Outcome>()
  const evidenceFor = evidenceIndex(matching, versions)
  for (const pool of Map.groupBy(duties, (duty) => duty.pool).values())
    for (const [key, outcome] of matchPool(matching, pool, evidenceFor(pool))) outcomes.set(key, outcome)
  const servedBy = new Map(
    duties.flatMap(({ key, pool }) => (outcomes.get(key)?.used ?? []).map((it) => [servedKey(pool, it), key] as const)),
  )
  return { duties, matching, outcomes, servedBy }
}

/** An amended norm is still one norm: its versions share evidence, one record for one duty. */
function versionsOf(spec: Spec, seen: Seen): readonly Spec[] {
  const versions = seen.specs.filter((it) => it.id === spec.id && (it === spec || it.version !== spec.version))
  return versions.includes(spec) ? versions : [...versions, spec]
}

/** Evidence of the norm in order, looked up by pool: by link where a norm asks for one, by pupil where it is about pupils. */
function evidenceIndex(
  matching: Matching,
  versions: readonly Spec[],
): (pool: readonly Duty[]) => readonly Interaction[] {
  const all = [...new Set(versions.flatMap(kindsOf).flatMap((kind) => matching.view.evidence.get(kind) ?? []))]
    .filter((it) => versions.some((spec) => whyNotNorm(matching, spec, it) === undefined))
    .sort(byDay)
  if (!versions.every(needsLink)) return () => all
  const linked = Map.groupBy(all, (it) => it.triggerId)
  const chosen = all.filter((it) => it.dutyKey !== undefined)
  return (pool) => {
    const ids = new Set(pool.flatMap(({ trigger }) => [trigger?.id, trigger?.about]).filter((id) => id !== undefined))
    return [...new Set([...[...ids].flatMap((id) => linked.get(id) ?? []), ...chosen])].sort(byDay)
  }
}

function judged(duty: Duty, { matching, outcomes, servedBy }: Settled, seen: Seen, before: Day | undefined): Judged {
  const outcome = outcomes.get(duty.key) ?? nothing
  const { roster, blocked: _, excluded: __, noData: ___, ...rest } = duty
  const { view, zone } = matching
  const waiver = waiverFor(view, duty.spec.point, duty.dueOn, duty.studentId)
  const moment = momentOf(seen.asOf, seen.at, zone)
  const status = statusAt(duty, outcome, waiver !== undefined, moment)
  const next = nextTransition(duty, outcome, waiver !== undefined, moment, zone)
  const authors = outcome.on === undefined ? [] : outcome.used.map((it) => it.authorId)
  return {
    ...rest,
    status,
    ...(outcome.on !== undefined && { satisfiedOn: outcome.on }),
    evidenceIds: outcome.used.map((it) => it.id),
    filledOn: outcome.filled.map((it) => it?.occurredOn ?? null),
    creditedTo: [...new Set(authors.filter((id) => id !== undefined))],
    reasons: reasonsFor({ matching, duty, outcome, status, waiver, servedBy, before }),
    ...(next && { nextTransitionOn: next.on, ...(next.at !== undefined && { nextTransitionAt: next.at }) }),
    ...(roster && { coverage: coverageOf(duty, roster.size, outcome) }),
  }
}

function coverageOf(duty: Duty, of: number, outcome: Outcome): NonNullable<Judged['coverage']> {
  const have = outcome.covered ?? 0
  const asked = duty.spec.kind === 'window' ? duty.spec.coverage : undefined
  const isPartial = asked !== undefined && !isShare(have, of, asked.share) && isShare(have, of, asked.partialFrom)
  return { have, of, isPartial: isPartial && of > 0 }
}
