import { array, assert, nat, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { few } from '../../../server/domain/access/few.ts'
import { hideSmall } from '../../../server/domain/flags/cells.ts'

const unseen = (...counts: number[]) => counts.map((count) => ({ count, unseen: count }))

describe('numbers of people one may not see', () => {
  it('are hidden with as many others as it takes that five people stand behind the hidden ones', () => {
    expect(hideSmall(unseen(1, 2, 21, 60))).toEqual([null, null, null, 60])
    expect(hideSmall(unseen(3, 21, 60))).toEqual([null, null, 60])
    expect(hideSmall(unseen(5, 0, 60))).toEqual([5, 0, 60])
  })

  it('are shown where everybody behind them is seen', () => {
    expect(hideSmall([{ count: 3, unseen: 0 }, ...unseen(17, 2, 4)])).toEqual([3, 17, null, null])
  })

  it('have one hidden among them where their total is', () => {
    expect(hideSmall(unseen(6, 15), true)).toEqual([null, 15])
    expect(hideSmall(unseen(2, 15), true)).toEqual([null, 15])
  })

  it('never leave fewer than five people behind the hidden ones while there is more to hide', () => {
    assert(
      property(array(nat(12), { maxLength: 8 }), (counts) => {
        const shown = hideSmall(unseen(...counts))
        const behind = counts.filter((_, no) => shown[no] === null).reduce((sum, count) => sum + count, 0)
        const canHideMore = shown.some((count) => count !== null && count > 0)
        if (shown.includes(null) && canHideMore) expect(behind).toBeGreaterThanOrEqual(few)
      }),
    )
  })
})

describe('numbers of few people', () => {
  it.each([
    [
      'are held back where names may not be seen',
      [
        [3, 3],
        [4, 4],
        [9, 9],
      ],
      [null, null, 9],
    ],
    [
      'are shown where they may',
      [
        [3, 0],
        [1, 0],
      ],
      [3, 1],
    ],
    [
      'are not told by the total: one more is held back',
      [
        [3, 3],
        [9, 9],
        [7, 7],
      ],
      [null, 9, null],
    ],
    ['alone are held back', [[2, 2]], [null]],
    [
      'nothing is nothing',
      [
        [0, 0],
        [3, 3],
        [0, 0],
      ],
      [0, null, 0],
    ],
    ['five may be shown', [[5, 5]], [5]],
    [
      'the part that may not be seen decides',
      [
        [9, 2],
        [8, 8],
      ],
      [null, null],
    ],
  ] as const)('%s', (_, cells, shown) => {
    expect(hideSmall(cells.map(([count, unseen]) => ({ count, unseen })))).toEqual(shown)
  })
})
