import { describe, expect, it } from 'vitest'
import { funnelLimits, quantile, shareLimits, valueLimits } from '../../../server/domain/duties/limits.ts'

describe('limits of chance', () => {
  it('are not drawn for fewer than ten points', () => {
    expect(shareLimits(Array.from({ length: 9 }, () => ({ met: 9, of: 10 })))).toBeNull()
    expect(valueLimits([...Array.from({ length: 9 }, () => 0.9), null])).toBeNull()
  })

  it('of a share: three sigma by the number of units, within 0 and 1', () => {
    const limits = shareLimits(Array.from({ length: 10 }, (_, no) => ({ met: 45, of: no === 0 ? 100 : 50 })))
    const mean = 450 / 550
    expect(limits?.[0]?.mean).toBeCloseTo(mean)
    expect(limits?.[0]?.lower).toBeCloseTo(mean - 3 * Math.sqrt((mean * (1 - mean)) / 100))
    expect(limits?.[1]?.upper).toBeLessThanOrEqual(1)
  })

  it('of single values: 2.66 mean moving ranges', () => {
    const limits = valueLimits([0.5, 0.6, 0.5, 0.6, 0.5, 0.6, 0.5, 0.6, 0.5, 0.6])
    expect(limits?.mean).toBeCloseTo(0.55)
    expect(limits?.upper).toBeCloseTo(0.55 + 2.66 * 0.1)
  })

  it('of a funnel narrow with the number of units', () => {
    expect(funnelLimits(0.8, 100, 1.96).lower).toBeGreaterThan(funnelLimits(0.8, 10, 1.96).lower)
  })
})

describe('a quantile', () => {
  it('is the value of the nearest rank', () => {
    expect(quantile([5, 1, 3, 2, 4], 0.5)).toBe(3)
    expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBe(9)
    expect(quantile([], 0.5)).toBeNull()
  })
})
