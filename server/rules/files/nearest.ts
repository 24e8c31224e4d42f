import { closest, distance } from 'fastest-levenshtein'

// Words a person may know from other systems, and what they are called here.
const meant: Record<string, string> = {
  gte: 'greaterThanInclusive',
  gt: 'greaterThan',
  lte: 'lessThanInclusive',
  lt: 'lessThan',
  eq: 'equal',
  ne: 'notEqual',
  '>=': 'greaterThanInclusive',
  '>': 'greaterThan',
  '<=': 'lessThanInclusive',
  '<': 'lessThan',
  '=': 'equal',
  '==': 'equal',
  '!=': 'notEqual',
  and: 'all',
  or: 'any',
}

/** " – возможно, X?" for a name nobody knows, or nothing where no allowed name is like it. */
export function nearestOf(given: string, allowed: readonly string[]): { ru: string; en: string } {
  const bare = given.replaceAll('"', '')
  const alias = meant[bare.toLowerCase()]
  const found = alias !== undefined && allowed.includes(alias) ? alias : nearestText(bare, allowed)
  return found === undefined ? { ru: '', en: '' } : { ru: ` – возможно, ${found}?`, en: ` – perhaps ${found}?` }
}

function nearestText(given: string, allowed: readonly string[]): string | undefined {
  if (given === '' || allowed.length === 0) return undefined
  const contained = allowed.find(
    (name) => name.length > 2 && given.length > 2 && (name.startsWith(given) || given.startsWith(name)),
  )
  const near = closest(given, [...allowed])
  return distance(given, near) <= Math.max(2, given.length / 3) ? near : contained
}
