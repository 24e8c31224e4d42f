import { isoOf } from '../../domain/day.ts'
import type { Problem } from '../../problem.ts'
import { Refusal } from '../../refusal.ts'
import type { RuleSet } from '../files/ruleset.ts'
import { checkRules, isSound } from '../rules.ts'

/** The rule files that the running program goes by, and what was refused since. */
export type LiveRules = {
  readonly current: () => RuleSet
  readonly status: () => LiveStatus
  /** Calls back whenever other files are in force; answers how to stop that. */
  readonly onChange: (listener: () => void) => () => void
  readonly close: () => Promise<void>
}
export type LiveStatus = {
  /** When the files in force were read. */
  readonly since: Date
  /** Files that were refused since, with every problem; null where the newest files are in force. */
  readonly refused: { readonly at: Date; readonly problems: readonly Problem[] } | null
}

/** Reads the rule files once. Refuses a folder with errors: nothing is judged by half a set. */
export async function openRules(folder: string, now: () => Date): Promise<LiveRules> {
  const loaded = await checkRules(folder, isoOf(Math.floor(now().getTime() / 86_400_000)))
  const first = loaded.problems.find(({ severity }) => severity === 'error')
  if (!isSound(loaded) && first)
    throw new Refusal('rules-broken', {
      ru: `В правилах есть ошибки. Первая: ${first.where.file}:${first.where.line} ${first.message.ru}. Все: reglament rules check`,
      en: `The rules hold errors. The first: ${first.where.file}:${first.where.line} ${first.message.en}. All: reglament rules check`,
    })
  const status: LiveStatus = { since: now(), refused: null }
  return { current: () => loaded.ruleSet, status: () => status, onChange: () => () => {}, close: async () => {} }
}
