import { type Day, type IsoDay, isoOf, parseDay, weekdayOf } from '../../server/domain/day.ts'

/** Plain records of a small school, made from a seed: what the database and the naive computation both read. */
export type Known = { recordedAt: string; withdrawnAt: string | null }
export type World = {
  asOf: Day
  knownAt: string | undefined
  classes: { id: number; grade: number; schoolYear: string }[]
  enrolments: { student: number; classId: number; from: Day; to: Day | null; form: string }[]
  subjects: number[]
  marks: ({
    student: number
    subject: number
    on: Day
    no: number
    kind: string
    value: number | null
    weight: number
  } & Known)[]
  finals: ({
    student: number
    subject: number
    period: string
    kind: string
    state: string
    value: number | null
    endsOn: Day
  } & Known)[]
  lessons: ({ classId: number; on: Day; no: number; group: string; subject: number } & Known)[]
  loads: { classId: number; subject: number; from: Day; hours: number }[]
  absences: ({ student: number; on: Day; no: number; entry: number; subject: number | null; kind: string } & Known)[]
  words: { student: number; on: Day; no: number; at: string; kind: string }[]
  incidents: ({
    id: number
    kind: string
    severity: number
    emergency: boolean
    on: Day
    parts: { student: number; role: string }[]
  } & Known)[]
  debts: ({
    student: number
    subject: number
    since: Day
    due1: Day | null
    failed1: Day | null
    due2: Day | null
    failed2: Day | null
    cleared: Day | null
  } & Known)[]
  escalations: {
    id: number
    student: number
    domain: string
    opened: Day
    closed: Day | null
    steps: { on: Day; from: string | null; to: string; dynamics: string | null }[]
  }[]
}

export const day = (iso: IsoDay): Day => parseDay(iso) ?? Number.NaN

/** A small seeded generator: the same seed, the same school. */
export function dice(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(items: readonly T[]): T => items[int(0, items.length - 1)] as T
  const chance = (share: number): boolean => next() < share
  return { int, pick, chance }
}

type Dice = ReturnType<typeof dice>

const firstDay = day('2026-09-01')

export function randomWorld(seed: number): World {
  const d = dice(seed)
  const asOf = day('2026-09-01') + d.int(0, 130)
  const known = (on: Day): Known => {
    const recorded = on + d.int(0, 6)
    return {
      recordedAt: `${isoOf(recorded)}T${String(d.int(10, 20))}:00:00.000000Z`,
      withdrawnAt: d.chance(0.08) ? `${isoOf(recorded + d.int(0, 20))}T21:30:00.000000Z` : null,
    }
  }
  const grades = d.pick([[5], [7, 10], [1, 8], [11, 6, 6]])
  const classes = grades.map((grade, index) => ({ id: index + 1, grade, schoolYear: '2026/27' }))
  const subjects = [1, 2, 3]
  const enrolments = d.int(1, 6)
  const world: World = {
    asOf,
    knownAt: d.chance(0.5) ? `${isoOf(asOf - d.int(-3, 25))}T18:00:00.000000Z` : undefined,
    classes,
    enrolments: Array.from({ length: enrolments }, (_, index) => enrolmentsOf(d, index + 1, classes, asOf)).flat(),
    subjects,
    marks: [],
    finals: [],
    lessons: [],
    loads: [],
    absences: [],
    words: [],
    incidents: [],
    debts: [],
    escalations: [],
  }
  const students = [...new Set(world.enrolments.map(({ student }) => student))]
  for (const { id } of classes) fillLessons(d, world, id, known)
  for (const student of students) {
    fillMarks(d, world, student, known)
    fillAbsences(d, world, student, known)
    fillEscalations(d, world, student)
  }
  fillIncidents(d, world, students, known)
  return world
}

function enrolmentsOf(d: Dice, student: number, classes: World['classes'], asOf: Day): World['enrolments'] {
  const form = d.chance(0.9) ? 'fullTime' : d.pick(['home', 'family', 'longIllness', 'remote'])
  const from = d.chance(0.8) ? firstDay : firstDay + d.int(1, 60)
  const one = d.pick(classes)
  if (d.chance(0.25)) {
    const moved = from + d.int(3, 50)
    return [
      { student, classId: one.id, from, to: moved - 1, form },
      { student, classId: d.pick(classes).id, from: moved, to: null, form },
    ]
  }
  return [{ student, classId: one.id, from, to: d.chance(0.1) ? asOf + d.int(-10, 10) : null, form }]
}

