/**
 * Fixed point: a number of a fact is kept as whole units of 1/scale (`2.45` at scale 100 is `245`), so that a mean is
 * compared with its threshold exactly. Scales are powers of ten: 1, 10, 100, …
 *
 * Returns undefined where the number is finer than the scale, not finite, or too large to be exact. The test is exact:
 * IEEE division rounds correctly, so k / scale is the very double that the decimal text of k / scale parses to.
 */
export function fixedOf(value: number, scale: number): number | undefined {
  const fixed = Math.round(value * scale)
  return Number.isSafeInteger(fixed) && fixed / scale === value ? fixed + 0 : undefined
}

/** The number that people read: `245` at scale 100 is `2.45`. */
export function naturalOf(fixed: number, scale: number): number {
  return scale === 1 ? fixed : fixed / scale
}
