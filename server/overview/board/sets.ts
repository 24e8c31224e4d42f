import { isPending, type Judged } from '../../domain/duties/duty.ts'
import { groupOf } from '../../domain/duties/groups.ts'
import { causesOf } from '../../domain/duties/spec.ts'
import type { JudgedSchool } from './judged.ts'

/** Selections that figures of the board stand for, by name: the figure and the list behind it are one selection. */
export const dutySets = [
  'emergencies',
  'critical',
  'overdue',
  'week',
  'requests',
  'burning',
  'coming',
  'counted',
  'misses',
  'unreacted',
] as const
export type DutySet = (typeof dutySets)[number]

/** Days ahead that "due soon" looks on the first screen. */
const weekDays = 7

/** Whether a duty belongs to a set as of the day. */
export function isOfSet(school: JudgedSchool, set: DutySet, duty: Judged): boolean {
  return tests[set](duty, school.asOf)
}

type Test = (duty: Judged, asOf: number) => boolean

const isDueToday: Test = (duty, asOf) => isPending(duty) && duty.dueOn === asOf && !duty.gap
const isLate: Test = ({ status }) => status === 'overdue' || status === 'in_grace'
const isCritical: Test = (duty, asOf) => duty.spec.critical === true && (isLate(duty, asOf) || isDueToday(duty, asOf))

// Units of a rate; a largest-gap norm counts days instead.
const isCounted: Test = ({ status, gap }) =>
  gap === undefined && status !== 'no_data' && status !== 'not_applicable' && status !== 'waived'

const tests: Readonly<Record<DutySet, Test>> = {
  emergencies: (duty) => groupOf(duty.spec) === 'emergency' && isPending(duty),
  critical: isCritical,
  overdue: ({ status }) => status === 'overdue',
  week: ({ status, dueOn }, asOf) => (status === 'open' || status === 'due_soon') && dueOn <= asOf + weekDays,
  requests: (duty, asOf) => groupOf(duty.spec) === 'fiveDays' && isDueToday(duty, asOf),
  burning: (duty, asOf) => isLate(duty, asOf) || isDueToday(duty, asOf),
  // The next review of a largest-gap norm comes due as well, though nothing is owed yet.
  coming: ({ status, gap }) =>
    status === 'upcoming' || status === 'open' || status === 'due_soon' || (gap !== undefined && status === 'met'),
  counted: isCounted,
  // Late, or not at all, once its grace is over.
  misses: (duty, asOf) => isCounted(duty, asOf) && duty.status !== 'met' && duty.graceUntil < asOf,
  unreacted: ({ spec, status }) =>
    causesOf(spec).includes('flagRaised') && (status === 'overdue' || status === 'missed'),
}
