import { type Day, isoOf } from '../domain/day.ts'
import type { Cast, Part } from './cast.ts'
import type { Ground } from './ground.ts'
import type { Absences } from './journal/absences.ts'
import { type ClassJournal, importId } from './journal/days.ts'
import type { DemoStudent } from './people.ts'
import type { Random } from './random.ts'
import type { Records } from './records.ts'
import { incidentTexts } from './words/school.ts'

const severity: Readonly<Record<string, number>> = {
  late_repeat: 1,
  no_homework_systematic: 1,
  phone_use: 1,
  uniform_rules: 1,
  lesson_disruption: 2,
  rude_to_peer: 2,
  rude_to_staff: 2,
  left_school: 2,
  property_damage: 2,
  injury_minor: 2,
  smoking_vape: 3,
  fight: 3,
  bullying_signs: 3,
  injury_serious: 4,
  mass_violation: 4,
  weapon_threat: 4,
}

export type Incident = {
  kind: string
  on: Day
  classId: number
  offenders?: readonly number[]
  victims?: readonly number[]
  others?: readonly { id: number; role: 'witness' | 'reporter' }[]
  isEmergency?: boolean
  hour?: number
}

/** Incidents of ordinary school life, and those of the stories. */
export function addIncidents(
  ground: Ground,
  journals: readonly ClassJournal[],
  cast: Cast,
  absences: Absences,
  records: Records,
): void {
  for (const journal of journals) addUsual(ground, journal, absences, records)
  for (const journal of journals.filter(({ schoolClass }) => schoolClass.year === ground.present)) {
    const own = journal.stays.filter(({ isOpen }) => isOpen).map(({ student }) => student)
    for (const student of own)
      for (const incident of storiesOf(journal, student, own, cast)) addIncident(ground, records, incident)
    for (const incident of conflictsOf(journal, cast)) addIncident(ground, records, incident)
  }
}

const minor = ['phone_use', 'phone_use', 'uniform_rules', 'no_homework_systematic', 'lesson_disruption'] as const
const rare = ['rude_to_peer', 'rude_to_staff', 'left_school', 'property_damage', 'injury_minor', 'fight'] as const

function addUsual(
  ground: Ground,
  { schoolClass, days, stays }: ClassJournal,
  absences: Absences,
  records: Records,
): void {
  const chance = ground.random.branch(`incidents ${schoolClass.id}`)
  const often = 0.015 + schoolClass.grade * 0.004
  for (const { day } of days) {
    if (!chance.chance(often)) continue
    const kind = chance.chance(0.82) ? chance.pick(minor) : chance.pick(rare)
    const present = stays.filter(
      ({ student, from, to }) => from <= day && day <= to && !absences.get(student.id)?.get(day),
    )
    const [one, other] = twoOf(
      chance,
      present.map(({ student }) => student.id),
    )
    if (one === undefined || other === undefined) continue
    if (kind === 'fight' && day > ground.asOf - 15) continue
    const victims = kind === 'rude_to_peer' || kind === 'fight' ? { victims: [other] } : {}
    const offenders = kind === 'injury_minor' ? { victims: [one] } : { offenders: [one] }
    const others = chance.chance(0.2) ? { others: [{ id: other, role: 'witness' as const }] } : {}
    const isPair = 'victims' in victims
    addIncident(ground, records, {
      kind,
      on: day,
      classId: schoolClass.id,
      ...offenders,
      ...victims,
      ...(isPair ? {} : others),
    })
  }
}

function twoOf(chance: Random, ids: readonly number[]): readonly number[] {
  const at = chance.int(0, Math.max(0, ids.length - 1))
  return [ids[at], ids[(at + 7) % Math.max(1, ids.length)]].filter((id) => id !== undefined)
}

type Told = readonly { kind: string; back: number; role?: 'victim'; withOther?: boolean }[]

const stories: Partial<Record<Part, Told>> = {
  unruly: [
    { kind: 'phone_use', back: 2 },
    { kind: 'lesson_disruption', back: 6 },
    { kind: 'rude_to_staff', back: 10 },
  ],
  serious: [{ kind: 'smoking_vape', back: 4 }],
  relapse: [{ kind: 'rude_to_staff', back: 1 }],
  bullied: [{ kind: 'bullying_signs', back: 9, role: 'victim', withOther: true }],
}

function storiesOf(
  { schoolClass, days }: ClassJournal,
  { id }: DemoStudent,
  classmates: readonly DemoStudent[],
  cast: Cast,
): Incident[] {
  const part = (Object.keys(stories) as Part[]).find((name) => cast.plays(id, name))
  const told = part ? (stories[part] ?? []) : []
  const other = classmates.find((mate) => mate.id !== id)?.id
  return told.flatMap(({ kind, back, role, withOther }) => {
    const on = days.at(-1 - back)?.day
    if (on === undefined) return []
    const mates = withOther && other !== undefined ? { offenders: [other] } : {}
    return [{ kind, on, classId: schoolClass.id, ...(role ? { victims: [id] } : { offenders: [id] }), ...mates }]
  })
}

/** Quarrels in one class: three within a month, and the same two pupils twice. */
function conflictsOf({ schoolClass, days }: ClassJournal, cast: Cast): Incident[] {
  const scene = cast.scene('conflicts')
  if (scene?.schoolClass.id !== schoolClass.id) return []
  const [a, b, c, d] = scene.students.map(({ id }) => id)
  if (a === undefined || b === undefined || c === undefined || d === undefined) return []
  const pairs = [
    { back: 3, offender: a, victim: b },
    { back: 8, offender: a, victim: b },
    { back: 11, offender: c, victim: d },
  ]
  return pairs.flatMap(({ back, offender, victim }) => {
    const on = days.at(-1 - back)?.day
    return on === undefined
      ? []
      : [{ kind: 'rude_to_peer', on, classId: schoolClass.id, offenders: [offender], victims: [victim] }]
  })
}

/** Enters an incident with those who took part; answers its id. */
export function addIncident({ stamp }: Ground, records: Records, incident: Incident): number {
  const { kind, on, classId, offenders = [], victims = [], others = [], isEmergency = false, hour = 9 } = incident
  const id = records.nextId('incident')
  records.add('incident', {
    id,
    kind,
    severity: severity[kind] ?? 2,
    is_emergency: isEmergency,
    is_restricted: false,
    occurred_on: isoOf(on),
    occurred_at: stamp(on, hour),
    class_id: classId,
    text: incidentTexts[kind] ?? null,
    reported_by: 'учитель',
    import_id: importId,
    recorded_at: stamp(on, hour + 1),
  })
  const took = [
    ...offenders.map((student) => ({ student, role: 'offender' })),
    ...victims.map((student) => ({ student, role: 'victim' })),
    ...others.map((other) => ({ student: other.id, role: other.role })),
  ]
  for (const { student, role } of took)
    records.add('incident_participant', { incident_id: id, student_id: student, role, import_id: importId })
  return id
}
