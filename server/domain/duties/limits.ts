/** Between which values a rate moves by chance alone. */
export type Limits = { readonly mean: number; readonly lower: number; readonly upper: number }
export type Counted = { readonly met: number; readonly of: number }

/** Below so many points a chart of rates carries no limits: they would say more than is known. */
export const leastPoints = 10

/** Limits of a p chart, three sigma, one for each point; null where there are too few. Source: W. A. Shewhart, 1931. */
export function shareLimits(points: readonly Counted[]): Limits[] | null {
  const counted = points.filter(({ of }) => of > 0)
  if (counted.length < leastPoints) return null
  const mean = sumOf(counted.map(({ met }) => met)) / sumOf(counted.map(({ of }) => of))
  return points.map(({ of }) => around(mean, of > 0 ? 3 * Math.sqrt((mean * (1 - mean)) / of) : 0))
}

/** Limits of a chart of single values (XmR): mean ± 2.66 mean moving ranges; null where there are too few. Source: the same. */
export function valueLimits(values: readonly (number | null)[]): Limits | null {
  const known = values.filter((value) => value !== null)
  if (known.length < leastPoints) return null
  const ranges = known.slice(1).map((value, index) => Math.abs(value - (known[index] ?? value)))
  return around(sumOf(known) / known.length, (2.66 * sumOf(ranges)) / ranges.length)
}

/** Limits of a funnel at a number of units: what a share of `mean` gives by chance, at `z` standard errors. Source: D. Spiegelhalter, 2005. */
export function funnelLimits(mean: number, of: number, z: number): Limits {
  return around(mean, of > 0 ? z * Math.sqrt((mean * (1 - mean)) / of) : 1)
}

/** The value below which a share of the sorted values lies (nearest rank); null for none. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}

function around(mean: number, spread: number): Limits {
  return { mean, lower: Math.max(0, mean - spread), upper: Math.min(1, mean + spread) }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
