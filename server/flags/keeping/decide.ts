import type { Trx } from '../../database/database.ts'
import { schoolDaysBetween } from '../../domain/calendar/school-days.ts'
import { isoOf } from '../../domain/day.ts'
import { lifecycleOf } from '../../domain/flags/lifecycle.ts'
import { type FlagState, isOpen } from '../../domain/flags/state.ts'
import { stepFlag } from '../../domain/flags/step.ts'
import { closeFlagTriggers, findFlagTriggers } from '../../duties/queries/triggers.ts'
import {
  type Acting,
  actingOf,
  type Domain,
  joinCase,
  logEvidence,
  refuseUnknown,
  rulesOf,
} from '../../escalations/escalations.ts'
import { requireClass } from '../../http/cover.ts'
import { type Call, notFound } from '../../http/serve.ts'
import { lockImports } from '../../imports/queries/history.ts'
import { refreshDutiesOf } from '../../refresh-duties.ts'
import { libraryOf, loadCalendars } from '../../school/school.ts'
import { listFlagEvents } from '../queries/decisions.ts'
import { appendFlagEvents } from '../queries/events.ts'
import { findFlagMemory } from '../queries/memory.ts'
import { endFlags } from '../queries/rows.ts'
import { findFlag, type OpenFlag, saveFlagMemory } from '../queries.ts'
import { decidedAlready, noLongerOpen } from './refusals.ts'
import { acceptanceOf, refOf, riseOf } from './standing.ts'

/** Transition 2 of the ladder: taken into work with at least one measure. Opens or joins the case of the pupil and domain. */
export async function acceptFlag(trx: Trx, call: Call, id: number, given: { measures: string[]; note?: string }) {
  const { flag, acting } = await begin(trx, call, id)
  refuseUnknown(given.measures, acting.ladder.measures)
  await refuseDecided(trx, call, flag)
  const interactionId = await keepEvidence(trx, acting, flag, ['triage', 'measure'], given.note)
  const caseId =
    flag.studentId === null || interactionId === null
      ? null
      : await joinCase(trx, acting, { ...placeOf(flag, flag.studentId), interactionId, ...given })
  const detail = { measures: given.measures, note: given.note ?? null, interactionId, caseId }
  await keepEvent(trx, acting, id, 'accepted', detail)
  return finish(trx, call, flag, 'accepted', detail)
}

/**
 * Transition 3: dismissed with a reason of the list. The life of the flag ends by a person's word, so that the same level keeps
 * quiet for its cool-down; what it asked for is closed.
 */
export async function dismissFlag(trx: Trx, call: Call, id: number, given: { reason: string; note?: string }) {
  const { flag, acting } = await begin(trx, call, id)
  refuseUnknown([given.reason], acting.ladder.dismissReasons)
  await refuseDecided(trx, call, flag)
  const interactionId = await keepEvidence(trx, acting, flag, ['triage'], given.note)
  const before = await endByPerson(trx, call, flag)
  const { suppressedBy, groupedUnder } = flag
  const detail = { because: 'dismissed', reason: given.reason, note: given.note ?? null, interactionId }
  const restore = { before, level: flag.level, openedOn: flag.openedOn, suppressedBy, groupedUnder, was: flag.state }
  await keepEvent(trx, acting, id, 'ended', { ...detail, restore })
  await closeFlagTriggers(trx, acting.schoolId, [{ ref: refOf(flag), on: acting.on, reason: 'flagDismissed' }])
  return finish(trx, call, flag, 'dismissed', detail)
}

/** A note on a flag, for whoever sees it. */
export async function noteFlag(trx: Trx, call: Call, id: number, text: string) {
  const { flag, acting } = await begin(trx, call, id)
  await keepEvent(trx, acting, id, 'note', { text })
  call.note({ class_id: flag.classId, student_id: flag.studentId, subject: `flag ${id}`, after: { note: text } })
  return {}
}

