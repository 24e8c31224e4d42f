import type { Rule } from '../formats/rule.ts'
import { type Finding, unknownName } from './finding.ts'
import { checkGovernance } from './governance.ts'
import { checkLogic } from './logic.ts'
import { checkMessage } from './messages.ts'
import { checkNames } from './names.ts'
import { checkParameters } from './parameters.ts'
import { listLeaves } from './trees.ts'
import { checkTyping, type Facts } from './typing.ts'
import { checkWindows } from './windows.ts'

export type RuleContext = {
  readonly facts: Facts
  /** Ids of the points of the regulation; empty where none is loaded: then they are not checked. */
  readonly points: readonly string[]
  readonly today: string
}

/**
 * Everything one rule can be blamed for by itself, its file being of the right shape. What only shows where the rule is
 * otherwise sound (logic, windows) is left out while something more basic is wrong: one cause gives one message.
 */
export function checkRule(rule: Rule, { facts, points, today }: RuleContext): Finding[] {
  const basic = oneCause(
    [checkTyping(rule, facts), checkParameters(rule), checkNames(rule), checkPoints(rule, points)].flat(),
  )
  const words = checkMessage(rule.explain, listPlaceholders(rule), ['explain'])
  const findings = basic.concat(words, checkGovernance(rule, facts, today))
  return basic.some(({ severity }) => severity === 'error')
    ? findings
    : findings.concat(checkLogic(rule, facts), checkWindows(rule, facts))
}

/** The same fault told once, however many conditions show it; a misspelt name is not also an unused parameter. */
function oneCause(findings: readonly Finding[]): Finding[] {
  const isMisspelt = findings.some(({ code }) => code === 'undefined-parameter')
  const told = new Set<string>()
  return findings.filter(({ code, message, path }) => {
    const cause = repeated.has(code) ? `${code} ${message.en}` : `${code} ${message.en} ${path.join('/')}`
    if (told.has(cause) || (isMisspelt && code === 'unused-parameter')) return false
    told.add(cause)
    return true
  })
}

/** Faults of a parameter, which every condition that reads it would tell anew. */
const repeated = new Set(['wrong-unit', 'threshold-range', 'window-range', 'too-fine'])

/** What an explanation may name: the conditions and the parameters of the rule. */
export function listPlaceholders(rule: Rule): string[] {
  return [...new Set([...listLeaves(rule).map(({ leaf }) => leaf.name), ...Object.keys(rule.parameters)])]
}

function checkPoints({ serves }: Rule, points: readonly string[]): Finding[] {
  return serves.flatMap((point, index) =>
    points.length === 0 || points.includes(point)
      ? []
      : [
          unknownName(
            'unknown-point',
            ['serves', index],
            point,
            points,
            { ru: 'Пункта', en: 'point' },
            {
              ru: 'Возьмите пункт из rules/regulation: I.1 … III.11',
              en: 'Take a point of rules/regulation: I.1 … III.11',
            },
          ),
        ],
  )
}
