import type { Trx } from '../database/database.ts'
import type { FactRow, FactTable } from '../domain/facts/assemble.ts'

/** Keeps the facts of a run: per class a row of values for each pupil, and one for the class itself. */
export async function saveSnapshot(trx: Trx, schoolId: number, runId: number, facts: FactTable): Promise<void> {
  const rows = [...rowsOf('student', facts.students), ...rowsOf('class', facts.classes)]
  if (rows.length === 0) return
  await trx
    .insertInto('fact_snapshot')
    .values(rows.map((row) => ({ school_id: schoolId, run_id: runId, ...row })))
    .execute()
}

function rowsOf(kind: 'student' | 'class', rows: readonly FactRow[]) {
  return [...Map.groupBy(rows, ({ classId }) => classId)].map(([classId, members]) => ({
    subject_kind: kind,
    class_id: classId,
    subject_ids: members.map(({ id }) => id),
    values: JSON.stringify(members.map(({ values }) => values)),
    unknowns: JSON.stringify(members.map(({ reasons }) => sparse(reasons))),
  }))
}

/** Reasons by column, of the columns that have one. */
function sparse(reasons: FactRow['reasons']): Record<number, string> {
  return Object.fromEntries(
    [...reasons.entries()].flatMap(([column, reason]) => (reason === null ? [] : [[column, reason]])),
  )
}

export type SnapshotRow = { id: number; classId: number; values: FactRow['values']; unknowns: Record<number, string> }
export type Snapshot = { students: SnapshotRow[]; classes: SnapshotRow[] }

/** The facts of a run, by class and subject; columns are in the order of the run's fact_keys. */
export async function loadSnapshot(trx: Trx, schoolId: number, runId: number): Promise<Snapshot> {
  const rows = await trx
    .selectFrom('fact_snapshot')
    .select(['subject_kind', 'class_id', 'subject_ids', 'values', 'unknowns'])
    .where('school_id', '=', schoolId)
    .where('run_id', '=', runId)
    .orderBy('class_id')
    .execute()
  const ofKind = (kind: string): SnapshotRow[] =>
    rows
      .filter((row) => row.subject_kind === kind)
      .flatMap((row) =>
        row.subject_ids.map((id, no) => ({
          id,
          classId: row.class_id,
          values: (row.values as FactRow['values'][])[no] ?? [],
          unknowns: (row.unknowns as Record<number, string>[])[no] ?? {},
        })),
      )
  return { students: ofKind('student'), classes: ofKind('class') }
}
