import type { Compiled } from '../conditions/compile.ts'
import { type Condition, childrenOf, opposites, type Scalar } from '../conditions/condition.ts'
import { type BoundLeaf, isOrdering } from '../conditions/leaf.ts'
import { factLabel, numberText, valueText } from './fact.ts'
import { boundText, demandText } from './leaf.ts'
import { lowerFirst } from './lower-first.ts'
import { messageText } from './message.ts'
import { readingWordsOf } from './reading-words.ts'
import type { FactCatalogue, Lang } from './words.ts'

/** A tree of conditions as people read it: nothing is negated, nothing is nested for nothing. */
export type Reading =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Reading[] }
  | {
      readonly kind: 'one'
      /** The condition's name in the rule file. */
      readonly name: string
      readonly fact: string
      readonly text: string
      /** Parameters of the rule that the condition takes its numbers from. */
      readonly parameters: readonly string[]
    }

/**
 * A tree of conditions in one language, made from the catalogue alone, so that it cannot differ from what is computed. «Не»
 * before a group goes inward to the conditions (De Morgan; unknown stays unknown).
 */
export function readingOf({ condition, leaves }: Compiled, catalogue: FactCatalogue, lang: Lang): Reading {
  return flat(read(condition, false, { leaves: new Map(leaves.map((leaf) => [leaf.name, leaf])), catalogue, lang }))
}

type Ground = { leaves: ReadonlyMap<string, BoundLeaf>; catalogue: FactCatalogue; lang: Lang }

function read(node: Condition, isNegated: boolean, ground: Ground): Reading {
  if ('fact' in node) return one(node, isNegated, ground)
  if ('not' in node) return read(node.not, !isNegated, ground)
  const kind = 'all' in node === isNegated ? 'any' : 'all'
  return { kind, parts: childrenOf(node).map((child) => read(child, isNegated, ground)) }
}

function flat(reading: Reading): Reading {
  if (reading.kind === 'one') return reading
  const parts = reading.parts.map(flat).flatMap((part) => (part.kind === reading.kind ? part.parts : [part]))
  const [only, second] = parts
  return only && !second ? only : { kind: reading.kind, parts }
}

function one(node: Extract<Condition, { fact: string }>, isNegated: boolean, ground: Ground): Reading {
  const { name, fact, params = {}, value } = node
  const leaf = ground.leaves.get(name)
  const named = [value, ...Object.values(params)].flatMap((each) => referenceOf(each) ?? [])
  const text = leaf ? leafText(isNegated ? opposite(leaf) : leaf, ground) : name
  return { kind: 'one', name, fact, text, parameters: [...new Set(named)] }
}

function referenceOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('fact' in value) || typeof value.fact !== 'string')
    return undefined
  return value.fact.replace(/^param\./, '')
}

function opposite(leaf: BoundLeaf): BoundLeaf {
  return { ...leaf, operator: opposites[leaf.operator] }
}

/** «уроков без уважительной причины за 5 учебных дней – не меньше 3 (…)»; a word or a yes as the catalogue says it. */
function leafText(leaf: BoundLeaf, { catalogue, lang }: Ground): string {
  const words = readingWordsOf(lang)
  const { details, inLabel } = splitParams(leaf)
  const bare = { ...leaf, params: inLabel }
  const isNumber = typeof leaf.expected === 'number' || leaf.expected === null
  const what =
    isOrdering(leaf.operator) || isNumber
      ? messageText(
          words.bounded,
          { what: factLabel(leaf.fact, inLabel, catalogue, lang), bound: limitText(leaf, catalogue, lang) },
          lang,
        )
      : demandText(bare, catalogue, lang)
  const told = Object.entries(details).map(([name, value]) => detailText(leaf.fact, name, value, catalogue, lang))
  return told.length === 0 ? what : messageText(words.details, { what, details: told.join('; ') }, lang)
}

function limitText(leaf: BoundLeaf, catalogue: FactCatalogue, lang: Lang): string {
  if (!isOrdering(leaf.operator))
    return leaf.expected === null
      ? boundText(leaf, catalogue, lang)
      : (demandText(leaf, catalogue, lang).split(': ').at(-1) ?? '')
  const isCount = leaf.scale === 1 && isNone(leaf)
  return isCount ? readingWordsOf(lang).zero : boundText(leaf, catalogue, lang)
}

/** A whole number that may be at most 0, or less than 1, of things that are counted: it is 0. */
function isNone({ operator, expected, fact }: BoundLeaf): boolean {
  const isSigned = fact.endsWith('Delta')
  return (
    !isSigned && ((operator === 'lessThanInclusive' && expected === 0) || (operator === 'lessThan' && expected === 1))
  )
}

type Params = Readonly<Record<string, Scalar>>
const windows = new Set(['schoolDays', 'days', 'previousDays', 'period'])

/** Windows and words stand in the name of the fact; numbers that refine it come after the bound. */
function splitParams({ params }: BoundLeaf): { inLabel: Params; details: Params } {
  const entries = Object.entries(params)
  const isDetail = ([name, value]: [string, Scalar]) => typeof value === 'number' && !windows.has(name)
  return {
    inLabel: Object.fromEntries(entries.filter((entry) => !isDetail(entry))),
    details: Object.fromEntries(entries.filter(isDetail)),
  }
}

function detailText(fact: string, name: string, value: Scalar, catalogue: FactCatalogue, lang: Lang): string {
  const words = readingWordsOf(lang)
  const param = catalogue(fact)?.params?.[name]
  const title = lowerFirst(param?.title[lang] ?? name)
  const shown = typeof value === 'number' ? numberText(value, param?.unit, lang) : valueText(value, undefined, lang)
  const isWorded = words.worded.some((end) => title.endsWith(` ${end}`) || title === end)
  return isWorded ? `${title} ${shown}` : messageText(words.detail, { title, value: shown }, lang)
}

/** A reading as one clause: «…, или …»; a group within a group stands in brackets. */
export function readingText(reading: Reading, lang: Lang, isInside = false): string {
  if (reading.kind === 'one') return reading.text
  const words = readingWordsOf(lang)
  const joined = reading.parts
    .map((part) => readingText(part, lang, true))
    .join(reading.kind === 'all' ? words.and : words.or)
  return isInside ? `(${joined})` : joined
}
