import { type Comparison, isWhole } from './compare.ts'
import type { Ternary } from './condition.ts'
import type { BoundLeaf } from './leaf.ts'
import type { Row } from './slots.ts'

export type Decider = (row: Row) => Ternary

/**
 * The verdict of one leaf. The ordering operators, most of all leaves, are written out rather than called through
 * `compare`: this is the innermost loop of a whole school.
 */
export function decideLeaf({ slot, operator, target }: BoundLeaf, compare: Comparison): Decider {
  if (slot < 0) return () => null
  if (typeof target !== 'number') return (row) => compare(row[slot])
  switch (operator) {
    case 'lessThan':
      return (row) => {
        const value = row[slot]
        return isWhole(value) ? value < target : null
      }
    case 'lessThanInclusive':
      return (row) => {
        const value = row[slot]
        return isWhole(value) ? value <= target : null
      }
    case 'greaterThan':
      return (row) => {
        const value = row[slot]
        return isWhole(value) ? value > target : null
      }
    case 'greaterThanInclusive':
      return (row) => {
        const value = row[slot]
        return isWhole(value) ? value >= target : null
      }
    default:
      return (row) => compare(row[slot])
  }
}

/** Kleene's "and": false wins, then unknown. */
export function decideAll(parts: readonly Decider[]): Decider {
  const [first, second, ...others] = parts
  if (!first) return () => true
  if (!second) return first
  const rest = others.length > 0 ? decideAll([second, ...others]) : second
  return (row) => {
    const one = first(row)
    if (one === false) return false
    const two = rest(row)
    return one === null && two === true ? null : two
  }
}

/** Kleene's "or": true wins, then unknown. */
export function decideAny(parts: readonly Decider[]): Decider {
  const [first, second, ...others] = parts
  if (!first) return () => false
  if (!second) return first
  const rest = others.length > 0 ? decideAny([second, ...others]) : second
  return (row) => {
    const one = first(row)
    if (one === true) return true
    const two = rest(row)
    return one === null && two === false ? null : two
  }
}

/** The negation of the one part; unknown stays unknown. */
export function decideNot(parts: readonly Decider[]): Decider {
  const part = decideAll(parts)
  return (row) => {
    const state = part(row)
    return state === null ? null : !state
  }
}
