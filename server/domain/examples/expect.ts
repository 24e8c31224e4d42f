import { readingWordsOf } from '../explain/reading-words.ts'
import type { Lang } from '../explain/words.ts'
import type { Case } from './cases.ts'
import { type Ground, resolveKey } from './ground.ts'
import { type Judged, levelLeaves, lowestLeaves } from './judge.ts'

/** What an example wanted and what came, in words; undefined where they agree. */
export type Mismatch = { readonly expected: Words; readonly got: Words }
type Words = { readonly ru: string; readonly en: string }

/** Compares a verdict with what its example expects: the outcome, and the level, the reason, the missing facts, the exemption. */
export function compareCase(each: Case, ground: Ground, judged: Judged): Mismatch | undefined {
  const { verdict } = judged
  if (judged.disagreement !== undefined)
    return { expected: expectedText(each), got: { ru: judged.disagreement, en: judged.disagreement } }
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
      return verdict.exemptId === each.exemption
        ? undefined
        : { expected: exemptText(each.exemption), got: exemptText(verdict.exemptId) }
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
  return { expected: reasonText(expected), got: reasonText(got) }
}

// A bare fact stands for any of its windows.
function compareMissing(expected: readonly string[], got: readonly string[]): Mismatch | undefined {
  const covers = (name: string, key: string) => name === key || key.startsWith(`${name}{`)
  const isWhole = got.every((key) => expected.some((name) => covers(name, key)))
  const isTrue = expected.every((name) => got.some((key) => covers(name, key)))
  if (isWhole && isTrue) return undefined
  return { expected: missingText(expected), got: missingText(got) }
}

function expectedText(each: Case): Words {
  switch (each.outcome) {
    case 'flagged':
      return levelText(each.level)
    case 'notFlagged':
      return reasonText(each.because)
    case 'unknown':
      return missingText(each.missing)
    case 'exempt':
      return exemptText(each.exemption)
  }
}

function gotText({ verdict }: Judged): Words {
  const { outcome, level, unknownFacts, exemptId } = verdict
  if (outcome === 'flagged') return levelText(level)
  if (outcome === 'unknown') return missingText(unknownFacts)
  return outcome === 'exempt' ? exemptText(exemptId) : { ru: 'сигнала нет', en: 'no flag' }
}

function levelText(level: number | null): Words {
  const named = (lang: Lang) => readingWordsOf(lang).levels[level ?? -1] ?? String(level)
  return { ru: `сигнал уровня «${named('ru')}»`, en: `a flag of the level "${named('en')}"` }
}

function reasonText(names: readonly string[]): Words {
  return {
    ru: `сигнала нет, потому что не выполнено: ${names.join(', ')}`,
    en: `no flag, because these do not hold: ${names.join(', ')}`,
  }
}

function missingText(keys: readonly string[]): Words {
  return { ru: `не оценено, не хватает: ${keys.join(', ')}`, en: `not judged, missing: ${keys.join(', ')}` }
}

function exemptText(id: string | null): Words {
  return { ru: `исключение «${id ?? '–'}»`, en: `the exemption "${id ?? '–'}"` }
}
