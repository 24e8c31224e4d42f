import { array, assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeOf } from '../../server/domain/family/change.ts'
import { hideSmall } from '../../server/domain/family/small.ts'

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
