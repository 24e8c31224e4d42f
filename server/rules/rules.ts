import type { Trx } from '../database/database.ts'
import { coverPoints, type PointCoverage } from '../domain/checks/points.ts'
import { type ExampleResult, type Means, runExamples } from '../domain/examples/run.ts'
import { type Impact, judgeBudget } from '../domain/revisions/guard.ts'
import type { Problem } from '../problem.ts'
import { Refusal } from '../refusal.ts'
import { exampleCalendar } from './files/calendar.ts'
import { type Loaded, loadRules } from './files/load.ts'
import { readRuleFiles } from './files/read.ts'
import type { PlacedResult } from './files/report.ts'
import { hashPoint } from './files/review.ts'
import { editionOf, findBackdating } from './files/revisions.ts'
import type { RuleSet } from './files/ruleset.ts'
import { pathText, problemAt } from './files/text.ts'
import { findEdition, listActiveRevisions, saveEdition, saveRevisions } from './queries.ts'

export { exampleCalendar } from './files/calendar.ts'
export { type Loaded, loadRules } from './files/load.ts'
export { readRuleFiles } from './files/read.ts'
export { tellFailure, tellProblem } from './files/report.ts'
export { reviewPoints } from './files/review.ts'
export { editionOf } from './files/revisions.ts'
export type { LoadedRule, RuleSet } from './files/ruleset.ts'
export type { SourceFile } from './files/text.ts'
export { reviewText, saveReview } from './files/write.ts'

/** Reads a folder of rules and finds everything wrong with it. */
export async function checkRules(folder: string, today: string): Promise<Loaded> {
  return loadRules(await readRuleFiles(folder), today)
}

/** Whether a set may run: warnings may stay. */
export function isSound({ problems }: Pick<Loaded, 'problems'>): boolean {
  return problems.every(({ severity }) => severity !== 'error')
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

export type Publication = {
  readonly hash: string
  readonly state: 'active' | 'held' | 'unchanged'
  readonly heldBecause: readonly { rule: string; ru: string; en: string }[]
}

/**
 * Puts a sound set in force, or holds it for a person's word where a rule is over its flag budget. The texts are kept
 * either way. Refuses a set that changes the past.
 */
export async function publishRules(
  trx: Trx,
  schoolId: number,
  ruleSet: RuleSet,
  at: { today: string; now: Date; author: string | null; note: string | null; impacts: readonly Impact[] },
): Promise<Publication> {
  const { hash, revisions } = editionOf(ruleSet)
  const active = await findEdition(trx, schoolId, 'active')
  if (active?.hash === hash) return { hash, state: 'unchanged', heldBecause: [] }
  refuseBackdating(findBackdating(await listActiveRevisions(trx, schoolId), ruleSet, at.today))
  const heldBecause = active ? judgeBudget(at.impacts) : []
  const state = heldBecause.length > 0 ? 'held' : 'active'
  const files = revisions.map(({ path, hash: of }) => ({ path, hash: of }))
  await saveRevisions(trx, schoolId, revisions, at)
  const activatedAt = state === 'active' ? at.now.toISOString() : null
  await saveEdition(trx, schoolId, {
    hash,
    state,
    files,
    activatedAt,
    heldBecause,
    acceptedBy: null,
    acceptReason: null,
  })
  return { hash, state, heldBecause }
}

function refuseBackdating([first]: readonly Problem[]): void {
  if (!first) return
  const place = `${first.where.file}:${first.where.line}:${first.where.column} ${pathText([first.where.path ?? ''])}`
  throw new Refusal('back-dated', {
    ru: `${place}: ${first.message.ru}. ${first.fix.ru}`,
    en: `${place}: ${first.message.en}. ${first.fix.en}`,
  })
}

/** The set in force as it was kept: what the school is judged by while newer files wait for a person's word. */
export async function restoreRules(
  trx: Trx,
  schoolId: number,
  today: string,
): Promise<{ ruleSet: RuleSet; hash: string }> {
  const revisions = await listActiveRevisions(trx, schoolId)
  const sources = revisions.map(({ path, content }) => ({ path, file: path, text: JSON.stringify(content) }))
  const { ruleSet } = loadRules(sources, today)
  return { ruleSet, hash: editionOf(ruleSet).hash }
}

/** A person takes the held edition into force, with a reason that stays on record. */
export async function acceptRules(
  trx: Trx,
  schoolId: number,
  by: { person: string; reason: string; now: Date },
): Promise<{ hash: string }> {
  if (by.reason.trim() === '')
    throw new Refusal('reason-missing', { ru: 'Нужна причина: --reason "…"', en: 'A reason is needed: --reason "…"' })
  const held = await findEdition(trx, schoolId, 'held')
  if (!held)
    throw new Refusal('nothing-held', {
      ru: 'Ни одна редакция правил не ждёт решения',
      en: 'No edition of the rules waits for a decision',
    })
  await saveEdition(trx, schoolId, {
    ...held,
    state: 'active',
    activatedAt: by.now.toISOString(),
    acceptedBy: by.person,
    acceptReason: by.reason,
  })
  return { hash: held.hash }
}
