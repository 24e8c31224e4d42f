import type { Day } from '../day.ts'
import { lifecycleOf, type SchoolDaysBetween } from '../flags/lifecycle.ts'
import { parseSeries, parseTimeline } from '../flags/series.ts'
import { runTimeline } from '../flags/timeline.ts'
import type { Examples, Timeline } from '../formats/examples.ts'
import type { Rule } from '../formats/rule.ts'
import { type Facts, groundOf, isRead, resolveKey, scaleIn } from './ground.ts'

/** The study days a timeline is played on: those after `from`, itself included where it is one; undefined beyond the calendar. */
export type Calendar = {
  readonly listStudyDays: (from: string, count: number) => readonly Day[] | undefined
  readonly schoolDaysBetween: SchoolDaysBetween
}

export type TimelineResult = { readonly expected: string; readonly got: string; readonly holds: boolean }

/**
 * Plays a timeline day by school day. Facts shared by all examples hold on every day unless the timeline has a series.
 * Throws SyntaxError for series of unlike length, RangeError where the calendar does not reach that far.
 */
export function playTimeline(
  rule: Rule,
  timeline: Timeline,
  examples: Examples,
  facts: Facts,
  calendar: Calendar,
): TimelineResult {
  const marks = parseTimeline(timeline.expect)
  const days = calendar.listStudyDays(timeline.from, marks.length)
  if (!days) throw new RangeError(`The calendar does not hold ${marks.length} study days from ${timeline.from}`)
  const lasting = lastingSeries(rule, timeline, examples, facts, marks.length)
  const own = Object.entries(timeline.facts).map(([key, text]) => [
    resolveKey(key, rule, timeline.from),
    unknownSigns(text),
  ])
  const actions = (timeline.acts ?? []).map(({ day, act }) => [day, act === 'dismissed' ? 'dismiss' : 'close'] as const)
  const lived = runTimeline(
    {
      days,
      facts: { ...lasting, ...Object.fromEntries(own) },
      expected: timeline.expect,
      actions: Object.fromEntries(actions),
    },
    {
      rule,
      scaleOf: scaleIn(facts),
      terms: { lifecycle: lifecycleOf(rule.lifecycle), schoolDaysBetween: calendar.schoolDaysBetween },
    },
  )
  const got = lived.map(({ mark }) => mark).join(' ')
  return { expected: marks.join(' '), got, holds: lived.every(({ mark, expected }) => mark === expected) }
}

function lastingSeries(rule: Rule, timeline: Timeline, { given = {} }: Examples, facts: Facts, length: number) {
  const ground = groundOf(rule, timeline.from, facts)
  const entries = Object.entries(given).map(([key, value]) => [resolveKey(key, rule, timeline.from), value] as const)
  const read = entries.filter(([key]) => isRead(ground, key))
  return Object.fromEntries(read.map(([key, value]) => [key, Array.from({ length }, () => value)]))
}

/** `_` is the sign of rule files for an unknown value; the series of flags know `?`. */
function unknownSigns(text: string): string {
  return text.replaceAll(/(^|\s)_(?=x?\d*(\s|$))/g, '$1?')
}

/** How many days a series of facts has. Throws SyntaxError. */
export function lengthOf(text: string): number {
  return parseSeries(unknownSigns(text)).length
}
