import type { Comparison } from './compare.ts'
import type { Ternary } from './condition.ts'
import type { BoundLeaf } from './leaf.ts'
import type { Row } from './slots.ts'

export type Decider = (row: Row) => Ternary

export function decideLeaf({ slot }: BoundLeaf, compare: Comparison): Decider {
  return slot < 0 ? () => null : (row) => compare(row[slot])
}

/** Kleene's "and": false wins, then unknown. */
export function decideAll(parts: readonly Decider[]): Decider {
  return (row) => {
    let state: Ternary = true
    for (const part of parts) {
      const found = part(row)
      if (found === false) return false
      if (found === null) state = null
    }
    return state
  }
}

/** Kleene's "or": true wins, then unknown. */
export function decideAny(parts: readonly Decider[]): Decider {
  return (row) => {
    let state: Ternary = false
    for (const part of parts) {
      const found = part(row)
      if (found === true) return true
      if (found === null) state = null
    }
    return state
  }
}

/** The negation of the one part; unknown stays unknown. */
export function decideNot(parts: readonly Decider[]): Decider {
  const part = parts[0]
  return (row) => {
    const state = part ? part(row) : null
    return state === null ? null : !state
  }
}
