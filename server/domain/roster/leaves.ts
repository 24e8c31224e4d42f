import { holdsOn, type LeaveRow, overlap, type Planned } from './edits.ts'

/**
 * A leave of one person with someone who acts. Two leaves of one person do not share a day; whoever acts is there on every
 * day of it.
 */
export function planLeave(all: readonly LeaveRow[], leave: LeaveRow): Planned {
  if (leave.to_on !== null && leave.to_on < leave.from_on) return { refused: 'end-before-start' }
  const own = all.find((row) => row.staff_id === leave.staff_id && overlap(row, leave))
  if (own) return { refused: 'leave-overlaps', on: own.from_on }
  if (leave.acting_staff_id === leave.staff_id) return { refused: 'acting-self' }
  const away = all.find((row) => row.staff_id === leave.acting_staff_id && overlap(row, leave))
  if (away) return { refused: 'acting-away', on: away.from_on }
  return { edits: [{ table: 'staff_leave', before: null, after: leave }] }
}

/** Another last day of a leave: earlier, or later where it lasts longer than was thought. */
export function planLeaveEnd(all: readonly LeaveRow[], key: { staffId: number; from: string }, to: string): Planned {
  const found = findLeave(all, key)
  if (!found) return { refused: 'no-leave' }
  if (to < found.from_on) return { refused: 'end-before-start' }
  const after = { ...found, to_on: to }
  const rest = all.filter((row) => row !== found)
  const own = rest.find((row) => row.staff_id === found.staff_id && overlap(row, after))
  if (own) return { refused: 'leave-overlaps', on: own.from_on }
  const away = rest.find((row) => row.staff_id === found.acting_staff_id && overlap(row, after))
  if (away && !overlap(away, found)) return { refused: 'acting-away', on: away.from_on }
  return { edits: [{ table: 'staff_leave', before: found, after }] }
}

/** A leave that is not to be, or was entered by mistake. */
export function planLeaveCancel(all: readonly LeaveRow[], key: { staffId: number; from: string }): Planned {
  const found = findLeave(all, key)
  if (!found) return { refused: 'no-leave' }
  return { edits: [{ table: 'staff_leave', before: found, after: null }] }
}

/** The leave of a person on a day. */
export function leaveOn(all: readonly LeaveRow[], staffId: number, day: string): LeaveRow | undefined {
  return all.find((row) => row.staff_id === staffId && holdsOn(row, day))
}

function findLeave(all: readonly LeaveRow[], { staffId, from }: { staffId: number; from: string }) {
  return all.find((row) => row.staff_id === staffId && row.from_on === from)
}
