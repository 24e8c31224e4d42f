import { stringify } from 'csv-stringify/sync'
import { type Day, isoOf } from '../domain/day.ts'
import type { Judged } from '../domain/duties/duty.ts'
import { dutySentence } from '../domain/explain/duty.ts'
import type { JudgedSchool } from '../overview/overview.ts'
import type { Lang } from './command.ts'

/** Columns of the exported table, in order. */
export const dutyColumns = [
  ...(['key', 'class', 'schoolYear', 'point', 'norm', 'version', 'basis', 'student', 'trigger'] as const),
  ...(['opensOn', 'dueSoonFrom', 'dueOn', 'graceUntil', 'closesOn', 'status', 'satisfiedOn'] as const),
  ...(['nextChangeOn', 'evidence', 'text'] as const),
] as const
type Column = (typeof dutyColumns)[number]

/**
 * The duties as a CSV file that spreadsheets open as it is: a byte order mark, semicolons, days as YYYY-MM-DD; a text that a
 * spreadsheet would run as a formula is escaped.
 */
export function dutyCsv(duties: readonly Judged[], school: JudgedSchool, asOf: Day, lang: Lang): string {
  const rows = duties.map((duty) => rowOf(duty, school, asOf, lang))
  return stringify(rows, { header: true, columns: [...dutyColumns], bom: true, delimiter: ';', escape_formulas: true })
}

function rowOf(duty: Judged, school: JudgedSchool, asOf: Day, lang: Lang): Record<Column, string> {
  const { spec, studentId, trigger } = duty
  const schoolClass = school.classes.get(duty.classId)
  return {
    key: duty.key,
    class: schoolClass?.name ?? '',
    schoolYear: schoolClass?.schoolYear ?? '',
    point: spec.point,
    norm: spec.id,
    version: String(spec.version),
    basis: spec.basis,
    student: studentId === undefined ? '' : (school.students.get(studentId) ?? ''),
    trigger: trigger?.id === undefined ? '' : String(trigger.id),
    ...datesOf(duty),
    status: duty.status,
    evidence: duty.evidenceIds.join(' '),
    text: dutySentence(duty, school.catalogue, asOf, lang),
  }
}

function datesOf(duty: Judged) {
  const iso = (day: Day | undefined) => (day === undefined ? '' : isoOf(day))
  const { opensOn, dueSoonFrom, dueOn, graceUntil, closesOn, satisfiedOn, nextTransitionOn } = duty
  return {
    opensOn: isoOf(opensOn),
    dueSoonFrom: isoOf(dueSoonFrom),
    dueOn: isoOf(dueOn),
    graceUntil: isoOf(graceUntil),
    closesOn: isoOf(closesOn),
    satisfiedOn: iso(satisfiedOn),
    nextChangeOn: iso(nextTransitionOn),
  }
}
