import type { Generated } from 'kysely'
import type { DayColumn, DefaultInstantColumn, InstantColumn } from '../database/columns.ts'

/** Human work on a pupil in one domain, through the ladder. */
export interface EscalationTable {
  school_id: number
  id: Generated<number>
  student_id: number
  class_id: number
  domain: 'academic' | 'attendance' | 'conduct' | 'family' | 'support'
  state: string
  highest_state: string
  is_restricted: Generated<boolean>
  opened_on: DayColumn
  closed_on: DayColumn | null
  recorded_at: DefaultInstantColumn
}

export type Domain = EscalationTable['domain']

/** Who moved a case, when, from where to where, on what evidence. */
export interface EscalationStepTable {
  school_id: number
  escalation_id: number
  step_no: number
  transition: string
  from_state: string | null
  to_state: string
  stepped_on: DayColumn
  author_id: number | null
  dynamics: 'improved' | 'none' | 'worse' | 'tooEarly' | null
  note: string | null
  measures: Generated<string[]>
  interaction_id: number | null
  recorded_at: DefaultInstantColumn
  voided_at: InstantColumn | null
  voided_by: number | null
}
