import { type Insertable, sql } from 'kysely'
import { anyOf } from '../../database/any-of.ts'
import type { Tables, Trx } from '../../database/database.ts'
import type { Edit, LeaveRow, TeacherRow } from '../../domain/roster/edits.ts'

export type ChangeRow = {
  id: number
  kind: Tables['roster_change']['kind']
  classId: number | null
  staffId: number | null
  effectiveOn: string
  edits: unknown
  madeAt: string
  madeBy: string | null
  undoneAt: string | null
  undoneBy: string | null
}

export async function insertChange(
  trx: Trx,
  change: Omit<Insertable<Tables['roster_change']>, 'edits'> & { edits: unknown },
): Promise<number> {
  const row = await trx
    .insertInto('roster_change')
    .values({ ...change, edits: JSON.stringify(change.edits) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

const wholeChange = (trx: Trx, schoolId: number) =>
  trx
    .selectFrom('roster_change as c')
    .leftJoin('staff as m', (join) => join.onRef('m.school_id', '=', 'c.school_id').onRef('m.id', '=', 'c.made_by'))
    .leftJoin('staff as u', (join) => join.onRef('u.school_id', '=', 'c.school_id').onRef('u.id', '=', 'c.undone_by'))
    .select(['c.id', 'c.kind', 'c.class_id as classId', 'c.staff_id as staffId', 'c.effective_on as effectiveOn'])
    .select(['c.edits', 'c.made_at as madeAt', 'm.full_name as madeBy'])
    .select(['c.undone_at as undoneAt', 'u.full_name as undoneBy'])
    .where('c.school_id', '=', schoolId)

export function findChange(trx: Trx, schoolId: number, id: number): Promise<ChangeRow | undefined> {
  return wholeChange(trx, schoolId).where('c.id', '=', id).executeTakeFirst()
}

/** The last changes of a class and of those who led it, newest first. */
export function listChanges(
  trx: Trx,
  schoolId: number,
  about: { classId: number; staffIds: readonly number[] },
): Promise<ChangeRow[]> {
  return wholeChange(trx, schoolId)
    .where((where) =>
      where.or([where('c.class_id', '=', about.classId), where('c.staff_id', '=', anyOf(about.staffIds))]),
    )
    .orderBy('c.id', 'desc')
    .limit(50)
    .execute()
}

/** Roll-overs that were not taken back, newest first. */
export function listRollOvers(trx: Trx, schoolId: number): Promise<ChangeRow[]> {
  return wholeChange(trx, schoolId)
    .where('c.kind', '=', 'rollOver')
    .where('c.undone_at', 'is', null)
    .orderBy('c.id', 'desc')
    .limit(10)
    .execute()
}

export async function saveUndone(trx: Trx, schoolId: number, id: number, by: { staffId: number; now: Date }) {
  await trx
    .updateTable('roster_change')
    .set({ undone_at: by.now, undone_by: by.staffId })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .execute()
}

export function listTeachersOf(trx: Trx, schoolId: number, classId: number): Promise<TeacherRow[]> {
  return trx
    .selectFrom('class_teacher')
    .select(['class_id', 'role', 'from_on', 'to_on', 'staff_id'])
    .where('school_id', '=', schoolId)
    .where('class_id', '=', classId)
    .orderBy('from_on')
    .execute()
}

/** Every leave of the school, of any year. */
export function listLeaves(trx: Trx, schoolId: number): Promise<LeaveRow[]> {
  return trx
    .selectFrom('staff_leave')
    .select(['staff_id', 'from_on', 'to_on', 'reason', 'acting_staff_id'])
    .where('school_id', '=', schoolId)
    .orderBy('from_on', 'desc')
    .execute()
}

/** Writes one edit. Answers how many rows it found as they should have stood: 0 means somebody changed them since. */
export async function writeEdit(trx: Trx, schoolId: number, edit: Edit): Promise<number> {
  if (edit.before === null) return insertRow(trx, schoolId, edit)
  const { before, after } = edit
  const found = sql`t.school_id = ${schoolId} and to_jsonb(t) @> ${JSON.stringify(before)}::jsonb`
  const table = sql.table(edit.table)
  const { numAffectedRows } =
    after === null
      ? await sql`delete from ${table} t where ${found}`.execute(trx)
      : await sql`update ${table} t set to_on = ${after.to_on}::date where ${found}`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

async function insertRow(trx: Trx, schoolId: number, edit: Edit): Promise<number> {
  if (edit.table === 'class_teacher' && edit.after)
    await trx
      .insertInto('class_teacher')
      .values({ school_id: schoolId, ...edit.after })
      .execute()
  if (edit.table === 'staff_leave' && edit.after)
    await trx
      .insertInto('staff_leave')
      .values({ school_id: schoolId, ...edit.after })
      .execute()
  return 1
}

/** Whether a person wrote anything about a class on the days since: what rests on an appointment keeps it. */
export async function hasRecordsBy(
  trx: Trx,
  schoolId: number,
  by: { staffId: number; classId: number; since: string },
): Promise<boolean> {
  const row = await trx
    .selectFrom('interaction')
    .select('id')
    .where('school_id', '=', schoolId)
    .where('class_id', '=', by.classId)
    .where('author_id', '=', by.staffId)
    .where('occurred_on', '>=', by.since)
    .where('voided_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
