import type { Trx } from '../../database/database.ts'
import { lastDayOf } from '../../domain/roster/roll-over.ts'
import { planActing, planActingEnd, planTeacher } from '../../domain/roster/teachers.ts'
import type { Call } from '../../http/call.ts'
import { notFound } from '../../http/guards.ts'
import { Refusal } from '../../refusal.ts'
import { listTeachersOf } from '../queries/changes.ts'
import { findClass, listWorking } from '../queries/classes.ts'
import { keepChange } from './change.ts'

/** A class with the last day of its school year. */
export async function requireLife(trx: Trx, schoolId: number, classId: number) {
  const found = await findClass(trx, schoolId, classId)
  if (!found) throw notFound('Такого класса нет.', 'There is no such class.')
  return { ...found, lastDay: found.closedOn ?? lastDayOf(found.schoolYear) }
}

/** A new class teacher from a day; nobody from that day where none is named. */
export async function appointTeacher(
  trx: Trx,
  call: Call,
  classId: number,
  ask: { staffId: number | null; from: string },
): Promise<{ changeId: number }> {
  const { schoolId } = call.who
  const life = await requireLife(trx, schoolId, classId)
  if (ask.staffId !== null) await requireWorking(trx, schoolId, ask.staffId, ask.from)
  const planned = planTeacher(await listTeachersOf(trx, schoolId, classId), life, ask)
  const about = { kind: 'teacher' as const, class_id: classId, staff_id: ask.staffId, effective_on: ask.from }
  return keepChange(trx, call, about, planned)
}

/** Someone who acts for a class from a day. */
export async function appointActing(
  trx: Trx,
  call: Call,
  classId: number,
  ask: { staffId: number; from: string; to: string | null },
): Promise<{ changeId: number }> {
  const { schoolId } = call.who
  const life = await requireLife(trx, schoolId, classId)
  await requireWorking(trx, schoolId, ask.staffId, ask.from)
  const planned = planActing(await listTeachersOf(trx, schoolId, classId), life, ask)
  const about = { kind: 'acting' as const, class_id: classId, staff_id: ask.staffId, effective_on: ask.from }
  return keepChange(trx, call, about, planned)
}

/** The last day of whoever acts for a class. */
export async function endActing(trx: Trx, call: Call, classId: number, lastDay: string): Promise<{ changeId: number }> {
  const { schoolId } = call.who
  await requireLife(trx, schoolId, classId)
  const planned = planActingEnd(await listTeachersOf(trx, schoolId, classId), lastDay)
  return keepChange(trx, call, { kind: 'actingEnd', class_id: classId, staff_id: null, effective_on: lastDay }, planned)
}

/** Refuses somebody who does not work here on the day. */
export async function requireWorking(trx: Trx, schoolId: number, staffId: number, day: string): Promise<void> {
  const working = await listWorking(trx, schoolId, day)
  if (working.some(({ id }) => id === staffId)) return
  throw new Refusal('not-working', {
    ru: 'Этот человек в школе не работает или уже уволен к этому дню.',
    en: 'This person does not work at the school, or has left by that day.',
  })
}
