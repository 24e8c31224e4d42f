import { describe, expect, it } from 'vitest'
import { hideSmall } from '../../../server/domain/flags/cells.ts'

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
