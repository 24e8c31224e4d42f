import type { Trx } from '../database/database.ts'
import type { Said } from '../domain/interactions/admit.ts'
import { Refusal } from '../refusal.ts'
import { type Acting, type NewInteraction, recordInteraction } from './logging/record.ts'
import { type DutyChange, judgedBefore, rejudge } from './logging/rejudge.ts'
import { findTied } from './logging/tied.ts'
import { countOpenCases } from './queries/write.ts'

export { type Acting, mayConfirm, type NewInteraction, recordInteraction } from './logging/record.ts'
export { type DutyChange, judgedBefore, rejudge } from './logging/rejudge.ts'

/** What an entry did: its id, what to know of it, and which duties changed from what to what. */
export type Logged = { id: number; warnings: Said[]; duties: DutyChange[] }

/**
 * Logs one interaction and judges the duties of its class anew, in the transaction given. Whether the person may is the
 * route's to decide. For several entries at once: `judgedBefore`, `recordInteraction` of each, then one `rejudge`.
 */
export async function logInteraction(trx: Trx, by: Acting, given: NewInteraction): Promise<Logged> {
  const before = await judgedBefore(trx, by, [given.classId])
  const tied = findTied(before.school, given)
  const { id, warnings } = await recordInteraction(trx, by, tied)
  const keys = given.dutyKey === undefined ? [] : [given.dutyKey]
  return { id, warnings, duties: await rejudge(trx, by, before, { ids: [id], keys }) }
}

/** The outcome of a review in one tap. */
export const nothingFound = 'nothingFound'

/** "Reviewed, nothing found" is said of a class without open cases only: each open case asks for an answer of its own. */
export async function refuseHastyReview(
  trx: Trx,
  schoolId: number,
  { classId, evidence, outcome }: NewInteraction,
): Promise<void> {
  if (outcome !== nothingFound || !evidence.includes('review')) return
  const open = await countOpenCases(trx, schoolId, classId)
  if (open === 0) return
  throw new Refusal('open-cases', {
    ru: `В классе есть открытые случаи (${open}): ответьте по каждому на странице обзора.`,
    en: `The class has open cases (${open}): answer for each of them on the page of the review.`,
  })
}
