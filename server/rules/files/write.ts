import type { PointsReview } from '../../domain/formats/points.ts'

/** The text of `rules/points.json`: one line per point and per rule, so that a review is one line of a diff. */
export function reviewText({ $schema, notAutomated, reviewed }: PointsReview): string {
  const head = `{\n  "$schema": ${JSON.stringify($schema)},\n`
  return `${head}  "notAutomated": ${linesOf(notAutomated)},\n  "reviewed": ${linesOf(reviewed)}\n}\n`
}

function linesOf(entries: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const lines = Object.entries(entries).map(([id, values]) => {
    const pairs = Object.entries(values).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    return `    ${JSON.stringify(id)}: { ${pairs.join(', ')} }`
  })
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`
}
