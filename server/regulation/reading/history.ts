import { isDeepStrictEqual } from 'node:util'
import type { Day } from '../../domain/day.ts'
import type { RegulationFile, RegulationPoint } from '../../domain/formats/regulation.ts'
import type { Rule } from '../../domain/formats/rule.ts'
import { compareRules, type ReadRevision } from '../../domain/revisions/compare.ts'
import type { StoredEdition, StoredRevision } from '../../rules/queries.ts'
import type { RuleSet } from '../../rules/rules.ts'
import { readOn } from './rules.ts'

type Activations = readonly Pick<StoredEdition, 'files' | 'activatedAt'>[]

/** Revisions of a rule, the newest first, each with what it changed against the one before it; a return to an earlier one too. */
export function tellRevisions(
  stored: readonly StoredRevision[],
  activations: Activations,
  inForce: Rule,
  ruleSet: RuleSet,
  on: Day,
) {
  const all = withReturns(stored, activations)
  const read = all.map(({ content }) => readRevision(content as Rule, ruleSet, on))
  const current = all.findLastIndex(({ content }) => isDeepStrictEqual(content, inForce))
  return all
    .map(({ hash, recordedAt, author, note }, index) => {
      const [before, after] = [read[index - 1], read[index]]
      const changes = before && after ? compareRules(before, after) : []
      return { hash, recordedAt, author, note, isInForce: index === current, changes }
    })
    .toReversed()
}

/** A text kept once may come back in force: then it stands once more, on the day it did. */
function withReturns(stored: readonly StoredRevision[], activations: Activations): StoredRevision[] {
  const returns = stored.flatMap((revision) => {
    const back = activations.findLast(({ files }) =>
      files.some(({ path, hash }) => path === revision.path && hash === revision.hash),
    )?.activatedAt
    const isBack = stored.some(
      ({ hash, recordedAt }) =>
        hash !== revision.hash && recordedAt > revision.recordedAt && back != null && recordedAt < back,
    )
    return isBack && back != null ? [{ ...revision, recordedAt: back }] : []
  })
  return [...stored, ...returns].toSorted((one, other) => (one.recordedAt < other.recordedAt ? -1 : 1))
}

/** A text of an earlier program may name facts that this catalogue no longer has: then its words alone are compared. */
function readRevision(rule: Rule, ruleSet: RuleSet, on: Day): ReadRevision | undefined {
  try {
    return { rule, reading: readOn(rule, ruleSet, on) }
  } catch {
    return undefined
  }
}

/** Editions of a point, the newest first: those in which anything of it is other than before. */
export function tellPointHistory(stored: readonly StoredRevision[], pointId: string) {
  const editions = stored.flatMap(({ content, hash, recordedAt, author, note }) => {
    const point = (content as RegulationFile).points.find(({ id }) => id === pointId)
    return point ? [{ point, hash, recordedAt, author, note }] : []
  })
  return editions
    .flatMap(({ point, ...edition }, index) => {
      const before = editions[index - 1]?.point
      const changed = before ? partsChanged(before, point) : []
      return before && changed.length === 0 ? [] : [{ ...edition, changed, text: point.text }]
    })
    .toReversed()
}

const parts = ['title', 'text', 'forms', 'periodicity', 'kind', 'triggers', 'evidence', 'specs', 'notes'] as const

function partsChanged(before: RegulationPoint, after: RegulationPoint): string[] {
  return parts.filter((part) => !isDeepStrictEqual(before[part], after[part]))
}
