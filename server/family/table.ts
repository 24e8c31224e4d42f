import type { Generated } from 'kysely'
import type { DayColumn, DefaultInstantColumn, InstantColumn } from '../database/columns.ts'

/** Status of support: kind, dates and educational conditions; never a diagnosis. */
export interface SupportStatusTable {
  school_id: number
  student_id: number
  kind: 'sen' | 'psychological' | 'speech'
  from_on: DayColumn
  to_on: DayColumn | null
  next_review_on: DayColumn | null
  conditions: string[] | null
  import_id: number | null
  recorded_at: DefaultInstantColumn
  withdrawn_by: number | null
  withdrawn_at: InstantColumn | null
}

/** Programme, parents' plan, monitoring, sessions (attended or not), dynamics (-1, 0, 1), work plan with a family. */
export interface SupportRecordTable {
  school_id: number
  id: Generated<number>
  student_id: number
  kind: 'programme' | 'parentsPlan' | 'monitoring' | 'session' | 'dynamics' | 'familyPlan'
  recorded_on: DayColumn
  value: number | null
  attended: boolean | null
  author_id: number | null
  recorded_at: DefaultInstantColumn
  voided_at: InstantColumn | null
}

/** Consent of a legal representative, dated; the latest of a purpose is in force. */
export interface ConsentTable {
  school_id: number
  id: Generated<number>
  student_id: number
  guardian_id: number | null
  purpose: 'psychological' | 'familySurvey' | 'other'
  state: 'asked' | 'given' | 'refused' | 'withdrawn'
  from_on: DayColumn
  until_on: DayColumn | null
  recorded_at: DefaultInstantColumn
}

/** Social category of a family with its source and expiry: context for support, never a reason to flag by itself. */
export interface FamilyCategoryTable {
  school_id: number
  student_id: number
  category: string
  from_on: DayColumn
  source: string
  expires_on: DayColumn | null
  ended_on: DayColumn | null
  import_id: number | null
  recorded_at: DefaultInstantColumn
  withdrawn_by: number | null
  withdrawn_at: InstantColumn | null
}

/** One measurement of family relations of the school. */
export interface FamilyWaveTable {
  school_id: number
  id: string
  school_year: string
  opens_on: DayColumn
  closes_on: DayColumn
}

/** Values of a wave; scale "index" holds 0-100, satisfaction is in hundredths. */
export interface FamilyMeasurementTable {
  school_id: number
  wave_id: string
  student_id: number
  instrument: string
  scale: string
  measured_on: DayColumn
  value: number | null
  level: 'favourable' | 'attention' | 'problem' | null
  consent_id: number | null
  entered_by: number | null
  recorded_at: DefaultInstantColumn
}

/** Parents' meetings and events with parents. */
export interface GatheringTable {
  school_id: number
  id: Generated<number>
  class_id: number
  kind: 'parentsMeeting' | 'event'
  held_on: DayColumn
  title: string | null
  source_key: string
  import_id: number | null
  recorded_at: DefaultInstantColumn
  withdrawn_by: number | null
  withdrawn_at: InstantColumn | null
}

/** Families invited, and whether they came; the family goes by its pupil. */
export interface GatheringGuestTable {
  school_id: number
  gathering_id: number
  student_id: number
  attended: boolean
  import_id: number | null
}
