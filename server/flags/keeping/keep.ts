import type { Trx } from '../../database/database.ts'
import type { SchoolCalendar } from '../../domain/calendar/school.ts'
import { schoolDaysBetween } from '../../domain/calendar/school-days.ts'
import { dayOf } from '../../domain/day.ts'
import { lifecycleOf } from '../../domain/flags/lifecycle.ts'
import { type FlagState, isOpen } from '../../domain/flags/state.ts'
import { stepFlag } from '../../domain/flags/step.ts'
import { closeFlagTriggers, findFlagTriggers } from '../../duties/queries/triggers.ts'
import { type Acting, type Domain, joinCase, logEvidence } from '../../escalations/escalations.ts'
import { appendFlagEvents } from '../queries/events.ts'
import { findFlagMemory } from '../queries/memory.ts'
import { endFlags } from '../queries/rows.ts'
import { type OpenFlag, saveFlagMemory } from '../queries.ts'
import { noLongerOpen } from './refusals.ts'
import { refOf } from './standing.ts'

export type Acceptance = { measures: string[]; note?: string }
export type Dismissal = { reason: string; note?: string }
type Dismissing = { acting: Acting; calendar: SchoolCalendar }

/** What an acceptance leaves: evidence, a case opened or joined, an entry of the history. Answers the entry's detail. */
export async function keepAcceptance(trx: Trx, acting: Acting, flag: OpenFlag, { measures, note }: Acceptance) {
  const interactionId = await keepEvidence(trx, acting, flag)
  const caseId =
    flag.studentId === null || interactionId === null
      ? null
      : await joinCase(trx, acting, { ...placeOf(flag, flag.studentId), interactionId, note, measures })
  const detail = { measures, note: note ?? null, interactionId, caseId }
  await keepEvent(trx, acting, flag.id, 'accepted', detail)
  return detail
}

/** What a dismissal leaves: evidence, the end of the flag's life, an entry that tells how to go back. Answers its detail. */
export async function keepDismissal(trx: Trx, dismissing: Dismissing, flag: OpenFlag, { reason, note }: Dismissal) {
  const { acting } = dismissing
  const interactionId = await keepEvidence(trx, acting, flag)
  const before = await endByPerson(trx, dismissing, flag)
  const { suppressedBy, groupedUnder } = flag
  const detail = { because: 'dismissed', reason, note: note ?? null, interactionId }
  const restore = { before, level: flag.level, openedOn: flag.openedOn, suppressedBy, groupedUnder, was: flag.state }
  await keepEvent(trx, acting, flag.id, 'ended', { ...detail, restore })
  await closeFlagTriggers(trx, acting.schoolId, [{ ref: refOf(flag), on: acting.on, reason: 'flagDismissed' }])
  return detail
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

/**
 * The decision as evidence, tied to the trigger that the flag is; what is planned is no evidence of a measure. A flag of a whole
 * class asks for none: it would speak for every pupil.
 */
async function keepEvidence(trx: Trx, { schoolId, on, at, by }: Acting, flag: OpenFlag): Promise<number | null> {
  if (flag.studentId === null) return null
  const triggers = await findFlagTriggers(trx, schoolId, refOf(flag))
  const triggerId = triggers.find(({ cause }) => cause === 'flagRaised')?.id
  const { classId, studentId } = flag
  return logEvidence(trx, schoolId, {
    classId,
    studentIds: [studentId],
    evidence: ['triage'],
    on,
    at,
    by,
    triggerId,
  })
}

/** Steps the life of a flag by a person's word. Answers how it stood before. */
async function endByPerson(trx: Trx, { acting, calendar }: Dismissing, flag: OpenFlag): Promise<FlagState> {
  const { schoolId, on } = acting
  const subject = `${flag.subjectKind}:${flag.subjectId}`
  const before = await findFlagMemory(trx, schoolId, flag.ruleId, subject)
  if (!before || !isOpen(before)) throw noLongerOpen()
  const terms = {
    lifecycle: lifecycleOf(),
    schoolDaysBetween: (from: number, to: number) => schoolDaysBetween(calendar, from + 1, to) ?? 0,
  }
  const action = { id: before.lastAction + 1, kind: 'dismiss' as const }
  const { state } = stepFlag(before, { day: dayOf(on), actions: [action] }, terms)
  await saveFlagMemory(trx, schoolId, on, [{ ruleId: flag.ruleId, subject, state }])
  const { ruleId, subjectKind: kind, subjectId: id, episode } = flag
  await endFlags(trx, schoolId, [{ ruleId, kind, id, episode, state: 'dismissed', on, reason: 'dismissed' }])
  return before
}
