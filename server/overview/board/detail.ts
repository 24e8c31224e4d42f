import { isoOf } from '../../domain/day.ts'
import { stateIn } from '../../domain/duties/cells.ts'
import type { Judged } from '../../domain/duties/duty.ts'
import { timelineOf } from '../../domain/duties/flips.ts'
import type { Interaction, Waiver } from '../../domain/duties/world.ts'
import type { listFlips, listRecordWords, listWaiverEvents } from '../queries/history.ts'
import { type JudgedSchool, reasonsJson } from './judged.ts'
import { recordsOf } from './lags.ts'
import { rowOf, textsOf } from './list.ts'
import { periodOf } from './periods.ts'
import type { Scope } from './scope.ts'

type Flips = Awaited<ReturnType<typeof listFlips>>
type WaiverEvents = Awaited<ReturnType<typeof listWaiverEvents>>
type Behind = { words: RecordWords; flips: Flips; waiverEvents: WaiverEvents; edition: string | null }
type RecordWords = Awaited<ReturnType<typeof listRecordWords>>

/** Records that a duty speaks of: those that served it and those that did not and why. */
export function recordIdsOf({ evidenceIds, reasons }: Judged): number[] {
  const refused = reasons.flatMap(({ code, data }) =>
    code === 'not_counted' && typeof data['interactionId'] === 'number' ? [data['interactionId']] : [],
  )
  return [...new Set([...evidenceIds, ...refused])]
}

/** Everything that stands behind a duty: sentence, dates, norm, records, waivers, reasons, changes. */
export function detailOf(
  school: JudgedSchool,
  scope: Scope,
  duty: Judged,
  { words, flips, waiverEvents, edition }: Behind,
) {
  const { spec, trigger } = duty
  const period = periodOf(school, 'now')
  const known = new Map(words.map((each) => [each.id, each]))
  const records = recordsOf(school)
  const isHidden = isPupilHidden(scope, duty)
  return {
    ...rowOf(school, scope, { duty, state: stateIn(duty, period, school.asOf) }),
    sentence: textsOf(school, duty).whole,
    action: textsOf(school, duty).action,
    spec: { id: spec.id, version: spec.version, source: spec.source, from: spec.effective.from, edition },
    trigger: trigger ? triggerOf(school, duty, trigger.cause) : null,
    need: duty.need,
    records: recordIdsOf(duty).flatMap((id) => {
      const record = records.get(id)
      return record ? [recordOf(school, scope, duty, record, known.get(id))] : []
    }),
    waivers: waiversOf(school, duty),
    reasons: (isHidden ? [] : reasonsJson(duty.reasons)).map(({ code, data }) => ({
      code,
      data: JSON.stringify(data),
    })),
    timeline: timelineOf(duty, school.asOf).map(({ day, status }) => ({ on: isoOf(day), status })),
    waiverEvents: waiverEvents.map(({ by, ...event }) => ({ ...event, by: scope.hasNames ? by : null })),
    flips: flips.map(({ on, from, to, knownAt }) => ({ on, from, to, knownAt })),
    nextChangeOn: duty.nextTransitionOn === undefined ? null : isoOf(duty.nextTransitionOn),
    gap: gapOf(duty),
  }
}

/** Whether a duty is about a pupil whom the person may not know: what was written of it is not told either. */
function isPupilHidden(scope: Scope, duty: Judged): boolean {
  return duty.studentId !== undefined && !scope.seesPupil(duty)
}

function triggerOf({ catalogue }: JudgedSchool, { spec, trigger }: Judged, cause: string) {
  const known = catalogue.points.get(spec.point)?.triggers.find(({ id }) => id === cause)
  return {
    cause,
    title: known?.title ?? { ru: cause, en: cause },
    openedOn: isoOf(trigger?.openedOn ?? 0),
    eventOn: trigger?.eventOn === undefined ? null : isoOf(trigger.eventOn),
    // A flag is told by its rule: «ATT-02|student:5|1».
    rule: known?.kind === 'flag' && trigger?.ref.includes('|') ? (trigger.ref.split('|')[0] ?? null) : null,
  }
}

function recordOf(
  { catalogue, staff, seen }: JudgedSchool,
  scope: Scope,
  duty: Judged,
  record: Interaction,
  words: RecordWords[number] | undefined,
) {
  const { id, form, evidence, occurredOn, recordedAt, authorId } = record
  const refused = duty.reasons.find(({ code, data }) => code === 'not_counted' && data['interactionId'] === id)
  return {
    id,
    form: catalogue.channels.get(form) ?? { ru: form, en: form },
    kinds: evidence.flatMap((kind) => catalogue.evidence.get(kind) ?? []),
    occurredOn: isoOf(occurredOn),
    recordedAt: new Date(recordedAt).toISOString(),
    lagDays: Math.max(0, seen.zone.dayOf(recordedAt) - occurredOn),
    backdateReason: words?.backdateReason ?? null,
    topic: isPupilHidden(scope, duty) ? null : (words?.topic ?? null),
    author: scope.hasNames && authorId !== undefined ? (staff.get(authorId) ?? null) : null,
    isCounted: duty.evidenceIds.includes(id),
    whyNot: typeof refused?.data['why'] === 'string' ? refused.data['why'] : null,
  }
}

function waiversOf({ seen }: JudgedSchool, duty: Judged) {
  const view = seen.classes.get(duty.classId)
  const isOf = (it: Waiver) =>
    it.point === duty.spec.point &&
    it.fromOn <= duty.closesOn &&
    it.toOn >= duty.opensOn &&
    (it.studentId === undefined || it.studentId === duty.studentId)
  return (view?.waivers ?? []).filter(isOf).map(({ id, fromOn, toOn, reasonCode }) => ({
    id,
    from: isoOf(fromOn),
    to: isoOf(toOn),
    reasonCode,
    covers: fromOn <= duty.dueOn && duty.dueOn <= toOn,
  }))
}

function gapOf({ gap, spec }: Judged) {
  if (!gap || spec.kind !== 'gap') return null
  return {
    age: Math.max(0, gap.age),
    limitDays: spec.days,
    days: gap.days.length,
    goodDays: gap.days.filter(({ good }) => good).length,
    worst: Math.max(0, ...gap.days.map(({ age }) => age)),
  }
}
