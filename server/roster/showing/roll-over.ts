import type { Trx } from '../../database/database.ts'
import { holdsOn } from '../../domain/roster/edits.ts'
import type { Call } from '../../http/call.ts'
import { isUndoable, planYear, type RollOver, yearOfChange } from '../changing/roll-over.ts'
import { sayConflict } from '../changing/roll-over-refused.ts'
import { listLeaves, listRollOvers } from '../queries/changes.ts'
import { listWorking } from '../queries/classes.ts'
import { listClasses, listClassTeachers, listStaff } from '../queries.ts'

const emptyPlan: RollOver = {
  year: '',
  next: '',
  start: '1970-01-01',
  endsOn: '1970-01-01',
  hasCalendar: false,
  isEarly: false,
  isDone: false,
  plan: { moves: [], leaving: [], first: [], conflicts: [] },
}

/** The plan of a roll-over as the usual choices make it; first grades bear the names of those that there are now. */
export async function showRollOver(trx: Trx, call: Call) {
  const found = await planYear(trx, call, { choices: [], firstGrades: [] })
  const { plan, year, ...rest } = found ?? emptyPlan
  const names = new Map((await listStaff(trx, call.who.schoolId)).map((row) => [row.id, row.full_name]))
  const first = plan.moves.filter(({ from }) => from.grade === 1).map(({ from }) => from.name)
  return {
    ...rest,
    year: found ? year : null,
    canDo: !call.isPast && found !== undefined,
    moves: plan.moves.map(({ from, to, grade, state }) => ({
      classId: from.id,
      from: from.name,
      to,
      grade,
      pupils: from.pupils.length,
      teacher: from.teacherId === null ? null : (names.get(from.teacherId) ?? null),
      isMade: state === 'made',
    })),
    leaving: plan.leaving.map(({ id, name, grade, pupils }) => ({
      classId: id,
      name,
      grade,
      pupils: pupils.length,
      mayStay: grade < 11,
    })),
    firstGrades: first,
    conflicts: plan.conflicts.map(sayConflict),
    undo: await lastRollOver(trx, call.who.schoolId),
  }
}

async function lastRollOver(trx: Trx, schoolId: number) {
  const [last] = await listRollOvers(trx, schoolId)
  if (!last) return null
  const { id: changeId, madeAt, madeBy } = last
  return { changeId, madeAt, madeBy, isUndoable: await isUndoable(trx, schoolId, last), year: yearOfChange(last) }
}

/** Whoever works here on a day, with the classes they lead then and whether they are away. */
export async function showAppointable(trx: Trx, { who }: Call, day: string) {
  const { schoolId } = who
  const classNames = new Map((await listClasses(trx, schoolId)).map((row) => [row.id, row.name]))
  const leads = (await listClassTeachers(trx, schoolId)).filter((row) => holdsOn(row, day))
  const leaves = (await listLeaves(trx, schoolId)).filter((row) => holdsOn(row, day))
  const people = await listWorking(trx, schoolId, day)
  return {
    people: people.map(({ id, name }) => ({
      id,
      name,
      classes: leads.filter((row) => row.staff_id === id).map((row) => classNames.get(row.class_id) ?? ''),
      isAway: leaves.some((row) => row.staff_id === id),
    })),
  }
}
