import { describe, expect, it } from 'vitest'
import { dayOf, weekdayOf } from '../../../server/domain/day.ts'
import { defaultLifecycle, isInGrace, lifecycleOf } from '../../../server/domain/flags/lifecycle.ts'
import { timelineText } from '../../../server/domain/flags/series.ts'
import { type FlagState, noFlag } from '../../../server/domain/flags/state.ts'
import { type FlagDay, type FlagVerdict, replay, stepFlag, type Terms } from '../../../server/domain/flags/step.ts'
import { markOf } from '../../../server/domain/flags/timeline.ts'
import { schoolDaysBetween, schoolDaysFrom } from './calendar.ts'

const monday = dayOf('2026-10-05')
const holds = (level: number, unknownLevels: number[] = []): FlagVerdict => ({
  outcome: 'flagged',
  level,
  clear: false,
  unknownLevels,
})
const quiet: FlagVerdict = { outcome: 'notFlagged', level: null, clear: true, unknownLevels: [] }
const between: FlagVerdict = { outcome: 'notFlagged', level: null, clear: false, unknownLevels: [] }
const unknown: FlagVerdict = { outcome: 'unknown', level: null, clear: null, unknownLevels: [2] }
const exempt: FlagVerdict = { outcome: 'exempt', level: null, clear: true, unknownLevels: [] }
const signs: Record<string, FlagVerdict> = {
  '1': holds(1),
  '2': holds(2),
  '3': holds(3),
  '-': quiet,
  '~': between,
  '?': unknown,
  e: exempt,
}

const terms = (settings: Partial<Terms['lifecycle']> = {}): Terms => ({
  lifecycle: lifecycleOf(settings),
  schoolDaysBetween,
})

/** One verdict per school day from Monday 5 October 2026; returns the marks, the events and the last state. */
function live(text: string, on: Terms = terms(), extra: Record<number, Partial<FlagDay>> = {}) {
  const days = schoolDaysFrom(monday, text.length)
  const history = text
    .split('')
    .map((sign, index): FlagDay => ({ day: days[index] ?? 0, verdict: signs[sign] ?? quiet, ...extra[index] }))
  const marks: string[] = []
  const told: string[] = []
  let state: FlagState = noFlag
  for (const entry of history) {
    const step = stepFlag(state, entry, on)
    state = step.state
    marks.push(markOf(state))
    for (const event of step.events)
      told.push(`${days.indexOf(event.on)} ${event.kind} ${event.kind === 'ended' ? event.because : event.level}`)
  }
  expect(replay(history, on).state).toEqual(state)
  return { marks: timelineText(marks), told, state, days }
}

describe('raising', () => {
  it('at once by default', () => {
    expect(live('--2').marks).toBe('- x 2 F')
  })
  it('after the given number of evaluations in a row', () => {
    expect(live('-22-222', terms({ raiseAfter: 3 })).marks).toBe('- p x 2 - p x 2 F')
  })
  it('unknown neither counts nor starts the count anew', () => {
    expect(live('22??2', terms({ raiseAfter: 3 })).marks).toBe('p x 2 ? x 2 F')
  })
  it('does not wait where records were corrected', () => {
    expect(live('-2', terms({ raiseAfter: 3 }), { 1: { corrected: true } }).marks).toBe('- F')
  })
  it('follows the level up and down, and says so', () => {
    const { told, state } = live('232')
    expect(told).toEqual(['0 raised 2', '1 levelChanged 3', '2 levelChanged 2'])
    expect(state.raisedOn).toBe(monday)
  })
  it('does not lower a level that has turned unknown', () => {
    const { state } = live('32', terms(), { 1: { verdict: holds(2, [3]) } })
    expect(state.level).toBe(3)
    expect(live('32', terms(), { 1: { verdict: holds(2, [4]) } }).state.level).toBe(2)
  })
})

