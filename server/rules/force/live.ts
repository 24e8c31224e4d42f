import { isoOf } from '../../domain/day.ts'
import type { Problem } from '../../problem.ts'
import { Refusal } from '../../refusal.ts'
import { editionOf } from '../files/revisions.ts'
import type { RuleSet } from '../files/ruleset.ts'
import { checkRules, isSound, type TestReport } from '../rules.ts'
import { emptyProblem, exampleProblems, unreadableProblem } from './problems.ts'
import { watchFolder } from './watch.ts'

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

/** How a candidate's examples are run: in both executions, on facts computed as a school's are. */
export type Watching = { readonly test: (ruleSet: RuleSet) => Promise<TestReport> }

/**
 * Reads the rule files. Refuses a folder with errors: nothing is judged by half a set. With `watching` the folder is watched:
 * a change is read whole, checked, its examples run, and either all of it takes the place of what ran, or nothing does and
 * the status tells why.
 */
export async function openRules(folder: string, now: () => Date, watching?: Watching): Promise<LiveRules> {
  let ruleSet = await firstRules(folder, now())
  let status: LiveStatus = { since: now(), refused: null }
  const listeners = new Set<() => void>()
  const take = async (test: Watching['test']): Promise<void> => {
    const judged = await judgeFolder(folder, ruleSet, now(), test)
    if (judged.problems.length > 0) {
      status = { ...status, refused: { at: now(), problems: judged.problems } }
      return
    }
    status = { since: judged.ruleSet === ruleSet ? status.since : now(), refused: null }
    if (judged.ruleSet === ruleSet) return
    ruleSet = judged.ruleSet
    for (const listener of listeners) listener()
  }
  const watched = watching && (await watchFolder(folder, () => take(watching.test)))
  return {
    current: () => ruleSet,
    status: () => status,
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => {
      listeners.clear()
      await watched?.close()
    },
  }
}

async function firstRules(folder: string, at: Date): Promise<RuleSet> {
  const loaded = await checkRules(folder, dayAt(at))
  const first = loaded.problems.find(({ severity }) => severity === 'error')
  if (isSound(loaded) || !first) return loaded.ruleSet
  throw new Refusal('rules-broken', {
    ru: `В правилах есть ошибки. Первая: ${first.where.file}:${first.where.line} ${first.message.ru}. Все: reglament rules check`,
    en: `The rules hold errors. The first: ${first.where.file}:${first.where.line} ${first.message.en}. All: reglament rules check`,
  })
}

type Judged = { readonly ruleSet: RuleSet; readonly problems: readonly Problem[] }

/** The folder as a candidate: the set that ran where it says the same, the new set where it is sound, else every problem. */
async function judgeFolder(folder: string, running: RuleSet, at: Date, test: Watching['test']): Promise<Judged> {
  const refuse = (problems: readonly Problem[]): Judged => ({ ruleSet: running, problems })
  // A file may be gone between the listing and the reading: the next event brings the next look.
  const loaded = await checkRules(folder, dayAt(at)).catch(() => undefined)
  if (!loaded) return refuse([unreadableProblem(folder)])
  const { ruleSet } = loaded
  const errors = loaded.problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) return refuse(errors)
  if (ruleSet.rules.length === 0 || ruleSet.points.length === 0) return refuse([emptyProblem(folder)])
  if (editionOf(ruleSet).hash === editionOf(running).hash) return { ruleSet: running, problems: [] }
  const report = await test(ruleSet).catch(() => undefined)
  if (!report) return refuse([unreadableProblem(folder)])
  const failed = exampleProblems(report, ruleSet)
  return failed.length > 0 ? refuse(failed) : { ruleSet, problems: [] }
}

function dayAt(at: Date): string {
  return isoOf(Math.floor(at.getTime() / 86_400_000))
}
