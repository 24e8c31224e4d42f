import { posix } from 'node:path'
import type { Finding } from '../../domain/checks/finding.ts'
import { checkRule } from '../../domain/checks/rule.ts'
import { checkExamples } from '../../domain/examples/check.ts'
import { checkBoundaries } from '../../domain/examples/coverage.ts'
import type { Problem } from '../../problem.ts'
import { checkAcross } from './across.ts'
import { findKind } from './kinds.ts'
import { nearestOf } from './nearest.ts'
import { buildRuleSet, type CheckedFile, type LoadedRule, type RuleSet } from './ruleset.ts'
import { checkShape } from './schema.ts'
import { type ParsedFile, parseFile, problemAt, type SourceFile } from './text.ts'

export type Loaded = { readonly ruleSet: RuleSet; readonly problems: readonly Problem[] }

/**
 * Files to a typed set with every problem found: JSON, shape, types against the catalogue, logic, words, and what only
 * shows between files. `today` (ISO) judges terms that have run out. A file with a problem of shape gets no further blame.
 */
export function loadRules(sources: readonly SourceFile[], today: string): Loaded {
  const checked = sources.map((source) => checkFile(source))
  const ruleSet = buildRuleSet(checked.map(({ file }) => file))
  const problems = [
    ...checked.flatMap((each) => each.problems),
    ...(isGrounded(ruleSet) ? ruleSet.rules.flatMap((loaded) => checkLoaded(loaded, ruleSet, today)) : []),
    ...checkAcross(ruleSet, place),
  ]
  return { ruleSet, problems: problems.sort(byPlace) }
}

/** Where the catalogue itself cannot be read, every rule would be blamed for it: the catalogue alone has the message. */
function isGrounded({ files }: RuleSet): boolean {
  const ground = files.filter(({ kind }) => kind === 'facts' || kind === 'regulation')
  return ground.every(({ isSound }) => isSound) && ground.some(({ kind }) => kind === 'facts')
}

/** A rule, then its examples, then whether they show its edges: each only where the one before is sound. */
function checkLoaded({ rule, file, examples, examplesFile }: LoadedRule, ruleSet: RuleSet, today: string): Problem[] {
  const own = checkRule(rule, contextOf(ruleSet, today))
  if (!examples || !examplesFile || own.some(isError)) return place(file, own)
  const beside = checkExamples(rule, examples, ruleSet.facts)
  const edges = beside.some(isError) ? [] : checkBoundaries(rule, examples, ruleSet.facts)
  return [...place(file, [...own, ...edges]), ...place(examplesFile, beside)]
}

const isError = ({ severity }: Pick<Finding, 'severity'>) => severity === 'error'

function contextOf({ facts, points }: RuleSet, today: string) {
  return { facts, points: points.map(({ id }) => id), today }
}

function checkFile(source: SourceFile): { file: CheckedFile; problems: Problem[] } {
  const parsed = parseFile(source)
  const kind = findKind(source.path)?.name ?? 'rule'
  const shape = parsed.value === undefined ? [] : checkShape(parsed, kind)
  const problems = [...parsed.problems, ...shape]
  const isSound = problems.length === 0
  return { file: { ...parsed, kind, isSound }, problems: isSound ? checkReference(parsed, kind) : problems }
}

function checkReference(file: ParsedFile, kind: string): Problem[] {
  const wanted = posix.relative(posix.dirname(file.path), `schema/${kind}.schema.json`)
  const { $schema: given } = file.value as { $schema: string }
  // A folder of rules kept outside the product points at the schemas by a path of its own.
  const isElsewhere = given.endsWith(`/rules/schema/${kind}.schema.json`)
  return posix.normalize(given) === wanted || isElsewhere ? [] : [wrongReference(file, given, wanted)]
}

function wrongReference(file: ParsedFile, given: string, wanted: string): Problem {
  return problemAt(file, ['$schema'], {
    code: 'schema-reference',
    severity: 'error',
    message: { ru: `«$schema» указывает не туда: ${given}`, en: `"$schema" points elsewhere: ${given}` },
    fix: { ru: `Напишите "$schema": "${wanted}"`, en: `Write "$schema": "${wanted}"` },
  })
}

/** Findings of a file's value at their places in its text; a name nobody knows gets the nearest one. */
export function place(file: ParsedFile, findings: readonly Finding[]): Problem[] {
  return findings.map(({ path, near, ...told }) => {
    const hint = near ? nearestOf(near.given, near.among) : { ru: '', en: '' }
    const message = { ru: told.message.ru + hint.ru, en: told.message.en + hint.en }
    return problemAt(file, path, { ...told, message })
  })
}

function byPlace(one: Problem, other: Problem): number {
  const files = (one.where.file ?? '').localeCompare(other.where.file ?? '')
  return files || (one.where.line ?? 0) - (other.where.line ?? 0) || (one.where.column ?? 0) - (other.where.column ?? 0)
}
