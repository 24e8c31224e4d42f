import type { Insertable } from 'kysely'
import type { Tables, Trx } from '../database/database.ts'

export type AuditEntry = Omit<Insertable<Tables['audit_event']>, 'before' | 'after'> & {
  before?: unknown
  after?: unknown
}

/** Appends to the trail. */
export async function insertAudit(trx: Trx, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  const json = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value))
  await trx
    .insertInto('audit_event')
    .values(entries.map((entry) => ({ ...entry, before: json(entry.before), after: json(entry.after) })))
    .execute()
}
