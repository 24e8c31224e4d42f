import type { Words } from '../words/ru.ts'

/** A count as people read it: one that is hidden says so. */
export function countText(count: number | null, { family }: Words): string {
  return count === null ? family.hidden : String(count)
}
