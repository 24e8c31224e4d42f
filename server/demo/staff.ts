import { type Day, isoOf } from '../domain/day.ts'
import type { Ground } from './ground.ts'
import { type DemoClass, personName } from './people.ts'
import type { Records } from './records.ts'

export type Lead = { staffId: number; role: 'main' | 'acting'; from: Day; to: Day }
export type Staff = {
  count: number
  principal: number
  deputy: number
  academicDeputy: number
  psychologist: number
  socialEducator: number
  speechTherapist: number
  methodologist: number
  secretary: number
  /** Who leads a class, over time. */
  leads: ReadonlyMap<number, readonly Lead[]>
  /** How reliably a person does what is due in time, 0 to 1. */
  diligence: (staffId: number) => number
  /** Who answers for a class on a day: who acts before who leads; the deputy while nobody does. */
  holderOf: (classId: number, day: Day) => number
}

const offices = [
  'principal',
  'deputy',
  'academicDeputy',
  'psychologist',
  'socialEducator',
  'speechTherapist',
  'methodologist',
  'secretary',
  'systemAdmin',
] as const

const classTeachers = 40
const subjectTeachers = 22

/** Everybody who works at the school, who leads which class, and how well they keep to terms. */
export function staffOf(ground: Ground, classes: readonly DemoClass[], records: Records): Staff {
  const random = ground.random.branch('staff')
  const first = classTeachers + subjectTeachers
  const office = (name: (typeof offices)[number]) => first + 1 + offices.indexOf(name)
  const leads = leadsOf(ground, classes)
  const leaves = leavesOf(ground, leads)
  const reliable = Array.from({ length: first + offices.length }, () => Math.min(0.98, random.around(0.865, 0.05)))
  addStaff(ground, records, first + offices.length)
  addRoles(ground, records, office)
  addLeads(ground, records, leads, leaves)
  return {
    count: first + offices.length,
    principal: office('principal'),
    deputy: office('deputy'),
    academicDeputy: office('academicDeputy'),
    psychologist: office('psychologist'),
    socialEducator: office('socialEducator'),
    speechTherapist: office('speechTherapist'),
    methodologist: office('methodologist'),
    secretary: office('secretary'),
    leads,
    diligence: (staffId) => reliable[staffId - 1] ?? 0.9,
    holderOf: (classId, day) => {
      const own = (leads.get(classId) ?? []).find(({ from, to }) => from <= day && day <= to)
      if (!own) return office('deputy')
      const leave = leaves.find((it) => it.staffId === own.staffId && it.from <= day && day <= it.to)
      return leave?.actingId ?? own.staffId
    },
  }
}

/**
 * The same teacher leads a cohort from year to year; in the present year one class has changed hands, one stands without
 * a teacher since lately; a class of the last year changed hands too.
 */
function leadsOf(ground: Ground, classes: readonly DemoClass[]): Map<number, Lead[]> {
  const { asOf, present, last } = ground
  return new Map(
    classes.map((schoolClass): [number, Lead[]] => {
      const { id, cohort, year, grade, letter } = schoolClass
      const staffId = ((cohort - 1) % 39) + 1
      const whole: Lead = { staffId, role: 'main', from: year.start, to: year.until }
      const changed = year === present && grade === 6 && letter === 'Б' ? present.start + 38 : undefined
      const changedLast = year === last && grade === 7 && letter === 'В' ? last.start + 130 : undefined
      const on = changed ?? changedLast
      if (on !== undefined && on <= asOf)
        return [
          id,
          [
            { ...whole, to: on - 1 },
            { ...whole, staffId: 40, from: on },
          ],
        ]
      const isVacant = year === present && grade === 8 && letter === 'В' && asOf - 16 > present.start
      return [id, [isVacant ? { ...whole, to: asOf - 16 } : whole]]
    }),
  )
}

type Leave = { staffId: number; from: Day; to: Day; actingId: number }

/** One class teacher is away just now, another was in the last winter; colleagues act for them. */
function leavesOf({ asOf, present, last }: Ground, leads: ReadonlyMap<number, readonly Lead[]>): Leave[] {
  const [away, wasAway] = [...leads.values()]
    .flatMap(([lead]) => (lead && lead.to > asOf ? [lead.staffId] : []))
    .slice(9, 11)
  const now = asOf - 12
  return [
    ...(away !== undefined && now >= present.start ? [{ staffId: away, from: now, to: asOf + 9, actingId: 41 }] : []),
    ...(wasAway !== undefined && last
      ? [{ staffId: wasAway, from: last.start + 150, to: last.start + 163, actingId: 42 }]
      : []),
  ]
}

function addStaff({ random, stamp, years }: Ground, records: Records, count: number): void {
  const names = random.branch('staff names')
  const on = years[0]?.start ?? 0
  for (let id = 1; id <= count; id++)
    records.add('staff', {
      id,
      full_name: personName(names, names.chance(0.85) ? 'f' : 'm'),
      recorded_at: stamp(on, 5),
    })
}

function addRoles({ years }: Ground, records: Records, office: (name: (typeof offices)[number]) => number): void {
  const from_on = isoOf(years[0]?.start ?? 0)
  const add = (staff_id: number, role: string) => records.add('staff_role', { staff_id, role, from_on })
  for (let id = 1; id <= classTeachers; id++) add(id, 'classTeacher')
  for (let id = 1; id <= classTeachers + subjectTeachers; id++) add(id, 'subjectTeacher')
  for (const name of offices) add(office(name), name)
  add(office('secretary'), 'journalAdmin')
}

function addLeads(
  { stamp }: Ground,
  records: Records,
  leads: ReadonlyMap<number, readonly Lead[]>,
  leaves: readonly Leave[],
): void {
  for (const [class_id, own] of leads)
    for (const { staffId, role, from, to } of own)
      records.add('class_teacher', {
        class_id,
        role,
        from_on: isoOf(from),
        to_on: isoOf(to),
        staff_id: staffId,
        recorded_at: stamp(from, 5),
      })
  for (const { staffId, from, to, actingId } of leaves)
    records.add('staff_leave', {
      staff_id: staffId,
      from_on: isoOf(from),
      to_on: isoOf(to),
      reason: 'sick',
      acting_staff_id: actingId,
      recorded_at: stamp(from, 5),
    })
}
