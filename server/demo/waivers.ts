import { isoOf } from '../domain/day.ts'
import type { Judged } from '../domain/duties/duty.ts'
import type { Ground } from './ground.ts'
import type { Records } from './records.ts'
import type { Staff } from './staff.ts'
import { waiverNotes } from './words/school.ts'

const states = ['approved', 'approved', 'approved', 'revoked', 'approved', 'rejected', 'approved', 'draft'] as const

/** Of the duties left undone some were waived by the deputy, one waiver was revoked, one refused, one waits. */
export function addWaivers(ground: Ground, undone: readonly Judged[], staff: Staff, records: Records): void {
  const past = undone.filter(({ graceUntil, spec }) => graceUntil < ground.asOf && spec.kind !== 'whileOpen')
  const every = Math.max(1, Math.floor(past.length / 24))
  const chosen = past.filter((_, i) => i % every === 0)
  for (const [no, duty] of chosen.entries()) {
    const state = states[no % states.length] ?? 'draft'
    const reason = Object.keys(waiverNotes)[no % 3] ?? 'other'
    const on = duty.dueOn
    const isDecided = state !== 'draft'
    records.add('waiver', {
      id: records.nextId('waiver'),
      point: duty.spec.point,
      class_id: duty.classId,
      from_on: isoOf(Math.max(on - 6, 0)),
      to_on: isoOf(Math.min(on + 3, Math.max(on, ground.asOf))),
      reason_code: reason,
      note: waiverNotes[reason] ?? null,
      state,
      requested_by: staff.holderOf(duty.classId, on),
      requested_at: ground.stamp(on, 8),
      decided_by: isDecided ? staff.deputy : null,
      decided_at: isDecided ? ground.stamp(on, 10) : null,
      revoked_by: state === 'revoked' ? staff.deputy : null,
      revoked_at: state === 'revoked' ? ground.stamp(Math.min(on + 4, ground.asOf), 10) : null,
    })
  }
}
