import { array, assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hideSmall } from '../../server/domain/access/few.ts'
import { changeOf } from '../../server/domain/family/change.ts'
import { hideTable } from '../../server/domain/family/table.ts'

describe('counts of a few', () => {
  it('are hidden, with one more so that the sum does not tell them', () => {
    expect(hideSmall([2, 20, 9])).toEqual([null, 20, null])
    expect(hideSmall([3, 20, 2])).toEqual([null, 20, null])
    expect(hideSmall([1, 20, 1])).toEqual([null, null, null])
    expect(hideSmall([0, 23, 0])).toEqual([0, 23, 0])
    expect(hideSmall([5, 6, 7])).toEqual([5, 6, 7])
  })

  it('never leave one way alone to share the rest out', () => {
    const counts = array(integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 5 })
    assert(
      property(counts, (given) => {
        const shown = hideSmall(given)
        for (const [place, count] of shown.entries()) {
          if (count !== null) expect(count === 0 || count >= 5).toBe(true)
          if (count !== null) expect(count).toBe(given[place])
        }
        const hidden = shown.filter((count) => count === null).length
        expect(hidden === 1).toBe(false)
      }),
    )
  })
})

describe('a table of counts by class', () => {
  /** Every table with numbers in the hidden places that gives the same sums: from one on, where no nought is hidden. */
  function* fillings(
    rows: readonly number[][],
    cells: readonly (readonly (number | null)[])[],
    sums: readonly (number | null)[],
  ) {
    const isZeroHidden = cells.some((row, no) => row.some((cell, at) => cell === null && rows[no]?.[at] === 0))
    const least = isZeroHidden ? 0 : 1
    const holes = cells.flatMap((row, no) => row.flatMap((cell, at) => (cell === null ? [[no, at] as const] : [])))
    const filled = cells.map((row) => row.map((cell) => cell ?? 0))
    const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
    function* fill(hole: number): Generator<number[][]> {
      const place = holes[hole]
      if (!place) {
        const isRight =
          rows.every((row, no) => total(row) === total(filled[no] ?? [])) &&
          sums.every((sum, at) => sum === null || sum === total(filled.map((row) => row[at] ?? 0)))
        if (isRight) yield filled.map((row) => [...row])
        return
      }
      const [no, at] = place
      const line = filled[no] ?? []
      const rest = total(rows[no] ?? []) - total(line)
      for (let count = least; count <= rest; count++) {
        line[at] = count
        yield* fill(hole + 1)
      }
      line[at] = 0
    }
    yield* fill(0)
  }

  it('never lets a count of a few follow from the rest and the number of the school', () => {
    const row = array(integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 })
    assert(
      property(array(row, { minLength: 1, maxLength: 3 }), (rows) => {
        const { cells, sums } = hideTable(rows, 3)
        const all = [...fillings(rows, cells, sums)]
        if (all.length === 0) return
        for (const [no, line] of cells.entries())
          for (const [at, cell] of line.entries()) {
            if (cell !== null) expect(cell === 0 || cell >= 5).toBe(true)
            const row = rows[no] ?? []
            const isLone = row.reduce((sum, count) => sum + count, 0) < 5
            const isSmall = (row[at] ?? 0) > 0 && (row[at] ?? 0) < 5
            if (cell === null && isSmall && !isLone)
              expect(new Set(all.map((table) => table[no]?.[at])).size).toBeGreaterThan(1)
          }
      }),
      { numRuns: 40 },
    )
  })

  it('hides more than the few where the number of the school would tell them', () => {
    const rows = [
      [6, 10, 9],
      [1, 12, 8],
      [1, 14, 7],
      [1, 11, 9],
    ]
    const { cells, sums } = hideTable(rows, 3)
    expect(sums).toEqual([9, 47, 33])
    expect(cells.map(([worse]) => worse)).toEqual([null, null, null, null])
  })
})

describe('the change of a family', () => {
  const point = (wave: number, instrument: string, index: number | null) => ({ wave, instrument, index })

  it.each([
    [60, 70, 'better'],
    [60, 69, 'same'],
    [60, 51, 'same'],
    [60, 50, 'worse'],
  ])('from %i to %i is %s', (before, now, told) => {
    expect(changeOf([point(0, 'card', before), point(1, 'card', now)], 1)).toBe(told)
  })

  it('is unknown across instruments, without a measurement and without the last wave', () => {
    expect(changeOf([point(0, 'card', 20), point(1, 'test', 90)], 1)).toBe('unmeasured')
    expect(changeOf([point(0, 'card', 20), point(1, 'card', null)], 1)).toBe('unmeasured')
    expect(changeOf([point(0, 'card', 20)], 1)).toBe('unmeasured')
    expect(changeOf([], 1)).toBe('unmeasured')
  })

  it('reaches back over a wave of another instrument', () => {
    expect(changeOf([point(0, 'card', 20), point(1, 'test', 90), point(2, 'card', 60)], 2)).toBe('better')
  })
})
