import type { Trx } from '../database/database.ts'
import type { Day } from '../domain/day.ts'
import { type CompiledInForce, confirm, type Ruled } from '../domain/evaluation.ts'
import type { FactCatalogue } from '../domain/explain/words.ts'
import type { FactTable } from '../domain/facts/assemble.ts'
import { defaultGroupTerms } from '../domain/flags/group.ts'
import { lifecycleOf } from '../domain/flags/lifecycle.ts'
import {
  type Finding,
  type FlagPlan,
  type FlagWorld,
  type KnownFlag,
  reconcileFlags,
} from '../domain/flags/reconcile.ts'
import { flagKey, isOpen } from '../domain/flags/state.ts'
import { listFlagMemory } from './queries.ts'
import { changesOf, saveChanges } from './save.ts'

export type FlagInput = {
  schoolId: number
  runId: number
  asOf: Day
  rules: readonly CompiledInForce[]
  facts: FactTable
  ruled: readonly Ruled[]
  catalogue: FactCatalogue
  schoolDaysBetween: (from: Day, to: Day) => number
  /** Whether records behind a rule's facts on this pupil were corrected or withdrawn since the last run. */
  isCorrected: (studentId: number, rule: CompiledInForce) => boolean
  /** School subjects that a flag stands on, by flag key. */
  about: ReadonlyMap<string, readonly string[]>
}

export type FlagChanges = { raised: number; cleared: number; open: number; plan: FlagPlan }

/** Lets today's verdicts act on the flags that are remembered, and remembers the outcome. */
export async function refreshFlags(trx: Trx, input: FlagInput): Promise<FlagChanges> {
  const known = await listFlagMemory(trx, input.schoolId)
  const shown = input.ruled.filter(({ rule }) => rule.rule.status === 'active')
  const byKey = new Map(shown.map((each) => [keyOf(each), each]))
  const plan = reconcileFlags(known, findingsOf(shown, known, input), worldOf(input))
  const raised = new Set(plan.raise.map(({ key }) => key))
  for (const key of raised) {
    const ruled = byKey.get(key)
    if (ruled) await confirm(ruled)
  }
  await saveChanges(trx, input, plan, byKey)
  const changes = changesOf(plan)
  return {
    raised: raised.size,
    cleared: plan.clear.length,
    open: changes.filter(({ state }) => isOpen(state)).length,
    plan,
  }
}

function subjectText(kind: 'student' | 'class', id: number): string {
  return `${kind}:${id}`
}

function keyOf({ rule, row }: Ruled): string {
  return flagKey(rule.rule.id, subjectText(rule.rule.subject, row.id))
}

/** Verdicts that can move a flag: those that hold, and any on a pair that has a state. */
function findingsOf(ruled: readonly Ruled[], known: readonly KnownFlag[], input: FlagInput): Finding[] {
  const remembered = new Set(known.map(({ ruleId, subject }) => flagKey(ruleId, subject)))
  return ruled
    .filter((each) => each.verdict.outcome === 'flagged' || remembered.has(keyOf(each)))
    .map(({ rule, row, verdict }) => {
      const subject = subjectText(rule.rule.subject, row.id)
      const about = input.about.get(flagKey(rule.rule.id, subject))
      return {
        ruleId: rule.rule.id,
        subject,
        verdict,
        corrected: rule.rule.subject === 'student' && input.isCorrected(row.id, rule),
        ...(about ? { about } : {}),
      }
    })
}

function worldOf({ asOf, rules, facts, schoolDaysBetween }: FlagInput): FlagWorld {
  const classOf = new Map(facts.students.map(({ id, classId }) => [subjectText('student', id), String(classId)]))
  const sizes = new Map(
    [...Map.groupBy(facts.students, ({ classId }) => String(classId))].map(([id, rows]) => [id, rows.length]),
  )
  for (const { id } of facts.classes) classOf.set(subjectText('class', id), String(id))
  return {
    day: asOf,
    rules: rules.map(({ rule }) => ({
      id: rule.id,
      subject: rule.subject,
      lifecycle: lifecycleOf(settingsOf(rule.lifecycle)),
      suppresses: rule.suppresses ?? [],
      groups: rule.groups ?? [],
    })),
    isPresent: (subject) => classOf.has(subject),
    classOf: (subject) => classOf.get(subject),
    schoolDaysBetween,
    grouping: { ...defaultGroupTerms, sizeOf: (schoolClass) => sizes.get(schoolClass) ?? 0 },
  }
}

/** The parts of a rule's lifecycle that the life of a flag knows. */
function settingsOf(lifecycle: CompiledInForce['rule']['lifecycle']): Parameters<typeof lifecycleOf>[0] {
  const { evaluate: _, ...settings } = lifecycle ?? {}
  return settings
}
