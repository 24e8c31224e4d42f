import type { Trx } from '../database/database.ts'
import type { Day } from '../domain/day.ts'
import { type CompiledInForce, confirm, type Ruled } from '../domain/evaluation.ts'
import type { FactCatalogue } from '../domain/explain/words.ts'
import type { FactTable } from '../domain/facts/assemble.ts'
import { defaultGroupTerms } from '../domain/flags/group.ts'
import { lifecycleOf, type SchoolDaysBetween } from '../domain/flags/lifecycle.ts'
import {
  type Finding,
  type FlagChange,
  type FlagPlan,
  type FlagWorld,
  type KnownFlag,
  reconcileFlags,
} from '../domain/flags/reconcile.ts'
import { flagKey, isOpen } from '../domain/flags/state.ts'
import { keyOf } from './keeping/evaluate.ts'
import { changesOf, saveChanges } from './keeping/save.ts'
import { listFlagMemory } from './queries.ts'

export { type Evaluation, evaluateSchool, explainOne, kindsAnswered, kindsOf } from './keeping/evaluate.ts'
export { listFlags } from './keeping/list.ts'
export { listFlagsOfPupil } from './keeping/pupil.ts'
export { sightOf } from './keeping/sight.ts'
export { toldExplanation } from './keeping/withheld.ts'

export type FlagInput = {
  schoolId: number
  runId: number
  asOf: Day
  rules: readonly CompiledInForce[]
  facts: FactTable
  ruled: readonly Ruled[]
  catalogue: FactCatalogue
  /** School days in (from, to] of the calendar that a class follows. */
  schoolDaysOf: (schoolClass: { id: number; grade: number }) => SchoolDaysBetween
  /** Whether records behind a rule's facts on this pupil were corrected or withdrawn since the last run. */
  isCorrected: (studentId: number, rule: CompiledInForce) => boolean
  /** School subjects that a flag stands on, by flag key. */
  about: ReadonlyMap<string, readonly string[]>
}

/** What decides about flags, without where it is written. */
export type FlagGround = Omit<FlagInput, 'runId' | 'schoolId'>

export type FlagChanges = {
  raised: number
  cleared: number
  open: number /** Open flags that people see: neither hidden behind another nor gathered under a signal of the class. */
  visible: readonly FlagChange[]
  plan: FlagPlan
}

/** Lets today's verdicts act on the flags that are remembered, and remembers the outcome. */
export async function refreshFlags(trx: Trx, input: FlagInput): Promise<FlagChanges> {
  const byKey = new Map(shownOf(input).map((each) => [keyOf(each), each]))
  const plan = planFlags(await listFlagMemory(trx, input.schoolId), input)
  for (const { key } of [...plan.raise, ...plan.changeLevel]) {
    const ruled = byKey.get(key)
    if (ruled) await confirm(ruled)
  }
  await saveChanges(trx, input, plan, byKey)
  const changes = changesOf(plan)
  const gathered = plan.signals.flatMap(({ members }) => members.map((it) => flagKey(it.ruleId, it.subject)))
  const hidden = new Set([...plan.suppressed.keys(), ...gathered])
  return {
    raised: plan.raise.length,
    cleared: plan.clear.length,
    open: changes.filter(({ state }) => isOpen(state)).length,
    visible: changes.filter(({ key, state }) => isOpen(state) && !hidden.has(key)),
    plan,
  }
}

/** What the verdicts of a day do to the flags that are remembered: the part of a refresh that only decides. */
export function planFlags(known: readonly KnownFlag[], input: FlagGround): FlagPlan {
  return reconcileFlags(known, findingsOf(shownOf(input), known, input), worldOf(input))
}

/** Rules on trial are counted and never shown. */
function shownOf({ ruled }: FlagGround): Ruled[] {
  return ruled.filter(({ rule }) => rule.rule.status === 'active')
}

/** Verdicts that can move a flag: those that hold, and any on a pair that has a state. */
function findingsOf(ruled: readonly Ruled[], known: readonly KnownFlag[], input: FlagGround): Finding[] {
  const remembered = new Set(known.map(({ ruleId, subject }) => flagKey(ruleId, subject)))
  return ruled
    .filter((each) => each.verdict.outcome === 'flagged' || remembered.has(keyOf(each)))
    .map(({ rule, row, verdict }) => {
      const subject = `${rule.rule.subject}:${row.id}`
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

function worldOf({ asOf, rules, facts, schoolDaysOf }: FlagGround): FlagWorld {
  const classOf = new Map<string, { id: number; grade: number }>([
    ...facts.students.map(({ id, classId, grade }) => [`student:${id}`, { id: classId, grade }] as const),
    ...facts.classes.map(({ id, grade }) => [`class:${id}`, { id, grade }] as const),
  ])
  const sizes = Map.groupBy(facts.students, ({ classId }) => String(classId))
  // A rule on trial speaks to nobody: a flag it raised while it was active ends like that of a rule withdrawn.
  const speaking = rules.filter(({ rule }) => rule.status === 'active')
  return {
    day: asOf,
    rules: speaking.map(({ rule }) => ({
      id: rule.id,
      subject: rule.subject,
      lifecycle: lifecycleOf(settingsOf(rule.lifecycle)),
      suppresses: rule.suppresses ?? [],
      groups: rule.groups ?? [],
    })),
    isPresent: (subject) => classOf.has(subject),
    classOf: (subject) => classOf.get(subject)?.id.toString(),
    schoolDaysBetween: (from, to, subject) => {
      const schoolClass = classOf.get(subject)
      return schoolClass ? schoolDaysOf(schoolClass)(from, to) : 0
    },
    grouping: { ...defaultGroupTerms, sizeOf: (schoolClass) => sizes.get(schoolClass)?.length ?? 0 },
  }
}

/** The parts of a rule's lifecycle that the life of a flag knows. */
function settingsOf(lifecycle: CompiledInForce['rule']['lifecycle']): Parameters<typeof lifecycleOf>[0] {
  const { evaluate: _, ...settings } = lifecycle ?? {}
  return settings
}
