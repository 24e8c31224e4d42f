/** A stream of chance that a seed fixes: the same seed gives the same school, on every machine. */
export type Random = {
  /** A number in [0, 1). */
  next: () => number
  /** A whole number from `from` to `to`, both inclusive. */
  int: (from: number, to: number) => number
  chance: (share: number) => boolean
  pick: <T>(items: readonly T[]) => T
  /** A number around `mean`, by the sum of four even ones. */
  around: (mean: number, spread: number) => number
  /** A stream of its own for one part, so that one part more does not change the others. */
  branch: (name: string) => Random
}

export function randomOf(seed: string): Random {
  let state = hashOf(seed)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    int,
    chance: (share) => next() < share,
    pick: (items) => {
      const item = items[int(0, items.length - 1)]
      if (item === undefined) throw new RangeError('Nothing to pick from')
      return item
    },
    around: (mean, spread) => mean + (next() + next() + next() + next() - 2) * spread,
    branch: (name) => randomOf(`${seed}/${name}`),
  }
}

/** FNV-1a over the text. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}
