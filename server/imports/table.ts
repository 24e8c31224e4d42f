import type { Generated } from 'kysely'
import type {
  DayColumn,
  DefaultInstantColumn,
  DefaultJsonColumn,
  InstantColumn,
  JsonColumn,
} from '../database/columns.ts'

/** The id a source uses for a pupil, member of staff, guardian, class, subject or incident. */
export interface SourceKeyTable {
  school_id: number
  entity: 'student' | 'staff' | 'guardian' | 'class' | 'subject' | 'incident'
  source: string
  key: string
  entity_id: number
  import_id: number | null
}

/** Each accepted load: profile, what it covers (kind of record, classes, days), counts. */
export interface ImportTable {
  school_id: number
  id: Generated<number>
  profile: string
  source: string
  state: 'accepted' | 'undone'
  exported_on: DayColumn
  covers: JsonColumn
  files: JsonColumn
  content_hash: string
  counts: JsonColumn
  warnings: DefaultJsonColumn
  forced: Generated<boolean>
  author: string | null
  started_at: DefaultInstantColumn
  finished_at: DefaultInstantColumn
  undone_at: InstantColumn | null
  undone_by: string | null
}

/** Up to which day a load is the word on marks, attendance, incidents, …: the freshness of facts. */
export interface ImportSourceTable {
  school_id: number
  import_id: number
  source: string
  data_on: DayColumn
}

/** The row as it was before a load changed or withdrew it; rows a load created carry its import_id and have no entry. */
export interface ImportChangeTable {
  school_id: number
  import_id: number
  change_no: number
  table_name: string
  before: JsonColumn
}
