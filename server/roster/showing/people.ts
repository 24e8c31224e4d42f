import type { Trx } from '../../database/database.ts'
import { access } from '../../domain/access/access.ts'
import { holdsOn, type LeaveRow, type TeacherRow } from '../../domain/roster/edits.ts'
import { leaveOn } from '../../domain/roster/leaves.ts'
import type { Call } from '../../http/call.ts'
import { listLeaves } from '../queries/changes.ts'
import { listClassTeachers, listStaff } from '../queries.ts'

/** Who leads what and who is away, with names: read once for a page. */
export type PeopleOfSchool = {
  readonly names: ReadonlyMap<number, string>
  readonly teachers: ReadonlyMap<number, readonly TeacherRow[]>
  readonly leaves: readonly LeaveRow[]
  /** Why a person is away is told to those who keep the roster, and to the person. */
  readonly tellsReason: (staffId: number) => boolean
}

export async function loadPeople(trx: Trx, { who }: Pick<Call, 'who'>): Promise<PeopleOfSchool> {
  const staff = await listStaff(trx, who.schoolId)
  const canChange = access(who, 'roster', 'write') !== undefined
  return {
    names: new Map(staff.map((row) => [row.id, row.full_name])),
    teachers: Map.groupBy(await listClassTeachers(trx, who.schoolId), (row) => row.class_id),
    leaves: await listLeaves(trx, who.schoolId),
    tellsReason: (staffId) => canChange || staffId === who.staffId,
  }
}

/** Who leads a class on a day, who acts, and whether the class teacher is away. */
export function leadsOn(people: PeopleOfSchool, classId: number, day: string) {
  const rows = (people.teachers.get(classId) ?? []).filter((row) => holdsOn(row, day))
  const main = rows.findLast(({ role }) => role === 'main')
  const acting = rows.findLast(({ role }) => role === 'acting')
  const leave = main && leaveOn(people.leaves, main.staff_id, day)
  return {
    main: main ? leadOf(people, main) : null,
    acting: acting ? leadOf(people, acting) : null,
    leave: leave ? sayLeave(people, leave) : null,
  }
}

function leadOf({ names }: PeopleOfSchool, row: TeacherRow) {
  return { staffId: row.staff_id, name: names.get(row.staff_id) ?? '', fromOn: row.from_on, toOn: row.to_on }
}

const reasons: Readonly<Record<string, { ru: string; en: string }>> = {
  sick: { ru: 'болезнь', en: 'illness' },
  vacation: { ru: 'отпуск', en: 'vacation' },
  trip: { ru: 'командировка', en: 'business trip' },
  training: { ru: 'обучение', en: 'training' },
  other: { ru: 'другая причина', en: 'another reason' },
}

export function sayLeave({ names, tellsReason }: PeopleOfSchool, row: LeaveRow) {
  const actingId = row.acting_staff_id
  const reason = row.reason === null ? null : (reasons[row.reason] ?? { ru: row.reason, en: row.reason })
  return {
    staffId: row.staff_id,
    name: names.get(row.staff_id) ?? '',
    fromOn: row.from_on,
    toOn: row.to_on,
    acting: actingId === null ? null : { staffId: actingId, name: names.get(actingId) ?? '' },
    reason: tellsReason(row.staff_id) ? reason : null,
  }
}
