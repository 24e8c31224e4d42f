import type { Day } from '../day.ts'
import type { Reason } from './value.ts'

/** Past this age the facts of a source are not judged; domain practice: two weeks of a silent journal say nothing of today. */
export const staleAfterDays = 14
/** Past this age the age is said beside the number. */
export const agingAfterDays = 7

export type SourceAge = { readonly dataOn: Day; readonly ageDays: number; readonly state: 'fresh' | 'aging' | 'stale' }

/** Of each source that was ever imported: up to which day its data speak, and how old that is. */
export type Freshness = Readonly<Record<string, SourceAge>>

/** The ages of sources as of a day. A source that speaks of later days too (a look back) is fresh. */
export function freshnessOf(dataOn: ReadonlyMap<string, Day>, asOf: Day): Freshness {
  return Object.fromEntries([...dataOn].map(([source, day]) => [source, ageOf(day, asOf)]))
}

function ageOf(dataOn: Day, asOf: Day): SourceAge {
  const ageDays = Math.max(0, asOf - dataOn)
  const state = ageDays > staleAfterDays ? 'stale' : ageDays > agingAfterDays ? 'aging' : 'fresh'
  return { dataOn, ageDays, state }
}

/** Why none of a fact's values can be told: a source never imported or too old; undefined where all are well. */
export function whyMute(sources: readonly string[], freshness: Freshness): Reason | undefined {
  const ages = sources.map((source) => freshness[source])
  if (ages.some((age) => age === undefined)) return 'not_imported'
  return ages.some((age) => age?.state === 'stale') ? 'stale' : undefined
}
