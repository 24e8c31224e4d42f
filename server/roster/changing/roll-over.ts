import type { Trx } from '../../database/database.ts'
import { dayOf, isoOf } from '../../domain/day.ts'
import {
  isRolledOver,
  lastDayOf,
  planRollOver,
  type RollChoice,
  type RollPlan,
  yearAfter,
} from '../../domain/roster/roll-over.ts'
import type { Call } from '../../http/call.ts'
import { refreshDutiesOf } from '../../refresh-duties.ts'
import { libraryOf, loadCalendars } from '../../school/school.ts'
import { type ChangeRow, insertChange } from '../queries/changes.ts'
import { listClassesOn } from '../queries/classes.ts'
import {
  deleteClasses,
  type Ended,
  endYear,
  hasRecordsIn,
  insertClass,
  insertEnrolments,
  insertMains,
  listCohorts,
  listRollClasses,
  reopenYear,
} from '../queries/roll-over.ts'
import { conflictRefusal, earlyRefusal, notThisYear, recordedSince } from './roll-over-refused.ts'

export type RollAsk = { choices: RollChoice[]; firstGrades: string[] }

export type RollOver = {
  year: string
  next: string
  /** First day of the next year: of its calendar, or 1 September where none is loaded. */
  start: string
  endsOn: string
  hasCalendar: boolean
  /** The year that is to end has more than a month of lessons before it. */
  isEarly: boolean
  isDone: boolean
  plan: RollPlan
}

const monthOfDays = 31

/** What a roll-over of the present school year comes to. */
export async function planYear(trx: Trx, call: Call, ask: RollAsk): Promise<RollOver | undefined> {
  const { schoolId } = call.who
  const day = isoOf(call.today)
  const begun = (await listClassesOn(trx, schoolId, { day })).find(({ openedOn }) => openedOn <= day)
  const year = begun?.schoolYear
  if (year === undefined) return undefined
  const next = yearAfter(year)
  const { schoolYears } = await loadCalendars(trx, schoolId, libraryOf(call.room.rules.current()))
  const calendar = schoolYears.find((each) => each.schoolYear === next)
  const endsOn = schoolYears.find((each) => each.schoolYear === year)?.end ?? lastDayOf(year)
  const plan = planRollOver({
    classes: await listRollClasses(trx, schoolId, year, lastDayOf(year)),
    next: await listCohorts(trx, schoolId, next),
    ...ask,
  })
  const start = calendar?.start ?? isoOf(dayOf(lastDayOf(year)) + 1)
  const isEarly = call.today < dayOf(endsOn) - monthOfDays
  return { year, next, start, endsOn, hasCalendar: calendar !== undefined, isEarly, isDone: isRolledOver(plan), plan }
}

/** Moves the school into the next year, all or nothing; a second time changes nothing. */
export async function rollOver(
  trx: Trx,
  call: Call,
  ask: RollAsk & { year: string; isEarly: boolean },
): Promise<{ changeId: number | null; classes: number; pupils: number }> {
  const found = await planYear(trx, call, ask)
  if (!found || found.year !== ask.year) throw notThisYear()
  if (found.isDone) return { changeId: null, classes: 0, pupils: 0 }
  const [conflict] = found.plan.conflicts
  if (conflict) throw conflictRefusal(conflict)
  if (found.isEarly && !ask.isEarly) throw earlyRefusal(found.endsOn)
  const { schoolId, staffId } = call.who
  const edits = await writeYear(trx, schoolId, found)
  const made = { made_by: staffId, made_at: call.room.clock.now(), effective_on: found.start }
  const change = { school_id: schoolId, kind: 'rollOver' as const, class_id: null, staff_id: null, ...made, edits }
  const changeId = await insertChange(trx, change)
  call.note({ subject: `rollOver:${found.year}`, after: { next: found.next, classes: edits.classes.length } })
  await refreshDutiesOf(trx, call)
  return { changeId, classes: edits.classes.length, pupils: edits.pupils }
}

type Written = { year: string; next: string; start: string; classes: number[]; pupils: number; ended: Ended }

async function writeYear(trx: Trx, schoolId: number, { year, next, start, plan }: RollOver): Promise<Written> {
  const moves = plan.moves.filter(({ state }) => state === 'new')
  const places: { class: number; move: (typeof moves)[number] }[] = []
  for (const move of moves) {
    const { cohortId } = move.from
    const made = { cohortId, year: next, name: move.to, grade: move.grade, start }
    places.push({ class: await insertClass(trx, schoolId, made), move })
  }
  const first: number[] = []
  for (const { name, state } of plan.first)
    if (state === 'new')
      first.push(await insertClass(trx, schoolId, { cohortId: null, year: next, name, grade: 1, start }))
  const old = [...moves.map(({ from }) => from.id), ...plan.leaving.map(({ id }) => id)]
  const ended = await endYear(trx, schoolId, old, isoOf(dayOf(start) - 1))
  const enrolments = places.flatMap(({ class: id, move }) =>
    move.from.pupils.map(({ studentId, form }) => ({ student: studentId, class: id, form })),
  )
  await insertEnrolments(trx, schoolId, start, enrolments)
  const mains = places.flatMap(({ class: id, move: { from } }) =>
    from.teacherId === null ? [] : [{ staff: from.teacherId, class: id }],
  )
  await insertMains(trx, schoolId, { start, lastDay: lastDayOf(next) }, mains)
  const classes = [...places.map(({ class: id }) => id), ...first]
  return { year, next, start, classes, pupils: enrolments.length, ended }
}

/** Takes a roll-over back while nothing but it speaks of the new classes. */
export async function undoRollOver(trx: Trx, call: Call, change: ChangeRow): Promise<void> {
  const { schoolId } = call.who
  const { classes, start, ended } = change.edits as Written
  if (await hasRecordsIn(trx, schoolId, classes, start)) throw recordedSince()
  await deleteClasses(trx, schoolId, classes)
  await reopenYear(trx, schoolId, ended)
}

/** Whether a roll-over may still be taken back. */
export async function isUndoable(trx: Trx, schoolId: number, change: ChangeRow): Promise<boolean> {
  const { classes, start } = change.edits as Written
  return !(await hasRecordsIn(trx, schoolId, classes, start))
}

/** The school year that a kept roll-over began. */
export function yearOfChange(change: ChangeRow): string {
  return (change.edits as Written).next
}
