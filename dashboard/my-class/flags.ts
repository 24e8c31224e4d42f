import type { Flag } from './queries.ts'

/** Whether a person is asked to decide: nobody has, or the level rose since. */
export function isAsked({ decision, rise }: Flag): boolean {
  return decision === null || rise !== null
}

/**
 * Flags gathered by pupil, the gravest and newest first, as `flags` are: a pupil stands where the first of theirs does. One of
 * the whole class stands alone.
 */
export function byPupil<One extends Pick<Flag, 'id' | 'pupil'>>(flags: readonly One[]): (readonly [One, ...One[]])[] {
  const groups = Map.groupBy(flags, ({ id, pupil }) => (pupil ? `pupil ${pupil.id}` : `flag ${id}`))
  return [...groups.values()].flatMap(([first, ...others]) => (first ? [[first, ...others] as const] : []))
}
