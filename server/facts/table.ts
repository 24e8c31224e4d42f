import type { Generated } from 'kysely'
import type { DayColumn, DefaultInstantColumn, InstantColumn, JsonColumn } from '../database/columns.ts'

/** School subjects. */
export interface SubjectTable {
  school_id: number
  id: Generated<number>
  name: string
  import_id: number | null
}

/** Marks; value and weight in hundredths; several of one subject on one day are numbered; a point is a mark still owed. */
export interface MarkTable {
  school_id: number
  student_id: number
  subject_id: number
  given_on: DayColumn
  mark_no: Generated<number>
  kind: Generated<'mark' | 'point' | 'notAttested' | 'exempt' | 'credit' | 'noCredit'>
  value: number | null
  scale: Generated<string>
  weight: Generated<number>
  control_form: string | null
  point_due_on: DayColumn | null
  import_id: number
  recorded_at: DefaultInstantColumn
  withdrawn_by: number | null
  withdrawn_at: InstantColumn | null
}

/** Marks of an attestation period; value in hundredths. */
export interface FinalMarkTable {
  school_id: number
  student_id: number
  subject_id: number
  school_year: string
  period_id: string
  kind: 'preliminary' | 'final'
  state: 'mark' | 'notAttested' | 'exempt' | 'credit' | 'noCredit'
  value: number | null
  period_ends_on: DayColumn
  import_id: number
  recorded_at: DefaultInstantColumn
  withdrawn_by: number | null
  withdrawn_at: InstantColumn | null
}

/** Lessons that were held. */
export interface LessonTable {
  school_id: number
  class_id: number
  held_on: DayColumn
  lesson_no: number
  group_name: Generated<string>
  subject_id: number | null
  import_id: number
  recorded_at: DefaultInstantColumn
  withdrawn_by: number | null
  withdrawn_at: InstantColumn | null
}

/** Weekly hours of a subject in a class, in hundredths: the measure where held lessons are not imported. */
export interface TimetableLoadTable {
  school_id: number
  class_id: number
  subject_id: number
  from_on: DayColumn
  hours_per_week: number
  import_id: number
  recorded_at: DefaultInstantColumn
  withdrawn_by: number | null
  withdrawn_at: InstantColumn | null
}

/** Absences and lates as the source gave them; lesson_no 0 is the whole day. */
export interface AbsenceTable {
  school_id: number
  student_id: number
  absent_on: DayColumn
  lesson_no: number
  entry_no: Generated<number>
  subject_id: number | null
  kind:
    | 'late'
    | 'absent_unknown'
    | 'absent_illness'
    | 'absent_excused'
    | 'absent_unexcused'
    | 'exempt'
    | 'remote'
    | 'partial'
  source_code: string | null
  minutes: number | null
  import_id: number
  recorded_at: DefaultInstantColumn
  withdrawn_by: number | null
  withdrawn_at: InstantColumn | null
}

/** A person's word on an absence; the latest counts while the source says "unknown"; lesson_no 0 speaks for the whole day. */
export interface AbsenceReasonTable {
  school_id: number
  student_id: number
  absent_on: DayColumn
  lesson_no: number
  entered_at: DefaultInstantColumn
  kind: 'absent_illness' | 'absent_excused' | 'absent_unexcused' | 'absent_unknown' | 'late' | 'exempt' | 'remote'
  note: string | null
  entered_by: number | null
}

/** What happened; withdrawn = cancelled. */
export interface IncidentTable {
  school_id: number
  id: Generated<number>
  kind: string
  severity: number
  is_emergency: Generated<boolean>
  is_restricted: Generated<boolean>
  occurred_on: DayColumn
  occurred_at: InstantColumn | null
  class_id: number | null
  text: string | null
  reported_by: string | null
  import_id: number | null
  recorded_at: DefaultInstantColumn
  withdrawn_by: number | null
  withdrawn_at: InstantColumn | null
}

/** Pupils in an incident and their roles; only an offender has violated anything. */
export interface IncidentParticipantTable {
  school_id: number
  incident_id: number
  student_id: number
  role: 'offender' | 'victim' | 'witness' | 'reporter' | 'bystander'
  import_id: number | null
}

/** Academic debts and the two attempts. */
export interface DebtTable {
  school_id: number
  student_id: number
  subject_id: number
  since_on: DayColumn
  attempt1_due_on: DayColumn | null
  attempt1_failed_on: DayColumn | null
  attempt2_due_on: DayColumn | null
  attempt2_failed_on: DayColumn | null
  cleared_on: DayColumn | null
  import_id: number
  recorded_at: DefaultInstantColumn
  withdrawn_by: number | null
  withdrawn_at: InstantColumn | null
}

/** The facts a run used: per class, a row of values per subject in the order of evaluation_run.fact_keys; unknowns give the reason. */
export interface FactSnapshotTable {
  school_id: number
  run_id: number
  subject_kind: 'student' | 'class'
  class_id: number
  subject_ids: number[]
  values: JsonColumn
  unknowns: JsonColumn
}
