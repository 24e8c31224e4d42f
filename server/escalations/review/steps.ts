import type { Trx } from '../../database/database.ts'
import type { Ladder } from '../../domain/formats/ladder.ts'
import { highestOf, movesOfAcceptance } from '../../domain/ladder/moves.ts'
import { Refusal } from '../../refusal.ts'
import { findOpenCase, insertCase, moveCase } from '../queries/cases.ts'
import { appendStep, listSteps, voidSteps } from '../queries/steps.ts'
import type { Domain } from '../table.ts'

/** A named person acting on a school day. */
export type Acting = { schoolId: number; by: number; on: string; at: Date; ladder: Ladder }

export type Joining = {
  studentId: number
  classId: number
  domain: Domain
  interactionId: number
  note?: string | undefined
  measures: readonly string[]
}

/**
 * Opens the case of a pupil in a domain, or joins the one that is open (transition 2). A restricted case is left to those who
 * hold it: then nothing is written. Answers the id of the case.
 */
export async function joinCase(trx: Trx, acting: Acting, joining: Joining): Promise<number | null> {
  const { schoolId, on, at, by, ladder } = acting
  const open = await findOpenCase(trx, schoolId, joining.studentId, joining.domain)
  if (open?.isRestricted) return null
  const moves = movesOfAcceptance(ladder, open?.state, open?.highestState)
  const to = moves.at(-1)?.to ?? 'in_work'
  const id = open?.id ?? (await insertCase(trx, schoolId, { ...joining, state: to, on, at }))
  for (const move of moves) {
    const isEngine = move.transition === '1'
    await appendStep(trx, schoolId, {
      ...move,
      caseId: id,
      on,
      at,
      by: isEngine ? null : by,
      ...(isEngine ? {} : { interactionId: joining.interactionId, note: joining.note, measures: joining.measures }),
    })
  }
  if (open) await moveCase(trx, schoolId, id, { state: to, highestState: highestOf(ladder, [open.highestState, to]) })
  return id
}

/**
 * Takes back what a record did to a case on its day. A case that it opened ends with it. Refuses where somebody has moved the
 * case since.
 */
export async function leaveCase(trx: Trx, acting: Acting, caseId: number, interactionId: number): Promise<void> {
  const { schoolId, at, by, on, ladder } = acting
  const standing = await listStanding(trx, schoolId, caseId)
  const first = standing.find((step) => step.interactionId === interactionId)
  if (!first) return
  if (isMovedOn(standing, interactionId)) throw movedOn()
  const before = standing.filter(({ stepNo }) => stepNo < first.stepNo)
  const isOpener = before.every(({ transition, on: day }) => transition === '1' && day === on)
  await voidSteps(trx, schoolId, caseId, { from: isOpener ? 1 : first.stepNo, at, by })
  if (isOpener) return moveCase(trx, schoolId, caseId, { state: 'dismissed', closedOn: on })
  const state = before.at(-1)?.to ?? 'flagged'
  const highestState = highestOf(
    ladder,
    before.map(({ to }) => to),
  )
  return moveCase(trx, schoolId, caseId, { state, highestState })
}

/** Whether what a record did to a case can still be taken back: nobody has moved the case since. */
export async function mayLeaveCase(trx: Trx, schoolId: number, caseId: number, interactionId: number) {
  return !isMovedOn(await listStanding(trx, schoolId, caseId), interactionId)
}

type Step = Awaited<ReturnType<typeof listSteps>>[number]

async function listStanding(trx: Trx, schoolId: number, caseId: number): Promise<Step[]> {
  return (await listSteps(trx, schoolId, [caseId])).filter(({ isVoided }) => !isVoided)
}

function isMovedOn(standing: readonly Step[], interactionId: number): boolean {
  const first = standing.findIndex((step) => step.interactionId === interactionId)
  return first >= 0 && standing.slice(first).some((step) => step.interactionId !== interactionId)
}

function movedOn(): Refusal {
  return new Refusal('case-moved-on', {
    ru: 'Отменить уже нельзя: по этому случаю сделан следующий шаг. Запишите новое решение.',
    en: 'It can no longer be undone: the case has taken another step since. Record a new decision.',
  })
}
