import { isoOf } from '../domain/day.ts'
import type { Ground } from './ground.ts'
import { type ClassJournal, importId } from './journal/days.ts'
import type { Records } from './records.ts'

const sources = [
  'roster',
  'marks',
  'finalMarks',
  'attendance',
  'lessons',
  'incidents',
  'debts',
  'support',
  'family',
] as const

/** The load the records of the demo belong to: it says up to which day each source speaks. */
export function addLoad(ground: Ground, journals: readonly ClassJournal[], seed: number, records: Records): void {
  const { stamp, asOf, years } = ground
  const latest = Math.max(...journals.map(({ days }) => days.at(-1)?.day ?? years[0]?.start ?? asOf))
  const data_on = isoOf(Math.min(latest, asOf))
  const counts = {
    marks: records.count('mark'),
    absences: records.count('absence'),
    students: records.count('student'),
  }
  records.add('import', {
    id: importId,
    profile: 'demo',
    source: 'demo',
    state: 'accepted',
    exported_on: data_on,
    covers: '{}',
    files: '[]',
    content_hash: `demo-${seed}-${isoOf(asOf)}`,
    counts: JSON.stringify(counts),
    author: 'demo',
    started_at: stamp(years[0]?.start ?? asOf, 3),
    finished_at: stamp(years[0]?.start ?? asOf, 3),
  })
  for (const source of sources) records.add('import_source', { import_id: importId, source, data_on })
}
