import type { Rule } from '../formats/rule.ts'
import { type Finding, wrong } from './finding.ts'
import { listTreeLeaves, listTrees } from './trees.ts'

/** Names of conditions: one per tree, since explanations, examples and json-rules-engine know a condition by its name only. */
export function checkNames(rule: Rule): Finding[] {
  const found = listTrees(rule).flatMap((tree) => {
    const seen = new Set<string>()
    return listTreeLeaves(tree).flatMap(({ leaf, path }) => {
      const isNew = !seen.has(leaf.name)
      seen.add(leaf.name)
      return isNew ? [] : [repeated(leaf.name, [...path, 'name'])]
    })
  })
  return found.concat(checkLevelNames(rule), checkExemptions(rule))
}

/** A name may recur in another level only for the same value: an explanation names it once. */
function checkLevelNames(rule: Rule): Finding[] {
  const values = new Map<string, string>()
  const levels = listTrees(rule).filter(({ kind }) => kind === 'level')
  return levels.flatMap(listTreeLeaves).flatMap(({ leaf, path }) => {
    const value = JSON.stringify([leaf.fact, Object.entries(leaf.params ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))])
    const known = values.get(leaf.name) ?? value
    values.set(leaf.name, known)
    return known === value ? [] : [repeated(leaf.name, [...path, 'name'])]
  })
}

function checkExemptions({ exemptWhen = [] }: Rule): Finding[] {
  return exemptWhen.flatMap(({ id }, index) =>
    exemptWhen.findIndex((other) => other.id === id) < index ? [repeated(id, ['exemptWhen', index, 'id'])] : [],
  )
}

function repeated(name: string, path: readonly (string | number)[]): Finding {
  return wrong(
    'duplicate-name',
    path,
    { ru: `Имя «${name}» уже занято`, en: `The name "${name}" is taken already` },
    { ru: 'Дайте каждому условию своё имя', en: 'Give each condition a name of its own' },
  )
}
