import { listExplainedLeaves } from '../conditions/explanation.ts'
import type { CompiledRule } from '../conditions/rule.ts'
import { explainRule } from '../conditions/rule.ts'
import { isoOf } from '../day.ts'
import type { FactRow } from '../facts/assemble.ts'
import type { Rule } from '../formats/rule.ts'
import { factLabel } from './fact.ts'
import { explainedLines } from './tree.ts'
import { clearingText, raisingText, unknownText, verdictText } from './verdict.ts'
import type { FactCatalogue, Lang } from './words.ts'

type Both = { ru: string; en: string }

/** One comparison behind a verdict, as it is kept with a flag. Numbers are those that people read. */
export type KeptLeaf = {
  name: string
  fact: string
  key: string
  params: Record<string, unknown>
  operator: string
  actual: unknown
  threshold: unknown
  parameter: string | null
  since: string | null
  holds: boolean | null
  why: string | null
}

/** All that is kept with a flag, so that it explains itself for ever: words, numbers, thresholds, what would change it. */
export type FlagExplanation = {
  title: Both
  points: string[]
  text: Both
  advice: Both
  clears: Both
  rises: Both
  unknown: Both
  falsePositives: Both[]
  urgent: boolean
  /** Whether a level holds on the day; false where the flag only waits for what clears it. */
  isReached: boolean
  leaves: KeptLeaf[]
  lines: { ru: string[]; en: string[] }
  /** Names of the facts compared, by their keys. */
  labels: Record<string, Both>
}

/** The explanation of a rule for one subject. `left`: how much of the hold is still to come. */
export function explanationOf(
  rule: Rule,
  compiled: CompiledRule,
  row: FactRow,
  catalogue: FactCatalogue,
  level: number | null,
): FlagExplanation {
  const told = explainRule(compiled, row.values, row.reasons)
  const shown = level === null ? told.levels : told.levels.filter((each) => each.level === level)
  const first = { ...told, levels: level === null ? told.levels : orderedBy(told.levels, level) }
  const hold = rule.lifecycle?.holdFor ?? { n: 5, unit: 'schoolDay' as const }
  const both = (say: (lang: Lang) => string): Both => ({ ru: say('ru'), en: say('en') })
  const leaves = shown.flatMap(({ tree }) => listExplainedLeaves(tree))
  const linesOf = (lang: Lang) =>
    shown.flatMap(({ tree }) => explainedLines(tree, catalogue, lang).map(({ mark, text }) => `${mark} ${text}`))
  return {
    title: rule.title,
    points: rule.serves,
    text: both((lang) => verdictText(rule.explain, first, compiled.parameters, catalogue, lang)),
    advice: rule.advice,
    clears: both((lang) => clearingText(told, hold, catalogue, lang)),
    rises: both((lang) => raisingText(told, catalogue, lang)),
    unknown: both((lang) => unknownText(told, catalogue, lang)),
    falsePositives: rule.falsePositives ?? [],
    urgent: rule.urgent ?? false,
    isReached: level !== null,
    leaves: leaves.map(keptOf),
    lines: { ru: linesOf('ru'), en: linesOf('en') },
    labels: Object.fromEntries(
      leaves.map(({ leaf }) => [leaf.key, both((lang) => factLabel(leaf.fact, leaf.params, catalogue, lang))]),
    ),
  }
}

/** The level that holds first: where two levels name one condition, its numbers are those of the level shown. */
function orderedBy<T extends { level: number }>(levels: readonly T[], level: number): T[] {
  return [...levels].sort((one, other) => Number(other.level === level) - Number(one.level === level))
}

function keptOf({
  name,
  state,
  actual,
  unknownReason,
  leaf,
}: ReturnType<typeof listExplainedLeaves>[number]): KeptLeaf {
  return {
    name,
    fact: leaf.fact,
    key: leaf.key,
    params: { ...leaf.params },
    operator: leaf.operator,
    actual,
    threshold: leaf.expected,
    parameter: leaf.parameter?.name ?? null,
    since: leaf.parameter?.since == null ? null : isoOf(leaf.parameter.since),
    holds: state,
    why: unknownReason,
  }
}
