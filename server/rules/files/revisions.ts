import type { Rule } from '../../domain/formats/rule.ts'
import { checkBackdating } from '../../domain/revisions/backdating.ts'
import type { Problem } from '../../problem.ts'
import { hashOf } from './hash.ts'
import { place } from './load.ts'
import type { RuleSet } from './ruleset.ts'

/** One file as kept for ever: its content and the hash of its canonical JSON. */
export type Revision = {
  readonly path: string
  readonly hash: string
  readonly ruleId: string | null
  readonly content: unknown
}

/** What is in force together: the hash of the sorted list of revisions, and that list. */
export type Edition = { readonly hash: string; readonly revisions: readonly Revision[] }

/** The edition of a set: the same content in any order of files and keys gives the same hash. */
export function editionOf(ruleSet: RuleSet): Edition {
  const revisions = ruleSet.files
    .map(({ path, kind, value }): Revision => {
      const ruleId = kind === 'rule' ? (value as Rule).id : null
      return { path, hash: hashOf(value), ruleId, content: value }
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1))
  return { hash: hashOf(revisions.map(({ path, hash }) => [path, hash])), revisions }
}

/** Changes of rules in force that reach into the past, at their places in the files of the candidate. */
export function findBackdating(before: readonly Revision[], candidate: RuleSet, today: string): Problem[] {
  const inForce = new Map(
    before.filter(({ ruleId }) => ruleId !== null).map(({ path, content }) => [path, content as Rule]),
  )
  return candidate.rules.flatMap(({ rule, file }) => {
    const previous = inForce.get(file.path)
    return previous && previous.id === rule.id ? place(file, checkBackdating(previous, rule, today)) : []
  })
}
