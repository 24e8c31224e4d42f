import { sql } from 'kysely'
import type { Trx } from '../database/database.ts'
import { dayOf, type IsoDay } from '../domain/day.ts'
import type { FactRow, FactTable } from '../domain/facts/assemble.ts'
import type { Freshness, ImportWord } from '../domain/facts/freshness.ts'
import type { Reason, Value } from '../domain/facts/value.ts'

export type EnrolledStudent = { readonly id: number; readonly classId: number; readonly grade: number }

/** Pupils enrolled on the day with the class of that day, by class and id. */
export async function listEnrolled(
  trx: Trx,
  schoolId: number,
  asOf: IsoDay,
  knownAt?: string,
): Promise<EnrolledStudent[]> {
  const { rows } = await sql<EnrolledStudent>`
    select distinct on (c.id, e.student_id) e.student_id as id, c.id as "classId", c.grade
    from (
      select distinct on (student_id) student_id, class_id from enrolment
      where school_id = ${schoolId} and from_on <= ${asOf} and (to_on is null or to_on >= ${asOf})
        and (${knownAt ?? null}::timestamptz is null or recorded_at <= ${knownAt ?? null})
      order by student_id, from_on desc) e
    join school_class c on c.school_id = ${schoolId} and c.id = e.class_id
    order by c.id, e.student_id`.execute(trx)
  return rows
}

/** Every class of the school, of past years too: pupils carry their earlier classes' lessons with them. */
export function listClasses(trx: Trx, schoolId: number): Promise<{ id: number; grade: number }[]> {
  return trx
    .selectFrom('school_class')
    .select(['id', 'grade'])
    .where('school_id', '=', schoolId)
    .orderBy('id')
    .execute()
}

type StoredWord = {
  source: string
  on: IsoDay
  who: string | null
  classIds: number[] | null
  studentIds: number[] | null
}

/** What the loads known and not undone are the word on: a load that names nobody speaks of the whole school. */
export async function listImportWords(trx: Trx, schoolId: number, knownAt?: string): Promise<ImportWord[]> {
  const known = knownAt ?? null
  const { rows } = await sql<StoredWord>`
    select s.source, s.data_on as "on", i.covers ->> 'who' as who, i.covers -> 'classIds' as "classIds",
      i.covers -> 'studentIds' as "studentIds"
    from import_source s join import i on i.school_id = s.school_id and i.id = s.import_id
    where s.school_id = ${schoolId} and (i.state = 'accepted' or i.undone_at > ${known}::timestamptz)
      and (${known}::timestamptz is null or i.finished_at <= ${known})`.execute(trx)
  return rows.map(({ source, on, who, classIds, studentIds }) => ({
    source,
    dataOn: dayOf(on),
    who: who === 'classes' || who === 'students' ? who : 'school',
    classIds: classIds ?? [],
    studentIds: studentIds ?? [],
  }))
}

/** Classes whose weekly load is known. */
export async function listLoadClasses(trx: Trx, schoolId: number, asOf: IsoDay): Promise<Set<number>> {
  const rows = await trx
    .selectFrom('timetable_load')
    .select('class_id')
    .distinct()
    .where('school_id', '=', schoolId)
    .where('withdrawn_at', 'is', null)
    .where('from_on', '<=', asOf)
    .execute()
  return new Set(rows.map(({ class_id }) => class_id))
}

type StoredRow = {
  class_id: number
  subject_kind: 'student' | 'class'
  subject_ids: number[]
  values: Value[][]
  unknowns: Gaps[]
}
/** Of one subject the slots that are unknown, by reason. */
type Gaps = Partial<Record<Reason, number[]>>

/** Keeps the facts that a run used: what-if, backtest and "why" read them instead of the raw tables. */
export async function saveSnapshot(trx: Trx, schoolId: number, runId: number, table: FactTable): Promise<void> {
  const rows = (['student', 'class'] as const).flatMap((kind) => {
    const subjects = kind === 'student' ? table.students : table.classes
    return [...Map.groupBy(subjects, ({ classId }) => classId)].map(([classId, own]) => ({
      school_id: schoolId,
      run_id: runId,
      subject_kind: kind,
      class_id: classId,
      subject_ids: own.map(({ id }) => id),
      values: JSON.stringify(own.map(({ values }) => values)),
      unknowns: JSON.stringify(own.map(({ reasons }) => gapsOf(reasons))),
    }))
  })
  for (let start = 0; start < rows.length; start += 50)
    await trx
      .insertInto('fact_snapshot')
      .values(rows.slice(start, start + 50))
      .execute()
}

function gapsOf(reasons: readonly (Reason | null)[]): Gaps {
  const gaps: Gaps = {}
  for (const [slot, reason] of reasons.entries()) if (reason) (gaps[reason] ??= []).push(slot)
  return gaps
}

/** The facts of a run as they were; undefined where there is no such run. */
export async function loadSnapshot(trx: Trx, schoolId: number, runId: number): Promise<FactTable | undefined> {
  const run = await trx
    .selectFrom('evaluation_run')
    .select(['as_of', 'fact_keys', 'freshness'])
    .where('school_id', '=', schoolId)
    .where('id', '=', runId)
    .executeTakeFirst()
  if (!run) return undefined
  const rows = await trx
    .selectFrom('fact_snapshot as s')
    .innerJoin('school_class as c', (join) =>
      join.onRef('c.school_id', '=', 's.school_id').onRef('c.id', '=', 's.class_id'),
    )
    .select(['s.class_id', 's.subject_kind', 's.subject_ids', 's.values', 's.unknowns', 'c.grade'])
    .where('s.school_id', '=', schoolId)
    .where('s.run_id', '=', runId)
    .orderBy('s.class_id')
    .execute()
  const of = (kind: 'student' | 'class'): FactRow[] =>
    rows
      .filter(({ subject_kind }) => subject_kind === kind)
      .flatMap(({ grade, ...row }) => rowsOf(row as StoredRow, grade))
  const keys = run.fact_keys as string[]
  return {
    asOf: dayOf(run.as_of),
    keys,
    freshness: run.freshness as Freshness,
    students: of('student'),
    classes: of('class'),
  }
}

function rowsOf(stored: StoredRow, grade: number): FactRow[] {
  return stored.subject_ids.map((id, index) => {
    const values = stored.values[index] ?? []
    const reasons = values.map((): Reason | null => null)
    for (const [reason, slots] of Object.entries(stored.unknowns[index] ?? {}))
      for (const slot of slots) reasons[slot] = reason as Reason
    return { id, classId: stored.class_id, grade, values, reasons }
  })
}

/** How many pupils of each class a run looked at. */
export async function countLooked(trx: Trx, schoolId: number, runId: number): Promise<Map<number, number>> {
  const { rows } = await sql<{ id: number; count: number }>`
    select class_id as id, cardinality(subject_ids) as count from fact_snapshot
    where school_id = ${schoolId} and run_id = ${runId} and subject_kind = 'student'`.execute(trx)
  return new Map(rows.map(({ id, count }) => [id, count]))
}
