import type { Trx } from '../database/database.ts'
import { dayOf, isoOf, parseDay } from '../domain/day.ts'
import type { waiverReasonIds } from '../domain/duties/waiver-reasons.ts'
import type { Call } from '../http/call.ts'
import { requireClass, requireStudent } from '../http/cover.ts'
import { forbidden, notFound } from '../http/guards.ts'
import { personOf } from '../people/people.ts'
import { refreshDutiesOf } from '../refresh-duties.ts'
import { findClass } from '../roster/queries/classes.ts'
import { rulesInForce } from '../rules/rules.ts'
import { answerTo } from '../school/school.ts'
import { findWaiver, hasAlike, insertWaiver, saveDecision, saveRevoked, type WaiverRow } from './queries.ts'
import { refuse, tooEarly, tooLong } from './words/refusals.ts'

export { showEffect, showForm, showWaivers } from './showing/show.ts'

export type Scope = { point: string; classId?: number; studentId?: number; staffId?: number; from: string; to: string }
type Asking = Scope & { reason: (typeof waiverReasonIds)[number]; note?: string }

/** The longest a waiver lasts and the earliest day it may begin on. */
export async function limitsOf(trx: Trx, { who, today }: Pick<Call, 'who' | 'today'>) {
  const longest = Number(await answerTo(trx, who.schoolId, 'waiverDays'))
  return { longest, earliest: isoOf(today - longest) }
}

/** A request for a waiver: it frees of nothing until somebody else approves it. */
export async function askWaiver(trx: Trx, call: Call, asking: Asking): Promise<{ id: number }> {
  const { schoolId, staffId } = call.who
  await requireScope(trx, call, asking)
  const { longest, earliest } = await limitsOf(trx, call)
  if (dayOf(asking.to) - dayOf(asking.from) + 1 > longest) throw tooLong(longest)
  if (asking.from < earliest) throw tooEarly(earliest)
  if (await hasAlike(trx, schoolId, asking)) throw refuse('waiver-exists')
  const id = await insertWaiver(trx, {
    school_id: schoolId,
    point: asking.point,
    class_id: asking.classId ?? null,
    student_id: asking.studentId ?? null,
    staff_id: asking.staffId ?? null,
    from_on: asking.from,
    to_on: asking.to,
    reason_code: asking.reason,
    note: asking.note?.trim() ? asking.note.trim() : null,
    state: 'draft',
    requested_by: staffId,
    requested_at: call.room.clock.now(),
  })
  call.note({
    class_id: asking.classId ?? null,
    student_id: asking.studentId ?? null,
    subject: `waiver:${id}`,
    after: asking,
  })
  return { id }
}

/** Refuses a scope that the right does not reach, and one that means nothing. */
export async function requireScope(trx: Trx, call: Call, scope: Scope): Promise<void> {
  const { classId, studentId, staffId, point, from, to } = scope
  if ([classId, studentId, staffId].filter((id) => id !== undefined).length !== 1) throw refuse('one-scope', 400)
  if (parseDay(from) === undefined || parseDay(to) === undefined || to < from) throw refuse('end-before-start', 400)
  if (classId !== undefined) await requireOwnClass(trx, call, classId)
  if (studentId !== undefined) await requireStudent(trx, call, studentId)
  if (staffId !== undefined && staffId !== call.who.staffId && call.because.reach !== 'all') throw forbidden()
  if (staffId !== undefined) await personOf(trx, call.who.schoolId, staffId)
  const { points } = await rulesInForce(trx, call.who.schoolId, isoOf(call.today), call.room.rules.current())
  if (!points.some(({ id }) => id === point)) throw refuse('unknown-point', 400)
}

async function requireOwnClass(trx: Trx, call: Call, classId: number): Promise<void> {
  requireClass(call, classId)
  if (!(await findClass(trx, call.who.schoolId, classId)))
    throw notFound('Такого класса нет.', 'There is no such class.')
}

/** Whether a person may decide a request: of the administration, and it is neither theirs nor about them. */
export function mayDecide({ who, because }: Pick<Call, 'who' | 'because'>, row: WaiverRow): boolean {
  if (because.reach !== 'all' || row.requestedById === who.staffId || row.staffId === who.staffId) return false
  return !who.classes.some(({ id }) => id === row.classId)
}

/** Approves a request or rejects it, with a reason; the duties are judged anew at once. */
export async function decideWaiver(
  trx: Trx,
  call: Call,
  id: number,
  { state, note }: { state: 'approved' | 'rejected'; note: string | undefined },
): Promise<Record<string, never>> {
  const row = await requireWaiver(trx, call, id)
  if (call.because.reach !== 'all') throw forbidden()
  if (!mayDecide(call, row)) throw refuse('own-request', 403)
  if (row.state !== 'draft') throw refuse('decided')
  if (state === 'rejected' && !note?.trim()) throw refuse('note-missing', 400)
  const { schoolId, staffId } = call.who
  await saveDecision(trx, schoolId, id, { state, by: staffId, at: call.room.clock.now(), note: note?.trim() || null })
  call.note({ ...aboutOf(row), subject: `waiver:${id}`, before: { state: row.state }, after: { state, note } })
  if (state === 'approved') await refreshDutiesOf(trx, call)
  return {}
}

/** Revokes a waiver that holds (the administration), or withdraws a request that waits (whoever made it). */
export async function revokeWaiver(trx: Trx, call: Call, id: number, note: string | undefined) {
  const row = await requireWaiver(trx, call, id)
  const isOwnRequest = row.state === 'draft' && row.requestedById === call.who.staffId
  if (!isOwnRequest && call.because.reach !== 'all') throw forbidden()
  if (!isOwnRequest && row.state !== 'approved') throw refuse('decided')
  if (!isOwnRequest && !note?.trim()) throw refuse('note-missing', 400)
  const { schoolId, staffId } = call.who
  await saveRevoked(trx, schoolId, id, { by: staffId, at: call.room.clock.now(), note: note?.trim() || null })
  call.note({
    ...aboutOf(row),
    subject: `waiver:${id}`,
    before: { state: row.state },
    after: { state: 'revoked', note },
  })
  if (row.state === 'approved') await refreshDutiesOf(trx, call)
  return {}
}

async function requireWaiver(trx: Trx, call: Call, id: number): Promise<WaiverRow> {
  const row = await findWaiver(trx, call.who.schoolId, id)
  if (!row) throw notFound('Такого освобождения нет.', 'There is no such waiver.')
  return row
}

const aboutOf = ({ classId, studentId }: WaiverRow) => ({ class_id: classId, student_id: studentId })