/** One decision at a time, on a flag of an own class, today. */
export async function begin(trx: Trx, call: Call, id: number): Promise<{ flag: OpenFlag; acting: Acting }> {
  await lockImports(trx, call.who.schoolId)
  const flag = await findFlag(trx, call.who.schoolId, id)
  if (!flag) throw notFound('Такого сигнала нет.', 'There is no such flag.')
  requireClass(call, flag.classId)
  return { flag, acting: await actingOf(trx, call) }
}

export async function finish(trx: Trx, call: Call, flag: OpenFlag, kind: string, after: object) {
  call.note({
    class_id: flag.classId,
    student_id: flag.studentId,
    subject: `flag ${flag.id}`,
    after: { kind, ...after },
  })
  await refreshDutiesOf(trx, call, flag.classId)
  return { id: flag.id, undoUntil: isoOf(call.today) }
}

export async function keepEvent(
  trx: Trx,
  { schoolId, on, at, by }: Acting,
  flagId: number,
  kind: string,
  detail: object,
) {
  await appendFlagEvents(trx, schoolId, [
    {
      school_id: schoolId,
      flag_id: flagId,
      run_id: null,
      actor_id: by,
      kind,
      happened_on: on,
      detail: JSON.stringify(detail),
      recorded_at: at,
    },
  ])
}

function placeOf({ classId, domain }: OpenFlag, studentId: number) {
  return { studentId, classId, domain: domain as Domain }
}

/** Evidence tied to the trigger that the flag is. A flag of a whole class asks for none: it would speak for every pupil. */
async function keepEvidence(
  trx: Trx,
  { schoolId, on, at, by }: Acting,
  flag: OpenFlag,
  evidence: string[],
  note: string | undefined,
): Promise<number | null> {
  if (flag.studentId === null) return null
  const triggers = await findFlagTriggers(trx, schoolId, refOf(flag))
  const triggerId = triggers.find(({ cause }) => cause === 'flagRaised')?.id
  const { classId, studentId } = flag
  const outcome = note === undefined ? {} : { outcome: note }
  return logEvidence(trx, schoolId, {
    classId,
    studentIds: [studentId],
    evidence,
    on,
    at,
    by,
    triggerId,
    ...outcome,
  })
}

/** Steps the life of a flag by a person's word. Answers how it stood before. */
async function endByPerson(trx: Trx, call: Call, flag: OpenFlag): Promise<FlagState> {
  const { who, today } = call
  const subject = `${flag.subjectKind}:${flag.subjectId}`
  const before = await findFlagMemory(trx, who.schoolId, flag.ruleId, subject)
  if (!before || !isOpen(before)) throw noLongerOpen()
  const ruleSet = await rulesOf(trx, call)
  const calendars = await loadCalendars(trx, who.schoolId, libraryOf(ruleSet))
  const calendar = calendars.ofClass({ id: flag.classId, grade: flag.grade })
  const terms = {
    lifecycle: lifecycleOf(),
    schoolDaysBetween: (from: number, to: number) => schoolDaysBetween(calendar, from + 1, to) ?? 0,
  }
  const action = { id: before.lastAction + 1, kind: 'dismiss' as const }
  const { state } = stepFlag(before, { day: today, actions: [action] }, terms)
  await saveFlagMemory(trx, who.schoolId, isoOf(today), [{ ruleId: flag.ruleId, subject, state }])
  const { ruleId, subjectKind: kind, subjectId: id, episode } = flag
  await endFlags(trx, who.schoolId, [
    { ruleId, kind, id, episode, state: 'dismissed', on: isoOf(today), reason: 'dismissed' },
  ])
  return before
}

/** The second of two who decide at once learns who was first. */
async function refuseDecided(trx: Trx, { who, today }: Call, flag: OpenFlag): Promise<void> {
  const events = await listFlagEvents(trx, who.schoolId, [flag.id], isoOf(today))
  if (flag.state !== 'flagged' && flag.state !== 'held') {
    const last = events.findLast(({ kind, actorId }) => kind === 'ended' && actorId !== null)
    throw last ? decidedAlready(last.actor, false) : noLongerOpen()
  }
  const accepted = acceptanceOf(events.filter(({ on }) => on >= flag.openedOn))
  if (accepted && riseOf(flag, events, undefined) === null) throw decidedAlready(accepted.actor, true)
}
