import { type Day, isoOf } from '../domain/day.ts'
import { currentPeriod } from '../domain/facts/window.ts'
import type { Cast } from './cast.ts'
import { type Ground, workdayFrom } from './ground.ts'
import type { DemoStudent } from './people.ts'
import type { Records } from './records.ts'
import type { Roster } from './roster.ts'
import type { Staff } from './staff.ts'

/** Support of pupils: statuses, the parents' consents, sessions; what a class teacher does about it is evidence. */
export function addSupport(ground: Ground, roster: Roster, cast: Cast, staff: Staff, records: Records): void {
  const chance = ground.random.branch('support')
  for (const student of roster.students) {
    const isSen = chance.chance(0.016) || cast.plays(student.id, 'senWithoutProgramme')
    const isHelped = chance.chance(0.011) || cast.plays(student.id, 'worsening')
    const from = Math.max(student.fromOn, ground.years[0]?.start ?? 0)
    if (isSen)
      addStatus(
        ground,
        records,
        student,
        'sen',
        chance.chance(0.85) ? from : lateFrom(ground, from, chance.int(30, 120)),
      )
    if (isHelped) addHelp(ground, records, student, cast, staff, from)
    if (cast.plays(student.id, 'senWaiting'))
      addStatus(ground, records, student, 'sen', Math.max(student.fromOn, ground.asOf - 34))
    if (cast.plays(student.id, 'consentAsked'))
      addConsent(ground, records, student, 'psychological', 'asked', ground.asOf - 25)
  }
}

function lateFrom({ asOf }: Ground, from: Day, days: number): Day {
  return from + days <= asOf ? from + days : from
}

function addStatus({ stamp }: Ground, records: Records, student: DemoStudent, kind: string, from: Day): void {
  records.add('support_status', {
    student_id: student.id,
    kind,
    from_on: isoOf(from),
    to_on: student.toOn === undefined ? null : isoOf(student.toOn),
    next_review_on: isoOf(from + 365),
    recorded_at: stamp(from, 9),
  })
}

/** A pupil with the psychologist: consent, sessions each week, of late attended badly in the stories. */
function addHelp(ground: Ground, records: Records, student: DemoStudent, cast: Cast, staff: Staff, from: Day): void {
  const { asOf, calendars } = ground
  const starts = workdayFrom(calendars.production, from + 20)
  if (starts > asOf) return
  addConsent(ground, records, student, 'psychological', 'given', starts - 3)
  addStatus(ground, records, student, 'psychological', starts)
  const isWorse = cast.plays(student.id, 'worsening')
  const grade = calendars.ofGrade(5)
  const period = currentPeriod(grade, asOf)
  const until = Math.min(asOf, student.toOn ?? asOf)
  const weekly = grade.studyDays.filter((day) => day >= starts && day <= until && (day - starts) % 7 === 0)
  for (const day of weekly) {
    const attended = !(isWorse && period && day >= period.from) && (day * 7 + student.id) % 9 !== 0
    addRecord(ground, records, { student: student.id, kind: 'session', on: day, attended, by: staff.psychologist })
  }
  if (!isWorse || !period) return
  for (const on of [asOf - 1, asOf - 8].filter((day) => day >= period.from))
    addRecord(ground, records, { student: student.id, kind: 'dynamics', on, value: -1, by: staff.psychologist })
}

type SupportRecord = { student: number; kind: string; on: Day; value?: number; attended?: boolean; by: number }

export function addRecord({ stamp }: Ground, records: Records, it: SupportRecord): void {
  records.add('support_record', {
    id: records.nextId('support_record'),
    student_id: it.student,
    kind: it.kind,
    recorded_on: isoOf(it.on),
    value: it.value ?? null,
    attended: it.attended ?? null,
    author_id: it.by,
    recorded_at: stamp(it.on, 13),
  })
}

export function addConsent(
  { stamp }: Ground,
  records: Records,
  student: DemoStudent,
  purpose: string,
  state: string,
  on: Day,
): number {
  const id = records.nextId('consent')
  records.add('consent', {
    id,
    student_id: student.id,
    guardian_id: student.guardians[0]?.id ?? null,
    purpose,
    state,
    from_on: isoOf(on),
    recorded_at: stamp(on, 9),
  })
  return id
}
