import type { Spec } from './spec.ts'

/** How often a norm asks, as people speak of it; in the order of screens. */
export const dutyGroups = [
  'yearly',
  'startOfYear',
  'threeMonths',
  'halfYear',
  'continuous',
  'fortnight',
  'weekly',
  'fiveDays',
  'emergency',
  'asNeeded',
] as const
export type DutyGroup = (typeof dutyGroups)[number]

/** The group of a norm, from what it is: a window, a largest gap, a deadline, a plan. */
export function groupOf(spec: Spec): DutyGroup {
  if (spec.kind === 'gap') return 'fortnight'
  if (spec.kind === 'whileOpen') return 'weekly'
  if (spec.kind === 'deadline') {
    if (spec.hours !== undefined) return 'emergency'
    return spec.basis === 'normative' ? 'fiveDays' : 'asNeeded'
  }
  if (spec.periodicity === 'T6') return 'continuous'
  if (spec.startOfYear === true) return 'startOfYear'
  const windows = spec.windows.kind === 'dates' ? spec.windows.list.length : 1
  return windows === 3 ? 'threeMonths' : windows === 2 ? 'halfYear' : 'yearly'
}

/** Whether the clock of a norm is so short that its rate is closed and drawn by week beside the month. */
export function isByWeek(spec: Spec): boolean {
  const group = groupOf(spec)
  return group === 'weekly' || group === 'fiveDays'
}
