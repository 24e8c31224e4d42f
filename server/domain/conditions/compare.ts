import type { FactValue, Scalar, Ternary } from './condition.ts'
import type { BoundLeaf } from './leaf.ts'

export type Comparison = (actual: FactValue | null | undefined) => Ternary

/**
 * The test of one leaf over a value in fixed point. Unknown (null) where the value is missing, NaN, or of another kind
 * than the operator and the expected value ask for; in particular a number that is not whole is not in fixed point.
 */
export function compareWith(leaf: BoundLeaf): Comparison {
  const { target } = leaf
  if (target === null) return () => null
  if (typeof target === 'object') return inList(target, leaf.operator === 'in')
  switch (leaf.operator) {
    case 'contains':
      return inFact(target, true)
    case 'doesNotContain':
      return inFact(target, false)
    case 'notEqual':
      return unequal(target)
    case 'equal':
      return equal(target)
    default:
      return ordered(leaf.operator, Number(target))
  }
}

function ordered(operator: BoundLeaf['operator'], target: number): Comparison {
  switch (operator) {
    case 'lessThan':
      return (actual) => (isWhole(actual) ? actual < target : null)
    case 'lessThanInclusive':
      return (actual) => (isWhole(actual) ? actual <= target : null)
    case 'greaterThan':
      return (actual) => (isWhole(actual) ? actual > target : null)
    default:
      return (actual) => (isWhole(actual) ? actual >= target : null)
  }
}

/** Whether a value is a number in fixed point. */
export function isWhole(value: unknown): value is number {
  return Number.isInteger(value)
}

function equal(target: Scalar): Comparison {
  const kind = typeof target
  return (actual) => (isOfKind(actual, kind) ? actual === target : null)
}

function unequal(target: Scalar): Comparison {
  const kind = typeof target
  return (actual) => (isOfKind(actual, kind) ? actual !== target : null)
}

function inList(targets: readonly Scalar[], wanted: boolean): Comparison {
  const kind = typeof targets[0]
  const members: ReadonlySet<unknown> = new Set(targets)
  return (actual) => (isOfKind(actual, kind) ? members.has(actual) === wanted : null)
}

// A list with an unknown item still contains what it is seen to contain; what it lacks is then unknown.
function inFact(target: Scalar, wanted: boolean): Comparison {
  const kind = typeof target
  return (actual) => {
    if (!Array.isArray(actual)) return null
    if (actual.includes(target)) return wanted
    return actual.every((item) => isOfKind(item, kind)) ? !wanted : null
  }
}

function isOfKind(value: unknown, kind: string): boolean {
  return kind === 'number' ? Number.isInteger(value) : typeof value === kind
}
