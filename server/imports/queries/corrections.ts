import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

/**
 * Pupils whose records were changed or withdrawn by a load, or spoken for by a person, since an instant: per source, as
 * `12|marks`. A flag that stood on such a record need not wait to be cleared.
 */
export async function listCorrections(trx: Trx, schoolId: number, since: string): Promise<Set<string>> {
  const { rows } = await sql<{ student: number; source: string }>`
    select distinct (c.before->>'student_id')::bigint as student,
      case c.table_name when 'mark' then 'marks' when 'final_mark' then 'finalMarks' when 'debt' then 'debts' else 'attendance' end as source
    from import_change c join import i on i.school_id = c.school_id and i.id = c.import_id
    where c.school_id = ${schoolId} and i.finished_at > ${since}::timestamptz
      and c.table_name in ('mark', 'final_mark', 'debt', 'absence')
    union
    select p.student_id, 'incidents' from incident n
    join incident_participant p on p.school_id = n.school_id and p.incident_id = n.id
    where n.school_id = ${schoolId} and n.withdrawn_at > ${since}::timestamptz
    union
    select student_id, 'attendance' from absence_reason
    where school_id = ${schoolId} and entered_at > ${since}::timestamptz`.execute(trx)
  return new Set(rows.map(({ student, source }) => `${student}|${source}`))
}
