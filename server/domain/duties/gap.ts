import { type Day, dayOf } from '../day.ts'
import type { DutyDates, GapDay, Judged, Status } from './duty.ts'
import { reason } from './duty.ts'
import { byDay, whyNotNorm } from './qualify.ts'
import type { Seen, SeenClass } from './seen.ts'
import { type GapNorm, specKeyOf } from './spec.ts'
import { waiverFor } from './waivers.ts'
import type { Interaction } from './world.ts'

/**
 * A largest-gap norm of a class (II.10). Every day of the active year on which pupils are not on vacation is a unit; its age
 * is the number of such days since the last evidence, or since the start. The norm holds while age ≤ days + grace. In a
 * vacation the age is frozen.
 */
export function judgeGap(spec: GapNorm, view: SeenClass, seen: Seen): Judged[] {
  const span = spanOf(spec, view, seen)
  if (span.from > span.to) return []
  const evidence = evidenceFor(spec, view)
  return [judged(spec, view, seen, span, walk(spec, view, seen, span, evidence), evidence)]
}

/** Days a norm is asked of a class. Ages are counted from `start`, which an amended norm shares with the one before it. */
type Span = { start: Day; from: Day; to: Day }
type Track = { days: GapDay[]; age: number; since: Day; noDataFrom?: Day }

/** Days of study of the class while the norm is in force, from the start of tracking on. */
function spanOf(spec: GapNorm, view: SeenClass, seen: Seen): Span {
  const { year } = view.class.calendar
  const start = Math.max(view.class.openedOn, year.startsOn, seen.trackingFrom)
  const end = Math.min(view.class.closedOn ?? year.endsOn, year.endsOn)
  const { from, to } = spec.effective
  return { start, from: Math.max(start, dayOf(from)), to: to === null ? end : Math.min(end, dayOf(to)) }
}

function evidenceFor(spec: GapNorm, view: SeenClass): Interaction[] {
  const found = new Set((spec.stopsOn ?? spec.evidence ?? []).flatMap((kind) => view.evidence.get(kind) ?? []))
  return [...found]
    .filter((it) => it.classId === view.class.id && whyNotNorm({ view }, spec, it) === undefined)
    .sort(byDay)
}

function walk(spec: GapNorm, view: SeenClass, seen: Seen, span: Span, evidence: readonly Interaction[]): Track {
  const done = new Set(evidence.map((it) => it.occurredOn))
  const track: Track = { days: [], age: -1, since: span.start }
  for (let day = span.start; day <= Math.min(seen.asOf, span.to); day += 1) {
    const isVacation = view.class.calendar.isVacation(day)
    if (isVacation === undefined) return { ...track, noDataFrom: day }
    if (!isVacation) track.age += 1
    if (done.has(day)) Object.assign(track, { age: 0, since: day })
    if (!isVacation && day >= span.from) track.days.push(gapDay(spec, view, day, track.age))
  }
  return track
}

function gapDay(spec: GapNorm, view: SeenClass, day: Day, age: number): GapDay {
  const good = age <= spec.days + spec.grace
  return { day, age, good, waived: !good && waiverFor(view, spec.point, day) !== undefined }
}

function judged(
  spec: GapNorm,
  view: SeenClass,
  seen: Seen,
  span: Span,
  track: Track,
  evidence: readonly Interaction[],
): Judged {
  const status = statusOf(spec, view, seen, span, track)
  const last = evidence.findLast((it) => it.occurredOn === track.since)
  const dates = datesAhead(spec, view, span, track, last !== undefined)
  const next = status === 'no_data' ? undefined : nextChange(spec, view, seen, span, track, status)
  return {
    key: `${specKeyOf(spec)}|class:${view.class.id}|${view.class.calendar.year.id}:gap`,
    spec,
    classId: view.class.id,
    subject: { kind: spec.scope, id: view.class.id },
    period: `${view.class.calendar.year.id}:gap`,
    window: span,
    parts: [],
    need: 1,
    pool: `class:${view.class.id}`,
    ...dates,
    status,
    evidenceIds: last ? [last.id] : [],
    filledOn: [],
    creditedTo: last?.authorId === undefined ? [] : [last.authorId],
    reasons: [reason('gap', { age: track.age, days: spec.days, sinceOn: track.since, dueOn: dates.dueOn })],
    gap: { age: track.age, days: track.days, ...(track.noDataFrom !== undefined && { noDataFrom: track.noDataFrom }) },
    ...(next !== undefined && { nextTransitionOn: next }),
  }
}

/** The live status: by the age on the day; after the last day of study what the last age came to. */
function statusOf(spec: GapNorm, view: SeenClass, seen: Seen, span: Span, track: Track): Status {
  if (track.noDataFrom !== undefined) return 'no_data'
  if (seen.asOf < span.from) return 'upcoming'
  return statusOfAge(spec, view, track.age, Math.min(seen.asOf, span.to), seen.asOf > span.to)
}

function statusOfAge(spec: GapNorm, view: SeenClass, age: number, day: Day, isOver: boolean): Status {
  const isGood = age <= spec.days + spec.grace
  if (!isGood && waiverFor(view, spec.point, day)) return 'waived'
  if (isOver) return isGood ? 'met' : 'missed'
  if (age <= spec.days - spec.lead) return 'met'
  if (age <= spec.days) return 'due_soon'
  return isGood ? 'in_grace' : 'overdue'
}

/** The day on which an age is reached if nothing is recorded; the end of the span where it never is. */
function dayOfAge(view: SeenClass, span: Span, from: Day, age: number, wanted: number): Day {
  let reached = age
  let day = from
  while (reached < wanted && day < span.to) {
    day += 1
    if (view.class.calendar.isVacation(day) === false) reached += 1
  }
  return day
}

/** Dates of a track move with its evidence: open since the last one, due on the last day the gap may last. */
function datesAhead(spec: GapNorm, view: SeenClass, span: Span, track: Track, hasEvidence: boolean): DutyDates {
  const opensOn = Math.min(track.since, span.to)
  const startAge = hasEvidence || view.class.calendar.isVacation(opensOn) === false ? 0 : -1
  const at = (age: number) => dayOfAge(view, span, opensOn, startAge, age)
  const dueOn = at(spec.days)
  const dueSoonFrom = Math.min(dueOn, at(Math.max(0, spec.days - spec.lead) + 1))
  return {
    opensOn,
    dueSoonFrom,
    rawDueOn: dueOn,
    dueOn,
    graceUntil: at(spec.days + spec.grace),
    closesOn: span.to,
  }
}

function nextChange(
  spec: GapNorm,
  view: SeenClass,
  seen: Seen,
  span: Span,
  track: Track,
  now: Status,
): Day | undefined {
  let age = track.age
  for (let day = Math.max(seen.asOf + 1, span.start); day <= span.to + 1; day += 1) {
    const isVacation = day <= span.to ? view.class.calendar.isVacation(day) : true
    if (isVacation === undefined) return day
    if (!isVacation) age += 1
    const status = day < span.from ? 'upcoming' : statusOfAge(spec, view, age, Math.min(day, span.to), day > span.to)
    if (status !== now) return day
  }
  return undefined
}
