import type { Trx } from '../../database/database.ts'
import { isoOf } from '../../domain/day.ts'
import { listTriggerClasses } from '../../duties/queries/triggers.ts'
import { type Acting, actingOf, refuseUnknown, rulesOf } from '../../escalations/escalations.ts'
import { requireClass } from '../../http/cover.ts'
import { type Call, notFound } from '../../http/serve.ts'
import { lockImports } from '../../imports/queries/history.ts'
import { refreshDutiesOf } from '../../refresh-duties.ts'
import { libraryOf, loadCalendars } from '../../school/school.ts'
import { listFlagEvents } from '../queries/decisions.ts'
import { findFlag, type OpenFlag } from '../queries.ts'
import { type Acceptance, type Dismissal, keepAcceptance, keepDismissal, keepEvent } from './keep.ts'
import { decidedAlready, noLongerOpen } from './refusals.ts'
import { acceptanceOf, refOf, riseOf } from './standing.ts'

/** Transition 2 of the ladder: taken into work with at least one measure. Opens or joins the case of the pupil and domain. */
export async function acceptFlag(trx: Trx, call: Call, id: number, given: Acceptance) {
  const { flag, acting } = await begin(trx, call, id)
  refuseUnknown(given.measures, acting.ladder.measures)
  await refuseDecided(trx, call, flag)
  const detail = await keepAcceptance(trx, acting, flag, given)
  return finish(trx, call, flag, 'accepted', detail)
}

/**
 * Transition 3: dismissed with a reason of the list. The life of the flag ends by a person's word, so that the same level keeps
 * quiet for its cool-down; what it asked for is closed.
 */
export async function dismissFlag(trx: Trx, call: Call, id: number, given: Dismissal) {
  const { flag, acting } = await begin(trx, call, id)
  refuseUnknown([given.reason], acting.ladder.dismissReasons)
  await refuseDecided(trx, call, flag)
  const calendars = await loadCalendars(trx, call.who.schoolId, libraryOf(await rulesOf(trx, call)))
  const calendar = calendars.ofClass({ id: flag.classId, grade: flag.grade })
  const detail = await keepDismissal(trx, { acting, calendar }, flag, given)
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
  const asked = await listTriggerClasses(trx, call.who.schoolId, [refOf(flag)])
  await refreshDutiesOf(trx, call, [...new Set([flag.classId, ...asked])])
  return { id: flag.id, undoUntil: isoOf(call.today) }
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
