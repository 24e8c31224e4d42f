import { few, hideSmall } from '../access/few.ts'

/** A place of a table: the row of a group, the column of an answer. */
type Place = { readonly row: number; readonly column: number }

/**
 * A table of counts whose rows and columns have known sums, as it may be shown: in every row the counts of a few are hidden as
 * `hideSmall` does, then the least of the others until none follows from the sums of its row and column. Where that does not
 * help, or a sum is of a few itself, the sums of all columns with something hidden are hidden too.
 */
export function hideTable(rows: readonly (readonly number[])[], columns: number) {
  const exact = Array.from({ length: columns }, (_, column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0))
  const cells = rows.map((row) => hideSmall(row))
  const hasHidden = (column: number) => cells.some((row) => row[column] === null)
  let areSumsShown = !hideSmall(exact).includes(null)
  while (areSumsShown) {
    const told = toldIn(rows, cells)
    if (!told) break
    const next = nextTo(told, rows, cells)
    if (next) (cells[next.row] ?? [])[next.column] = null
    else areSumsShown = false
  }
  return { cells, sums: exact.map((sum, column) => (areSumsShown || !hasHidden(column) ? sum : null)) }
}

/** The least shown count of the column, else of the row: what is hidden next so that the place is not told. Noughts come last. */
function nextTo({ row, column }: Place, rows: readonly (readonly number[])[], cells: readonly (number | null)[][]) {
  const shown = (places: readonly Place[]) =>
    places
      .filter((at) => cells[at.row]?.[at.column] != null)
      .map((at) => ({ ...at, count: rows[at.row]?.[at.column] ?? 0 }))
      .filter(({ count }) => count > 0)
      .toSorted((one, other) => one.count - other.count)[0]
  return (
    shown(rows.map((_, no) => ({ row: no, column }))) ?? shown((rows[row] ?? []).map((_, no) => ({ row, column: no })))
  )
}

/** A hidden count that the sums leave one value, or whose column hides a few people together; undefined: there is none. */
function toldIn(
  rows: readonly (readonly number[])[],
  cells: readonly (readonly (number | null)[])[],
): Place | undefined {
  const hidden = cells.flatMap((row, no) => row.flatMap((cell, column) => (cell === null ? [{ row: no, column }] : [])))
  const countAt = ({ row, column }: Place) => rows[row]?.[column] ?? 0
  return hidden.find((place) => {
    const own = hidden.filter(({ column }) => column === place.column)
    const together = own.reduce((sum, at) => sum + countAt(at), 0)
    const isFixed = !mayBe('more', place, hidden, countAt) && !mayBe('less', place, hidden, countAt)
    return own.length === 1 || together < few || isFixed
  })
}

/**
 * Whether the count could be one more (or less) with all sums as they are: then another of its row is one less, one of that
 * column one more, and so on around. Whoever reads the table takes a hidden count for one at least.
 */
function mayBe(way: 'more' | 'less', from: Place, hidden: readonly Place[], countAt: (at: Place) => number): boolean {
  const mayGrow = () => true
  const mayShrink = (at: Place) => countAt(at) > 1
  const [inRow, inColumn] = way === 'more' ? [mayShrink, mayGrow] : [mayGrow, mayShrink]
  if (!inColumn(from)) return false
  const seen = new Set([from.row])
  for (const row of seen) {
    const others = hidden.filter((at) => at.row === row && at !== from && inRow(at))
    if (others.some(({ column }) => column === from.column)) return true
    for (const { column } of others) for (const at of hidden) if (at.column === column && inColumn(at)) seen.add(at.row)
  }
  return false
}
