import type { Generated } from 'kysely'
import type { DefaultInstantColumn, JsonColumn } from '../database/columns.ts'

/** Append-only: sign-ins, views of restricted data, exports, changes before and after. */
export interface AuditEventTable {
  school_id: number
  id: Generated<number>
  happened_at: DefaultInstantColumn
  actor_id: number | null
  kind: 'signIn' | 'view' | 'export' | 'change' | 'job'
  action: string
  class_id: number | null
  student_id: number | null
  subject: string | null
  before: JsonColumn | null
  after: JsonColumn | null
  address: string | null
}
