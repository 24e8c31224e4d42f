import type { Trx } from '../../database/database.ts'
import { access, coversClass } from '../../domain/access/access.ts'
import { isoOf } from '../../domain/day.ts'
import { holdsOn } from '../../domain/roster/edits.ts'
import { timelineOf } from '../../domain/roster/timeline.ts'
import type { Call } from '../../http/call.ts'
import { classesOf, classesWithin, requireClass } from '../../http/cover.ts'
import { judgedFor } from '../../overview/overview.ts'
import { requireLife } from '../changing/teachers.ts'
import { listChanges } from '../queries/changes.ts'
import { type ClassOnDay, countOpenFlags, listClassesOn, listPupilsOf, listYears } from '../queries/classes.ts'
import { leadsOn, loadPeople, type PeopleOfSchool, sayLeave } from './people.ts'

/** Classes of a school year as of the day of the call (of an earlier year, as of its last day), as far as the right reaches. */
export async function showClasses(trx: Trx, call: Call, wanted: string | undefined) {
  const { schoolId } = call.who
  const day = isoOf(call.on)
  const own = classesOf(call.because)
  const begun = (await listClassesOn(trx, schoolId, { day })).find(({ openedOn }) => openedOn <= day)
  const year = wanted ?? begun?.schoolYear ?? null
  const people = await loadPeople(trx, call)
  const found = year === null ? [] : await listClassesOn(trx, schoolId, { year, day, only: own })
  const classes = found.map((row) => lineOf(people, row, day))
  return {
    year,
    years: await listYears(trx, schoolId),
    canChange: mayChange(call),
    classes,
    pupils: classes.reduce((sum, { pupils }) => sum + pupils, 0),
    vacant: classes.filter(({ main, acting }) => main === null && acting === null).length,
    away: classes.filter(({ leave }) => leave !== null).length,
  }
}

function lineOf(people: PeopleOfSchool, row: ClassOnDay, day: string) {
  const { id, name, grade, schoolYear, pupils, joined, left } = row
  return { id, name, grade, schoolYear, pupils, joined, left, ...leadsOn(people, id, within(row, day)) }
}

/** A class of an earlier year is shown as it was on its last day; one of the next year as on its first. */
function within({ schoolYear, openedOn }: Pick<ClassOnDay, 'schoolYear' | 'openedOn'>, day: string): string {
  const last = `${Number(schoolYear.slice(0, 4)) + 1}-08-31`
  if (day > last) return last
  return day < openedOn ? openedOn : day
}

const mayChange = ({ who, isPast }: Call): boolean => !isPast && access(who, 'roster', 'write') !== undefined

/** One class: pupils, teachers over time, leaves, what waits, and what people changed. */
export async function showClass(trx: Trx, call: Call, classId: number) {
  requireClass(call, classId)
  const { schoolId } = call.who
  const life = await requireLife(trx, schoolId, classId)
  const day = within(life, isoOf(call.on))
  const people = await loadPeople(trx, call)
  const [row] = await listClassesOn(trx, schoolId, { day, only: [classId] })
  const years = await listClassesOn(trx, schoolId, { day, cohort: life.cohortId })
  const rows = people.teachers.get(classId) ?? []
  const staffIds = [...new Set(rows.map(({ staff_id }) => staff_id))]
  const leaves = people.leaves.filter((leave) => isOfClass(leave, rows))
  const pupils = await listPupilsOf(trx, schoolId, classId)
  return {
    schoolClass: lineOf(people, row ?? { ...life, pupils: 0, joined: 0, left: 0 }, day),
    canChange: mayChange(call),
    openedOn: life.openedOn,
    lastDay: life.lastDay,
    otherYears: years.filter(({ id }) => id !== classId && coversClass(call.because, id)),
    pupils: pupils.map((each) => ({ ...each, isHere: holdsOn({ from_on: each.fromOn, to_on: each.toOn }, day) })),
    teachers: timelineOf(rows, people.leaves, { openedOn: life.openedOn, lastDay: day }).map((span) => ({
      ...span,
      name: span.staffId === null ? null : (people.names.get(span.staffId) ?? ''),
    })),
    leaves: leaves.map((leave) => sayLeave(people, leave)),
    duties: await dutiesOf(trx, call, classId),
    flags: await flagsOf(trx, call, classId),
    changes: mayChange(call) ? await changesOf(trx, schoolId, classId, staffIds, people) : [],
  }
}

type Span = { staff_id: number; from_on: string; to_on: string | null }

/** A leave of somebody who led the class on one of its days. */
function isOfClass(leave: Span, rows: readonly Span[]): boolean {
  return rows.some(
    (row) =>
      row.staff_id === leave.staff_id &&
      (row.to_on === null || leave.from_on <= row.to_on) &&
      (leave.to_on === null || row.from_on <= leave.to_on),
  )
}

async function dutiesOf(trx: Trx, call: Call, classId: number) {
  const because = access(call.who, 'duties', 'read')
  if (!because || because.reach === 'counts' || !coversClass(because, classId)) return null
  const { duties } = await judgedFor(trx, call, classesWithin(because))
  const own = duties.filter((duty) => duty.classId === classId)
  const count = (wanted: string) => own.filter(({ status }) => status === wanted).length
  return { overdue: count('overdue'), soon: count('due_soon'), open: count('open') }
}

async function flagsOf(trx: Trx, call: Call, classId: number) {
  const because = access(call.who, 'flags', 'read')
  if (!because || because.reach === 'counts' || !coversClass(because, classId)) return null
  // Flags are told as they stand now: of an earlier day their own page tells.
  if (call.isPast) return null
  const byLevel = await countOpenFlags(trx, call.who.schoolId, classId)
  return Object.entries(byLevel)
    .map(([level, count]) => ({ level: Number(level), count }))
    .toSorted((one, other) => other.level - one.level)
}

async function changesOf(
  trx: Trx,
  schoolId: number,
  classId: number,
  staffIds: readonly number[],
  people: PeopleOfSchool,
) {
  const rows = await listChanges(trx, schoolId, { classId, staffIds })
  return rows.map(({ id, kind, effectiveOn, staffId, madeAt, madeBy, undoneAt, undoneBy }) => ({
    id,
    kind,
    effectiveOn,
    person: staffId === null ? null : (people.names.get(staffId) ?? null),
    madeAt,
    madeBy,
    undoneAt,
    undoneBy,
  }))
}
