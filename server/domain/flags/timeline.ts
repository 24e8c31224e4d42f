import type { FactValue } from '../conditions/condition.ts'
import { compileRule, evaluateRule, type RuleLogic, type Verdict } from '../conditions/rule.ts'
import { createSlots, findSlot, rowOf } from '../conditions/slots.ts'
import type { Day } from '../day.ts'
import { type Mark, parseFactSeries, parseTimeline } from './series.ts'
import { type FlagEvent, type FlagState, isOpen, noFlag, type PersonAction } from './state.ts'
import { type FlagVerdict, stepFlag, type Terms } from './step.ts'

/** A rule's example over time: the values of each fact day by day, and the states that they lead to. */
export type Timeline = {
  /** One day per item of every series, in order. */
  readonly days: readonly Day[]
  /** `"unexcusedLessons": "0 x 2 3 x 2 1 x 6"`; the same values as a list will do. */
  readonly facts: Readonly<Record<string, string | readonly (FactValue | null)[]>>
  readonly expected: string
  /** What people did, by the number of the day in the series, counted from 1. */
  readonly actions?: Readonly<Record<number, PersonAction['kind']>>
  /** Days, counted from 1, on which records were corrected. */
  readonly corrected?: readonly number[]
}

export type TimelineDay = {
  readonly day: Day
  readonly mark: Mark
  readonly expected: Mark
  readonly verdict: Verdict
  readonly state: FlagState
  readonly events: readonly FlagEvent[]
}

/** What a timeline is run with: the rule, the scale of its facts, the life of its flags. */
export type TimelineGround = {
  readonly rule: RuleLogic
  readonly scaleOf: (fact: string) => number
  readonly terms: Terms
}

type Series = readonly (readonly [name: string, values: readonly (FactValue | null)[]])[]

/**
 * Runs a timeline, the rule's parameters being those of each day; it holds where every day's mark is the expected one.
 * Throws SyntaxError where the series are of different lengths or a fact is named that the rule does not read.
 */
export function runTimeline(timeline: Timeline, ground: TimelineGround): TimelineDay[] {
  const expected = parseTimeline(timeline.expected)
  const series = Object.entries(timeline.facts).map(
    ([name, values]) => [name, typeof values === 'string' ? parseFactSeries(values) : values] as const,
  )
  for (const [name, values] of [...series, ['the days', timeline.days] as const])
    if (values.length !== expected.length)
      throw new SyntaxError(`${name}: ${values.length} items, but ${expected.length} states are expected`)
  const seen: TimelineDay[] = []
  for (const [index, day] of timeline.days.entries()) {
    const verdict = judgeDay(series, index, day, ground)
    const kind = timeline.actions?.[index + 1]
    const actions = kind ? [{ id: index + 1, kind }] : []
    const entry = { day, verdict, corrected: timeline.corrected?.includes(index + 1) ?? false, actions }
    const step = stepFlag(seen.at(-1)?.state ?? noFlag, entry, ground.terms)
    seen.push({ day, mark: markOf(step.state, verdict), expected: expected[index] ?? '-', verdict, ...step })
  }
  return seen
}

function judgeDay(series: Series, index: number, day: Day, { rule, scaleOf }: TimelineGround): Verdict {
  const slots = createSlots()
  const compiled = compileRule(rule, day, scaleOf, slots)
  for (const [name] of series)
    if (findSlot(slots, name, compiled.parameters) === undefined)
      throw new SyntaxError(`The rule ${rule.id} does not read ${name}`)
  const facts = Object.fromEntries(series.map(([name, values]) => [name, values[index] ?? null]))
  return evaluateRule(compiled, rowOf(slots, facts, scaleOf, compiled.parameters))
}

/** The mark of a day: an open flag stays `F` while the rule is unknown, since unknown freezes it. */
export function markOf(state: FlagState, verdict?: FlagVerdict): Mark {
  if (isOpen(state)) return 'F'
  if (state.unknown) return '?'
  if (verdict?.outcome === 'exempt') return 'e'
  return state.status === 'pending' ? 'p' : '-'
}
