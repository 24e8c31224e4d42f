import { schoolYearOf } from '../calendar/periods.ts'
import type { SchoolCalendar } from '../calendar/school.ts'
import { type Day, isoOf } from '../day.ts'
import type { IncidentKind } from '../formats/catalogue.ts'
import type { FamilyInstrument } from '../formats/family.ts'
import type { Records, StudentRecords } from '../formats/records.ts'

/** A row for a table, without the school. */
export type PlannedRow = Readonly<Record<string, unknown>>
export type PlannedRows = ReadonlyMap<string, readonly PlannedRow[]>

export type RecordsGround = {
  readonly asOf: Day
  readonly calendarOf: (schoolClass: { id: number; grade: number }) => SchoolCalendar | undefined
  readonly incidentKinds: readonly IncidentKind[]
  readonly instruments: readonly FamilyInstrument[]
}

export type ExamplePupil = {
  readonly id: number
  readonly classId: number
  readonly calendar: SchoolCalendar | undefined
  readonly records: StudentRecords
}

/** How long an example's pupil has been at the school where it does not say. */
const longAgo = 400

/** The pupils of an example, `times` over, in a class per grade; ids count from 1, the first pupil is the first. */
export function planPupils({ students }: Records, ground: RecordsGround): ExamplePupil[] {
  const classes = new Map<number, number>()
  const all = students.flatMap((records) => Array.from({ length: records.times ?? 1 }, () => records))
  return all.map((records, index) => {
    const grade = records.grade ?? 7
    const classId = classes.get(grade) ?? classes.size + 1
    classes.set(grade, classId)
    return { id: index + 1, classId, calendar: ground.calendarOf({ id: classId, grade }), records }
  })
}

/** Classes, pupils, enrolments and one load that is the word on every source. */
export function planPeople(
  records: Records,
  pupils: readonly ExamplePupil[],
  { asOf }: RecordsGround,
): [string, PlannedRow[]][] {
  const on = isoOf(asOf)
  const classes = new Map(pupils.map((pupil) => [pupil.classId, pupil]))
  const sources = ['marks', 'attendance', 'lessons', 'incidents', 'debts', 'finalMarks']
  const dataOn: Readonly<Record<string, string>> = records.dataOn ?? {}
  const said = new Set([...sources, ...Object.keys(dataOn)])
  const load = {
    id: 1,
    profile: 'example',
    source: 'example',
    state: 'accepted',
    exported_on: on,
    covers: '{}',
    files: '[]',
    content_hash: '',
    counts: '{}',
  }
  return [
    ['import', [load]],
    ['import_source', [...said].map((source) => ({ import_id: 1, source, data_on: dataOn[source] ?? on }))],
    ['school_class', [...classes.values()].map((pupil) => classRow(pupil, asOf))],
    ['student', pupils.map(({ id }) => ({ id, full_name: `${id}` }))],
    ['enrolment', pupils.map((pupil) => enrolmentRow(pupil, asOf))],
  ]
}

function classRow({ classId, calendar, records }: ExamplePupil, asOf: Day): PlannedRow {
  const year = calendar && schoolYearOf(calendar, asOf)
  const opened = isoOf(year?.start ?? asOf - longAgo)
  return {
    id: classId,
    cohort_id: classId,
    school_year: year?.schoolYear ?? '',
    name: `${classId}`,
    grade: records.grade ?? 7,
    opened_on: opened,
  }
}

function enrolmentRow({ id, classId, records }: ExamplePupil, asOf: Day): PlannedRow {
  const { enrolledOn, leftOn, schoolingForm = 'school' } = records
  const form = schoolingForm === 'school' ? 'fullTime' : schoolingForm
  return {
    student_id: id,
    class_id: classId,
    from_on: enrolledOn ?? isoOf(asOf - longAgo),
    to_on: leftOn ?? null,
    schooling_form: form,
  }
}
