import type { Case } from './cases.ts'
import { type Ground, resolveKey } from './ground.ts'
import { type Judged, levelLeaves, lowestLeaves } from './judge.ts'

/** What an example wanted and what came, in words; undefined where they agree. */
export type Mismatch = { readonly expected: Words; readonly got: Words }
type Words = { readonly ru: string; readonly en: string }

/** Compares a verdict with what its example expects: the outcome, and the level, the reason, the missing facts, the exemption. */
export function compareCase(each: Case, ground: Ground, judged: Judged): Mismatch | undefined {
  const { verdict } = judged
  if (judged.disagreement !== undefined) return same(each.outcome, judged.disagreement)
  if (verdict.outcome !== each.outcome) return { expected: expectedText(each), got: gotText(judged) }
  switch (each.outcome) {
    case 'flagged':
      return verdict.level === each.level
        ? undefined
        : { expected: levelText(each.level), got: levelText(verdict.level) }
    case 'notFlagged':
      return compareReason(each.because, judged)
    case 'unknown':
      return compareMissing(
        each.missing.map((key) => resolveKey(key, ground.rule, each.example.asOf)),
        verdict.unknownFacts,
      )
    case 'exempt':
      return verdict.exemptId === each.exemption ? undefined : same(each.exemption, verdict.exemptId ?? '–')
  }
}

/** The reason must name every condition of the lowest level that does not hold, and nothing that holds. */
function compareReason(because: readonly string[], judged: Judged): Mismatch | undefined {
  const failing = levelLeaves(judged).filter(({ state }) => state === false)
  const needed = lowestLeaves(judged).filter(({ state }) => state === false)
  const isWhole = needed.every(({ name }) => because.includes(name))
  const isTrue = because.every((name) => failing.some((leaf) => leaf.name === name))
  if (isWhole && isTrue) return undefined
  return reasonMismatch(
    because,
    needed.map(({ name }) => name),
  )
}

function reasonMismatch(expected: readonly string[], got: readonly string[]): Mismatch {
  const text = (names: readonly string[]) => ({
    ru: `notFlagged, потому что ${names.join(', ')}`,
    en: `notFlagged, because ${names.join(', ')}`,
  })
  return { expected: text(expected), got: text(got) }
}

// A bare fact stands for any of its windows.
function compareMissing(expected: readonly string[], got: readonly string[]): Mismatch | undefined {
  const covers = (name: string, key: string) => name === key || key.startsWith(`${name}{`)
  const isWhole = got.every((key) => expected.some((name) => covers(name, key)))
  const isTrue = expected.every((name) => got.some((key) => covers(name, key)))
  if (isWhole && isTrue) return undefined
  const text = (keys: readonly string[]) => ({
    ru: `unknown, не хватает ${keys.join(', ')}`,
    en: `unknown, missing ${keys.join(', ')}`,
  })
  return { expected: text(expected), got: text(got) }
}

function expectedText(each: Case): Words {
  if (each.outcome !== 'notFlagged') return { ru: each.outcome, en: each.outcome }
  const names = each.because.join(', ')
  return { ru: `notFlagged, потому что ${names}`, en: `notFlagged, because ${names}` }
}

function gotText({ verdict }: Judged): Words {
  const { outcome, level, unknownFacts, exemptId } = verdict
  if (outcome === 'flagged') return { ru: `flagged, уровень ${level}`, en: `flagged, level ${level}` }
  if (outcome === 'unknown')
    return { ru: `unknown, не хватает ${unknownFacts.join(', ')}`, en: `unknown, missing ${unknownFacts.join(', ')}` }
  return outcome === 'exempt' ? { ru: `exempt: ${exemptId}`, en: `exempt: ${exemptId}` } : { ru: outcome, en: outcome }
}

function levelText(level: number | null): Words {
  return { ru: `flagged, уровень ${level}`, en: `flagged, level ${level}` }
}

function same(expected: string, got: string): Mismatch {
  return { expected: { ru: expected, en: expected }, got: { ru: got, en: got } }
}
