import { sql } from 'kysely'
import { anyOf } from '../../database/any-of.ts'
import type { Trx } from '../../database/database.ts'
import type { RollClass } from '../../domain/roster/roll-over.ts'

/** Classes of a school year with the pupils and the teacher who are there on its last day. */
export async function listRollClasses(trx: Trx, schoolId: number, year: string, lastDay: string): Promise<RollClass[]> {
  const { rows } = await sql<RollClass>`
    select c.id, c.cohort_id as "cohortId", c.name, c.grade,
      (select t.staff_id from class_teacher t join staff p on p.school_id = t.school_id and p.id = t.staff_id
        where t.school_id = c.school_id and t.class_id = c.id and t.role = 'main' and t.from_on <= ${lastDay}::date
          and (t.to_on is null or t.to_on >= ${lastDay}::date) and (p.left_on is null or p.left_on > ${lastDay}::date)
        order by t.from_on desc limit 1) as "teacherId",
      coalesce((select jsonb_agg(jsonb_build_object('studentId', e.student_id, 'form', e.schooling_form) order by e.student_id)
        from enrolment e where e.school_id = c.school_id and e.class_id = c.id and e.from_on <= ${lastDay}::date
          and (e.to_on is null or e.to_on >= ${lastDay}::date)), '[]') as pupils
    from school_class c
    where c.school_id = ${schoolId} and c.school_year = ${year} and (c.closed_on is null or c.closed_on >= ${lastDay}::date)
    order by c.grade, c.name collate "und-x-icu"`.execute(trx)
  return rows
}

/** Classes that a school year has already. */
export function listCohorts(trx: Trx, schoolId: number, year: string) {
  return trx
    .selectFrom('school_class')
    .select(['id', 'cohort_id as cohortId', 'name'])
    .where('school_id', '=', schoolId)
    .where('school_year', '=', year)
    .execute()
}

export type NewClass = { cohortId: number | null; year: string; name: string; grade: number; start: string }

/** A class of the next year; a first grade begins a cohort of its own. */
export async function insertClass(trx: Trx, schoolId: number, made: NewClass): Promise<number> {
  const { id } = await trx
    .insertInto('school_class')
    .values({
      school_id: schoolId,
      cohort_id: made.cohortId ?? 0,
      school_year: made.year,
      name: made.name,
      grade: made.grade,
      opened_on: made.start,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (made.cohortId === null)
    await trx
      .updateTable('school_class')
      .set({ cohort_id: id })
      .where('school_id', '=', schoolId)
      .where('id', '=', id)
      .execute()
  return id
}

/** Ends what is open in the classes of the old year on its last day. Answers what was open, for taking it back. */
export async function endYear(trx: Trx, schoolId: number, classIds: readonly number[], lastDay: string) {
  const ids = [...classIds]
  const enrolments = await sql<{ student: number; from: string }>`
    update enrolment set to_on = ${lastDay}::date
    where school_id = ${schoolId} and class_id = any(${ids}::bigint[]) and to_on is null and from_on <= ${lastDay}::date
    returning student_id as student, from_on as "from"`.execute(trx)
  const teachers = await sql<{ class: number; role: string; from: string }>`
    update class_teacher set to_on = ${lastDay}::date
    where school_id = ${schoolId} and class_id = any(${ids}::bigint[]) and to_on is null and from_on <= ${lastDay}::date
    returning class_id as class, role, from_on as "from"`.execute(trx)
  return { enrolments: enrolments.rows, teachers: teachers.rows }
}

export type Ended = Awaited<ReturnType<typeof endYear>>

/** Opens again what the end of the year had ended. */
export async function reopenYear(trx: Trx, schoolId: number, ended: Ended): Promise<void> {
  await sql`update enrolment e set to_on = null from jsonb_to_recordset(${JSON.stringify(ended.enrolments)}::jsonb)
    as x(student bigint, "from" date)
    where e.school_id = ${schoolId} and e.student_id = x.student and e.from_on = x."from"`.execute(trx)
  await sql`update class_teacher t set to_on = null from jsonb_to_recordset(${JSON.stringify(ended.teachers)}::jsonb)
    as x(class bigint, role text, "from" date)
    where t.school_id = ${schoolId} and t.class_id = x.class and t.role = x.role and t.from_on = x."from"`.execute(trx)
}

/** Puts pupils into their classes of the next year. */
export async function insertEnrolments(
  trx: Trx,
  schoolId: number,
  start: string,
  rows: readonly { student: number; class: number; form: string }[],
): Promise<void> {
  await sql`insert into enrolment (school_id, student_id, from_on, class_id, schooling_form)
    select ${schoolId}::int, x.student, ${start}::date, x.class, x.form
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(student bigint, class bigint, form text)`.execute(trx)
}

export async function insertMains(
  trx: Trx,
  schoolId: number,
  span: { start: string; lastDay: string },
  rows: readonly { staff: number; class: number }[],
): Promise<void> {
  await sql`insert into class_teacher (school_id, class_id, role, from_on, to_on, staff_id)
    select ${schoolId}::int, x.class, 'main', ${span.start}::date, ${span.lastDay}::date, x.staff
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(staff bigint, class bigint)`.execute(trx)
}

const recorded = [
  'interaction',
  'duty_trigger',
  'flag',
  'escalation',
  'incident',
  'gathering',
  'lesson',
  'timetable_load',
  'waiver',
  'school_break',
  'period_close',
  'fact_snapshot',
]

/** Whether anything but the roll-over itself speaks of the classes: records, flags, loads, people put there since. */
export async function hasRecordsIn(
  trx: Trx,
  schoolId: number,
  classIds: readonly number[],
  start: string,
): Promise<boolean> {
  const ids = [...classIds]
  const tables = recorded.map(
    (table) =>
      sql`exists (select from ${sql.table(table)} where school_id = ${schoolId} and class_id = any(${ids}::bigint[]))`,
  )
  const { rows } = await sql<{ found: boolean }>`select ${sql.join(tables, sql` or `)}
    or exists (select from enrolment where school_id = ${schoolId} and class_id = any(${ids}::bigint[])
      and (from_on <> ${start}::date or to_on is not null or import_id is not null))
    or exists (select from class_teacher where school_id = ${schoolId} and class_id = any(${ids}::bigint[])
      and (from_on <> ${start}::date or import_id is not null))
    or exists (select from source_key where school_id = ${schoolId} and entity = 'class'
      and entity_id = any(${ids}::bigint[])) as found`.execute(trx)
  return rows[0]?.found ?? false
}

/** Takes classes away that nothing speaks of, with the duties that were judged of them. */
export async function deleteClasses(trx: Trx, schoolId: number, classIds: readonly number[]): Promise<void> {
  const ids = anyOf(classIds)
  for (const table of ['duty', 'class_teacher', 'enrolment'] as const)
    await trx.deleteFrom(table).where('school_id', '=', schoolId).where('class_id', '=', ids).execute()
  await trx.deleteFrom('school_class').where('school_id', '=', schoolId).where('id', '=', ids).execute()
}
