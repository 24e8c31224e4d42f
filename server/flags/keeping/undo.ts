import type { Trx } from '../../database/database.ts'
import { isoOf } from '../../domain/day.ts'
import type { FlagState } from '../../domain/flags/state.ts'
import { reopenFlagTriggers } from '../../duties/queries/triggers.ts'
import { type Acting, leaveCase } from '../../escalations/escalations.ts'
import type { Call } from '../../http/serve.ts'
import { voidRow } from '../../interactions/queries/write.ts'
import { Refusal } from '../../refusal.ts'
import { type EventRow, listFlagEvents } from '../queries/decisions.ts'
import { findFlagMemory, reopenFlag } from '../queries/memory.ts'
import { type OpenFlag, saveFlagMemory } from '../queries.ts'
import { begin, finish } from './decide.ts'
import { keepEvent } from './keep.ts'
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
  const today = events.filter(({ on }) => on === acting.on)
  const dismissed = flag.state === 'dismissed' ? dismissalOf(today) : undefined
  const accepted = acceptanceOf(today)
  const decided = dismissed ?? accepted
  if (!decided) throw nothingToUndo()
  const { interactionId, caseId } = decided.detail as { interactionId: number | null; caseId?: number | null }
  if (interactionId !== null && caseId != null) await leaveCase(trx, acting, caseId, interactionId)
  if (interactionId !== null) {
    const by = { at: acting.at, staffId: acting.by, reason: 'undone' }
    await voidRow(trx, acting.schoolId, interactionId, by)
  }
  if (dismissed) await restore(trx, call, acting, flag, dismissed.detail['restore'] as Restore)
  await keepEvent(trx, acting, id, 'undone', { event: decided.no })
  return finish(trx, call, flag, 'undone', { event: decided.no })
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
