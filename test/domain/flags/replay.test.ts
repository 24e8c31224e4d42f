import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lifecycleOf, type Span } from '../../../server/domain/flags/lifecycle.ts'
import { type FlagState, isOpen, noFlag } from '../../../server/domain/flags/state.ts'
import { type FlagDay, type FlagVerdict, replay, stepFlag, type Terms } from '../../../server/domain/flags/step.ts'
import { schoolDaysBetween } from './calendar.ts'

const verdict: fc.Arbitrary<FlagVerdict> = fc.oneof(
  fc.record({
    outcome: fc.constant('flagged' as const),
    level: fc.integer({ min: 1, max: 4 }),
    clear: fc.constant(false),
    unknownLevels: fc.constantFrom<number[]>([], [3], [4]),
  }),
  fc.record({
    outcome: fc.constant('notFlagged' as const),
    level: fc.constant(null),
    clear: fc.constantFrom(true, true, true, false, null),
    unknownLevels: fc.constant([]),
  }),
  fc.constant<FlagVerdict>({ outcome: 'unknown', level: null, clear: null, unknownLevels: [2] }),
  fc.constant<FlagVerdict>({ outcome: 'exempt', level: null, clear: true, unknownLevels: [] }),
)

const span = (max: number): fc.Arbitrary<Span> =>
  fc.record({ n: fc.integer({ min: 0, max }), unit: fc.constantFrom('schoolDay', 'day') })

const terms: fc.Arbitrary<Terms> = fc
  .record({ raiseAfter: fc.integer({ min: 1, max: 4 }), holdFor: span(6), cooldown: span(12), episode: span(30) })
  .map((settings) => ({ lifecycle: lifecycleOf(settings), schoolDaysBetween }))

const entry = fc.record(
  {
    ahead: fc.integer({ min: 0, max: 4 }),
    verdict,
    corrected: fc.boolean(),
    act: fc.constantFrom('dismiss' as const, 'close' as const),
    end: fc.constantFrom('left' as const, 'ruleWithdrawn' as const),
  },
  { requiredKeys: ['ahead'] },
)

/** Histories of up to 60 entries, some on the same day, some without a verdict; ends of the ground are rare. */
const history = fc.array(entry, { maxLength: 60 }).map((entries) => {
  let day = 20_000
  return entries.map(({ ahead, verdict, corrected, act, end }, index): FlagDay => {
    day += ahead
    return {
      day,
      ...(verdict && { verdict }),
      ...(corrected && index % 5 === 0 && { corrected }),
      ...(act && index % 4 === 0 && { actions: [{ id: index + 1, kind: act }] }),
      ...(end && index % 20 === 19 && { end }),
    }
  })
})

const runs = { numRuns: 2_000 }

describe('the life of a flag over random histories', () => {
  it('replayed at once, or day by day through storage, comes to the same state and the same events', () => {
    fc.assert(
      fc.property(history, terms, (history, terms) => {
        let stored = JSON.stringify(noFlag)
        const told: unknown[] = []
        for (const entry of history) {
          const step = stepFlag(JSON.parse(stored) as FlagState, entry, terms)
          stored = JSON.stringify(step.state)
          told.push(...step.events)
        }
        const whole = replay(history, terms)
        expect(JSON.parse(stored)).toEqual(whole.state)
        expect(told).toEqual(whole.events)
      }),
      runs,
    )
  })

  it('every day twice is every day once', () => {
    fc.assert(
      fc.property(history, terms, (history, terms) => {
        const doubled = history.flatMap((entry) => [entry, entry])
        expect(replay(doubled, terms)).toEqual(replay(history, terms))
      }),
      runs,
    )
  })

  it('never raises on unknown or quiet, never ends on unknown, never speaks twice', () => {
    fc.assert(
      fc.property(history, terms, (history, terms) => {
        let state: FlagState = noFlag
        for (const entry of history) {
          const step = stepFlag(state, entry, terms)
          const outcome = entry.verdict?.outcome
          for (const event of step.events) {
            if (event.kind === 'raised' || event.kind === 'reopened')
              expect([outcome, entry.end]).toEqual(['flagged', undefined])
            if (event.kind === 'ended' && event.because === 'cleared') {
              expect(entry.verdict).toMatchObject({ outcome: 'notFlagged', clear: true })
              expect(isOpen(state)).toBe(true)
            }
          }
          if (outcome === 'unknown' && !entry.end && !entry.actions) expect(isOpen(step.state)).toBe(isOpen(state))
          expect(isOpen(step.state)).toBe(step.state.endedOn === null && step.state.openedOn !== null)
          state = step.state
        }
      }),
      runs,
    )
  })

  it('keeps quiet at the dismissed level for the whole cool-down, and raises no sooner than asked', () => {
    fc.assert(
      fc.property(history, terms, (history, terms) => {
        const { cooldown, raiseAfter } = terms.lifecycle
        let state: FlagState = noFlag
        let holding = 0
        for (const entry of history) {
          const step = stepFlag(state, entry, terms)
          const outcome = entry.end ? 'end' : entry.verdict?.outcome
          if (outcome === 'flagged') holding++
          for (const event of step.events)
            if (event.kind === 'raised' || event.kind === 'reopened') {
              if (!entry.corrected) expect(holding).toBeGreaterThanOrEqual(raiseAfter)
              if (state.endedBecause === 'dismissed' && event.level <= (state.level ?? 0) && state.endedOn !== null) {
                const passed =
                  cooldown.unit === 'day' ? entry.day - state.endedOn : schoolDaysBetween(state.endedOn, entry.day)
                expect(passed).toBeGreaterThanOrEqual(cooldown.n)
              }
            }
          if (outcome === 'notFlagged' || outcome === 'exempt' || outcome === 'end' || isOpen(step.state)) holding = 0
          state = step.state
        }
      }),
      runs,
    )
  })
})
