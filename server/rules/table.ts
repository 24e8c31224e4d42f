import type { DefaultInstantColumn, InstantColumn, JsonColumn } from '../database/columns.ts'

/** Every text of a file under rules/ that was ever in force; immutable. */
export interface RuleRevisionTable {
  school_id: number
  path: string
  hash: string
  rule_id: string | null
  content: JsonColumn
  author: string | null
  note: string | null
  recorded_at: DefaultInstantColumn
}

/** Sets of revisions: the one in force, those before it, and one held for a person's word. */
export interface RuleSetTable {
  school_id: number
  hash: string
  state: 'active' | 'held' | 'replaced'
  files: JsonColumn
  activated_at: InstantColumn | null
  recorded_at: DefaultInstantColumn
  held_because: JsonColumn | null
  accepted_by: string | null
  accept_reason: string | null
}
