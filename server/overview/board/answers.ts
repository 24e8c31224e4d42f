import type { Judged } from '../../domain/duties/duty.ts'
import { groupOf } from '../../domain/duties/groups.ts'
import type { JudgedSchool } from './judged.ts'
import { yearOf } from './periods.ts'

/** Answers later than this many days stand in one bar. */
const lastBin = 10

/**
 * Days from a request to its answer; `open` where there is none yet. Undefined where the duty is no answer to a request of
 * the school year, or asked nothing.
 */
export function answerDays(school: JudgedSchool, duty: Judged): number | 'open' | undefined {
  const { spec, trigger, status, satisfiedOn } = duty
  if (groupOf(spec) !== 'fiveDays' || trigger === undefined || trigger.openedOn < yearOf(school).from) return undefined
  if (status === 'no_data' || status === 'not_applicable' || status === 'waived') return undefined
  return satisfiedOn === undefined ? 'open' : Math.max(0, satisfiedOn - trigger.openedOn)
}

/** Names of the bars: `0` … `10`, `11+`. */
export const answerBins = [...Array.from({ length: lastBin + 1 }, (_, days) => String(days)), `${lastBin + 1}+`]

/** Whether an answer stands in a bar. */
export function isAnswerIn(days: number | 'open' | undefined, bin: string): boolean {
  if (days === undefined || days === 'open') return days === bin
  return bin.endsWith('+') ? days >= Number(bin.slice(0, -1)) : days === Number(bin)
}
