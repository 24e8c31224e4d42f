import type { Compiled } from '../conditions/compile.ts'
import { type Condition, childrenOf } from '../conditions/condition.ts'
import type { Explanation } from '../conditions/explanation.ts'
import type { BoundLeaf } from '../conditions/leaf.ts'
import { comparisonText, demandText } from './leaf.ts'
import { type FactCatalogue, type Lang, wordsOf } from './words.ts'

/** One line of «почему» and «почему нет»: ✓ holds, ✗ does not, ? unknown. `depth` is that of the tree. */
export type ExplainedLine = { readonly depth: number; readonly mark: '✓' | '✗' | '?'; readonly text: string }

/** The leaves of an explanation, line by line; groups stand between them only where they are nested. */
export function explainedLines(node: Explanation, catalogue: FactCatalogue, lang: Lang, depth = 0): ExplainedLine[] {
  const mark = node.state === null ? '?' : node.state ? '✓' : '✗'
  if (node.kind === 'leaf') return [{ depth, mark, text: comparisonText(node, catalogue, lang) }]
  const lines = (deeper: number) => node.children.flatMap((child) => explainedLines(child, catalogue, lang, deeper))
  if (depth === 0 && node.kind === 'all') return lines(0)
  const words = wordsOf(lang)
  const head = { all: words.allOf, any: words.anyOf, not: words.not }[node.kind]
  return node.children.length === 1 && node.kind !== 'not'
    ? lines(depth)
    : [{ depth, mark, text: `${head}:` }, ...lines(depth + 1)]
}

/** A whole tree of conditions as a sentence, made from the catalogue's titles, so that it never differs from the rule. */
export function conditionSentence({ condition, leaves }: Compiled, catalogue: FactCatalogue, lang: Lang): string {
  const byName = new Map(leaves.map((leaf) => [leaf.name, leaf]))
  return sentenceOf(condition, byName, catalogue, lang, true)
}

function sentenceOf(
  node: Condition,
  leaves: ReadonlyMap<string, BoundLeaf>,
  catalogue: FactCatalogue,
  lang: Lang,
  isRoot: boolean,
): string {
  if ('fact' in node) {
    const leaf = leaves.get(node.name)
    return leaf ? demandText(leaf, catalogue, lang) : node.name
  }
  const words = wordsOf(lang)
  const parts = childrenOf(node).map((child) => sentenceOf(child, leaves, catalogue, lang, false))
  if ('not' in node) return `${words.not} (${parts.join('')})`
  const joined = parts.join('all' in node ? ` ${words.and} ` : ` ${words.or} `)
  return isRoot || parts.length === 1 ? joined : `(${joined})`
}