describe('clearing', () => {
  it('on the fifth school day of clear by default, over a weekend too', () => {
    const { marks, told, days } = live('2------')
    expect(marks).toBe('F x 5 - x 2')
    expect(told).toEqual(['0 raised 2', '5 ended cleared'])
    expect(weekdayOf(days[5] ?? 0)).toBe(1)
  })
  it('starts the wait anew when it is not clear for a day: hysteresis', () => {
    expect(live('2----~-----').marks).toBe('F x 10 -')
    expect(live('2~~~~~~~~~~').marks).toBe('F x 11')
  })
  it('unknown stops the clock: the days around it do not count', () => {
    expect(live('2--??----').marks).toBe('F x 8 -')
    expect(live('2????????').marks).toBe('F x 9')
  })
  it('at once where records were corrected, with the reason, the history kept', () => {
    const { told, state } = live('22-', terms(), { 2: { corrected: true } })
    expect(told).toEqual(['0 raised 2', '2 ended corrected'])
    expect(state).toMatchObject({ status: 'cleared', episode: 1, raisedOn: monday })
  })
  it('at once where the pupil is exempt', () => {
    expect(live('2e').told).toEqual(['0 raised 2', '1 ended exempt'])
  })
  it('at once where the rule asks for no wait', () => {
    expect(live('2-', terms({ holdFor: { n: 0, unit: 'schoolDay' } })).marks).toBe('F -')
  })
  it('counts evaluations that are a week apart by the school days between them', () => {
    const history = [0, 7, 14].map(
      (ahead, index): FlagDay => ({ day: monday + ahead, verdict: index ? quiet : holds(2) }),
    )
    expect(replay(history.slice(0, 2), terms()).state).toMatchObject({ status: 'held', clearFor: 1 })
    expect(replay(history, terms()).state.status).toBe('cleared')
  })
})

describe('a person’s word', () => {
  const dismissed = { 1: { actions: [{ id: 7, kind: 'dismiss' as const }] } }
  it('ends the flag and keeps the same level quiet for ten school days', () => {
    const { marks, told } = live('222222222222', terms(), dismissed)
    expect(marks).toBe('F - x 10 F')
    expect(told).toEqual(['0 raised 2', '1 ended dismissed', '11 reopened 2'])
  })
  it('does not keep a higher level quiet', () => {
    expect(live('2223', terms(), dismissed).told).toEqual(['0 raised 2', '1 ended dismissed', '3 reopened 3'])
  })
  it('is taken in once', () => {
    const day = { day: monday, verdict: holds(2), actions: [{ id: 1, kind: 'close' as const }] }
    const once = replay([day], terms({ cooldown: { n: 0, unit: 'day' } }))
    const twice = replay([day, day], terms({ cooldown: { n: 0, unit: 'day' } }))
    expect(twice).toEqual(once)
    expect(once.state).toMatchObject({ status: 'dismissed', endedBecause: 'closed', lastAction: 1 })
  })
  it('about a flag that is not open does nothing', () => {
    expect(live('--2', terms(), dismissed).marks).toBe('- x 2 F')
  })
})

describe('the episode', () => {
  const quick = terms({ holdFor: { n: 0, unit: 'day' } })
  it('a relapse within 30 days joins the same flag, a later one is a new flag', () => {
    const relapse = (ahead: number) =>
      replay(
        [
          { day: monday, verdict: holds(2) },
          { day: monday + 1, verdict: quiet },
          { day: monday + 1 + ahead, verdict: holds(2) },
        ],
        quick,
      )
    expect(relapse(30).state).toMatchObject({ episode: 1, raisedOn: monday, openedOn: monday + 31 })
    expect(relapse(31).state).toMatchObject({ episode: 2, raisedOn: monday + 32 })
  })
})

describe('ground gone', () => {
  it('a flag whose rule was withdrawn, or whose pupil left, ends with that reason', () => {
    for (const end of ['ruleWithdrawn', 'left'] as const) {
      const { state, events } = replay(
        [
          { day: monday, verdict: holds(2) },
          { day: monday + 1, end },
          { day: monday + 2, end },
        ],
        terms(),
      )
      expect(state).toMatchObject({ status: 'cleared', endedBecause: end })
      expect(events).toHaveLength(2)
    }
  })
  it('a pending one just goes', () => {
    const pending = terms({ raiseAfter: 2 })
    expect(
      replay(
        [
          { day: monday, verdict: holds(2) },
          { day: monday + 1, end: 'left' },
        ],
        pending,
      ).state.status,
    ).toBe('none')
  })
})

it('history runs forward only', () => {
  expect(() =>
    replay(
      [
        { day: monday, verdict: quiet },
        { day: monday - 1, verdict: quiet },
      ],
      terms(),
    ),
  ).toThrow(RangeError)
})

it('an absence without a reason is only unexplained for three school days', () => {
  const friday = dayOf('2026-10-09')
  const graced = (iso: string) => isInGrace(defaultLifecycle, friday, dayOf(iso), schoolDaysBetween)
  expect([graced('2026-10-09'), graced('2026-10-11'), graced('2026-10-13'), graced('2026-10-14')]).toEqual([
    true,
    true,
    true,
    false,
  ])
})
