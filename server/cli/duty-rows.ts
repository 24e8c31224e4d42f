import { type Day, isoOf } from '../domain/day.ts'
import { type CellState, cellOf } from '../domain/duties/cells.ts'
import { isPending, type Json, type Judged, statuses } from '../domain/duties/duty.ts'
import { specsOf } from '../domain/duties/spec.ts'
import { dutySentence, nothingSentence } from '../domain/explain/duty.ts'
import { holderName, type JudgedSchool, reasonsJson } from '../overview/overview.ts'
import { Refusal } from '../refusal.ts'
import type { SchoolContext } from './command.ts'

/** One duty, or a point that asked nothing of a class, as the command line lists it. */
export type DutyListRow = {
  key: string | null
  class: string
  schoolYear: string
  point: string
  basis: string | null
  status: CellState
  student: string | null
  studentId: number | null
  teacher: string | null
  dates: { opensOn: string; dueSoonFrom: string; dueOn: string; graceUntil: string; closesOn: string } | null
  satisfiedOn: string | null
  nextChangeOn: string | null
  text: { ru: string; en: string }
  reasons: { code: string; data: Json }[]
}
const needAction: ReadonlySet<CellState> = new Set(['overdue', 'in_grace', 'due_soon'])
const missedDays = 30

/** The rows of a call: what needs action, or with `--all` and `--status` everything of the school year. */
export function listDutyRows(context: SchoolContext, school: JudgedSchool): DutyListRow[] {
  const { options, asOf } = context
  const wanted = statusesOf(options['status'])
  refuseUnknown(options, school)
  const present = new Set(school.present.map(({ id }) => id))
  const isWhole = options['all'] === true || wanted !== undefined
  const isShown = (duty: Judged) => (isWhole ? present.has(duty.classId) || isPending(duty) : isDue(duty, asOf))
  const rows = school.duties.filter(isShown).map((duty) => rowOf(duty, school, asOf))
  return [...rows, ...(isWhole ? untriggered(school, asOf) : [])]
    .filter((row) => wanted === undefined || wanted.has(row.status))
    .filter((row) => isAsked(row, options))
}

/** What a person can still do something about, and what has just been missed. */
function isDue(duty: Judged, asOf: Day): boolean {
  if (duty.status === 'missed') return duty.closesOn >= asOf - missedDays
  return needAction.has(duty.status)
}

function isAsked(row: DutyListRow, { class: name, point, teacher }: SchoolContext['options']): boolean {
  if (typeof name === 'string' && row.class !== name.toUpperCase()) return false
  if (typeof point === 'string' && row.point !== point) return false
  return typeof teacher !== 'string' || (row.teacher?.toLowerCase().startsWith(teacher.toLowerCase()) ?? false)
}

function rowOf(duty: Judged, school: JudgedSchool, asOf: Day): DutyListRow {
  const { catalogue, classes, students } = school
  const { studentId } = duty
  const iso = (day: Day | undefined) => (day === undefined ? null : isoOf(day))
  const { opensOn, dueSoonFrom, dueOn, graceUntil, closesOn } = duty
  return {
    key: duty.key,
    class: classes.get(duty.classId)?.name ?? '',
    schoolYear: classes.get(duty.classId)?.schoolYear ?? '',
    point: duty.spec.point,
    basis: duty.spec.basis,
    status: duty.status,
    student: studentId === undefined ? null : (students.get(studentId) ?? null),
    studentId: studentId ?? null,
    teacher: holderName(school, duty.classId, asOf),
    dates: {
      opensOn: isoOf(opensOn),
      dueSoonFrom: isoOf(dueSoonFrom),
      dueOn: isoOf(dueOn),
      graceUntil: isoOf(graceUntil),
      closesOn: isoOf(closesOn),
    },
    satisfiedOn: iso(duty.satisfiedOn),
    nextChangeOn: iso(duty.nextTransitionOn),
    text: { ru: dutySentence(duty, catalogue, asOf, 'ru'), en: dutySentence(duty, catalogue, asOf, 'en') },
    reasons: reasonsJson(duty.reasons),
  }
}

/** Points that asked nothing of a class in its school year: never red. */
function untriggered(school: JudgedSchool, asOf: Day): DutyListRow[] {
  const { duties, points, present, seen } = school
  const touched = Map.groupBy(duties, (duty) => `${duty.classId}|${duty.spec.point}`)
  return present.flatMap((schoolClass) => {
    const year = seen.classes.get(schoolClass.id)?.class.calendar.year
    if (!year) return []
    return points
      .filter((point) => !touched.has(`${schoolClass.id}|${point.id}`))
      .map((point): DutyListRow => {
        const period = { from: year.startsOn, to: year.endsOn }
        return {
          ...nothing,
          reasons: [],
          class: schoolClass.name,
          schoolYear: schoolClass.schoolYear,
          point: point.id,
          status: cellOf(specsOf(point), [], period, asOf),
          teacher: holderName(school, schoolClass.id, asOf),
          text: { ru: nothingSentence(point, 'ru'), en: nothingSentence(point, 'en') },
        }
      })
  })
}

const nothing = {
  key: null,
  basis: null,
  student: null,
  studentId: null,
  dates: null,
  satisfiedOn: null,
  nextChangeOn: null,
} as const

/** The statuses asked for; undefined where none is named. Refuses a word that is none. */
function statusesOf(value: string | boolean | undefined): ReadonlySet<CellState> | undefined {
  if (typeof value !== 'string') return undefined
  const words = value.split(',').map((word) => word.trim())
  const known: readonly string[] = [...statuses, 'not_triggered']
  const wrong = words.find((word) => !known.includes(word))
  if (wrong !== undefined) throw unknown('состояния', 'status', wrong, known)
  return new Set(words as CellState[])
}

function refuseUnknown({ class: name, point }: SchoolContext['options'], school: JudgedSchool): void {
  const names = [...new Set([...school.classes.values()].map((each) => each.name))]
  if (typeof name === 'string' && !names.includes(name.toUpperCase())) throw unknown('класса', 'class', name, names)
  const ids = school.points.map(({ id }) => id)
  if (typeof point === 'string' && !ids.includes(point)) throw unknown('пункта', 'point', point, ids)
}

function unknown(whatRu: string, whatEn: string, value: string, known: readonly string[]): Refusal {
  const list = known.join(', ')
  return new Refusal('usage', {
    ru: `Нет ${whatRu} «${value}». Есть: ${list}`,
    en: `There is no ${whatEn} "${value}". There are: ${list}`,
  })
}
