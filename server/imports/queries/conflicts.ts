import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

export type Conflict = {
  studentId: number
  student: string
  absentOn: string
  lessonNo: number
  person: string
  source: string
}

/**
 * Absences that the export now names a definite kind for, where a person had given another one. The person's word is kept;
 * the source's counts from now on.
 */
export async function listConflicts(trx: Trx, schoolId: number): Promise<Conflict[]> {
  const { rows } = await sql<Conflict>`
    select r.student_id as "studentId", s.full_name as student, r.absent_on as "absentOn", r.lesson_no as "lessonNo",
      p.kind as person, r.kind as source
    from ready_absence r
    join student s on s.school_id = ${schoolId} and s.id = r.student_id
    join lateral (
      select kind from absence_reason a
      where a.school_id = ${schoolId} and a.student_id = r.student_id and a.absent_on = r.absent_on and a.lesson_no in (r.lesson_no, 0)
      order by a.lesson_no = r.lesson_no desc, a.entered_at desc limit 1) p on true
    where r.kind not in ('absent_unknown', 'partial') and p.kind not in (r.kind, 'absent_unknown')
    order by r.absent_on, s.full_name collate "und-x-icu", r.lesson_no`.execute(trx)
  return rows
}
