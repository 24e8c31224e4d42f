import { dayOf, isoOf } from '../day.ts'
import { type Edit, holdsOn, overlap, type Planned, type TeacherRow } from './edits.ts'

type ClassLife = { readonly id: number; readonly openedOn: string; readonly lastDay: string }

/**
 * A new class teacher from a day (null: the class is left without one): the term of the former ends the day before, and so
 * does that of whoever acted. Nobody's past is touched; a later appointment must be taken back first.
 */
export function planTeacher(
  rows: readonly TeacherRow[],
  life: ClassLife,
  ask: { readonly staffId: number | null; readonly from: string },
): Planned {
  const { staffId, from } = ask
  if (from < life.openedOn || from > life.lastDay) return { refused: 'outside-class' }
  const main = rows.filter(({ role }) => role === 'main')
  const later = main.find(({ from_on }) => from_on > from)
  if (later) return { refused: 'later-teacher', on: later.from_on }
  const current = main.find((row) => holdsOn(row, from))
  if (!current && staffId === null) return { refused: 'no-teacher' }
  if (current && current.staff_id === staffId) return { refused: 'same-teacher', on: current.from_on }
  if (current?.from_on === from) return { refused: 'same-day', on: from }
  const acting = rows.filter((row) => row.role === 'acting' && row.from_on < from && holdsOn(row, from))
  const ended = [...(current ? [current] : []), ...(staffId === null ? [] : acting)]
  const edits = ended.map((row) => endedBefore(row, from))
  if (staffId === null) return { edits }
  const made: TeacherRow = { class_id: life.id, role: 'main', from_on: from, to_on: life.lastDay, staff_id: staffId }
  return { edits: [...edits, { table: 'class_teacher', before: null, after: made }] }
}

/** Someone who acts for the class teacher, or in the place of one; two may not act on the same day. */
export function planActing(
  rows: readonly TeacherRow[],
  life: ClassLife,
  ask: { readonly staffId: number; readonly from: string; readonly to: string | null },
): Planned {
  const { staffId, from, to } = ask
  if (from < life.openedOn || from > life.lastDay || (to ?? from) > life.lastDay) return { refused: 'outside-class' }
  if (to !== null && to < from) return { refused: 'end-before-start' }
  const made: TeacherRow = { class_id: life.id, role: 'acting', from_on: from, to_on: to, staff_id: staffId }
  const other = rows.find((row) => row.role === 'acting' && overlap(row, made))
  if (other) return { refused: 'acting-overlaps', on: other.from_on }
  const main = rows.find((row) => row.role === 'main' && row.staff_id === staffId && holdsOn(row, from))
  if (main) return { refused: 'same-teacher', on: main.from_on }
  return { edits: [{ table: 'class_teacher', before: null, after: made }] }
}

/** The last day of whoever acts. */
export function planActingEnd(rows: readonly TeacherRow[], lastDay: string): Planned {
  const acting = rows.find((row) => row.role === 'acting' && holdsOn(row, lastDay))
  if (!acting) return { refused: 'no-acting' }
  return { edits: [{ table: 'class_teacher', before: acting, after: { ...acting, to_on: lastDay } }] }
}

function endedBefore(row: TeacherRow, from: string): Edit {
  return { table: 'class_teacher', before: row, after: { ...row, to_on: isoOf(dayOf(from) - 1) } }
}
