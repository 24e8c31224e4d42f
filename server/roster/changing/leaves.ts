import type { Trx } from '../../database/database.ts'
import { planLeave, planLeaveCancel, planLeaveEnd } from '../../domain/roster/leaves.ts'
import type { Call } from '../../http/call.ts'
import { listLeaves } from '../queries/changes.ts'
import { keepChange } from './change.ts'
import { requireWorking } from './teachers.ts'

type Leave = { from: string; to: string | null; actingStaffId: number | null; reason: string }

/** A leave with someone who acts: from its first day that person has the classes of whoever is away. */
export async function beginLeave(trx: Trx, call: Call, staffId: number, leave: Leave): Promise<{ changeId: number }> {
  const { schoolId } = call.who
  await requireWorking(trx, schoolId, staffId, leave.from)
  if (leave.actingStaffId !== null) await requireWorking(trx, schoolId, leave.actingStaffId, leave.to ?? leave.from)
  const planned = planLeave(await listLeaves(trx, schoolId), {
    staff_id: staffId,
    from_on: leave.from,
    to_on: leave.to,
    reason: leave.reason,
    acting_staff_id: leave.actingStaffId,
  })
  return keepChange(trx, call, { kind: 'leave', class_id: null, staff_id: staffId, effective_on: leave.from }, planned)
}

/** Another last day of a leave. */
export async function endLeave(trx: Trx, call: Call, key: { staffId: number; from: string }, lastDay: string) {
  const planned = planLeaveEnd(await listLeaves(trx, call.who.schoolId), key, lastDay)
  return keepChange(
    trx,
    call,
    { kind: 'leaveEnd', class_id: null, staff_id: key.staffId, effective_on: lastDay },
    planned,
  )
}

/** Takes a leave away; the change keeps what it was. */
export async function cancelLeave(trx: Trx, call: Call, key: { staffId: number; from: string }) {
  const planned = planLeaveCancel(await listLeaves(trx, call.who.schoolId), key)
  return keepChange(
    trx,
    call,
    { kind: 'leaveCancel', class_id: null, staff_id: key.staffId, effective_on: key.from },
    planned,
  )
}
