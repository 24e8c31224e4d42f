import type { Day } from '../day.ts'
import { type ClassSignal, type Grouping, type GroupTerms, groupFlags } from './group.ts'
import { defaultLifecycle, type Lifecycle, type SchoolDaysBetween } from './lifecycle.ts'
import { type FlagEvent, type FlagState, flagKey, isOpen, noFlag } from './state.ts'
import { type FlagDay, type FlagVerdict, stepFlag } from './step.ts'
import { suppressFlags } from './suppress.ts'

/** What a rule in force says about the life of its flags. */
export type RuleTerms = {
  readonly id: string
  readonly subject: 'student' | 'class'
  readonly lifecycle: Lifecycle
  readonly suppresses?: readonly string[]
  /** For rules over classes: whose flags this one gathers. */
  readonly groups?: readonly Grouping[]
}

/**
 * A rule's verdict on one subject today. Verdicts other than `flagged` matter only for flags that have a state: leave the
 * rest out. `about`: the school subjects that it stands on, where it stands on some.
 */
export type Finding = {
  readonly ruleId: string
  readonly subject: string
  readonly verdict: FlagVerdict
  readonly corrected?: boolean
  readonly about?: readonly string[]
}

export type KnownFlag = { readonly ruleId: string; readonly subject: string; readonly state: FlagState }
export type FlagChange = KnownFlag & {
  readonly key: string
  readonly before: FlagState
  readonly events: readonly FlagEvent[]
}

export type FlagPlan = {
  readonly raise: readonly FlagChange[]
  readonly changeLevel: readonly FlagChange[]
  readonly clear: readonly FlagChange[]
  /** No event: still open, pending, waiting for clear to last, or cooling down; the state may have moved on. */
  readonly keep: readonly FlagChange[]
  /** Open flags hidden behind another of the same subject: key → the rule that hides it. */
  readonly suppressed: ReadonlyMap<string, string>
  readonly signals: readonly ClassSignal[]
}

export type FlagWorld = {
  readonly day: Day
  readonly rules: readonly RuleTerms[]
  readonly isPresent: (subject: string) => boolean
  /** The class of a pupil; of a class itself. */
  readonly classOf: (subject: string) => string | undefined
  /** School days of the calendar that the subject follows. */
  readonly schoolDaysBetween: (from: Day, to: Day, subject: string) => number
  readonly grouping: GroupTerms
}

/**
 * What today's findings do to the flags there are: every flag with a state and every finding takes one step. A flag whose
 * rule is no longer in force or whose subject has left ends with that reason; one that was not evaluated stays as it is.
 * The same findings on the same day a second time change nothing.
 */
export function reconcileFlags(
  existing: readonly KnownFlag[],
  findings: readonly Finding[],
  world: FlagWorld,
): FlagPlan {
  const rules = new Map(world.rules.map((rule) => [rule.id, rule]))
  const found = new Map(findings.map((finding) => [flagKey(finding.ruleId, finding.subject), finding]))
  const known = new Map(existing.map((flag) => [flagKey(flag.ruleId, flag.subject), flag]))
  for (const [key, { ruleId, subject, verdict }] of found)
    if (!known.has(key) && verdict.outcome === 'flagged') known.set(key, { ruleId, subject, state: noFlag })
  const changes = [...known].map(([key, flag]) => stepOne(key, flag, found.get(key), rules.get(flag.ruleId), world))
  const open = changes.filter((change) => isOpen(change.state))
  const suppressed = listSuppressed(open, rules)
  const visible = open.filter((change) => !suppressed.has(change.key))
  return { ...sortByEvent(changes), suppressed, signals: listSignals(visible, found, rules, world) }
}

function stepOne(
  key: string,
  flag: KnownFlag,
  finding: Finding | undefined,
  rule: RuleTerms | undefined,
  world: FlagWorld,
): FlagChange {
  const { day } = world
  const schoolDaysBetween: SchoolDaysBetween = (from, to) => world.schoolDaysBetween(from, to, flag.subject)
  const said = finding && { verdict: finding.verdict, corrected: finding.corrected === true }
  const end = rule === undefined ? 'ruleWithdrawn' : 'left'
  const entry: FlagDay = rule && world.isPresent(flag.subject) ? { day, ...said } : { day, end }
  const lifecycle = rule?.lifecycle ?? defaultLifecycle
  const { state, events } = stepFlag(flag.state, entry, { lifecycle, schoolDaysBetween })
  return { key, ruleId: flag.ruleId, subject: flag.subject, before: flag.state, state, events }
}

function sortByEvent(changes: readonly FlagChange[]): Pick<FlagPlan, 'raise' | 'changeLevel' | 'clear' | 'keep'> {
  const having = (...kinds: FlagEvent['kind'][]) =>
    changes.filter(({ events }) => events.some(({ kind }) => kinds.includes(kind)))
  return {
    raise: having('raised', 'reopened'),
    changeLevel: having('levelChanged'),
    clear: having('ended'),
    keep: changes.filter(({ events }) => events.length === 0),
  }
}

function listSuppressed(open: readonly FlagChange[], rules: ReadonlyMap<string, RuleTerms>): Map<string, string> {
  const suppressions = Object.fromEntries([...rules].map(([id, rule]) => [id, rule.suppresses ?? []]))
  const suppressed = new Map<string, string>()
  for (const [subject, flags] of Map.groupBy(open, (flag) => flag.subject)) {
    const rivals = flags.map(({ ruleId, state }) => ({ ruleId, level: state.level ?? 0 }))
    for (const [ruleId, by] of suppressFlags(rivals, suppressions)) suppressed.set(flagKey(ruleId, subject), by)
  }
  return suppressed
}

function listSignals(
  open: readonly FlagChange[],
  found: ReadonlyMap<string, Finding>,
  rules: ReadonlyMap<string, RuleTerms>,
  world: FlagWorld,
): ClassSignal[] {
  const placed = open.flatMap(({ key, ruleId, subject }) => {
    const schoolClass = world.classOf(subject)
    const rule = rules.get(ruleId)
    return schoolClass === undefined || !rule
      ? []
      : [{ rule, ruleId, subject, schoolClass, about: found.get(key)?.about ?? [] }]
  })
  const classFlags = placed.filter(({ rule }) => rule.subject === 'class')
  const members = placed.filter(({ rule }) => rule.subject === 'student')
  return groupFlags(
    members.map(({ ruleId, subject, schoolClass, about }) => ({ ruleId, subject, schoolClass, about })),
    classFlags.map(({ rule, ruleId, schoolClass, about }) => ({
      ruleId,
      schoolClass,
      about,
      groups: rule.groups ?? [],
    })),
    world.grouping,
  )
}
