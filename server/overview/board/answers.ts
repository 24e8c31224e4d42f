import type { Judged } from '../../domain/duties/duty.ts'
import { groupOf } from '../../domain/duties/groups.ts'
import type { JudgedSchool } from './judged.ts'
import { yearOf } from './periods.ts'

/** Answers later than this many days stand in one bar. */
const lastBin = 10

/**
 * A request of the school year that asks for an answer, and how it stands: answered in time (before its term was over, the days
 * off that move it counted), answered later, waiting within its term, waiting beyond it, or left without an answer for good.
 */
export type RequestStand = 'inTime' | 'late' | 'open' | 'overdue' | 'never'

/** Undefined where the duty is no answer to a request of the school year, or asked nothing. */
export function requestStand(school: JudgedSchool, duty: Judged): RequestStand | undefined {
  const { spec, trigger, status } = duty
  if (groupOf(spec) !== 'fiveDays' || trigger === undefined || trigger.openedOn < yearOf(school).from) return undefined
  if (status === 'no_data' || status === 'not_applicable' || status === 'waived') return undefined
  if (status === 'met') return 'inTime'
  if (status === 'met_late') return 'late'
  if (status === 'missed') return 'never'
  return status === 'overdue' ? 'overdue' : 'open'
}

/** Days from a request to its answer, or `open` and `never` where there is none. */
export function answerDays(school: JudgedSchool, duty: Judged): number | 'open' | 'never' | undefined {
  const stand = requestStand(school, duty)
  if (stand === undefined || stand === 'never') return stand
  if (stand === 'open' || stand === 'overdue') return 'open'
  return Math.max(0, (duty.satisfiedOn ?? duty.dueOn) - (duty.trigger?.openedOn ?? 0))
}

/**
 * Requests as every page counts them: of those answered or beyond their term (`decided`), how many were answered in time; those
 * that wait for an answer still (`open`), beyond their term or not; and those left without one.
 */
export function countRequests(school: JudgedSchool, duties: readonly Judged[]) {
  const stands = duties.flatMap((duty) => requestStand(school, duty) ?? [])
  const of = (...wanted: readonly RequestStand[]) => stands.filter((stand) => wanted.includes(stand)).length
  return {
    count: stands.length,
    decided: of('inTime', 'late', 'overdue', 'never'),
    inTime: of('inTime'),
    late: of('late'),
    open: of('open', 'overdue'),
    overdue: of('overdue'),
    never: of('never'),
  }
}

/** Names of the bars: `0` … `10`, `11+`. */
export const answerBins = [...Array.from({ length: lastBin + 1 }, (_, days) => String(days)), `${lastBin + 1}+`]

/** Whether an answer stands in a bar. */
export function isAnswerIn(days: ReturnType<typeof answerDays>, bin: string): boolean {
  if (typeof days !== 'number') return days === bin
  return bin.endsWith('+') ? days >= Number(bin.slice(0, -1)) : days === Number(bin)
}
