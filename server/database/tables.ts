import type * as audit from '../audit/table.ts'
import type * as daily from '../daily/table.ts'
import type * as duties from '../duties/table.ts'
import type * as escalations from '../escalations/table.ts'
import type * as facts from '../facts/table.ts'
import type * as family from '../family/table.ts'
import type * as flags from '../flags/table.ts'
import type * as imports from '../imports/table.ts'
import type * as interactions from '../interactions/table.ts'
import type * as overview from '../overview/table.ts'
import type * as people from '../people/table.ts'
import type * as roster from '../roster/table.ts'
import type * as rules from '../rules/table.ts'

/** Every table of the database, by its name, with the row type of its feature. */
export interface Tables {
  daily_run: daily.DailyRunTable
  duty_trigger: duties.DutyTriggerTable
  trigger_block: duties.TriggerBlockTable
  waiver: duties.WaiverTable
  duty: duties.DutyTable
  flip: duties.FlipTable
  period_close: duties.PeriodCloseTable
  escalation: escalations.EscalationTable
  escalation_step: escalations.EscalationStepTable
  subject: facts.SubjectTable
  mark: facts.MarkTable
  final_mark: facts.FinalMarkTable
  lesson: facts.LessonTable
  timetable_load: facts.TimetableLoadTable
  absence: facts.AbsenceTable
  absence_reason: facts.AbsenceReasonTable
  incident: facts.IncidentTable
  incident_participant: facts.IncidentParticipantTable
  debt: facts.DebtTable
  fact_snapshot: facts.FactSnapshotTable
  support_status: family.SupportStatusTable
  support_record: family.SupportRecordTable
  consent: family.ConsentTable
  family_category: family.FamilyCategoryTable
  family_wave: family.FamilyWaveTable
  family_measurement: family.FamilyMeasurementTable
  gathering: family.GatheringTable
  gathering_guest: family.GatheringGuestTable
  evaluation_run: flags.EvaluationRunTable
  flag: flags.FlagTable
  flag_memory: flags.FlagMemoryTable
  flag_event: flags.FlagEventTable
  source_key: imports.SourceKeyTable
  import: imports.ImportTable
  import_source: imports.ImportSourceTable
  import_change: imports.ImportChangeTable
  interaction: interactions.InteractionTable
  interaction_student: interactions.InteractionStudentTable
  roster_change: roster.RosterChangeTable
  school: roster.SchoolTable
  school_setting: roster.SchoolSettingTable
  school_calendar: roster.SchoolCalendarTable
  school_break: roster.SchoolBreakTable
  staff: roster.StaffTable
  staff_role: roster.StaffRoleTable
  staff_leave: roster.StaffLeaveTable
  school_class: roster.SchoolClassTable
  class_teacher: roster.ClassTeacherTable
  student: roster.StudentTable
  enrolment: roster.EnrolmentTable
  guardian: roster.GuardianTable
  student_guardian: roster.StudentGuardianTable
  rule_revision: rules.RuleRevisionTable
  rule_set: rules.RuleSetTable
  account: people.AccountTable
  account_link: people.AccountLinkTable
  session: people.SessionTable
  sign_in_attempt: people.SignInAttemptTable
  identity: people.IdentityTable
  audit_event: audit.AuditEventTable
  school_version: overview.SchoolVersionTable
}
