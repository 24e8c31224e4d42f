import type { Rule } from '../formats/rule.ts'

/** What a candidate set would do on the latest facts, rule by rule, against the set in force. */
export type Impact = {
  readonly rule: Pick<Rule, 'id' | 'guard'>
  /** Pupils (classes, for a class rule) the rule was asked about. */
  readonly judged: number
  readonly flagged: number
  readonly newlyFlagged: number
}

export type Held = { readonly rule: string; readonly ru: string; readonly en: string }

/** The share of pupils one rule may flag before a person is asked. */
export const defaultBudget = 0.15

/**
 * The rules over their flag budget: a set with any of them waits for a person's word, with these reasons. A rule that
 * flags no more than the set in force already did is not held for it.
 */
export function judgeBudget(impacts: readonly Impact[]): Held[] {
  return impacts.flatMap(({ rule, judged, flagged, newlyFlagged }) => {
    const { maxFlaggedShare = defaultBudget, maxNewPerRun } = rule.guard ?? {}
    const share = judged === 0 ? 0 : flagged / judged
    const tooMany = newlyFlagged > 0 && share > maxFlaggedShare
    const tooFast = maxNewPerRun !== undefined && newlyFlagged > maxNewPerRun
    return [
      ...(tooMany ? [overShare(rule.id, flagged, judged, maxFlaggedShare)] : []),
      ...(tooFast ? [overNew(rule.id, newlyFlagged, maxNewPerRun)] : []),
    ]
  })
}

function overShare(rule: string, flagged: number, judged: number, budget: number): Held {
  const percent = Math.round(budget * 100)
  return {
    rule,
    ru: `${rule}: сигналов ${flagged} из ${judged}, больше ${percent} %`,
    en: `${rule}: ${flagged} flags of ${judged}, more than ${percent} %`,
  }
}

function overNew(rule: string, newlyFlagged: number, limit: number): Held {
  return {
    rule,
    ru: `${rule}: новых сигналов ${newlyFlagged}, больше ${limit}`,
    en: `${rule}: ${newlyFlagged} new flags, more than ${limit}`,
  }
}
