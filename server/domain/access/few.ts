/** Fewer pupils than this are not shown as a number: somebody would be known by it. */
export const few = 5

/** A number of pupils as those may see it who see no names: null for one to four. */
export function shownCount(n: number): number | null {
  return n > 0 && n < few ? null : n
}

/**
 * Cells of one table: those of fewer than five are hidden. Where a single one would be, the least of the others goes with it,
 * for it would be known from the total.
 */
export function hideFew<T extends { readonly n: number }>(
  cells: readonly T[],
): (Omit<T, 'n'> & { n: number | null })[] {
  const hidden = new Set(cells.filter(({ n }) => shownCount(n) === null))
  const [least] = cells.filter((cell) => cell.n >= few).toSorted((one, other) => one.n - other.n)
  if (hidden.size === 1 && least) hidden.add(least)
  return cells.map((cell) => ({ ...cell, n: hidden.has(cell) ? null : cell.n }))
}
