import { type ProductionCalendar, workingDaysBetween } from '../calendar/production.ts'
import type { Day } from '../day.ts'

/** Ages of open cases in working days, youngest first: each group up to its last day. */
export const caseAges = [
  { age: '0-2', to: 2 },
  { age: '3-5', to: 5 },
  { age: '6-10', to: 10 },
  { age: '11+', to: Number.POSITIVE_INFINITY },
] as const

export type CaseAge = (typeof caseAges)[number]['age']

/** The group of an age, in working days from 0. */
export function caseAgeOf(workingDays: number): CaseAge {
  return caseAges.find(({ to }) => workingDays <= to)?.age ?? '11+'
}

/** Working days since a day, that day not counted; days of the week all alike where the calendar does not reach. */
export function workingDaysSince(calendar: ProductionCalendar | undefined, opened: Day, asOf: Day): number {
  return (calendar && workingDaysBetween(calendar, opened + 1, asOf)) ?? asOf - opened
}
