import type { DayColumn, DefaultInstantColumn, JsonColumn } from '../database/columns.ts'

/** Days that the daily run has evaluated; the row is claimed in the transaction of the run itself. */
export interface DailyRunTable {
  school_id: number
  day: DayColumn
  finished_at: DefaultInstantColumn
  rule_set_hash: string | null
  counts: JsonColumn | null
}
