/** One number of a table; `unseen` is the part of it that stands for people whose names the reader may not see. */
export type Cell = { readonly count: number; readonly unseen: number }

/** From this many on a number says nothing of one person. */
export const fewest = 5

/**
 * Numbers as they may be shown: null where 1 to 4 unseen people stand behind one. Where exactly one number of a list is held
 * back, the next smallest with unseen people is too: else the total would tell it.
 */
export function hideSmall(cells: readonly Cell[]): (number | null)[] {
  const hidden = new Set(cells.flatMap(({ unseen }, no) => (unseen > 0 && unseen < fewest ? [no] : [])))
  if (hidden.size === 1) {
    const next = cells
      .map(({ unseen }, no) => ({ unseen, no }))
      .filter(({ unseen, no }) => unseen > 0 && !hidden.has(no))
      .toSorted((one, other) => one.unseen - other.unseen)[0]
    if (next) hidden.add(next.no)
  }
  return cells.map(({ count }, no) => (hidden.has(no) ? null : count))
}
