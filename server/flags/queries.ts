import { type Insertable, sql } from 'kysely'
import { anyOf } from '../database/any-of.ts'
import type { Tables, Trx } from '../database/database.ts'
import { dayOf } from '../domain/day.ts'
import type { KnownFlag } from '../domain/flags/reconcile.ts'
import type { FlagState } from '../domain/flags/state.ts'
import { subjectOf } from './queries/rows.ts'

/** The life of every (rule, subject) that has one, as the last run left it. */
export async function listFlagMemory(trx: Trx, schoolId: number): Promise<KnownFlag[]> {
  const rows = await trx
    .selectFrom('flag_memory')
    .select(['rule_id', 'subject_kind', 'subject_id', 'state'])
    .where('school_id', '=', schoolId)
    .orderBy('rule_id')
    .orderBy('subject_kind')
    .orderBy('subject_id')
    .execute()
  return rows.map((row) => ({
    ruleId: row.rule_id,
    subject: `${row.subject_kind}:${row.subject_id}`,
    state: row.state as FlagState,
  }))
}

/** Replaces what is remembered of the (rule, subject) pairs given. */
export async function saveFlagMemory(trx: Trx, schoolId: number, steppedOn: string, known: KnownFlag[]): Promise<void> {
  if (known.length === 0) return
  const rows = known.map(({ ruleId, subject, state }) => ({ rule_id: ruleId, ...subjectOf(subject), state }))
  await sql`
    insert into flag_memory (school_id, rule_id, subject_kind, subject_id, stepped_on, state)
    select ${schoolId}::int, r.rule_id, r.kind, r.id, ${steppedOn}::date, r.state
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(rule_id text, kind text, id bigint, state jsonb)
    on conflict (school_id, rule_id, subject_kind, subject_id)
      do update set stepped_on = excluded.stepped_on, state = excluded.state`.execute(trx)
}

export type FlagFilter = {
  classIds?: readonly number[] | undefined
  minLevel?: number
  ruleId?: string
  studentId?: number
}

/** Open flags as of the last run, most serious and newest first; a flag that is gathered or hidden says so. */
export async function listOpenFlags(trx: Trx, schoolId: number, filter: FlagFilter = {}) {
  let query = flagsOf(trx, schoolId).where('f.state', 'in', ['flagged', 'held'])
  if (filter.classIds) query = query.where('f.class_id', '=', anyOf(filter.classIds))
  if (filter.studentId !== undefined) query = query.where('f.student_id', '=', filter.studentId)
  if (filter.minLevel !== undefined) query = query.where('f.level', '>=', filter.minLevel)
  if (filter.ruleId !== undefined) query = query.where('f.rule_id', '=', filter.ruleId)
  return query
    .orderBy('f.level', 'desc')
    .orderBy('f.opened_on', 'desc')
    .orderBy('c.grade')
    .orderBy('c.name')
    .orderBy('f.id')
    .execute()
}
export type OpenFlag = Awaited<ReturnType<typeof listOpenFlags>>[number]

/** Flags that may have been open at the end of a day: raised by then and not ended for good. Their histories say which were. */
export function listFlagsAround(trx: Trx, schoolId: number, on: string): Promise<OpenFlag[]> {
  return flagsOf(trx, schoolId)
    .where('f.raised_on', '<=', on)
    .where((f) => f.or([f('f.cleared_on', 'is', null), f('f.cleared_on', '>', on)]))
    .orderBy('f.id')
    .execute()
}

/** Flags of a pupil that were raised by a day. */
export function listFlagsOfStudent(trx: Trx, schoolId: number, studentId: number, on: string): Promise<OpenFlag[]> {
  return flagsOf(trx, schoolId)
    .where('f.student_id', '=', studentId)
    .where('f.subject_kind', '=', 'student')
    .where('f.raised_on', '<=', on)
    .orderBy('f.id')
    .execute()
}

function flagsOf(trx: Trx, schoolId: number) {
  return trx
    .selectFrom('flag as f')
    .innerJoin('school_class as c', (join) =>
      join.onRef('c.school_id', '=', 'f.school_id').onRef('c.id', '=', 'f.class_id'),
    )
    .leftJoin('student as s', (join) =>
      join.onRef('s.school_id', '=', 'f.school_id').onRef('s.id', '=', 'f.student_id'),
    )
    .select(['f.id', 'f.rule_id as ruleId', 'f.subject_kind as subjectKind', 'f.subject_id as subjectId', 'f.level'])
    .select(['f.state', 'f.raised_on as raisedOn', 'f.opened_on as openedOn', 'f.domain', 'f.explanation'])
    .select(['f.revision_hash as revision', 'f.class_id as classId', 'c.name as className', 'c.grade'])
    .select(['s.full_name as studentName', 'f.suppressed_by as suppressedBy', 'f.grouped_under as groupedUnder'])
    .select(['f.student_id as studentId', 'f.episode_no as episode', 'f.cleared_on as clearedOn'])
    .select('f.clear_reason as clearReason')
    .where('f.school_id', '=', schoolId)
}

/** A flag whole, open or ended. */
export function findFlag(trx: Trx, schoolId: number, id: number): Promise<OpenFlag | undefined> {
  return flagsOf(trx, schoolId).where('f.id', '=', id).executeTakeFirst()
}

/** Flags of a class that ended by themselves since a day: what got better. */
export function listEndedSince(
  trx: Trx,
  schoolId: number,
  classId: number,
  since: string,
  on: string,
): Promise<OpenFlag[]> {
  return flagsOf(trx, schoolId)
    .where('f.class_id', '=', classId)
    .where('f.student_id', 'is not', null)
    .where('f.state', '=', 'cleared')
    .where('f.clear_reason', '=', 'cleared')
    .where('f.cleared_on', '>=', since)
    .where('f.cleared_on', '<=', on)
    .where('f.suppressed_by', 'is', null)
    .orderBy('f.cleared_on', 'desc')
    .orderBy('f.level', 'desc')
    .orderBy('f.id')
    .limit(60)
    .execute()
}

/** The last run as of a day or before it. */
export function findLastRun(trx: Trx, schoolId: number, asOf: string) {
  return trx
    .selectFrom('evaluation_run')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('as_of', '<=', asOf)
    .orderBy('as_of', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function insertRun(trx: Trx, run: Insertable<Tables['evaluation_run']>): Promise<number> {
  const row = await trx.insertInto('evaluation_run').values(run).returning('id').executeTakeFirstOrThrow()
  return row.id
}

/** The last day the school was evaluated as of: the flags of an earlier one cannot be stepped any more. */
export async function findLastRunDay(trx: Trx, schoolId: number): Promise<number | undefined> {
  const row = await trx
    .selectFrom('evaluation_run')
    .select((r) => r.fn.max('as_of').as('day'))
    .where('school_id', '=', schoolId)
    .executeTakeFirst()
  return row?.day ? dayOf(row.day) : undefined
}
