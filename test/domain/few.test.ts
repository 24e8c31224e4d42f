import { array, assert, nat, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { few, hideFew } from '../../server/domain/access/few.ts'

describe('cells of few pupils', () => {
  it('are hidden, and none is known from the total of the table', () => {
    assert(
      property(array(nat(12), { maxLength: 8 }), (numbers) => {
        const shown = hideFew(numbers.map((n) => ({ n })))
        shown.forEach(({ n }, at) => expect(n === null || n === numbers[at]).toBe(true))
        expect(shown.some(({ n }) => n !== null && n > 0 && n < few)).toBe(false)
        const hidden = numbers.filter((_, at) => shown[at]?.n === null)
        const canHideMore = shown.some(({ n }) => n !== null && n >= few)
        expect(hidden.length === 1 && canHideMore).toBe(false)
      }),
    )
  })
})
