import { dayOf, isoOf } from '../day.ts'
import { type LeaveRow, overlap, type TeacherRow } from './edits.ts'

/** A span of days in which one person answered for a class in one way; nobody in a vacancy. */
export type TeacherSpan = {
  readonly staffId: number | null
  readonly role: 'main' | 'acting' | 'delegate' | 'vacant'
  readonly fromOn: string
  readonly toOn: string | null
}

/**
 * Who answered for a class over time: class teachers, those who acted, those who stood in during a leave, and the days when
 * there was nobody, from the opening to the last day given. In order of days.
 */
export function timelineOf(
  rows: readonly TeacherRow[],
  leaves: readonly LeaveRow[],
  life: { readonly openedOn: string; readonly lastDay: string },
): TeacherSpan[] {
  const own = rows.map(
    (row): TeacherSpan => ({ staffId: row.staff_id, role: row.role, fromOn: row.from_on, toOn: row.to_on }),
  )
  const stands = rows.flatMap((row) =>
    leaves.filter((leave) => stoodIn(row, leave)).map((leave) => clipped(row, leave)),
  )
  return [...own, ...stands, ...vacancies(rows, life)].toSorted(
    (one, other) => (one.fromOn < other.fromOn ? -1 : one.fromOn > other.fromOn ? 1 : 0) || order(one) - order(other),
  )
}

const order = ({ role }: TeacherSpan): number => ['main', 'acting', 'delegate', 'vacant'].indexOf(role)

function stoodIn(row: TeacherRow, leave: LeaveRow): boolean {
  const isAway = leave.staff_id === row.staff_id && leave.acting_staff_id !== null
  return isAway && row.role === 'main' && overlap(row, leave)
}

function clipped(row: TeacherRow, leave: LeaveRow): TeacherSpan {
  const ends = [row.to_on, leave.to_on].filter((end) => end !== null).toSorted()
  const fromOn = leave.from_on > row.from_on ? leave.from_on : row.from_on
  return { staffId: leave.acting_staff_id, role: 'delegate', fromOn, toOn: ends[0] ?? null }
}

/** Spans without class teacher or acting, up to the last day. */
function vacancies(rows: readonly TeacherRow[], life: { openedOn: string; lastDay: string }): TeacherSpan[] {
  const ordered = rows.toSorted((one, other) => (one.from_on < other.from_on ? -1 : 1))
  const found: TeacherSpan[] = []
  let next: string | null = life.openedOn
  for (const { from_on, to_on } of ordered) {
    if (next === null) break
    if (from_on > next && next <= life.lastDay) found.push(vacancy(next, before(from_on), life.lastDay))
    const after: string | null = to_on === null ? null : isoOf(dayOf(to_on) + 1)
    next = after === null || after > next ? after : next
  }
  if (next !== null && next <= life.lastDay) found.push({ staffId: null, role: 'vacant', fromOn: next, toOn: null })
  return found
}

const before = (day: string): string => isoOf(dayOf(day) - 1)

function vacancy(fromOn: string, toOn: string, lastDay: string): TeacherSpan {
  return { staffId: null, role: 'vacant', fromOn, toOn: toOn > lastDay ? null : toOn }
}
