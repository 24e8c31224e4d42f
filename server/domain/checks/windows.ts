import type { Node } from '../formats/condition.ts'
import type { Duration, Rule } from '../formats/rule.ts'
import type { Unit } from '../formats/words.ts'
import { doubtful, type Finding, type Path, wrong } from './finding.ts'
import { valueOn } from './regions.ts'
import { childrenOf, isLeaf, listLeaves, listTreeLeaves, listTrees, type PlacedLeaf, parameterOf } from './trees.ts'
import type { Facts } from './typing.ts'

/** Rough calendar days of a unit: enough to say which of two spans is longer. */
const days: Partial<Record<Unit, number>> = { schoolDay: 7 / 5, workingDay: 7 / 5, day: 1, week: 7 }
const usualGrace: Duration = { n: 3, unit: 'schoolDay' }
const counted = new Set<Unit>([
  'mark',
  'lesson',
  'session',
  'meeting',
  'contact',
  'pupil',
  'family',
  'incident',
  'subject',
  'report',
  'request',
])
const derived = new Set<Unit>(['share', 'sharePoint', 'markValue', 'index', 'indexPoint', 'score'])

type Window = { readonly name: string; readonly n: number; readonly unit: Unit; readonly path: Path }

/** Time in a rule: a grace that swallows its own window, unlike windows in one conjunction, means without enough data. */
export function checkWindows(rule: Rule, facts: Facts): Finding[] {
  return [checkGrace(rule, facts), checkMismatch(rule, facts), checkMinimum(rule, facts)].flat()
}

function windowsOf(rule: Rule, facts: Facts, { leaf, path }: PlacedLeaf): Window[] {
  const fact = facts.get(leaf.fact)
  return Object.entries(leaf.params ?? {}).flatMap(([name, value]) => {
    const unit = fact?.params[name]?.unit
    const n = valueOn(rule, parameterOf(value) ?? '', '9999-12-31')
    return unit && days[unit] !== undefined && n !== undefined
      ? [{ name, n, unit, path: [...path, 'params', name] }]
      : []
  })
}

function checkGrace(rule: Rule, facts: Facts): Finding[] {
  const grace = rule.lifecycle?.dataGrace ?? usualGrace
  const attendance = listLeaves(rule).filter(({ leaf }) => facts.get(leaf.fact)?.source === 'attendance')
  const tight = attendance
    .flatMap((placed) => windowsOf(rule, facts, placed))
    .find(({ n, unit }) => lengthOf(grace.n, grace.unit) >= lengthOf(n, unit))
  if (!tight) return []
  const path = rule.lifecycle?.dataGrace ? ['lifecycle', 'dataGrace'] : tight.path
  return [
    wrong(
      'grace-over-window',
      path,
      {
        ru: `Отсрочка данных (${grace.n} ${grace.unit}) не короче окна «${tight.name}» (${tight.n} ${tight.unit}): правило ничего не увидит`,
        en: `The data grace (${grace.n} ${grace.unit}) is not shorter than the window "${tight.name}" (${tight.n} ${tight.unit}): the rule would see nothing`,
      },
      { ru: 'Сократите dataGrace или удлините окно', en: 'Shorten dataGrace or lengthen the window' },
    ),
  ]
}

function lengthOf(n: number, unit: Unit): number {
  return n * (days[unit] ?? 1)
}

function checkMismatch(rule: Rule, facts: Facts): Finding[] {
  return listTrees(rule).flatMap((tree) =>
    listConjunctions(tree.root, tree.path).flatMap((leaves) => {
      const windows = leaves.flatMap((placed) => windowsOf(rule, facts, { ...placed, tree }))
      const odd = windows.find((window) => windows.some((other) => other.name === window.name && other.n < window.n))
      if (!odd) return []
      return [
        doubtful(
          'window-mismatch',
          odd.path,
          {
            ru: `Условия, связанные через all, смотрят на разные окна «${odd.name}»`,
            en: `Conditions joined by all look at different windows "${odd.name}"`,
          },
          { ru: 'Возьмите для них один и тот же параметр', en: 'Take one and the same parameter for them' },
        ),
      ]
    }),
  )
}

function listConjunctions(node: Node, path: Path): { leaf: PlacedLeaf['leaf']; path: Path }[][] {
  if (isLeaf(node)) return []
  const children = childrenOf(node, path)
  const deeper = children.flatMap((child) => listConjunctions(child.node, child.path))
  if (!('all' in node)) return deeper
  return [
    ...deeper,
    children.flatMap(({ node: child, path: at }) => (isLeaf(child) ? [{ leaf: child, path: at }] : [])),
  ]
}

/** A share or a mean over two or three records is noise: some condition beside it should count them. */
function checkMinimum(rule: Rule, facts: Facts): Finding[] {
  return rule.levels.flatMap((level, index) => {
    const path = ['levels', index, 'conditions']
    const leaves = listTreeLeaves({ kind: 'level', path, root: level.conditions })
    const units = leaves.map(({ leaf }) => facts.get(leaf.fact)?.unit ?? 'count')
    const bare = leaves.find(({ leaf }) => {
      const fact = facts.get(leaf.fact)
      return fact?.unit !== undefined && derived.has(fact.unit) && !fact.minimum && !('minMarks' in fact.params)
    })
    if (!bare || units.some((unit) => counted.has(unit))) return []
    return [
      doubtful(
        'no-minimum-data',
        path,
        {
          ru: `«${bare.leaf.fact}» сравнивают, не спросив, хватает ли данных`,
          en: `"${bare.leaf.fact}" is compared without asking whether there is enough data`,
        },
        {
          ru: 'Добавьте условие на число отметок, уроков, встреч … или минимум данных в описание показателя',
          en: 'Add a condition on the number of marks, lessons, meetings …, or a minimum to the fact itself',
        },
      ),
    ]
  })
}
