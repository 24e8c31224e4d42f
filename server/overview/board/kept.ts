import type { Trx } from '../../database/database.ts'
import { isoOf } from '../../domain/day.ts'
import type { RuleSet } from '../../rules/rules.ts'
import { rulesInForce } from '../../rules/rules.ts'
import { findVersion } from '../queries/version.ts'
import { type Asked, type JudgedSchool, judgeSchool } from './judged.ts'

type Kept = { readonly key: string; readonly judged: Promise<JudgedSchool> }

const keptLimit = 24
const kept = new Map<string, Kept>()

/**
 * Every duty of a school as of a day, judged once for each version of its data: nothing that the judge looks at changes
 * without the version. `files` are the rules where the school has no edition in force yet.
 */
export async function judgedOf(trx: Trx, asked: Asked, files: RuleSet): Promise<JudgedSchool> {
  const place = `${asked.school.id}|${isoOf(asked.asOf)}`
  const key = `${await findVersion(trx, asked.school.id)}|${asked.knownAt.getTime()}`
  const found = kept.get(place)
  if (found?.key === key) return found.judged
  const judged = rulesInForce(trx, asked.school.id, isoOf(asked.asOf), files).then((ruleSet) =>
    judgeSchool(trx, asked, ruleSet),
  )
  kept.delete(place)
  kept.set(place, { key, judged })
  const [oldest] = kept.keys()
  if (kept.size > keptLimit && oldest !== undefined) kept.delete(oldest)
  return judged.catch((error: unknown) => {
    if (kept.get(place)?.judged === judged) kept.delete(place)
    throw error
  })
}
