import type { Trx } from '../../database/database.ts'
import { isoOf } from '../../domain/day.ts'
import type { FlagState } from '../../domain/flags/state.ts'
import { reopenFlagTriggers } from '../../duties/queries/triggers.ts'
import { type Acting, leaveCase, mayLeaveCase } from '../../escalations/escalations.ts'
import type { Call } from '../../http/serve.ts'
import { voidRow } from '../../interactions/queries/write.ts'
import { Refusal } from '../../refusal.ts'
import { type EventRow, listFlagEvents } from '../queries/decisions.ts'
import { findFlagMemory, reopenFlag } from '../queries/memory.ts'
import { type OpenFlag, saveFlagMemory } from '../queries.ts'
import { begin, finish } from './decide.ts'
import { keepEvent } from './keep.ts'
import { mayDecide } from './sight.ts'
import { acceptanceOf, refOf } from './standing.ts'

type Restore = {
  before: FlagState
  level: number
  openedOn: string
  suppressedBy: string | null
  groupedUnder: string | null
  was: 'flagged' | 'held'
}

/** Takes back what was decided about a flag today; both stay in its history. */
export async function undoDecision(trx: Trx, call: Call, id: number) {
  const { flag, acting } = await begin(trx, call, id)
  const events = await listFlagEvents(trx, acting.schoolId, [id], acting.on)
  const decided = decidedOn(acting.on, flag, events)
  if (!decided) throw nothingToUndo()
  const { interactionId, caseId } = traceOf(decided)
  if (interactionId !== null && caseId != null) await leaveCase(trx, acting, caseId, interactionId)
  if (interactionId !== null) {
    const by = { at: acting.at, staffId: acting.by, reason: 'undone' }
    await voidRow(trx, acting.schoolId, interactionId, by)
  }
  if ('restore' in decided.detail) await restore(trx, call, acting, flag, decided.detail['restore'] as Restore)
  await keepEvent(trx, acting, id, 'undone', { event: decided.no })
  return finish(trx, call, flag, 'undone', { event: decided.no })
}

/** Whether today's decision about a flag can be taken back by the person: it is there, and its case has not moved on. */
export async function mayUndo(trx: Trx, call: Call, flag: OpenFlag, events: readonly EventRow[]): Promise<boolean> {
  if (!mayDecide(call, flag.classId)) return false
  const decided = decidedOn(isoOf(call.today), flag, events)
  if (!decided) return false
  const { interactionId, caseId } = traceOf(decided)
  return interactionId === null || caseId == null || mayLeaveCase(trx, call.who.schoolId, caseId, interactionId)
}

/** The decision of a day that stands: the dismissal of a flag that is dismissed, else the last acceptance. */
function decidedOn(day: string, flag: OpenFlag, events: readonly EventRow[]): EventRow | undefined {
  const today = events.filter(({ on }) => on === day)
  return (flag.state === 'dismissed' ? dismissalOf(today) : undefined) ?? acceptanceOf(today)
}

function traceOf({ detail }: EventRow) {
  return detail as { interactionId: number | null; caseId?: number | null }
}

function dismissalOf(events: readonly EventRow[]): EventRow | undefined {
  return events.findLast(({ kind, actorId, detail }) => kind === 'ended' && actorId !== null && 'restore' in detail)
}

/** The flag goes on as if it had not been dismissed. What a look by the rules did since to its life goes with the dismissal. */
async function restore(trx: Trx, { today }: Call, acting: Acting, flag: OpenFlag, to: Restore): Promise<void> {
  const { schoolId } = acting
  const subject = `${flag.subjectKind}:${flag.subjectId}`
  const state = await findFlagMemory(trx, schoolId, flag.ruleId, subject)
  if (state?.status !== 'dismissed' || state.endedOn !== today || state.episode !== flag.episode) throw nothingToUndo()
  const { before, was, level, openedOn, suppressedBy, groupedUnder } = to
  await saveFlagMemory(trx, schoolId, isoOf(today), [{ ruleId: flag.ruleId, subject, state: before }])
  await reopenFlag(trx, schoolId, flag.id, { state: was, suppressedBy, groupedUnder })
  await reopenFlagTriggers(trx, schoolId, refOf(flag), acting.on)
  await keepEvent(trx, acting, flag.id, 'restored', { level, openedOn, suppressedBy, groupedUnder })
}

function nothingToUndo(): Refusal {
  return new Refusal('nothing-to-undo', {
    ru: 'Отменять нечего: сегодня решения по этому сигналу не было, или его уже отменили. Вчерашние решения не отменяют.',
    en: 'There is nothing to undo: nothing was decided about this flag today, or it has been undone. What was decided before today stands.',
  })
}
