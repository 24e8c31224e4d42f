import type { Generated } from 'kysely'
import type {
  DayColumn,
  DefaultInstantColumn,
  DefaultJsonColumn,
  InstantColumn,
  JsonColumn,
} from '../database/columns.ts'

/** One evaluation of the rules in force over the school as of a day. */
export interface EvaluationRunTable {
  school_id: number
  id: Generated<number>
  as_of: DayColumn
  known_at: InstantColumn
  rule_set_hash: string
  input_hash: string
  fact_keys: JsonColumn
  freshness: JsonColumn
  counts: JsonColumn
  started_at: DefaultInstantColumn
  finished_at: DefaultInstantColumn
}

/** A remembered finding: raised on, by which revision, with its explanation. */
export interface FlagTable {
  school_id: number
  id: Generated<number>
  rule_id: string
  subject_kind: 'student' | 'class'
  subject_id: number
  episode_no: number
  class_id: number
  student_id: number | null
  domain: string
  state: 'flagged' | 'held' | 'dismissed' | 'closed' | 'cleared'
  level: number
  raised_on: DayColumn
  opened_on: DayColumn
  cleared_on: DayColumn | null
  clear_reason: string | null
  revision_hash: string
  run_id: number
  explanation: JsonColumn
  grouped_under: string | null
  suppressed_by: string | null
}

/** Where the life of a (rule, subject) stands between two runs: pending, held, cooling down. */
export interface FlagMemoryTable {
  school_id: number
  rule_id: string
  subject_kind: 'student' | 'class'
  subject_id: number
  stepped_on: DayColumn
  state: JsonColumn
}

/** The history of a flag: raised, level changed, cleared, dismissed, grouped, suppressed. */
export interface FlagEventTable {
  school_id: number
  flag_id: number
  event_no: number
  kind: string
  happened_on: DayColumn
  run_id: number | null
  actor_id: number | null
  detail: DefaultJsonColumn
  recorded_at: DefaultInstantColumn
}
