import { posix } from 'node:path'
import type { Finding } from '../../domain/checks/finding.ts'
import { checkRule } from '../../domain/checks/rule.ts'
import { checkExamples } from '../../domain/examples/check.ts'
import { checkBoundaries } from '../../domain/examples/coverage.ts'
import type { Problem } from '../../problem.ts'
import { checkAcross } from './across.ts'
import { findKind, type KindName } from './kinds.ts'
import { nearestOf } from './nearest.ts'
import { buildRuleSet, type CheckedFile, type LoadedRule, type RuleSet } from './ruleset.ts'
import { checkShape } from './schema.ts'
import { type ParsedFile, parseFile, problemAt, type SourceFile } from './text.ts'

export type Loaded = { readonly ruleSet: RuleSet; readonly problems: readonly Problem[] }

/** Whether a set may run: warnings may stay. */
export function isSound({ problems }: Pick<Loaded, 'problems'>): boolean {
  return problems.every(({ severity }) => severity !== 'error')
}

/**
 * Files to a typed set with every problem found: JSON, shape, types against the catalogue, logic, words, and what only
 * shows between files. `today` (ISO) judges terms that have run out. A file with a problem of shape gets no further blame.
 */
export function loadRules(sources: readonly SourceFile[], today: string): Loaded {
  const checked = sources.map((source) => checkFile(source, findKind(source.path)?.name))
  const ruleSet = buildRuleSet(checked.flatMap(({ file }) => file ?? []))
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

type Checked = { readonly file: CheckedFile | undefined; readonly problems: readonly Problem[] }

function checkFile(source: SourceFile, kind: KindName | undefined): Checked {
  if (kind === undefined) return { file: undefined, problems: [unexpected(source)] }
  const parsed = parseFile(source)
  const shape = parsed.value === undefined ? [] : checkShape(parsed, kind)
  const problems = [...parsed.problems, ...shape]
  const isSound = problems.length === 0
  return { file: { ...parsed, kind, isSound }, problems: isSound ? checkReference(parsed, kind) : problems }
}

function unexpected({ file }: SourceFile): Problem {
  return {
    code: 'unexpected-file',
    severity: 'error',
    where: { file, line: 1, column: 1 },
    message: {
      ru: 'Файла с таким именем здесь не ждут: он ни на что не влияет',
      en: 'No file of this name is expected here: it has no effect',
    },
    fix: {
      ru: 'Перенесите его: rules/student, rules/class, rules/regulation, rules/calendar, rules/catalogue',
      en: 'Move it: rules/student, rules/class, rules/regulation, rules/calendar, rules/catalogue',
    },
  }
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
