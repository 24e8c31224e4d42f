import type { Db } from '../../server/database/database.ts'
import { isoOf } from '../../server/domain/day.ts'
import { createSchool } from '../support/database.ts'
import type { World } from './world.ts'

const on = (value: number | null): string | null => (value === null ? null : isoOf(value))
const early = '2000-01-01T00:00:00Z'

/** Writes a world as a new school; ids of the database are those of the world plus an offset of the school's own. */
export async function storeWorld(
  db: Db,
  world: World,
  dataOn: Readonly<Record<string, string>> = {},
): Promise<{ schoolId: number; base: number }> {
  const schoolId = await createSchool(db)
  const base = schoolId * 1000
  const id = (value: number): number => base + value
  const insert = async (table: Parameters<Db['insertInto']>[0], rows: readonly object[]): Promise<void> => {
    for (let start = 0; start < rows.length; start += 500)
      await db
        .insertInto(table)
        .values(rows.slice(start, start + 500).map((row) => ({ school_id: schoolId, ...row })))
        .execute()
  }
  const known = (row: { recordedAt: string; withdrawnAt: string | null }) => ({
    import_id: id(1),
    recorded_at: row.recordedAt,
    withdrawn_at: row.withdrawnAt,
  })
  const students = [...new Set(world.enrolments.map(({ student }) => student))]
  await insert(
    'school_class',
    world.classes.map((row) => ({
      id: id(row.id),
      cohort_id: id(row.id),
      school_year: row.schoolYear,
      name: `${row.grade}-${row.id}`,
      grade: row.grade,
      opened_on: '2026-09-01',
      recorded_at: early,
    })),
  )
  await insert(
    'student',
    students.map((student) => ({ id: id(student), full_name: `Ученик ${student}` })),
  )
  await insert(
    'enrolment',
    world.enrolments.map((row) => ({
      student_id: id(row.student),
      class_id: id(row.classId),
      from_on: isoOf(row.from),
      to_on: on(row.to),
      schooling_form: row.form,
      recorded_at: early,
    })),
  )
  await insert(
    'subject',
    world.subjects.map((subject) => ({ id: id(subject), name: `Предмет ${subject}` })),
  )
  const imported = {
    profile: 'test',
    source: 'test',
    state: 'accepted',
    exported_on: isoOf(world.asOf),
    covers: '{}',
    files: '[]',
    content_hash: '',
    counts: '{}',
    finished_at: early,
  }
  await insert('import', [{ id: id(1), ...imported }])
  const sources = {
    marks: isoOf(world.asOf),
    attendance: isoOf(world.asOf),
    lessons: isoOf(world.asOf),
    incidents: isoOf(world.asOf),
    debts: isoOf(world.asOf),
    ...dataOn,
  }
  await insert(
    'import_source',
    Object.entries(sources).map(([source, day]) => ({ import_id: id(1), source, data_on: day })),
  )
  await insert(
    'mark',
    world.marks.map((row) => ({
      student_id: id(row.student),
      subject_id: id(row.subject),
      given_on: isoOf(row.on),
      mark_no: row.no,
      kind: row.kind,
      value: row.value,
      weight: row.weight,
      ...known(row),
    })),
  )
  await insert(
    'final_mark',
    world.finals.map((row) => ({
      student_id: id(row.student),
      subject_id: id(row.subject),
      school_year: '2026/27',
      period_id: row.period,
      kind: row.kind,
      state: row.state,
      value: row.value,
      period_ends_on: isoOf(row.endsOn),
      ...known(row),
    })),
  )
  await insert(
    'lesson',
    world.lessons.map((row) => ({
      class_id: id(row.classId),
      held_on: isoOf(row.on),
      lesson_no: row.no,
      group_name: row.group,
      subject_id: id(row.subject),
      ...known(row),
    })),
  )
  await insert(
    'timetable_load',
    world.loads.map((row) => ({
      class_id: id(row.classId),
      subject_id: id(row.subject),
      from_on: isoOf(row.from),
      hours_per_week: row.hours,
      import_id: id(1),
      recorded_at: early,
    })),
  )
  await insert(
    'absence',
    world.absences.map((row) => ({
      student_id: id(row.student),
      absent_on: isoOf(row.on),
      lesson_no: row.no,
      entry_no: row.entry,
      subject_id: row.subject === null ? null : id(row.subject),
      kind: row.kind,
      ...known(row),
    })),
  )
  await insert(
    'absence_reason',
    world.words.map((row) => ({
      student_id: id(row.student),
      absent_on: isoOf(row.on),
      lesson_no: row.no,
      entered_at: row.at,
      kind: row.kind,
    })),
  )
  await insert(
    'incident',
    world.incidents.map((row) => ({
      id: id(row.id),
      kind: row.kind,
      severity: row.severity,
      is_emergency: row.emergency,
      occurred_on: isoOf(row.on),
      ...known(row),
    })),
  )
  await insert(
    'incident_participant',
    world.incidents.flatMap((row) =>
      row.parts.map((part) => ({ incident_id: id(row.id), student_id: id(part.student), role: part.role })),
    ),
  )
  await insert(
    'debt',
    world.debts.map((row) => ({
      student_id: id(row.student),
      subject_id: id(row.subject),
      since_on: isoOf(row.since),
      attempt1_due_on: on(row.due1),
      attempt1_failed_on: on(row.failed1),
      attempt2_due_on: on(row.due2),
      attempt2_failed_on: on(row.failed2),
      cleared_on: on(row.cleared),
      ...known(row),
    })),
  )
  await insert(
    'escalation',
    world.escalations.map((row) => ({
      id: id(row.id),
      student_id: id(row.student),
      class_id: id(1),
      domain: row.domain,
      state: 'in_work',
      highest_state: 'in_work',
      opened_on: isoOf(row.opened),
      closed_on: on(row.closed),
      recorded_at: early,
    })),
  )
  await insert(
    'escalation_step',
    world.escalations.flatMap((row) =>
      row.steps.map((step, index) => ({
        escalation_id: id(row.id),
        step_no: index + 1,
        transition: '5',
        from_state: step.from,
        to_state: step.to,
        stepped_on: isoOf(step.on),
        dynamics: step.dynamics,
        recorded_at: early,
      })),
    ),
  )
  return { schoolId, base }
}
