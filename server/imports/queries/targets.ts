/** A table an import writes: its natural key, the values beside it, and how a record of it is placed in time and among pupils. */
export type Target = {
  readonly table: TargetName
  readonly key: readonly string[]
  readonly values: readonly string[]
  /** A value the file does not give leaves the known one in place. */
  readonly keepsKnown?: boolean
  /** Has `recorded_at`: when the row took its present form. */
  readonly isRecorded?: boolean
  /** Has `withdrawn_by`, `withdrawn_at`: a record the source no longer holds stays, and is not counted. */
  readonly isWithdrawable?: boolean
  /** The day and the owner by which an export's scope takes in a record. */
  readonly scope?: { readonly day: string; readonly owner: 'student_id' | 'class_id' }
  /** How rows of the stage become rows of the table; by default the last of each key. */
  readonly ready?: string
}

export type TargetName =
  | 'subject'
  | 'staff'
  | 'staff_role'
  | 'school_class'
  | 'class_teacher'
  | 'student'
  | 'enrolment'
  | 'support_status'
  | 'guardian'
  | 'student_guardian'
  | 'incident'
  | 'incident_participant'
  | 'gathering'
  | 'gathering_guest'
  | 'mark'
  | 'final_mark'
  | 'lesson'
  | 'timetable_load'
  | 'absence'
  | 'debt'
  | 'source_key'

// Equal content gets equal numbers, however the rows of the file are ordered.
const numberedMarks = `select student_id, subject_id, given_on,
  row_number() over (partition by student_id, subject_id, given_on
    order by kind collate "C", value, weight, control_form collate "C", point_due_on)::smallint as mark_no,
  kind, value, scale, weight, control_form, point_due_on from stage_mark`

// A source that does not number lessons gets them numbered within the day; the same entry twice is one.
const numberedAbsences = `select student_id, absent_on, lesson_no,
  row_number() over (partition by student_id, absent_on, lesson_no
    order by kind collate "C", source_code collate "C", subject_id)::smallint as entry_no,
  subject_id, kind, source_code, minutes from (
    select distinct student_id, absent_on, lesson_no, subject_id, kind, source_code, minutes from stage_absence where lesson_no is not null
    union all
    select student_id, absent_on, row_number() over (partition by student_id, absent_on
      order by subject_id, kind collate "C", source_code collate "C")::smallint, subject_id, kind, source_code, minutes
    from stage_absence where lesson_no is null) as entries`

// Two subjects at once are two groups of the class.
const groupedLessons = `select class_id, held_on, lesson_no,
  case when place = 1 then '' else coalesce(name, '') end as group_name, subject_id from (
    select l.class_id, l.held_on, l.lesson_no, l.subject_id, s.name,
      row_number() over (partition by l.class_id, l.held_on, l.lesson_no order by l.subject_id nulls last) as place
    from (select distinct class_id, held_on, lesson_no, subject_id from stage_lesson) as l
    left join subject s on s.school_id = current_school() and s.id = l.subject_id) as placed`

/** In the order rows are written: whoever is referred to comes first. Taking a load back goes the other way. */
export const targets: readonly Target[] = [
  { table: 'subject', key: ['id'], values: ['name'], keepsKnown: true },
  { table: 'staff', key: ['id'], values: ['full_name', 'email', 'left_on'], keepsKnown: true, isRecorded: true },
  { table: 'staff_role', key: ['staff_id', 'role', 'from_on'], values: ['to_on'] },
  {
    table: 'school_class',
    key: ['id'],
    values: ['cohort_id', 'school_year', 'name', 'grade', 'opened_on', 'closed_on'],
    keepsKnown: true,
    isRecorded: true,
  },
  { table: 'class_teacher', key: ['class_id', 'role', 'from_on'], values: ['to_on', 'staff_id'], isRecorded: true },
  { table: 'student', key: ['id'], values: ['full_name', 'birth_on', 'sex'], keepsKnown: true, isRecorded: true },
  {
    table: 'enrolment',
    key: ['student_id', 'from_on'],
    values: ['class_id', 'to_on', 'schooling_form'],
    isRecorded: true,
  },
  {
    table: 'support_status',
    key: ['student_id', 'kind', 'from_on'],
    values: ['to_on'],
    isRecorded: true,
    isWithdrawable: true,
  },
  { table: 'guardian', key: ['id'], values: ['full_name', 'phone', 'email'], keepsKnown: true, isRecorded: true },
  { table: 'student_guardian', key: ['student_id', 'guardian_id'], values: ['relation', 'is_primary', 'lives_with'] },
  {
    table: 'incident',
    key: ['id'],
    values: [
      'kind',
      'severity',
      'is_emergency',
      'is_restricted',
      'occurred_on',
      'occurred_at',
      'class_id',
      'text',
      'reported_by',
    ],
    isRecorded: true,
    isWithdrawable: true,
  },
  { table: 'incident_participant', key: ['incident_id', 'student_id', 'role'], values: [] },
  {
    table: 'gathering',
    key: ['id'],
    values: ['class_id', 'kind', 'held_on', 'title', 'source_key'],
    isRecorded: true,
    isWithdrawable: true,
    scope: { day: 'held_on', owner: 'class_id' },
  },
  { table: 'gathering_guest', key: ['gathering_id', 'student_id'], values: ['attended'] },
  {
    table: 'mark',
    key: ['student_id', 'subject_id', 'given_on', 'mark_no'],
    values: ['kind', 'value', 'scale', 'weight', 'control_form', 'point_due_on'],
    isRecorded: true,
    isWithdrawable: true,
    scope: { day: 'given_on', owner: 'student_id' },
    ready: numberedMarks,
  },
  {
    table: 'final_mark',
    key: ['student_id', 'subject_id', 'school_year', 'period_id', 'kind'],
    values: ['state', 'value', 'period_ends_on'],
    isRecorded: true,
    isWithdrawable: true,
    scope: { day: 'period_ends_on', owner: 'student_id' },
  },
  {
    table: 'lesson',
    key: ['class_id', 'held_on', 'lesson_no', 'group_name'],
    values: ['subject_id'],
    isRecorded: true,
    isWithdrawable: true,
    scope: { day: 'held_on', owner: 'class_id' },
    ready: groupedLessons,
  },
  {
    table: 'timetable_load',
    key: ['class_id', 'subject_id', 'from_on'],
    values: ['hours_per_week'],
    isRecorded: true,
    isWithdrawable: true,
    scope: { day: 'from_on', owner: 'class_id' },
  },
  {
    table: 'absence',
    key: ['student_id', 'absent_on', 'lesson_no', 'entry_no'],
    values: ['subject_id', 'kind', 'source_code', 'minutes'],
    isRecorded: true,
    isWithdrawable: true,
    scope: { day: 'absent_on', owner: 'student_id' },
    ready: numberedAbsences,
  },
  {
    table: 'debt',
    key: ['student_id', 'subject_id', 'since_on'],
    values: ['attempt1_due_on', 'attempt1_failed_on', 'attempt2_due_on', 'attempt2_failed_on', 'cleared_on'],
    isRecorded: true,
    isWithdrawable: true,
    scope: { day: 'since_on', owner: 'student_id' },
  },
  { table: 'source_key', key: ['entity', 'source', 'key'], values: ['entity_id'] },
]

/** Columns a stage holds: those of the table, without what is computed when it is made ready. */
export function stageColumns(target: Target): string[] {
  const computed = new Set(target.ready ? ['mark_no', 'entry_no', 'group_name'] : [])
  return [...target.key, ...target.values].filter((column) => !computed.has(column))
}
