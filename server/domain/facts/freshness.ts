import type { Day } from '../day.ts'
import type { Reason } from './value.ts'

/** Past this age the facts of a source are not judged; two weeks of a silent journal say nothing of today. */
export const staleAfterDays = 14
/** Past this age the age is said beside the number. */
export const agingAfterDays = 7

/** Sources that only loads fill, in the order in which they matter day by day: without one, its rules tell nothing. */
export const journalSources = ['marks', 'attendance', 'finalMarks', 'lessons', 'debts', 'incidents', 'roster'] as const

export type SourceAge = { readonly dataOn: Day; readonly ageDays: number; readonly state: 'fresh' | 'aging' | 'stale' }

/** Of each source that was ever imported: up to which day its data speak, and how old that is. */
export type Freshness = Readonly<Record<string, SourceAge>>

/** What a load is the word on: a source up to a day, of the whole school, of classes, or of single pupils. */
export type ImportWord = {
  readonly source: string
  readonly dataOn: Day
  readonly who: 'school' | 'classes' | 'students'
  readonly classIds: readonly number[]
  readonly studentIds: readonly number[]
}

/** Sources that hold a row for every pupil who is taught: a class that no load ever named was not loaded. */
const dense = new Set(['marks', 'attendance', 'lessons'])

type Reached = { school: boolean; on: Day | undefined; classes: Set<number>; students: Map<number, Day> }

export type Coverage = {
  readonly freshness: Freshness
  /** Why a source tells nothing of a pupil (or of a class, without an id); undefined where it does. */
  readonly whyMute: (source: string, classId: number, studentId?: number) => Reason | undefined
}

/**
 * What the loads say of whom. A class that a load of a dense source ever named is covered by the later ones too: a week
 * without a single absence is a good week, not a gap. A load of one pupil's file speaks of that pupil alone.
 * `loadClasses` are classes with a weekly load: where no journal gives lessons, the load is a standing word on them.
 */
export function coverageOf(words: readonly ImportWord[], loadClasses: ReadonlySet<number>, asOf: Day): Coverage {
  const reached = new Map<string, Reached>()
  for (const word of words) addWord(reached, word)
  const dayOf = (source: string, classId: number, studentId: number | undefined): Day | undefined => {
    const found = reached.get(source)
    const own = studentId === undefined ? undefined : found?.students.get(studentId)
    const common = found && (found.school || found.classes.has(classId)) ? found.on : undefined
    const standing = source === 'lessons' && common === undefined && loadClasses.has(classId) ? asOf : common
    return own !== undefined && standing !== undefined ? Math.max(own, standing) : (own ?? standing)
  }
  return {
    freshness: freshnessOf(reached, loadClasses, asOf),
    whyMute: (source, classId, studentId) => {
      const day = dayOf(source, classId, studentId)
      if (day === undefined) return 'not_imported'
      return asOf - day > staleAfterDays ? 'stale' : undefined
    },
  }
}

function addWord(reached: Map<string, Reached>, word: ImportWord): void {
  const found = reached.get(word.source) ?? { school: false, on: undefined, classes: new Set(), students: new Map() }
  reached.set(word.source, found)
  if (word.who === 'students' && word.studentIds.length > 0) {
    for (const id of word.studentIds)
      found.students.set(id, Math.max(word.dataOn, found.students.get(id) ?? word.dataOn))
    return
  }
  found.on = Math.max(word.dataOn, found.on ?? word.dataOn)
  if (word.who === 'classes' && dense.has(word.source)) for (const id of word.classIds) found.classes.add(id)
  else found.school = true
}

function freshnessOf(reached: ReadonlyMap<string, Reached>, loadClasses: ReadonlySet<number>, asOf: Day): Freshness {
  const days = [...reached].map(([source, { on, students }]) => [source, on ?? Math.max(...students.values())] as const)
  const standing = !reached.has('lessons') && loadClasses.size > 0 ? [['lessons', asOf] as const] : []
  return Object.fromEntries([...days, ...standing].map(([source, day]) => [source, ageOf(day, asOf)]))
}

/** A source that speaks of later days too (a look back) is fresh. */
function ageOf(dataOn: Day, asOf: Day): SourceAge {
  const ageDays = Math.max(0, asOf - dataOn)
  const state = ageDays > staleAfterDays ? 'stale' : ageDays > agingAfterDays ? 'aging' : 'fresh'
  return { dataOn, ageDays, state }
}
