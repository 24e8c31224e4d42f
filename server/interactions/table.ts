import type { Generated } from 'kysely'
import type { DayColumn, DefaultInstantColumn, InstantColumn } from '../database/columns.ts'

/** A contact, meeting, memo, event or review that a person logged: evidence for duties. Never deleted: voided. */
export interface InteractionTable {
  school_id: number
  id: Generated<number>
  class_id: number
  form: string
  evidence: Generated<string[]>
  points: Generated<string[]>
  occurred_on: DayColumn
  occurred_at: InstantColumn | null
  recorded_at: DefaultInstantColumn
  author_id: number | null
  trigger_id: number | null
  duty_key: string | null
  topic: string | null
  outcome: string | null
  was_reached: boolean | null
  started_by: 'school' | 'family' | null
  backdate_reason: string | null
  source_key: string | null
  import_id: number | null
  voided_at: InstantColumn | null
  voided_by: number | null
  void_reason: string | null
}

/** Pupils (families) an interaction is about; none means the whole class. */
export interface InteractionStudentTable {
  school_id: number
  interaction_id: number
  student_id: number
}
