import type { Trx } from '../../database/database.ts'
import { isoOf } from '../../domain/day.ts'
import { transitionOf } from '../../domain/ladder/moves.ts'
import { requireStudent } from '../../http/cover.ts'
import type { Call } from '../../http/serve.ts'
import { forbidden, notFound } from '../../http/serve.ts'
import { lockImports } from '../../imports/queries/history.ts'
import { Refusal } from '../../refusal.ts'
import { findOpenCase, insertCase, listOpenCases, moveCase } from '../queries/cases.ts'
import { appendStep, listSteps, type StepRow, voidSteps } from '../queries/steps.ts'
import type { Domain } from '../table.ts'
import { actingOf, refuseUnknown } from './acting.ts'
import type { Acting } from './steps.ts'

export type Noticed = { domain: Domain; noticed: string; measures: readonly string[] }

/**
 * Transition 1 by hand, and 2 with it: the class teacher noticed what no rule did, says it, and says what will be done. Nobody
 * required it, so it closes no duty and opens none.
 */
export async function openCase(trx: Trx, call: Call, studentId: number, { domain, noticed, measures }: Noticed) {
  const acting = await begin(trx, call)
  const { classId } = await requireStudent(trx, call, studentId)
  if (!call.who.classes.some(({ id }) => id === classId)) throw forbidden()
  refuseUnknown(measures, acting.ladder.measures)
  const { schoolId, on, at, by, ladder } = acting
  if (await findOpenCase(trx, schoolId, studentId, domain)) throw caseOpen()
  const raised = transitionOf(ladder, '1').to
  const taken = transitionOf(ladder, '2').to
  const id = await insertCase(trx, schoolId, { studentId, classId, domain, state: taken, on, at })
  const step = { caseId: id, on, at, by }
  await appendStep(trx, schoolId, { ...step, transition: '1', from: null, to: raised, note: noticed })
  await appendStep(trx, schoolId, { ...step, transition: '2', from: raised, to: taken, measures })
  call.note({ class_id: classId, student_id: studentId, subject: `case ${id}`, after: { domain, noticed, measures } })
  return { id }
}

/** Takes back a case that the person opened today and nobody has touched since: it stays in the history as taken back. */
export async function undoCase(trx: Trx, call: Call, id: number) {
  const acting = await begin(trx, call)
  const found = (await listOpenCases(trx, acting.schoolId, { on: isoOf(call.on), knownAt: call.knownAt })).find(
    (each) => each.id === id,
  )
  if (!found) throw notFound('Такого открытого случая нет.', 'There is no such open case.')
  if (!call.who.classes.some((own) => own.id === found.classId)) throw forbidden()
  if (!mayUndo(acting, await listSteps(trx, acting.schoolId, [id]))) throw movedOn()
  await voidSteps(trx, acting.schoolId, id, { from: 1, at: acting.at, by: acting.by })
  await moveCase(trx, acting.schoolId, id, { state: 'dismissed', closedOn: acting.on })
  call.note({ class_id: found.classId, student_id: found.studentId, subject: `case ${id}`, before: { case: id } })
  return {}
}

/** Whether a case is the person's own of today, opened by hand, with no step of anybody else. */
export function mayUndo({ by, on }: Pick<Acting, 'by' | 'on'>, steps: readonly StepRow[]): boolean {
  const standing = steps.filter(({ isVoided }) => !isVoided)
  return (
    standing.length === 2 &&
    standing.every((step) => step.authorId === by && step.on === on && step.interactionId === null)
  )
}

async function begin(trx: Trx, call: Call): Promise<Acting> {
  await lockImports(trx, call.who.schoolId)
  return actingOf(trx, call)
}

function caseOpen(): Refusal {
  return new Refusal('case-open', {
    ru: 'По этой области у ученика уже есть открытый случай: запишите взаимодействие или ответьте в обзоре.',
    en: 'The pupil already has an open case of this domain: log an interaction, or answer in the review.',
  })
}

function movedOn(): Refusal {
  return new Refusal('case-moved-on', {
    ru: 'Отменить уже нельзя: случай открыт не вами, не сегодня, или по нему сделан следующий шаг.',
    en: 'It can no longer be undone: somebody else or another day opened the case, or it has taken another step since.',
  })
}
