import { few } from '../access/few.ts'

/** One number of a table; `unseen` is the part of it that stands for people whose names the reader may not see. */
export type Cell = { readonly count: number; readonly unseen: number }

/**
 * Numbers of one list as they may be shown: null where 1 to 4 unseen people stand behind one, and for as many more, the least
 * first, as it takes that those held back cannot be told from the total: two at least, and five people behind them together.
 * Where the total itself is held back (`isTotalHidden`), one number of the list is too, or their sum would tell it.
 */
export function hideSmall(cells: readonly Cell[], isTotalHidden = false): (number | null)[] {
  const hidden = new Set(cells.flatMap(({ unseen }, no) => (unseen > 0 && unseen < few ? [no] : [])))
  const rest = cells
    .map(({ unseen }, no) => ({ unseen, no }))
    .filter(({ unseen, no }) => unseen > 0 && !hidden.has(no))
    .toSorted((one, other) => one.unseen - other.unseen)
  const isTold = () => {
    if (isTotalHidden) return hidden.size === 0
    const behind = [...hidden].reduce((sum, no) => sum + (cells[no]?.unseen ?? 0), 0)
    return hidden.size === 1 || (hidden.size > 1 && behind < few)
  }
  for (const { no } of rest) {
    if (!isTold()) break
    hidden.add(no)
  }
  return cells.map(({ count }, no) => (hidden.has(no) ? null : count))
}
