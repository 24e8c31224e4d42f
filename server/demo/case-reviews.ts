import { sql } from 'kysely'
import type { Trx } from '../database/database.ts'
import { type Day, dayOf, isoOf } from '../domain/day.ts'
import type { Dynamics } from '../domain/ladder/dynamics.ts'
import { leavesFrom, moveOfReview, transitionOf } from '../domain/ladder/moves.ts'
import { type CaseRow, listOpenCases, moveCase } from '../escalations/queries/cases.ts'
import { appendStep } from '../escalations/queries/steps.ts'
import { listOpenFlags } from '../flags/queries.ts'
import { actingOn, type Deciding } from './decisions.ts'

type Review = { id: number; classId: number; on: string }

/** Days of monitoring after which a case without a relapse is closed. */
const monitored = 28

/** What the reviews of classes since a day and before another said of the cases that decisions opened. */
export async function reviewCases(trx: Trx, deciding: Deciding, from: Day, until: Day): Promise<void> {
  const { schoolId } = deciding
  const { rows } = await sql<Review>`
    select id, class_id as "classId", occurred_on as "on" from interaction
    where school_id = ${schoolId} and 'review' = any(evidence) and occurred_on >= ${isoOf(from)}::date
      and occurred_on < ${isoOf(until)}::date order by occurred_on, id`.execute(trx)
  if (rows.length === 0) return
  const open = await listOpenFlags(trx, schoolId)
  const flagged = new Set(open.map(({ studentId, domain }) => `${studentId}|${domain}`))
  const own = await decidedCases(trx, schoolId)
  for (const review of rows) {
    const cases = await listOpenCases(trx, schoolId, {
      on: review.on,
      knownAt: evening(review.on),
      classIds: [review.classId],
    })
    const asked = cases.filter(({ id, state }) => own.has(id) && leavesFrom(transitionOf(deciding.ladder, '5'), state))
    for (const each of asked) await answer(trx, deciding, review, each, flagged.has(`${each.studentId}|${each.domain}`))
  }
}

/** After all that is written of a day. */
const evening = (on: string) => new Date(`${on}T23:59:59.999Z`)

/** Cases that began with a decision about a flag. */
async function decidedCases(trx: Trx, schoolId: number): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select distinct s.escalation_id as id from escalation_step s
    where s.school_id = ${schoolId} and s.step_no = 1 and s.author_id is null and s.transition = '1'`.execute(trx)
  return new Set(rows.map(({ id }) => id))
}

/** With the school year its cases end; what is unfinished is for people to carry over. */
export async function endWithYear(trx: Trx, deciding: Deciding, from: Day, until: Day): Promise<void> {
  const { last } = deciding.ground
  if (!last || last.end < from || last.end >= until) return
  const own = await decidedCases(trx, deciding.schoolId)
  for (const one of await listOpenCases(trx, deciding.schoolId, {
    on: isoOf(last.end),
    knownAt: evening(isoOf(last.end)),
  })) {
    if (!own.has(one.id)) continue
    const { by, on, at } = actingOn(deciding, one.classId, last.end)
    const move = { transition: '22', from: one.state, to: 'closed_left' }
    await appendStep(trx, deciding.schoolId, { ...move, caseId: one.id, on, at, by })
    await moveCase(trx, deciding.schoolId, one.id, { state: move.to, closedOn: on })
  }
}

async function answer(trx: Trx, deciding: Deciding, review: Review, one: CaseRow, isFlagged: boolean): Promise<void> {
  const { schoolId } = deciding
  const { by, on, at } = actingOn(deciding, review.classId, dayOf(review.on))
  const dynamics: Dynamics = isFlagged ? (deciding.chance.chance(0.01) ? 'none' : 'tooEarly') : 'improved'
  const isOver = one.state === 'monitoring' && !isFlagged && dayOf(review.on) - dayOf(one.stateSince) >= monitored
  const move = isOver ? { transition: '20', from: one.state, to: 'closed_resolved' } : moveOfReview(one.state, dynamics)
  await appendStep(trx, schoolId, { ...move, caseId: one.id, on, at, by, dynamics, interactionId: review.id })
  if (move.to !== one.state)
    await moveCase(trx, schoolId, one.id, { state: move.to, ...(isOver ? { closedOn: on } : {}) })
  await sql`insert into interaction_student (school_id, interaction_id, student_id)
    values (${schoolId}::int, ${review.id}::bigint, ${one.studentId}::bigint) on conflict do nothing`.execute(trx)
}
