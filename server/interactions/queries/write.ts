import type { Insertable } from 'kysely'
import type { Trx } from '../../database/database.ts'
import type { InteractionTable } from '../table.ts'

export type NewRow = Omit<Insertable<InteractionTable>, 'school_id' | 'id'>

/** Stores one interaction with the pupils it is about; answers its id. */
export async function insertInteraction(
  trx: Trx,
  schoolId: number,
  row: NewRow,
  studentIds: readonly number[],
): Promise<number> {
  const { id } = await trx
    .insertInto('interaction')
    .values({ ...row, school_id: schoolId })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (studentIds.length > 0)
    await trx
      .insertInto('interaction_student')
      .values(studentIds.map((student_id) => ({ school_id: schoolId, interaction_id: id, student_id })))
      .execute()
  return id
}

/** Takes an interaction back; answers whether it still stood. */
export async function voidRow(
  trx: Trx,
  schoolId: number,
  id: number,
  by: { at: Date; staffId: number; reason: string },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('interaction')
    .set({ voided_at: by.at, voided_by: by.staffId, void_reason: by.reason })
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .where('voided_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export function findClass(trx: Trx, schoolId: number, classId: number) {
  return trx
    .selectFrom('school_class')
    .select(['id', 'name', 'grade'])
    .where('school_id', '=', schoolId)
    .where('id', '=', classId)
    .executeTakeFirst()
}

/** Pupils of a class on a day. */
export async function listMembers(trx: Trx, schoolId: number, classId: number, on: string): Promise<number[]> {
  const rows = await trx
    .selectFrom('enrolment')
    .select('student_id')
    .where('school_id', '=', schoolId)
    .where('class_id', '=', classId)
    .where('from_on', '<=', on)
    .where((where) => where.or([where('to_on', 'is', null), where('to_on', '>=', on)]))
    .execute()
  return rows.map((row) => row.student_id)
}

export function findTrigger(trx: Trx, schoolId: number, id: number) {
  return trx
    .selectFrom('duty_trigger')
    .select(['id', 'class_id as classId', 'student_id as studentId', 'cause'])
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Open cases of the pupils of a class. */
export async function countOpenCases(trx: Trx, schoolId: number, classId: number): Promise<number> {
  const { count } = await trx
    .selectFrom('escalation')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('school_id', '=', schoolId)
    .where('class_id', '=', classId)
    .where('closed_on', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** An interaction as far as it decides who may take it back. */
export function findForVoid(trx: Trx, schoolId: number, id: number) {
  return trx
    .selectFrom('interaction as i')
    .leftJoin('duty_trigger as t', (join) =>
      join.onRef('t.school_id', '=', 'i.school_id').onRef('t.id', '=', 'i.trigger_id'),
    )
    .select(['i.id', 'i.class_id as classId', 'i.author_id as authorId', 'i.recorded_at as recordedAt', 'i.form'])
    .select(['i.evidence', 'i.points', 'i.occurred_on as occurredOn', 'i.voided_at as voidedAt'])
    .select(['i.voided_by as voidedBy', 't.class_id as triggerClassId'])
    .where('i.school_id', '=', schoolId)
    .where('i.id', '=', id)
    .executeTakeFirst()
}

export async function listStudentsOf(trx: Trx, schoolId: number, id: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('interaction_student')
    .select('student_id')
    .where('school_id', '=', schoolId)
    .where('interaction_id', '=', id)
    .orderBy('student_id')
    .execute()
  return rows.map((row) => row.student_id)
}

/** A new entry with what an older one says, of its author, recorded now; `points` where they are to be others. */
export async function copyInteraction(
  trx: Trx,
  schoolId: number,
  id: number,
  { at, points, note }: { at: Date; points?: readonly string[]; note: string },
): Promise<number> {
  const {
    school_id: _,
    id: __,
    voided_at: ___,
    voided_by: ____,
    void_reason: _____,
    ...row
  } = await trx
    .selectFrom('interaction')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const isCopyOfImport = row.source_key !== null
  return insertInteraction(
    trx,
    schoolId,
    {
      ...row,
      recorded_at: at,
      points: [...(points ?? row.points)],
      backdate_reason: row.backdate_reason ?? note,
      ...(isCopyOfImport && { source_key: null, import_id: null }),
    },
    await listStudentsOf(trx, schoolId, id),
  )
}
