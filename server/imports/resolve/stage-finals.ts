import type { RecordOf } from '../records/kinds.ts'
import { type Context, pupilOf } from './context.ts'
import { faultsOf } from './faults.ts'
import { findPeriod, yearOf } from './periods.ts'
import { touchSubject } from './subjects.ts'
import { trackDay, trackStudent } from './tracker.ts'

/** Marks of an attestation period, placed by the calendar of the school. */
export function stageFinal(context: Context, record: RecordOf<'finalMark'>): void {
  const { subject, period, mark, finalKind = 'final', schoolYear } = record.fields
  const student = pupilOf(context, record)
  if (!student || subject === undefined || period === undefined || !mark) return
  const year = yearOf(context, schoolYear)
  const found = findPeriod(context, period, year)
  if (!found || mark.kind === 'point') {
    context.notes.refuse(record.origin, faultsOf(context, record, { ref: student }), 'finalMark')
    return
  }
  trackStudent(context.tracker, student, found.endsOn)
  trackDay(context.tracker, 'final_mark', found.endsOn)
  context.stages.put('final_mark', [
    student.id,
    touchSubject(context.register, subject).id,
    year,
    found.id,
    finalKind,
    mark.kind,
    mark.value,
    found.endsOn,
  ])
}
