/** Who leads a class, as the roster keeps it; days are ISO texts, both inclusive. */
export type TeacherRow = {
  readonly class_id: number
  readonly role: 'main' | 'acting'
  readonly from_on: string
  readonly to_on: string | null
  readonly staff_id: number
}

/** An absence of a member of staff and who acts, as the roster keeps it. */
export type LeaveRow = {
  readonly staff_id: number
  readonly from_on: string
  readonly to_on: string | null
  readonly reason: string | null
  readonly acting_staff_id: number | null
}

type Change<Table extends string, Row> = {
  readonly table: Table
  readonly before: Row | null
  readonly after: Row | null
}

/** One row made (no before), ended (both) or taken away (no after). Turned round, it takes itself back. */
export type Edit = Change<'class_teacher', TeacherRow> | Change<'staff_leave', LeaveRow>

/** What a change comes to: rows to write, or why it cannot be, with the day that stands in its way. */
export type Planned = { readonly edits: readonly Edit[] } | { readonly refused: RefusedPlan; readonly on?: string }

export const refusedPlans = [
  'same-teacher',
  'same-day',
  'later-teacher',
  'no-teacher',
  'acting-overlaps',
  'no-acting',
  'leave-overlaps',
  'no-leave',
  'acting-self',
  'acting-away',
  'end-before-start',
  'outside-class',
] as const
export type RefusedPlan = (typeof refusedPlans)[number]

/** The edits that take a change back, last first. */
export function turnedRound(edits: readonly Edit[]): Edit[] {
  return edits.map((edit) => ({ ...edit, before: edit.after, after: edit.before }) as Edit).toReversed()
}

/** Whether an edit gives a person days of a class that they did not have: to lead it, to act, to stand in during a leave. */
export function givesTo(staffId: number, { before, after }: Edit): boolean {
  if (after === null || holderOf(after) !== staffId) return false
  if (before === null || holderOf(before) !== staffId) return true
  return before.to_on !== null && (after.to_on === null || after.to_on > before.to_on)
}

function holderOf(row: TeacherRow | LeaveRow): number | null {
  return 'class_id' in row ? row.staff_id : row.acting_staff_id
}

/** Whether a row holds on the day. */
export function holdsOn(row: { readonly from_on: string; readonly to_on: string | null }, day: string): boolean {
  return row.from_on <= day && (row.to_on === null || day <= row.to_on)
}

/** Whether two spans share a day. */
export function overlap(
  one: { readonly from_on: string; readonly to_on: string | null },
  other: { readonly from_on: string; readonly to_on: string | null },
): boolean {
  return (other.to_on === null || one.from_on <= other.to_on) && (one.to_on === null || other.from_on <= one.to_on)
}
