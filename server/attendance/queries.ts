import { sql } from 'kysely'
import type { Trx } from '../database/database.ts'

export type AbsenceRow = { studentId: number; name: string; on: string; lesson: number; kind: string }
export type WordRow = {
  studentId: number
  name: string
  on: string
  lesson: number
  kind: string
  note: string | null
  at: string
  by: string | null
  byId: number | null
}

/** Days of a class, or of one pupil of it. */
export type Span = { classId: number; studentId?: number; from: string; to: string; knownAt: Date }

const ofPupil = (alias: string, { studentId }: Span) =>
  studentId === undefined ? sql`true` : sql`${sql.ref(`${alias}.student_id`)} = ${studentId}`

/** Absences of the pupils of a class from one day to another, as the journal gave them and as they stood at the moment. */
export async function listAbsences(trx: Trx, schoolId: number, span: Span): Promise<AbsenceRow[]> {
  const { rows } = await sql<AbsenceRow>`
    select a.student_id as "studentId", s.full_name as name, a.absent_on as "on", a.lesson_no as lesson, a.kind
    from enrolment e
    join student s on s.school_id = e.school_id and s.id = e.student_id
    join absence a on a.school_id = e.school_id and a.student_id = e.student_id
      and a.absent_on between greatest(e.from_on, ${span.from}::date) and least(coalesce(e.to_on, 'infinity'), ${span.to}::date)
    where e.school_id = ${schoolId} and e.class_id = ${span.classId}
      and a.recorded_at <= ${span.knownAt} and (a.withdrawn_at is null or a.withdrawn_at > ${span.knownAt})
      and a.kind in ('absent_unknown', 'absent_illness', 'absent_excused', 'absent_unexcused')
      and ${ofPupil('a', span)}
    order by s.full_name collate "und-x-icu", a.student_id, a.absent_on desc, a.lesson_no`.execute(trx)
  return rows
}

/** Every word of people on the absences of a class, those taken back too, oldest first. */
export async function listWords(trx: Trx, schoolId: number, span: Span): Promise<WordRow[]> {
  const { rows } = await sql<WordRow>`
    select w.student_id as "studentId", s.full_name as name,
      w.absent_on as "on", w.lesson_no as lesson, w.kind, w.note, w.entered_at as at, p.full_name as by,
      w.entered_by as "byId"
    from enrolment e
    join student s on s.school_id = e.school_id and s.id = e.student_id
    join absence_reason w on w.school_id = e.school_id and w.student_id = e.student_id
      and w.absent_on between greatest(e.from_on, ${span.from}::date) and least(coalesce(e.to_on, 'infinity'), ${span.to}::date)
    left join staff p on p.school_id = w.school_id and p.id = w.entered_by
    where e.school_id = ${schoolId} and e.class_id = ${span.classId} and w.entered_at <= ${span.knownAt}
      and ${ofPupil('w', span)}
    order by w.entered_at, w.lesson_no`.execute(trx)
  return rows
}

/** The words on exactly one (pupil, day, lesson), oldest first. */
export function listHistory(trx: Trx, schoolId: number, studentId: number, on: string, lesson: number) {
  return trx
    .selectFrom('absence_reason')
    .select(['kind', 'note', 'entered_at as at', 'entered_by as byId'])
    .where('school_id', '=', schoolId)
    .where('student_id', '=', studentId)
    .where('absent_on', '=', on)
    .where('lesson_no', '=', lesson)
    .orderBy('entered_at')
    .execute()
}

export type NewWord = {
  studentId: number
  on: string
  lesson: number
  kind: 'absent_illness' | 'absent_excused' | 'absent_unexcused' | 'absent_unknown'
  note?: string
  by: number
  at: Date
}

/** Appends a word; what was said before stays. Two of one moment follow one another by a millisecond. */
export async function insertWord(trx: Trx, schoolId: number, { studentId, on, lesson, kind, note, by, at }: NewWord) {
  await sql`
    insert into absence_reason (school_id, student_id, absent_on, lesson_no, entered_at, kind, note, entered_by)
    select ${schoolId}::int, ${studentId}::bigint, ${on}::date, ${lesson}::smallint,
      greatest(${at}::timestamptz, max(entered_at) + interval '1 millisecond'), ${kind}, ${note ?? null}, ${by}::bigint
    from absence_reason
    where school_id = ${schoolId} and student_id = ${studentId} and absent_on = ${on}::date`.execute(trx)
}

/** Kinds that the journal gives of what a pupil missed on a day (of one lesson). */
export async function listSourceKinds(
  trx: Trx,
  schoolId: number,
  studentId: number,
  on: string,
  lesson: number,
): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select distinct kind from absence where school_id = ${schoolId} and student_id = ${studentId} and absent_on = ${on}::date
      and withdrawn_at is null and (${lesson} = 0 or lesson_no in (0, ${lesson}))
      and kind in ('absent_unknown', 'absent_illness', 'absent_excused', 'absent_unexcused')`.execute(trx)
  return rows.map((row) => row.kind)
}

/** Class and size of a class on a day; undefined where the school has no such class. */
export async function findClassOn(trx: Trx, schoolId: number, classId: number, on: string) {
  const { rows } = await sql<{ id: number; name: string; grade: number; pupils: number }>`
    select c.id, c.name, c.grade, (select count(*)::int from enrolment e where e.school_id = c.school_id and e.class_id = c.id
      and e.from_on <= ${on}::date and (e.to_on is null or e.to_on >= ${on}::date)) as pupils
    from school_class c where c.school_id = ${schoolId} and c.id = ${classId}`.execute(trx)
  return rows[0]
}

/** Whether a pupil was on the rolls of any class on a day. */
export async function isEnrolled(trx: Trx, schoolId: number, studentId: number, on: string): Promise<boolean> {
  const row = await trx
    .selectFrom('enrolment')
    .select('class_id')
    .where('school_id', '=', schoolId)
    .where('student_id', '=', studentId)
    .where('from_on', '<=', on)
    .where((where) => where.or([where('to_on', 'is', null), where('to_on', '>=', on)]))
    .executeTakeFirst()
  return row !== undefined
}

type Asked = { classId: number; on: string; knownAt: Date }

/**
 * Up to which day, at most the given one, attendance of a class is known; null where it was never loaded. An export tells
 * nothing of the days after the last lesson of the class and the last absence of the school: a journal filled in late would
 * read as "everybody was there".
 */
export async function findAttendanceDay(trx: Trx, schoolId: number, asked: Asked): Promise<string | null> {
  const { classId, on, knownAt } = asked
  const stood = sql`recorded_at <= ${knownAt} and (withdrawn_at is null or withdrawn_at > ${knownAt})`
  const { rows } = await sql<{ day: string }>`
    select least(loaded.day, kept.day) as day
    from (select max(s.data_on) as day from import_source s join import i on i.school_id = s.school_id and i.id = s.import_id
      where s.school_id = ${schoolId} and s.source = 'attendance' and i.state = 'accepted' and i.finished_at <= ${knownAt}) loaded,
    (select greatest(
      (select max(held_on) from lesson
        where school_id = ${schoolId} and class_id = ${classId} and held_on <= ${on}::date and ${stood}),
      (select max(absent_on) from absence where school_id = ${schoolId} and absent_on <= ${on}::date and ${stood})) as day) kept
    where loaded.day is not null and kept.day is not null`.execute(trx)
  return rows[0]?.day ?? null
}
