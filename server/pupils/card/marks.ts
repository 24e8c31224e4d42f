import type { Trx } from '../../database/database.ts'
import { lastPeriod, periodOf } from '../../domain/calendar/periods.ts'
import { isoOf } from '../../domain/day.ts'
import type { Call } from '../../http/call.ts'
import { rulesInForce } from '../../rules/rules.ts'
import { libraryOf, loadCalendars } from '../../school/school.ts'
import { listSubjects, type SubjectRow } from '../queries/learning.ts'

type Span = { from: string; to: string }
type Marks = { period: Span; before: Span | null; subjects: SubjectRow[] }
/** Where no calendar tells the periods of final marks. */
const daysBack = 60

/** Marks of the attestation period of the day (in a break: of the last one) beside those of the period before it. */
export async function marksOf(
  trx: Trx,
  { who, on, knownAt, room }: Call,
  id: number,
  stay: { classId: number; grade: number } | undefined,
): Promise<Marks> {
  const ruleSet = await rulesInForce(trx, who.schoolId, isoOf(on), room.rules.current())
  const calendars = await loadCalendars(trx, who.schoolId, libraryOf(ruleSet))
  const calendar = stay && calendars.ofClass({ id: stay.classId, grade: stay.grade })
  const now = calendar && (periodOf(calendar, on) ?? lastPeriod(calendar, on))
  const before = calendar && now && lastPeriod(calendar, now.from)
  const iso = (span: { from: number; to: number }): Span => ({ from: isoOf(span.from), to: isoOf(span.to) })
  const period = iso(now ?? { from: on - daysBack, to: on })
  const spans = { now: period, before: before ? iso(before) : null }
  const subjects = await listSubjects(trx, who.schoolId, id, { on: isoOf(on), knownAt }, spans)
  return { period, before: spans.before, subjects }
}
