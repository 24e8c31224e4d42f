import { join } from 'node:path'
import type { Db, Trx } from '../../server/database/database.ts'
import { inSchool } from '../../server/database/school.ts'
import { type Day, dayOf, isoOf } from '../../server/domain/day.ts'
import type { DutyGround } from '../../server/duties/duties.ts'
import { loadRules, readRuleFiles } from '../../server/rules/rules.ts'
import { initSchool, libraryOf, loadCalendars } from '../../server/school/school.ts'

const { ruleSet } = loadRules(await readRuleFiles(join(import.meta.dirname, '../../rules')), '2026-09-01')

export { ruleSet }
export const d = dayOf

/** The evening of a day in Moscow: when a run of that day looks. */
export const eveningOf = (day: Day) => new Date(`${isoOf(day)}T20:00:00+03:00`)

export type SmallSchool = {
  id: number
  classes: readonly number[]
  students: readonly number[]
  staff: readonly [number, number]
  ground: (trx: Trx) => Promise<DutyGround>
}

/** A school of two classes with three pupils each and a teacher each, from the first day of 2026/27. */
export async function createSmallSchool(db: Db, trackingFrom = '2026-09-01'): Promise<SmallSchool> {
  const id = await initSchool(db, { name: 'Школа', timeZone: 'Europe/Moscow', trackingFrom }, libraryOf(ruleSet))
  const made = await inSchool(db, id, (trx) => fill(trx, id))
  const ground = async (trx: Trx): Promise<DutyGround> => ({
    schoolId: id,
    points: ruleSet.points,
    calendars: await loadCalendars(trx, id, libraryOf(ruleSet)),
    timeZone: 'Europe/Moscow',
    trackingFrom,
    planRequired: ['sop'],
  })
  return { id, ...made, ground }
}

async function fill(trx: Trx, school_id: number) {
  const staff = await insertNamed(trx, 'staff', school_id, ['Орлова Вера', 'Котов Глеб'])
  const students = await insertNamed(trx, 'student', school_id, [
    'Иванов П',
    'Петрова А',
    'Сидоров К',
    'Ёлкин Е',
    'Юрьев Ю',
    'Яшин Я',
  ])
  const opened_on = '2026-09-01'
  const classes = await trx
    .insertInto('school_class')
    .values(
      ['7А', '7Б'].map((name, index) => ({
        school_id,
        cohort_id: index + 1,
        school_year: '2026/27',
        name,
        grade: 7,
        opened_on,
      })),
    )
    .returning('id')
    .execute()
  const ids = classes.map((row) => row.id)
  const [first = 0, second = 0] = staff
  await trx
    .insertInto('class_teacher')
    .values(
      ids.map((class_id, i) => ({
        school_id,
        class_id,
        role: 'main' as const,
        from_on: opened_on,
        staff_id: i === 0 ? first : second,
      })),
    )
    .execute()
  await trx
    .insertInto('enrolment')
    .values(students.map((student_id, i) => ({ school_id, student_id, from_on: opened_on, class_id: ids[i % 2] ?? 0 })))
    .execute()
  return { classes: ids, students, staff: [first, second] as const }
}

async function insertNamed(
  trx: Trx,
  table: 'staff' | 'student',
  school_id: number,
  names: string[],
): Promise<number[]> {
  const rows = await trx
    .insertInto(table)
    .values(names.map((full_name) => ({ school_id, full_name })))
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Logs an interaction of a class; answers its id. */
export async function log(
  trx: Trx,
  school: SmallSchool,
  it: {
    on: Day
    evidence: string
    at?: number
    form?: string
    recordedOn?: Day
    student?: number
    trigger?: number
    author?: number
  },
): Promise<number> {
  const { on, evidence, at = 0, form = 'meeting', recordedOn = on } = it
  const row = await trx
    .insertInto('interaction')
    .values({
      school_id: school.id,
      class_id: school.classes[at] ?? 0,
      form,
      evidence: [evidence],
      occurred_on: isoOf(on),
      recorded_at: eveningOf(recordedOn).toISOString(),
      author_id: it.author ?? school.staff[at] ?? null,
      trigger_id: it.trigger ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (it.student !== undefined)
    await trx
      .insertInto('interaction_student')
      .values({ school_id: school.id, interaction_id: row.id, student_id: it.student })
      .execute()
  return row.id
}

/** Enters a trigger of a class; answers its id. */
export async function open(
  trx: Trx,
  school: SmallSchool,
  it: {
    on: Day
    cause: string
    kind: 'flag' | 'request' | 'plan' | 'emergency' | 'event'
    ref: string
    at?: number
    student?: number
    eventOn?: Day
  },
): Promise<number> {
  const { on, cause, kind, ref, at = 0 } = it
  const row = await trx
    .insertInto('duty_trigger')
    .values({
      school_id: school.id,
      kind,
      cause,
      class_id: school.classes[at] ?? 0,
      student_id: it.student ?? null,
      occurred_on: isoOf(on),
      occurred_at: kind === 'emergency' ? eveningOf(on).toISOString() : null,
      origin: 'manual',
      ref,
      attributes: JSON.stringify(it.eventOn === undefined ? {} : { eventOn: isoOf(it.eventOn) }),
      recorded_at: eveningOf(on).toISOString(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}
