import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

type Cells = Readonly<Record<string, string | number | boolean | null>>

/** A cell as a person reads it: a name for an id, a whole number for hundredths; null where it is empty. */
export type NameOf = (column: string, cells: Cells) => string | null

const named: Readonly<Record<string, { table: string; name: string }>> = {
  student_id: { table: 'student', name: 'full_name' },
  staff_id: { table: 'staff', name: 'full_name' },
  guardian_id: { table: 'guardian', name: 'full_name' },
  class_id: { table: 'school_class', name: 'name' },
  subject_id: { table: 'subject', name: 'name' },
  incident_id: { table: 'incident', name: 'occurred_on' },
  gathering_id: { table: 'gathering', name: 'held_on' },
}
const hundredths = new Set(['value', 'weight', 'hours_per_week'])

/** Names of everyone and everything that the rows refer to. */
export async function namesOf(trx: Trx, schoolId: number, rows: readonly (Cells | null)[]): Promise<NameOf> {
  const names = new Map<string, string>()
  for (const [column, { table, name }] of Object.entries(named)) {
    const ids = [...new Set(rows.flatMap((cells) => (cells ? idIn(column, cells) : [])))]
    if (ids.length === 0) continue
    const { rows: found } = await sql<{ id: number; name: string }>`
      select id, ${sql.ref(name)}::text as name from ${sql.table(table)}
      where school_id = ${schoolId} and id = any(${`{${ids.join(',')}}`}::bigint[])`.execute(trx)
    for (const each of found) names.set(`${column}|${each.id}`, each.name)
  }
  return (column, cells) => {
    const value = cells[column]
    if (value === null || value === undefined || value === '') return null
    const as = column === 'entity_id' ? `${String(cells['entity'])}_id` : column
    if (as in named) return names.get(`${as}|${String(value)}`) ?? null
    return hundredths.has(column) ? String(Number(value) / 100) : String(value)
  }
}

function idIn(column: string, cells: Cells): (string | number)[] {
  const id = cells[column] ?? (`${String(cells['entity'])}_id` === column ? cells['entity_id'] : undefined)
  return typeof id === 'string' || typeof id === 'number' ? [id] : []
}
