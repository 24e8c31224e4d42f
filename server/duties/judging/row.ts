import { createHash } from 'node:crypto'
import { type Day, isoOf } from '../../domain/day.ts'
import type { Judged } from '../../domain/duties/duty.ts'
import type { DutyRow } from '../queries/cache.ts'

/** The row of a judged duty; its hash covers all that a reader could see of it. */
export function rowOf(schoolId: number, duty: Judged, asOf: Day): DutyRow {
  const { spec, gap, coverage } = duty
  const detail = {
    need: duty.need,
    period: duty.period,
    creditedTo: duty.creditedTo,
    ...(coverage ? { coverage } : {}),
    ...(gap ? { age: gap.age, days: gap.days.length, goodDays: gap.days.filter(({ good }) => good).length } : {}),
  }
  const row = {
    school_id: schoolId,
    duty_key: duty.key,
    point: spec.point,
    spec: spec.id,
    version: spec.version,
    is_normative: spec.basis === 'normative',
    class_id: duty.classId,
    subject_kind: duty.subject.kind,
    subject_id: duty.subject.id,
    trigger_id: duty.trigger?.id ?? null,
    opens_on: isoOf(duty.opensOn),
    due_soon_from: isoOf(duty.dueSoonFrom),
    due_on: isoOf(duty.dueOn),
    grace_until: isoOf(duty.graceUntil),
    closes_on: isoOf(duty.closesOn),
    status: duty.status,
    satisfied_on: duty.satisfiedOn === undefined ? null : isoOf(duty.satisfiedOn),
    evidence_ids: [...duty.evidenceIds],
    reasons: duty.reasons,
    detail,
    next_transition_on: duty.nextTransitionOn === undefined ? null : isoOf(duty.nextTransitionOn),
  }
  const input_hash = createHash('sha256').update(JSON.stringify(row)).digest('hex')
  return { ...row, input_hash, judged_on: isoOf(asOf) }
}
