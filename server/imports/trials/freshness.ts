import type { Static } from 'typebox'
import type { Trx } from '../../database/database.ts'
import { type Day, isoOf } from '../../domain/day.ts'
import { coverageOf, journalSources, staleAfterDays } from '../../domain/facts/freshness.ts'
import { listImportWords, listLoadClasses } from '../../facts/queries.ts'
import type { RuleSet } from '../../rules/rules.ts'
import type { importsApi } from '../api.ts'

type Shown = Static<(typeof importsApi)['GET /api/imports/freshness']['answer']>

/** What a school loads, in the order in which it matters day by day. */
const loaded = [...journalSources, 'meetings', 'guardians'] as const

/** Up to which day each source speaks, when its rules fall silent, and how many of them stand on it. */
export async function freshnessNow(
  trx: Trx,
  schoolId: number,
  today: Day,
  { rules, facts }: Pick<RuleSet, 'rules' | 'facts'>,
): Promise<Shown> {
  const words = await listImportWords(trx, schoolId)
  const { freshness } = coverageOf(words, await listLoadClasses(trx, schoolId, isoOf(today)), today)
  const active = rules.filter(({ rule }) => rule.status === 'active')
  const sourcesOf = active.map(
    ({ rule }) => new Set<string | undefined>(factsIn(rule.levels).map((fact) => facts.get(fact)?.source)),
  )
  return {
    sources: loaded.map((source) => {
      const age = freshness[source]
      const count = sourcesOf.filter((sources) => sources.has(source)).length
      return {
        source,
        dataOn: age ? isoOf(age.dataOn) : null,
        ageDays: age?.ageDays ?? null,
        state: age?.state ?? 'never',
        pausesOn: age && count > 0 ? isoOf(age.dataOn + staleAfterDays + 1) : null,
        rules: count,
      }
    }),
  }
}

/** Names of the facts that conditions ask for, however deep. */
function factsIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(factsIn)
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'fact' && typeof value === 'string' ? [value] : factsIn(value),
  )
}
