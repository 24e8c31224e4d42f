import type { Trx } from '../database/database.ts'
import { access, coversClass } from '../domain/access/access.ts'
import { dayOf, isoOf } from '../domain/day.ts'
import { type CaseAge, caseAgeOf, workingDaysSince } from '../domain/ladder/age.ts'
import { stateOf } from '../domain/ladder/moves.ts'
import { reviewOf } from '../domain/ladder/next.ts'
import { classesWithin, requireClass } from '../http/cover.ts'
import { type Call, forbidden, notFound } from '../http/serve.ts'
import { findReviewOf } from '../interactions/queries/reviews.ts'
import { judgedReached } from '../overview/overview.ts'
import { libraryOf, loadCalendars } from '../school/school.ts'
import { type CaseRow, listOpenCases } from './queries/cases.ts'
import { listSteps } from './queries/steps.ts'
import { ladderOf, rulesOf } from './review/acting.ts'
import { dynamicsOf } from './review/dynamics.ts'
import { mayUndo } from './review/notice.ts'
import { listReviewed } from './review/review.ts'

export { actingOf, ladderOf, refuseUnknown, rulesOf, schoolOf } from './review/acting.ts'
export { logEvidence } from './review/evidence.ts'
export { openCase, undoCase } from './review/notice.ts'
export { reviewClass, reviewList, undoReview } from './review/review.ts'
export { type Acting, joinCase, leaveCase, mayLeaveCase } from './review/steps.ts'
export type { Domain } from './table.ts'

export type CasesQuery = { class?: number; domain?: string; age?: CaseAge }

/** Open cases that the person may see, of one class, domain or age where it is named, each with what its numbers suggest. */
export async function listCases(trx: Trx, call: Call, { class: classId, domain, age }: CasesQuery) {
  if (classId !== undefined) requireClass(call, classId)
  const { who, on, knownAt } = call
  const classIds = classId === undefined ? classesWithin(call.because) : [classId]
  const open = await listOpenCases(trx, who.schoolId, { on: isoOf(on), knownAt, classIds })
  const ruleSet = await rulesOf(trx, call)
  const ladder = ladderOf(ruleSet)
  const calendars = await loadCalendars(trx, who.schoolId, libraryOf(ruleSet))
  const ageOf = ({ openedOn }: CaseRow) => workingDaysSince(calendars.production, dayOf(openedOn), on)
  const cases = open
    .filter(isSeenBy(call))
    .filter((each) => domain === undefined || each.domain === domain)
    .filter((each) => age === undefined || caseAgeOf(ageOf(each)) === age)
  const ground = { schoolId: who.schoolId, on, knownAt, ladder, calendarOf: calendars.ofClass }
  const dynamics = await dynamicsOf(trx, ground, cases)
  const reviewed = classId === undefined ? [] : await listReviewed(trx, call, classId, { ladder })
  const asked = new Set(reviewed.map(({ id }) => id))
  return {
    asOf: isoOf(on),
    cases: cases.map((each) => ({
      ...viewOf(each, ladder, dayOf(each.openedOn), on),
      workingDays: ageOf(each),
      isReviewed: asked.has(each.id),
      dynamics: dynamics.get(each.id) ?? null,
    })),
    review: classId === undefined ? null : await reviewState(trx, call, classId),
  }
}

/** One case with its whole history, for whoever may see it. */
export async function findCase(trx: Trx, call: Call, id: number) {
  const { who, on, knownAt, isPast } = call
  const found = (await listOpenCases(trx, who.schoolId, { on: isoOf(on), knownAt })).find((each) => each.id === id)
  if (!found) throw notFound('Такого открытого случая нет.', 'There is no such open case.')
  if (!isSeenBy(call)(found)) throw forbidden()
  const ladder = ladderOf(await rulesOf(trx, call))
  call.note({ student_id: found.studentId, class_id: found.classId, subject: `case ${id}` })
  const steps = await listSteps(trx, who.schoolId, [id])
  return {
    ...viewOf(found, ladder, dayOf(found.openedOn), on),
    mayUndo: !isPast && mayUndo({ by: who.staffId, on: isoOf(on) }, steps),
    steps: steps
      .filter((step) => step.on <= isoOf(on))
      .map((step) => ({
        on: step.on,
        transition: ladder.transitions.find((each) => each.id === step.transition)?.title ?? null,
        to: stateOf(ladder, step.to).title,
        dynamics: step.dynamics,
        note: step.note,
        measures: step.measures.map(
          (code) => ladder.measures.find(({ id }) => id === code)?.title ?? { ru: code, en: code },
        ),
        author: step.author,
        isUndone: step.isVoided,
      })),
  }
}

/** Whether a person may see a case: by the class, and a restricted one by its own right. */
export function isSeenBy({ because, who }: Pick<Call, 'because' | 'who'>): (one: CaseRow) => boolean {
  const restricted = access(who, 'restricted', 'read')
  return ({ classId, isRestricted }) => {
    const isReached = because.reach === 'case' || coversClass(because, classId)
    return isReached && (!isRestricted || (restricted !== undefined && coversClass(restricted, classId)))
  }
}

function viewOf(one: CaseRow, ladder: ReturnType<typeof ladderOf>, openedOn: number, on: number) {
  const state = stateOf(ladder, one.state)
  return {
    id: one.id,
    pupil: { id: one.studentId, name: one.studentName },
    class: { id: one.classId, name: one.className },
    domain: one.domain,
    state: { id: one.state, title: state.title, holders: state.holders.map(String) },
    highest: stateOf(ladder, one.highestState).title,
    isRestricted: one.isRestricted,
    openedOn: one.openedOn,
    days: on - openedOn,
    stateSince: one.stateSince,
    lastReview:
      one.reviewedOn === null || one.dynamics === null
        ? null
        : { on: one.reviewedOn, dynamics: one.dynamics, note: one.note },
  }
}

/** The review of a class: when it is due, and whether it was recorded today. */
async function reviewState(trx: Trx, call: Call, classId: number) {
  const { who, on, isPast } = call
  const judged = await judgedReached(trx, call)
  const own = judged.duties.filter((duty) => duty.classId === classId)
  const duty = reviewOf(own, on)
  const today = await findReviewOf(trx, who.schoolId, classId, isoOf(on), { kind: 'review' })
  return {
    dueOn: duty ? isoOf(duty.dueOn) : null,
    status: duty?.status ?? null,
    isRecordedToday: today !== undefined,
    mayReview: !isPast && who.classes.some(({ id }) => id === classId),
  }
}
