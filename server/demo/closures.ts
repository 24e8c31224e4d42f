import { isoOf } from '../domain/day.ts'
import type { Ground } from './ground.ts'
import type { Records } from './records.ts'
import type { Roster } from './roster.ts'

/** Quarantines: one class in the last winter, one in this autumn. */
export function addClosures({ present, last, asOf, stamp }: Ground, { classes }: Roster, records: Records): void {
  const spells = [
    { year: last, grade: 4, letter: 'Б', after: 147 },
    { year: present, grade: 2, letter: 'В', after: 35 },
  ]
  for (const { year, grade, letter, after } of spells) {
    const schoolClass = classes.find((it) => it.year === year && it.grade === grade && it.letter === letter)
    if (!year || !schoolClass || year.start + after + 7 > asOf) continue
    records.add('school_break', {
      class_id: schoolClass.id,
      from_on: isoOf(year.start + after),
      to_on: isoOf(year.start + after + 6),
      kind: 'quarantine',
      note: 'Карантин по гриппу',
      recorded_at: stamp(year.start + after, 6),
    })
  }
}
