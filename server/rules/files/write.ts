import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PointsReview } from '../../domain/formats/points.ts'
import { reviewPoints } from './review.ts'
import type { RuleSet } from './ruleset.ts'

/** Records in a folder of rules that a person has read the named rules (all, where none is named) against their points. */
export async function saveReview(folder: string, ruleSet: RuleSet, ruleIds?: readonly string[]): Promise<void> {
  await writeFile(join(folder, 'points.json'), reviewText(reviewPoints(ruleSet, ruleIds)))
}

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
