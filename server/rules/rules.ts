import { coverPoints, type PointCoverage } from '../domain/checks/points.ts'
import { type ExampleResult, type Means, runExamples } from '../domain/examples/run.ts'
import type { Problem } from '../problem.ts'
import { exampleCalendar } from './files/calendar.ts'
import { isSound, type Loaded, loadRules } from './files/load.ts'
import { readRuleFiles } from './files/read.ts'
import type { PlacedResult } from './files/report.ts'
import { hashPoint } from './files/review.ts'
import type { RuleSet } from './files/ruleset.ts'
import { problemAt } from './files/text.ts'

export { exampleCalendar } from './files/calendar.ts'
export { isSound, type Loaded, loadRules } from './files/load.ts'
export { readRuleFiles } from './files/read.ts'
export { tellFailure, tellProblem } from './files/report.ts'
export { reviewPoints } from './files/review.ts'
export { editionOf, findBackdating } from './files/revisions.ts'
export type { CheckedFile, LoadedRule, RuleSet } from './files/ruleset.ts'
export { checkShape } from './files/schema.ts'
export { type ParsedFile, parseFile, problemAt, type SourceFile } from './files/text.ts'
export { reviewText, saveReview } from './files/write.ts'
export {
  acceptRules,
  type Edition,
  findFormerRules,
  type Publication,
  publishRules,
  restoreEdition,
  restoreRules,
  rulesInForce,
} from './force/editions.ts'
export { type LiveRules, type LiveStatus, openRules, type Watching } from './force/live.ts'

/** Reads a folder of rules and finds everything wrong with it. */
export async function checkRules(folder: string, today: string): Promise<Loaded> {
  return loadRules(await readRuleFiles(folder), today)
}

/** All or nothing: the candidate where it has no error, else what ran before and the candidate's problems. */
export function replaceRules(
  current: RuleSet | undefined,
  candidate: Loaded,
): { ruleSet: RuleSet | undefined; isReplaced: boolean; problems: readonly Problem[] } {
  const isReplaced = isSound(candidate)
  return { ruleSet: isReplaced ? candidate.ruleSet : current, isReplaced, problems: candidate.problems }
}

export type TestReport = {
  readonly rules: number
  readonly examples: number
  readonly passed: number
  readonly failed: number
  readonly todo: number
  readonly notRun: number
  readonly exempt: number
  readonly results: readonly PlacedResult[]
}

/** Runs the examples of the rules (of those named, of the one example titled so), each in both executions. */
export async function testRules(
  ruleSet: RuleSet,
  means: Pick<Means, 'computeFacts'> = {},
  only: { rules?: readonly string[]; title?: string } = {},
): Promise<TestReport> {
  const chosen = ruleSet.rules.filter(({ rule }) => only.rules?.includes(rule.id) ?? true)
  const calendar = exampleCalendar(ruleSet)
  const results: PlacedResult[] = []
  for (const { rule, examples, examplesFile } of chosen) {
    if (!examples || !examplesFile) continue
    const found = await runExamples(rule, examples, { ...means, calendar, facts: ruleSet.facts })
    for (const result of found)
      if (only.title === undefined || result.title === only.title) results.push(placed(result, examplesFile))
  }
  const count = (status: ExampleResult['status']) => results.filter((result) => result.status === status).length
  return {
    rules: chosen.length,
    examples: results.length,
    passed: count('passed'),
    failed: count('failed'),
    todo: count('todo'),
    notRun: count('notRun'),
    exempt: results.filter(({ kind, status }) => kind === 'exempt' && status === 'passed').length,
    results,
  }
}

function placed(result: ExampleResult, file: Parameters<typeof problemAt>[0]): PlacedResult {
  const words = { ru: '', en: '' }
  const { where } = problemAt(file, result.path, { code: '', severity: 'error', message: words, fix: words })
  return { ...result, file: file.file, line: where.line ?? 1 }
}

/** The 30 points and what watches each: rules, notices, evidence, or the reason why no rule can. */
export function listPoints({ points, rules, notices, review }: RuleSet): PointCoverage[] {
  const hashes = new Map(points.map((point) => [point.id, hashPoint(point)]))
  const isStale = (rule: string, point: string) => {
    const then = review?.reviewed[rule]?.[point]
    return then !== undefined && then !== hashes.get(point)
  }
  return coverPoints(
    points,
    rules.map(({ rule }) => rule),
    notices,
    review?.notAutomated ?? {},
    isStale,
  )
}
