import type { Counts } from '../queries/compare.ts'
import type { Kind, Source } from './kinds.ts'

/** The table a kind of record mostly becomes: refused rows are counted there. */
export const kindTables: { readonly [K in Kind]: string } = {
  class: 'school_class',
  student: 'student',
  staff: 'staff',
  guardian: 'guardian',
  mark: 'mark',
  finalMark: 'final_mark',
  absence: 'absence',
  entry: 'mark',
  incident: 'incident',
  debt: 'debt',
  closure: 'school_break',
  load: 'timetable_load',
  meeting: 'gathering',
}

const kindSources: { readonly [K in Kind]: readonly Source[] } = {
  class: ['roster'],
  student: ['roster'],
  staff: ['roster'],
  guardian: ['guardians'],
  mark: ['marks'],
  finalMark: ['finalMarks'],
  absence: ['attendance'],
  entry: ['marks', 'attendance'],
  incident: ['incidents'],
  debt: ['debts'],
  closure: ['calendar'],
  load: ['timetable'],
  meeting: ['meetings'],
}

/** On which sources of facts the import is the word up to its day: also where it says that there was nothing. */
export function sourcesOf(counts: ReadonlyMap<string, Counts>, streams: readonly { readonly kind: Kind }[]): Source[] {
  const sources = new Set(streams.flatMap(({ kind }) => kindSources[kind]))
  if (counts.has('lesson')) sources.add('lessons')
  if (counts.has('final_mark')) sources.add('finalMarks')
  return [...sources]
}
