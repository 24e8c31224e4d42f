/** Fewer pupils than this are not shown as a number: somebody would be known by it. */
export const few = 5

/** A number of pupils as those may see it who see no names: null for one to four. */
export function shownCount(n: number): number | null {
  return n > 0 && n < few ? null : n
}

/**
 * Counts of one group as they may be shown: those of one to four are hidden (null), and as many more as it takes that the
 * hidden ones cannot be told from the sum of the group. Nought stays nought.
 */
export function hideSmall(counts: readonly number[]): (number | null)[] {
  const hidden = new Set<number>()
  for (const [place, count] of counts.entries()) if (shownCount(count) === null) hidden.add(place)
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

/** Cells of one table with their counts hidden as `hideSmall` does. */
export function hideFew<T extends { readonly n: number }>(
  cells: readonly T[],
): (Omit<T, 'n'> & { n: number | null })[] {
  const shown = hideSmall(cells.map(({ n }) => n))
  return cells.map((cell, no) => ({ ...cell, n: shown[no] ?? null }))
}