function fillLessons(d: Dice, world: World, classId: number, known: (on: Day) => Known): void {
  const source = d.pick(['journal', 'journal', 'load', 'none'])
  if (source === 'load')
    for (const subject of world.subjects)
      world.loads.push({ classId, subject, from: firstDay, hours: d.pick([100, 200, 350]) })
  if (source !== 'journal') return
  for (let on = firstDay; on <= world.asOf; on++) {
    if (weekdayOf(on) > 5 || d.chance(0.15)) continue
    for (let no = 1; no <= d.int(1, 4); no++) {
      const subject = d.pick(world.subjects)
      world.lessons.push({ classId, on, no, group: '', subject, ...known(on) })
      if (d.chance(0.15))
        world.lessons.push({ classId, on, no, group: 'b', subject: d.pick(world.subjects), ...known(on) })
    }
  }
}

function fillMarks(d: Dice, world: World, student: number, known: (on: Day) => Known): void {
  const seen = new Set<string>()
  for (let n = d.int(0, 40); n > 0; n--) {
    const mark = {
      student,
      subject: d.pick(world.subjects),
      on: firstDay - 20 + d.int(0, world.asOf - firstDay + 25),
      no: d.int(1, 2),
    }
    const key = `${mark.subject} ${mark.on} ${mark.no}`
    if (seen.has(key)) continue
    seen.add(key)
    const kind = d.chance(0.85) ? 'mark' : d.pick(['point', 'notAttested', 'exempt', 'credit'])
    const value = kind === 'mark' ? d.pick([100, 200, 200, 300, 300, 400, 500]) : null
    world.marks.push({ ...mark, kind, value, weight: d.pick([100, 100, 150, 200, 300]), ...known(mark.on) })
  }
}

const kinds = [
  'late',
  'absent_unknown',
  'absent_unknown',
  'absent_illness',
  'absent_excused',
  'absent_unexcused',
  'absent_unexcused',
  'exempt',
  'remote',
  'partial',
]

function fillAbsences(d: Dice, world: World, student: number, known: (on: Day) => Known): void {
  const seen = new Set<string>()
  for (let n = d.int(0, 50); n > 0; n--) {
    const near = d.chance(0.5)
    const on = near ? world.asOf - d.int(0, 7) : firstDay + d.int(0, world.asOf - firstDay)
    const row = { student, on, no: d.chance(0.15) ? 0 : d.int(1, 4), entry: d.int(1, 2) }
    const key = `${row.on} ${row.no} ${row.entry}`
    if (seen.has(key)) continue
    seen.add(key)
    world.absences.push({
      ...row,
      subject: d.chance(0.7) ? d.pick(world.subjects) : null,
      kind: d.pick(kinds),
      ...known(on),
    })
    if (d.chance(0.3))
      world.words.push({
        student,
        on,
        no: d.chance(0.4) ? 0 : row.no,
        at: `${isoOf(on + d.int(0, 9))}T${d.int(10, 23)}:${d.int(10, 59)}:${d.int(10, 59)}.${d.int(100000, 999999)}Z`,
        kind: d.pick(['absent_illness', 'absent_excused', 'absent_unexcused', 'absent_unknown', 'remote']),
      })
  }
}

function fillIncidents(d: Dice, world: World, students: readonly number[], known: (on: Day) => Known): void {
  for (let id = 1; id <= d.int(0, 12); id++) {
    const on = world.asOf - d.int(-3, 70)
    const parts = new Map<string, { student: number; role: string }>()
    for (let n = d.int(1, 4); n > 0; n--) {
      const part = {
        student: d.pick(students),
        role: d.pick(['offender', 'offender', 'victim', 'witness', 'reporter']),
      }
      parts.set(`${part.student} ${part.role}`, part)
    }
    const kind = d.pick(['fight', 'bullying_signs', 'phone_use'])
    world.incidents.push({
      id,
      kind,
      severity: d.int(1, 4),
      emergency: d.chance(0.15),
      on,
      parts: [...parts.values()],
      ...known(on),
    })
  }
}

function fillEscalations(d: Dice, world: World, student: number): void {
  for (const domain of ['academic', 'attendance', 'conduct']) {
    if (!d.chance(0.35)) continue
    const opened = world.asOf - d.int(0, 60)
    const steps = [{ on: opened, from: null as string | null, to: 'in_work', dynamics: null as string | null }]
    if (d.chance(0.6))
      steps.push({
        on: opened + d.int(1, 15),
        from: 'in_work',
        to: 'in_work',
        dynamics: d.pick(['none', 'improved', 'worse']),
      })
    if (d.chance(0.6))
      steps.push({ on: opened + d.int(15, 30), from: 'in_work', to: 'agreement_active', dynamics: null })
    world.escalations.push({
      id: world.escalations.length + 1,
      student,
      domain,
      opened,
      closed: d.chance(0.2) ? world.asOf - d.int(-5, 5) : null,
      steps,
    })
  }
}
