import { type Day, isoOf } from '../domain/day.ts'
import type { Cast } from './cast.ts'
import type { Ground } from './ground.ts'
import type { ClassJournal } from './journal/days.ts'
import type { Random } from './random.ts'
import type { Records } from './records.ts'

/** Parents' meetings, one a term, and events with parents; most families come, some never. */
export function addGatherings(ground: Ground, journals: readonly ClassJournal[], cast: Cast, records: Records): void {
  for (const journal of journals) {
    const chance = ground.random.branch(`gatherings ${journal.schoolClass.id}`)
    for (const at of [8, 46, 88, 130])
      addGathering(ground, journal, 'parentsMeeting', journal.days[at]?.day, { chance, cast, records })
    for (const at of [30, 74, 120])
      addGathering(ground, journal, 'event', journal.days[at]?.day, { chance, cast, records })
  }
}

type Work = { chance: Random; cast: Cast; records: Records }

const titles = { parentsMeeting: 'Родительское собрание', event: 'Праздник класса с родителями' } as const

function addGathering(
  { stamp, present }: Ground,
  { schoolClass, stays }: ClassJournal,
  kind: keyof typeof titles,
  on: Day | undefined,
  { chance, cast, records }: Work,
): void {
  if (on === undefined) return
  const id = records.nextId('gathering')
  records.add('gathering', {
    id,
    class_id: schoolClass.id,
    kind,
    held_on: isoOf(on),
    title: titles[kind],
    source_key: `${kind} ${isoOf(on)}`,
    recorded_at: stamp(on, 15),
  })
  const isAbsent = schoolClass.year === present && cast.scene('absentParents')?.schoolClass.id === schoolClass.id
  for (const { student } of stays.filter(({ from, to }) => from <= on && on <= to)) {
    const comes = isAbsent ? 0.36 : student.id % 41 === 0 ? 0.08 : 0.55 + ((student.id * 7) % 10) * 0.04
    records.add('gathering_guest', { gathering_id: id, student_id: student.id, attended: chance.chance(comes) })
  }
}
