/** Fewer than these are a person or two that somebody would recognise. */
export const few = 5

/**
 * Counts of one group as they may be shown: those of one to four are hidden (null), and as many more as it takes that the
 * hidden ones cannot be told from the sum of the group. Nought stays nought.
 */
export function hideSmall(counts: readonly number[]): (number | null)[] {
  const hidden = new Set<number>()
  for (const [place, count] of counts.entries()) if (count > 0 && count < few) hidden.add(place)
  while (isTold(counts, hidden)) {
    const next = counts
      .map((count, place) => ({ count, place }))
      .filter(({ place }) => !hidden.has(place))
      .toSorted((one, other) => Number(one.count === 0) - Number(other.count === 0) || one.count - other.count)[0]
    if (!next) break
    hidden.add(next.place)
  }
  return counts.map((count, place) => (hidden.has(place) ? null : count))
}

/** Whether the sum of the hidden tells one of them: there is a single one, or all of them together are a few. */
function isTold(counts: readonly number[], hidden: ReadonlySet<number>): boolean {
  const sum = [...hidden].reduce((all, place) => all + (counts[place] ?? 0), 0)
  return hidden.size === 1 || (hidden.size > 0 && sum < few)
}
