import type { Trx } from '../../database/database.ts'
import { access, coversClass } from '../../domain/access/access.ts'
import { isoOf } from '../../domain/day.ts'
import type { Dynamics } from '../../domain/ladder/dynamics.ts'
import { leavesFrom, moveOfReview, transitionOf } from '../../domain/ladder/moves.ts'
import type { Call } from '../../http/serve.ts'
import { forbidden } from '../../http/serve.ts'
import { lockImports } from '../../imports/queries/history.ts'
import { findReviewOf } from '../../interactions/queries/reviews.ts'
import { voidRow } from '../../interactions/queries/write.ts'
import { refreshDutiesOf } from '../../refresh-duties.ts'
import { Refusal } from '../../refusal.ts'
import { type CaseRow, listOpenCases, moveCase } from '../queries/cases.ts'
import { appendStep, listCasesOf } from '../queries/steps.ts'
import { actingOf } from './acting.ts'
import { logEvidence } from './evidence.ts'
import { type Acting, leaveCase } from './steps.ts'

export type Answered = { caseId: number; dynamics: Dynamics; note?: string }

/**
 * The review of II.10: an answer for every open case of the class that the person may see, or that there are none. One record
 * serves II.10 and the list review of II.2. An improvement of work in class moves the case to monitoring.
 */
export async function reviewClass(trx: Trx, call: Call, classId: number, answers: readonly Answered[]) {
  const acting = await begin(trx, call, classId)
  if (await findReviewOf(trx, acting.schoolId, classId, acting.on, { kind: 'review' })) throw reviewedAlready()
  const cases = await listReviewed(trx, call, classId, acting)
  const byId = new Map(answers.map((answer) => [answer.caseId, answer]))
  if (byId.size !== answers.length || byId.size !== cases.length || cases.some(({ id }) => !byId.has(id)))
    throw casesDiffer(cases.length)
  const interactionId = await logEvidence(trx, acting.schoolId, {
    ...evidenceOf(acting, classId, ['review']),
    studentIds: [...new Set(cases.map(({ studentId }) => studentId))],
  })
  let moved = 0
  for (const each of cases) {
    const answer = byId.get(each.id)
    if (answer && (await stepOf(trx, acting, each, answer, interactionId))) moved += 1
  }
  call.note({ class_id: classId, subject: 'review', after: { interactionId, answers } })
  await refreshDutiesOf(trx, call, [classId])
  return { interactionId, reviewed: cases.length, moved }
}

/** The list of the class was looked through: the monthly review of II.2. */
export async function reviewList(trx: Trx, call: Call, classId: number) {
  const acting = await begin(trx, call, classId)
  if (await findReviewOf(trx, acting.schoolId, classId, acting.on, { kind: 'listReview' })) throw reviewedAlready()
  const interactionId = await logEvidence(trx, acting.schoolId, evidenceOf(acting, classId, ['listReview']))
  call.note({ class_id: classId, subject: 'listReview', after: { interactionId } })
  await refreshDutiesOf(trx, call, [classId])
  return { interactionId, reviewed: 0, moved: 0 }
}

/** Takes a review of today back, the last one where none is named, with all that it did to the cases. */
export async function undoReview(trx: Trx, call: Call, classId: number, interactionId?: number) {
  const acting = await begin(trx, call, classId)
  const found = await findReviewOf(trx, acting.schoolId, classId, acting.on, { id: interactionId })
  if (!found) throw nothingToUndo()
  for (const caseId of await listCasesOf(trx, acting.schoolId, found.id)) await leaveCase(trx, acting, caseId, found.id)
  await voidRow(trx, acting.schoolId, found.id, { at: acting.at, staffId: acting.by, reason: 'undone' })
  call.note({ class_id: classId, subject: 'review', before: { interactionId: found.id } })
  await refreshDutiesOf(trx, call, [classId])
  return {}
}

/** The class's own teacher, one who acts or stands in; nobody else's word is a review. One at a time. */
async function begin(trx: Trx, call: Call, classId: number): Promise<Acting> {
  if (!call.who.classes.some(({ id }) => id === classId)) throw forbidden()
  await lockImports(trx, call.who.schoolId)
  return actingOf(trx, call)
}

/** Cases that the review has to answer for. */
export async function listReviewed(
  trx: Trx,
  { who, on, knownAt }: Pick<Call, 'who' | 'on' | 'knownAt'>,
  classId: number,
  { ladder }: Pick<Acting, 'ladder'>,
): Promise<CaseRow[]> {
  const restricted = access(who, 'restricted', 'read')
  const review = transitionOf(ladder, '5')
  const cases = await listOpenCases(trx, who.schoolId, { on: isoOf(on), knownAt, classIds: [classId] })
  return cases.filter(
    ({ state, isRestricted }) =>
      leavesFrom(review, state) && (!isRestricted || (restricted !== undefined && coversClass(restricted, classId))),
  )
}

function evidenceOf({ on, at, by }: Acting, classId: number, evidence: string[]) {
  return { classId, studentIds: [], evidence, on, at, by }
}

async function stepOf(
  trx: Trx,
  { schoolId, on, at, by }: Acting,
  { id, state }: CaseRow,
  { dynamics, note }: Answered,
  interactionId: number,
): Promise<boolean> {
  const move = moveOfReview(state, dynamics)
  await appendStep(trx, schoolId, { ...move, caseId: id, on, at, by, dynamics, note, interactionId })
  if (move.to === state) return false
  await moveCase(trx, schoolId, id, { state: move.to })
  return true
}

function reviewedAlready(): Refusal {
  return new Refusal('reviewed-already', {
    ru: 'Обзор за сегодня уже записан. Чтобы изменить ответы, сначала отмените его.',
    en: 'Today’s review is recorded already. To change the answers, undo it first.',
  })
}

function casesDiffer(count: number): Refusal {
  return new Refusal('cases-differ', {
    ru: `Открытых случаев сейчас ${count}, и на каждый нужен один ответ. Обновите страницу: список изменился.`,
    en: `There are ${count} open cases now, and each needs one answer. Reload the page: the list has changed.`,
  })
}

function nothingToUndo(): Refusal {
  return new Refusal('nothing-to-undo', {
    ru: 'Отменять нечего: сегодня обзор не записан или уже отменён.',
    en: 'There is nothing to undo: no review is recorded today, or it has been undone.',
  })
}
