import { describe, expect, it } from 'vitest'
import type { Condition } from '../../../server/domain/conditions/condition.ts'
import type { RuleLogic } from '../../../server/domain/conditions/rule.ts'
import { dayOf } from '../../../server/domain/day.ts'
import { type Lifecycle, lifecycleOf } from '../../../server/domain/flags/lifecycle.ts'
import { parseFactSeries, parseSeries, parseTimeline, timelineText } from '../../../server/domain/flags/series.ts'
import { runTimeline, type Timeline } from '../../../server/domain/flags/timeline.ts'
import { schoolDaysBetween, schoolDaysFrom } from './calendar.ts'

describe('series', () => {
  it('x n means exactly n times, however it is spaced', () => {
    for (const text of ['0 0 3 3 3', '0 x 2 3 x 3', '0 x2 3 x3', '0x2 3x3'])
      expect(parseSeries(text)).toEqual(['0', '0', '3', '3', '3'])
    expect(parseTimeline('- x 2 pp? F x3'.replace('pp?', 'p p ?'))).toEqual(['-', '-', 'p', 'p', '?', 'F', 'F', 'F'])
    expect(parseSeries('')).toEqual([])
  })
  it('holds numbers, yes and no, words, and the unknown', () => {
    expect(parseFactSeries('-0.5 2.5x2 true false home x 2 _ ?')).toEqual([
      -0.5,
      2.5,
      2.5,
      true,
      false,
      'home',
      'home',
      null,
      null,
    ])
  })
  it('refuses a count without an item, a count of 0, and a sign that is no state', () => {
    for (const text of ['x 3', '3 x', '3 x 0', 'x3 1', '3 x y']) expect(() => parseSeries(text)).toThrow(SyntaxError)
    expect(() => parseTimeline('- G')).toThrow('"G" is no state')
  })
  it('is written back in the shortest form', () => {
    expect(timelineText(parseTimeline('F F F - ? ?'))).toBe('F x 3 - ? x 2')
  })
})

const lessons = (name: string, operator: string, parameter: string) =>
  ({
    all: [
      {
        name,
        fact: 'lessons',
        params: { schoolDays: { fact: 'param.window' } },
        operator,
        value: { fact: `param.${parameter}` },
      },
    ],
  }) as Condition
const rule: RuleLogic = {
  id: 'ATT-02',
  parameters: {
    window: {
      values: [
        { from: '2025-09-01', value: 5 },
        { from: '2026-10-14', value: 7 },
      ],
    },
    raise: { values: [{ from: '2025-09-01', value: 3 }] },
    calm: { values: [{ from: '2025-09-01', value: 1 }] },
  },
  levels: [{ level: 2, conditions: lessons('many', 'greaterThanInclusive', 'raise') }],
  clearWhen: lessons('calm', 'lessThanInclusive', 'calm'),
  exemptWhen: [{ id: 'home', when: { all: [{ name: 'home', fact: 'form', operator: 'equal', value: 'home' }] } }],
}

function run(
  facts: Timeline['facts'],
  expected: string,
  rest: Partial<Timeline> = {},
  lifecycle: Partial<Lifecycle> = {},
) {
  const days = schoolDaysFrom(dayOf('2026-10-05'), parseTimeline(expected).length)
  const terms = { lifecycle: lifecycleOf(lifecycle), schoolDaysBetween }
  const seen = runTimeline(
    { days, facts: { form: days.map(() => 'school'), ...facts }, expected, ...rest },
    { rule, scaleOf: () => 1, terms },
  )
  return timelineText(seen.map(({ mark }) => mark))
}

describe('a timeline of a rule', () => {
  it('raises, holds through hysteresis and waits for clear to last', () => {
    const expected = '- x 2 F x 8 -'
    expect(run({ lessons: '0 x 2 3 2 x 2 1 x 6' }, '- x 2 F x 7 - x 2')).toBe('- x 2 F x 7 - x 2')
    expect(run({ lessons: '0 x 2 3 2 x 3 1 x 5' }, expected)).toBe(expected)
  })
  it('tells pending, unknown and exempt days', () => {
    expect(run({ lessons: '3 2 3 3 _ 3' }, 'p - p F F F', {}, { raiseAfter: 2 })).toBe('p - p F x 3')
    expect(run({ lessons: '_ x 2 0 0', form: 'school x 3 home' }, '? ? - e')).toBe('? x 2 - e')
  })
  it('takes in what people did and corrections, days counted from 1', () => {
    expect(run({ lessons: '3 x 14' }, 'F x 14', { actions: { 3: 'dismiss' } })).toBe('F x 2 - x 10 F x 2')
    expect(run({ lessons: '3 3 1' }, 'F F -', { corrected: [3] })).toBe('F x 2 -')
  })
  it('shows where it differs from what was expected', () => {
    const days = schoolDaysFrom(dayOf('2026-10-05'), 2)
    const terms = { lifecycle: lifecycleOf(), schoolDaysBetween }
    const seen = runTimeline(
      { days, facts: { lessons: '0 3', form: 'school x 2' }, expected: '- -' },
      { rule, scaleOf: () => 1, terms },
    )
    expect(seen.filter(({ mark, expected }) => mark !== expected)).toMatchObject([
      { day: days[1], mark: 'F', expected: '-', verdict: { level: 2 } },
    ])
  })
  it('names windows by parameter, whose value may change on the way', () => {
    expect(run({ 'lessons{schoolDays:window}': '3 x 9' }, 'F x 9')).toBe('F x 9')
    expect(() => run({ 'lessons{schoolDays:5}': '3 x 9' }, 'F x 9')).toThrow('does not read lessons{schoolDays:5}')
  })
  it('refuses series of different lengths and facts that the rule does not read', () => {
    expect(() => run({ lessons: '3 x 2' }, 'F x 3')).toThrow('lessons: 2 items, but 3 states are expected')
    expect(() => run({ lessons: '3', marks: '3' }, 'F')).toThrow('does not read marks')
  })
})
