import type { Rule } from '../formats/rule.ts'
import { type Finding, type Path, wrong } from './finding.ts'
import { type Box, isWords, lies, meet, regionOf } from './regions.ts'
import { listTreeLeaves, listTrees, type Tree } from './trees.ts'
import type { Facts } from './typing.ts'

/** What the conditions of a rule can never say: always true, never true, a level nobody reaches, raised and cleared at once. */
export function checkLogic(rule: Rule, facts: Facts): Finding[] {
  const days = listDays(rule)
  const perDay = days.map((asOf) => {
    const trees = listTrees(rule).flatMap((tree) => checkTree(tree, rule, facts, asOf))
    return trees.length > 0 ? trees : checkLevels(rule, facts, asOf).concat(checkClearing(rule, facts, asOf))
  })
  return distinct(perDay.flat())
}

/** The days on which a number of the rule changes: between them its logic is the same. */
export function listDays(rule: Rule): string[] {
  const dates = Object.values(rule.parameters).flatMap(({ values }) => values.map(({ from }) => from))
  return [...new Set([rule.effective.from, ...dates.filter((from) => from > rule.effective.from)])].sort()
}

function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Map(findings.map((finding) => [`${finding.code} ${finding.path.join('/')}`, finding]))
  return [...seen.values()]
}

function checkTree(tree: Tree, rule: Rule, facts: Facts, asOf: string): Finding[] {
  const leaves = listTreeLeaves(tree).flatMap(({ leaf, path }) =>
    verdictOn(regionOf(leaf, rule, facts, asOf), facts, path),
  )
  if (leaves.length > 0) return leaves
  return verdictOn(regionOf(tree.root, rule, facts, asOf), facts, tree.path)
}

function verdictOn(region: Box[] | undefined, facts: Facts, path: Path): Finding[] {
  if (!region) return []
  if (region.length === 0)
    return [
      wrong(
        'contradiction',
        path,
        { ru: 'Это условие не может выполниться никогда', en: 'This condition can never hold' },
        { ru: 'Измените порог или знак сравнения', en: 'Change the threshold or the operator' },
      ),
    ]
  if (!coversAll(region, facts)) return []
  return [
    wrong(
      'tautology',
      path,
      { ru: 'Это условие верно всегда, для каждого', en: 'This condition always holds, for everybody' },
      { ru: 'Измените порог или удалите условие', en: 'Change the threshold or remove the condition' },
    ),
  ]
}

/** Whether boxes that all speak of one and the same fact leave none of its values out. */
function coversAll(boxes: readonly Box[], facts: Facts): boolean {
  const keys = new Set(boxes.flatMap((box) => [...box.keys()]))
  const [key] = keys
  if (key === undefined) return true
  if (keys.size > 1 || boxes.some((box) => box.size === 0)) return false
  const fact = facts.get(key.split(/[{∋]/)[0] ?? '')
  const values = boxes.flatMap((box) => [...box.values()])
  if (fact?.range)
    return coversRange(
      values.flatMap((value) => (isWords(value) ? [] : [value])),
      fact.range,
      10 ** (fact.scale ?? 0),
    )
  const known = fact?.type === 'enum' ? (fact.values ?? []).map(({ id }) => id) : ['true', 'false']
  return known.every((word) => values.some((value) => isWords(value) && value.has(word)))
}

function coversRange(
  ranges: { min: number; max: number }[],
  whole: { min: number; max: number },
  scale: number,
): boolean {
  let reached = Math.round(whole.min * scale) - 1
  for (const { min, max } of ranges.sort((a, b) => a.min - b.min))
    if (min <= reached + 1) reached = Math.max(reached, max)
  return reached >= Math.round(whole.max * scale)
}

function checkLevels(rule: Rule, facts: Facts, asOf: string): Finding[] {
  const levels = rule.levels.map((level, index) => ({
    ...level,
    index,
    region: regionOf(level.conditions, rule, facts, asOf),
  }))
  return levels.flatMap((lower) => {
    const twin = levels.find((other) => other.level === lower.level && other.index < lower.index)
    if (twin) return [repeatedLevel(lower.level, ['levels', lower.index, 'level'])]
    const masked = levels.find(
      (higher) => higher.level > lower.level && lower.region && higher.region && lies(lower.region, higher.region),
    )
    return masked ? [maskedLevel(lower.level, masked.level, ['levels', lower.index, 'conditions'])] : []
  })
}

function repeatedLevel(level: number, path: Path): Finding {
  return wrong(
    'duplicate-level',
    path,
    { ru: `Уровень ${level} описан дважды`, en: `Level ${level} is described twice` },
    { ru: 'Соедините условия одного уровня через any', en: 'Join the conditions of one level by any' },
  )
}

function maskedLevel(lower: number, higher: number, path: Path): Finding {
  return wrong(
    'subsumed-level',
    path,
    {
      ru: `Уровень ${lower} не наступит никогда: при этих условиях всегда наступает уровень ${higher}`,
      en: `Level ${lower} is never reached: whenever it holds, level ${higher} holds too`,
    },
    {
      ru: 'Ослабьте условия нижнего уровня или ужесточите высшего',
      en: 'Relax the lower level or tighten the higher one',
    },
  )
}

function checkClearing(rule: Rule, facts: Facts, asOf: string): Finding[] {
  const cleared = rule.clearWhen && regionOf(rule.clearWhen, rule, facts, asOf)
  if (!cleared) return []
  return rule.levels.flatMap(({ level, conditions }) => {
    const raised = regionOf(conditions, rule, facts, asOf)
    if (!raised || meet(raised, cleared).length === 0) return []
    return [
      wrong(
        'raise-clear-overlap',
        ['clearWhen'],
        {
          ru: `Сигнал уровня ${level} можно поднять и снять одновременно`,
          en: `A flag of level ${level} can be raised and cleared at once`,
        },
        {
          ru: 'Сделайте порог снятия строже порога подъёма и назовите в clearWhen каждый показатель уровня',
          en: 'Make clearing stricter than raising and name in clearWhen every fact of the level',
        },
      ),
    ]
  })
}
