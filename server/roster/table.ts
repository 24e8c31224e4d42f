import type { Generated } from 'kysely'
import type { DayColumn, DefaultInstantColumn, InstantColumn, JsonColumn } from '../database/columns.ts'

/** Global: the list of schools of an installation. */
export interface SchoolTable {
  id: Generated<number>
  name: string
  time_zone: string
  tracking_from: DayColumn
  is_demo: Generated<boolean>
  demo_seed: number | null
  key_secret: Generated<string>
  created_at: DefaultInstantColumn
}

/** Answers a school gives at set-up; the latest of a key is in force. */
export interface SchoolSettingTable {
  school_id: number
  key: string
  set_at: DefaultInstantColumn
  value: JsonColumn
  set_by: string | null
}

/** Which calendars the school follows: an id of rules/calendar, or the school's own content. */
export interface SchoolCalendarTable {
  school_id: number
  id: string
  kind: 'production' | 'schoolYear'
  school_year: string | null
  content: JsonColumn | null
}

/** Closures beside the calendar: quarantine, remote weeks, frost days. */
export interface SchoolBreakTable {
  school_id: number
  id: Generated<number>
  class_id: number | null
  grade_from: number | null
  grade_to: number | null
  from_on: DayColumn
  to_on: DayColumn
  kind: 'quarantine' | 'remote' | 'closed'
  note: string | null
  import_id: number | null
  recorded_at: DefaultInstantColumn
  voided_at: InstantColumn | null
}

/** People who work at the school. */
export interface StaffTable {
  school_id: number
  id: Generated<number>
  full_name: string
  email: string | null
  left_on: DayColumn | null
  import_id: number | null
  recorded_at: DefaultInstantColumn
}

/** One person holds several dated roles. */
export interface StaffRoleTable {
  school_id: number
  staff_id: number
  role:
    | 'classTeacher'
    | 'subjectTeacher'
    | 'deputy'
    | 'academicDeputy'
    | 'principal'
    | 'psychologist'
    | 'socialEducator'
    | 'speechTherapist'
    | 'secretary'
    | 'methodologist'
    | 'journalAdmin'
    | 'systemAdmin'
  from_on: DayColumn
  to_on: DayColumn | null
  import_id: number | null
}

/** Absence of a member of staff and who acts. */
export interface StaffLeaveTable {
  school_id: number
  staff_id: number
  from_on: DayColumn
  to_on: DayColumn | null
  reason: string | null
  acting_staff_id: number | null
  recorded_at: DefaultInstantColumn
}

/** A class of one school year; cohort_id joins the years of the same pupils. */
export interface SchoolClassTable {
  school_id: number
  id: Generated<number>
  cohort_id: number
  school_year: string
  name: string
  grade: number
  opened_on: DayColumn
  closed_on: DayColumn | null
  import_id: number | null
  recorded_at: DefaultInstantColumn
}

/** Who leads a class, over time; a day without a row is a vacancy. */
export interface ClassTeacherTable {
  school_id: number
  class_id: number
  role: 'main' | 'acting'
  from_on: DayColumn
  to_on: DayColumn | null
  staff_id: number
  import_id: number | null
  recorded_at: DefaultInstantColumn
}

/** Pupils. */
export interface StudentTable {
  school_id: number
  id: Generated<number>
  full_name: string
  birth_on: DayColumn | null
  sex: 'f' | 'm' | null
  import_id: number | null
  recorded_at: DefaultInstantColumn
}

/** A pupil in a class, both days inclusive; a transfer ends one row and begins another. */
export interface EnrolmentTable {
  school_id: number
  student_id: number
  from_on: DayColumn
  class_id: number
  to_on: DayColumn | null
  schooling_form: Generated<'fullTime' | 'home' | 'family' | 'remote' | 'longIllness'>
  import_id: number | null
  recorded_at: DefaultInstantColumn
}

/** Parents and other legal representatives. */
export interface GuardianTable {
  school_id: number
  id: Generated<number>
  full_name: string
  phone: string | null
  email: string | null
  import_id: number | null
  recorded_at: DefaultInstantColumn
}

/** Whose guardian a person is. */
export interface StudentGuardianTable {
  school_id: number
  student_id: number
  guardian_id: number
  relation: string
  is_primary: Generated<boolean>
  lives_with: boolean | null
  import_id: number | null
}

/** Each change of teachers, leaves and school year that a person made, with the rows before and after. */
export interface RosterChangeTable {
  school_id: number
  id: Generated<number>
  kind: 'teacher' | 'acting' | 'actingEnd' | 'leave' | 'leaveEnd' | 'leaveCancel' | 'rollOver'
  class_id: number | null
  staff_id: number | null
  effective_on: DayColumn
  edits: JsonColumn
  made_by: number | null
  made_at: DefaultInstantColumn
  undone_by: number | null
  undone_at: InstantColumn | null
}
