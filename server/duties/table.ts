import type { Generated } from 'kysely'
import type { DayColumn, DefaultInstantColumn, DefaultJsonColumn, InstantColumn } from '../database/columns.ts'

/** What makes a duty arise: a flag, a request, a plan, an emergency, an event. cause is a trigger id of the regulation files; ref is its natural key. */
export interface DutyTriggerTable {
  school_id: number
  id: Generated<number>
  kind: 'flag' | 'request' | 'plan' | 'emergency' | 'event'
  cause: string
  class_id: number
  student_id: number | null
  staff_id: number | null
  occurred_on: DayColumn
  occurred_at: InstantColumn | null
  closed_on: DayColumn | null
  close_reason: string | null
  origin: 'rule' | 'event' | 'manual' | 'duty' | 'import'
  ref: string
  attributes: DefaultJsonColumn
  recorded_at: DefaultInstantColumn
}

/** A clock stopped by name and reason (waiting for consent), capped by the point. */
export interface TriggerBlockTable {
  school_id: number
  trigger_id: number
  point: string
  from_on: DayColumn
  until_on: DayColumn | null
  reason_code: string
  note: string | null
  author_id: number | null
  recorded_at: DefaultInstantColumn
}

/** A duty waived for a time, by a named person, for a reason. */
export interface WaiverTable {
  school_id: number
  id: Generated<number>
  point: string
  class_id: number | null
  student_id: number | null
  staff_id: number | null
  from_on: DayColumn
  to_on: DayColumn
  reason_code: string
  note: string | null
  state: 'draft' | 'approved' | 'rejected' | 'revoked'
  requested_by: number | null
  requested_at: DefaultInstantColumn
  decided_by: number | null
  decided_at: InstantColumn | null
  decision_note: string | null
  revoked_by: number | null
  revoked_at: InstantColumn | null
  revoke_note: string | null
}

/** A cache: what the pure judge says of each duty; rebuild makes it anew and compares. */
export interface DutyTable {
  school_id: number
  duty_key: string
  point: string
  spec: string
  version: number
  is_normative: boolean
  class_id: number
  subject_kind: string
  subject_id: number | null
  trigger_id: number | null
  opens_on: DayColumn
  due_soon_from: DayColumn
  due_on: DayColumn
  grace_until: DayColumn
  closes_on: DayColumn
  status:
    | 'no_data'
    | 'not_applicable'
    | 'met'
    | 'met_late'
    | 'waived'
    | 'upcoming'
    | 'open'
    | 'due_soon'
    | 'in_grace'
    | 'overdue'
    | 'missed'
  satisfied_on: DayColumn | null
  evidence_ids: Generated<number[]>
  reasons: DefaultJsonColumn
  detail: DefaultJsonColumn
  next_transition_on: DayColumn | null
  input_hash: string
  judged_on: DayColumn
}

/** Changes of status with the computed day, whenever the job ran. */
export interface FlipTable {
  school_id: number
  duty_key: string
  effective_on: DayColumn
  flip_no: number
  from_status: string | null
  to_status: string
  known_at: InstantColumn
}

/** What was known when a period closed: charts draw it beside the restated figure. */
export interface PeriodCloseTable {
  school_id: number
  period: string
  point: string
  class_id: number
  known_at: InstantColumn
  is_normative: boolean
  met: number
  met_late: number
  denominator: number
  excluded: number
  waived: number
  no_data: number
}
