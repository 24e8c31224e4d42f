import type { Measure } from '../../domain/facts/measure.ts'
import { attendanceEvidence } from './evidence-attendance.ts'
import { debtEvidence, finalMarkEvidence, incidentEvidence, markEvidence } from './evidence-learning.ts'
import {
  categoryEvidence,
  consentEvidence,
  contactEvidence,
  escalationEvidence,
  familyEvidence,
  meetingEvidence,
  supportEvidence,
} from './evidence-work.ts'
import type { Scope } from './scope.ts'

/** The columns of every list of records: `counts` is what the record adds to the number. */
export type EvidenceSql = (measure: Measure, scope: Scope) => string | undefined

const bySource: Readonly<Record<string, EvidenceSql>> = {
  marks: markEvidence,
  attendance: attendanceEvidence,
  incidents: incidentEvidence,
  finalMarks: finalMarkEvidence,
  debts: debtEvidence,
  contacts: contactEvidence,
  meetings: meetingEvidence,
  escalations: escalationEvidence,
  support: supportEvidence,
  consents: consentEvidence,
  family: familyEvidence,
  categories: categoryEvidence,
}

/** The statement that lists the records behind a measure of one pupil; undefined where it has none to show. */
export function evidenceOf(measure: Measure, scope: Scope): string | undefined {
  const body = bySource[measure.statement]?.(measure, scope)
  return body === undefined ? undefined : `with ${scope.head()},\n${body}\norder by "on", "lessonNo", subject, kind`
}
