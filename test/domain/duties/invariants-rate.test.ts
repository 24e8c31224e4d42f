import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attribute } from '../../../server/domain/duties/attribution.ts'
import type { Judged } from '../../../server/domain/duties/duty.ts'
import {
  type Change,
  dirtyByClock,
  dirtyKeys,
  judgeInFull,
  rejudge,
  type Said,
} from '../../../server/domain/duties/incremental.ts'
import { judgeAll } from '../../../server/domain/duties/judge.ts'
import {
  compositeOf,
  isDecided,
  type Period,
  rateOf,
  sumTallies,
  type Tally,
  tallyOf,
} from '../../../server/domain/duties/rate.ts'
import { seenWorld } from '../../../server/domain/duties/seen.ts'
import type { Interaction, World } from '../../../server/domain/duties/world.ts'
import {
  anySpec,
  byKey,
  calendarWith,
  cases,
  dayMs,
  forever,
  gapSpecs,
  utc,
  waivers,
  yearEnd,
  yearStart,
} from './worlds.ts'

const runs = { numRuns: 1000 }
const periods: fc.Arbitrary<Period> = fc
  .tuple(fc.integer({ min: yearStart - 20, max: yearEnd }), fc.integer({ min: 0, max: 200 }))
  .map(([from, length]) => ({ from, to: from + length }))
const units = (tally: Tally) => Object.values(tally).reduce((sum, it) => sum + it, 0)
const effective = (tally: Tally) => tally.met + tally.metLate + tally.notMet

describe('rates', () => {
  it('I11 every decided duty is in exactly one bucket', () => {
    fc.assert(
      fc.property(cases(anySpec), periods, ({ world, asOf, knownAt }, period) => {
        const judged = judgeAll(world, asOf, knownAt).filter((duty) => !duty.gap)
        const decided = judged.filter((duty) => isDecided(duty, period, asOf))
        expect(units(tallyOf(judged, period, asOf))).toBe(decided.length)
        for (const duty of decided) {
          const one = tallyOf([duty], period, asOf)
          expect(Object.values(one).sort((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 1])
          expect(one.met === 1).toBe(duty.status === 'met')
          expect(['upcoming', 'open', 'due_soon', 'in_grace']).not.toContain(duty.status)
        }
      }),
      runs,
    )
  })

  it('I12 a rate is a share or null, and null just where nothing counts', () => {
    fc.assert(
      fc.property(cases(anySpec), periods, ({ world, asOf, knownAt }, period) => {
        const judged = judgeAll(world, asOf, knownAt)
        const rate = rateOf(tallyOf(judged, period, asOf))
        expect(rate.onTime === null).toBe(effective(rate.tally) === 0)
        if (rate.onTime === null || rate.done === null) return
        expect(rate.onTime).toBeGreaterThanOrEqual(0)
        expect(rate.done).toBeLessThanOrEqual(1)
        expect(rate.onTime).toBeLessThanOrEqual(rate.done)
        const [low, high] = rate.interval ?? [0, 1]
        expect(low).toBeLessThanOrEqual(rate.onTime + 1e-12)
        expect(high).toBeGreaterThanOrEqual(rate.onTime - 1e-12)
      }),
      runs,
    )
  })

  it('I13 the denominator of a period does not depend on evidence', () => {
    fc.assert(
      fc.property(cases(anySpec), periods, ({ world, asOf, knownAt, more }, period) => {
        const sizes = (interactions: readonly Interaction[]) => {
          const tally = tallyOf(judgeAll({ ...world, interactions }, asOf, knownAt), period, asOf)
          return { counted: effective(tally) + tally.waived, notApplicable: tally.notApplicable, noData: tally.noData }
        }
        expect(sizes([...world.interactions, ...more])).toEqual(sizes([]))
      }),
      runs,
    )
  })

  it('I14 a waiver never takes a met duty away nor lowers the rate', () => {
    fc.assert(
      fc.property(
        cases(anySpec),
        fc.array(waivers, { minLength: 1, maxLength: 3 }),
        periods,
        ({ world, asOf, knownAt }, more, period) => {
          const before = judgeAll(world, asOf, knownAt)
          const waived = {
            ...world,
            waivers: [...world.waivers, ...more.map((it) => ({ ...it, approvedAt: 0, id: it.id + 100 }))],
          }
          const after = judgeAll(waived, asOf, knownAt)
          const now = byKey(after)
          for (const duty of before)
            if (duty.status === 'met' || duty.status === 'met_late')
              expect(now.get(duty.key)?.status, duty.key).toBe(duty.status)
          const [was, is] = [before, after].map((it) => rateOf(tallyOf(it, period, asOf)))
          if (was?.onTime != null && is?.onTime != null) expect(is.onTime).toBeGreaterThanOrEqual(was.onTime)
          expect(is?.met).toBe(was?.met)
        },
      ),
      runs,
    )
  })

  it('I19 what teachers, vacancies and handovers are given sums to the class', () => {
    fc.assert(
      fc.property(cases(anySpec), periods, ({ world, asOf, knownAt }, period) => {
        const judged = judgeAll(world, asOf, knownAt)
        const seen = seenWorld(world, asOf, knownAt)
        for (const view of seen.classes.values()) {
          const own = judged.filter((duty) => duty.classId === view.class.id)
          expect(sumTallies([...attribute(view, own, period, asOf).values()])).toEqual(tallyOf(own, period, asOf))
        }
      }),
      runs,
    )
  })

  it('I24 a composite ignores what has no rate, any order, and lies between the worst and the best', () => {
    const point = fc.record({
      rate: fc.oneof(
        { weight: 1, arbitrary: fc.constant(null) },
        { weight: 3, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
      ),
      weight: fc.integer({ min: 0, max: 5 }),
    })
    fc.assert(
      fc.property(fc.array(point, { maxLength: 12 }), (points) => {
        const composite = compositeOf(points)
        const rated = points.flatMap(({ rate, weight }) => (rate === null || weight === 0 ? [] : [rate]))
        expect(compositeOf([...points, { rate: null, weight: 3 }])).toBe(composite)
        const turned = compositeOf([...points].reverse())
        expect(composite === null).toBe(rated.length === 0)
        if (composite === null || turned === null) return
        expect(turned).toBeCloseTo(composite, 9)
        expect(composite).toBeGreaterThanOrEqual(Math.min(...rated) - 1e-9)
        expect(composite).toBeLessThanOrEqual(Math.max(...rated) + 1e-9)
      }),
      runs,
    )
  })

  it('I30 the tallies of the classes sum to that of the school', () => {
    fc.assert(
      fc.property(cases(anySpec), periods, ({ world, asOf, knownAt }, period) => {
        const judged = judgeAll(world, asOf, knownAt)
        const byClass = world.classes.map(({ id }) =>
          tallyOf(
            judged.filter((duty) => duty.classId === id),
            period,
            asOf,
          ),
        )
        expect(sumTallies(byClass)).toEqual(tallyOf(judged, period, asOf))
      }),
      runs,
    )
  })
})

describe('the largest gap', () => {
  const pure = gapSpecs.filter((it) => it.kind === 'gap' && it.mode === 'gap')

  it('I21 live status and rate agree, and the rate is 1 just where no day broke the norm', () => {
    fc.assert(
      fc.property(cases(pure, { single: true }), fc.nat(260), ({ world, asOf }, on) => {
        const plain: World = {
          ...world,
          waivers: [],
          interactions: world.interactions.map((it) => ({ ...it, recordedAt: 0 })),
        }
        for (const duty of judgeAll(plain, asOf, forever)) {
          const days = duty.gap?.days ?? []
          const rate = rateOf(tallyOf([duty], { from: 0, to: yearEnd }, asOf))
          const decided = days.filter(({ day }) => day < asOf)
          expect(rate.of).toBe(decided.length)
          if (rate.onTime !== null) expect(rate.onTime === 1).toBe(decided.every((it) => it.good))
          const day = days[on % Math.max(1, days.length)]
          if (!day) continue
          const live = byKey(judgeAll(plain, day.day, forever)).get(duty.key)
          expect(live?.gap?.age).toBe(day.age)
          expect(live?.status === 'overdue').toBe(!day.good)
        }
      }),
      runs,
    )
  })

  it('I22 which days count does not depend on what was done', () => {
    fc.assert(
      fc.property(cases(pure, { single: true }), ({ world, asOf, knownAt }) => {
        const valid = (interactions: readonly Interaction[]) =>
          judgeAll({ ...world, interactions }, asOf, knownAt).map((duty) => duty.gap?.days.map(({ day }) => day))
        expect(valid(world.interactions)).toEqual(valid([]))
      }),
      runs,
    )
  })

  it('I23 a vacation put in anywhere changes no age and no day', () => {
    fc.assert(
      fc.property(
        pure,
        fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 8 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 20 }),
        (spec, done, at, length) => {
          const last = yearStart + 99
          const shifted = (offset: number) => yearStart + offset + (offset >= at ? length : 0)
          const track = (withBreak: boolean) => {
            const vacations = withBreak ? [{ from: yearStart + at, to: yearStart + at + length - 1 }] : []
            const calendar = calendarWith([], vacations)
            const to = withBreak ? last + length : last
            const days = done.map((offset) => (withBreak ? shifted(offset) : yearStart + offset))
            const interactions = days.map(
              (occurredOn, index): Interaction => ({
                id: index,
                classId: 1,
                studentIds: [],
                form: 'meeting',
                evidence: ['done'],
                points: [],
                occurredOn,
                recordedAt: 0,
              }),
            )
            const world: World = {
              specs: [spec],
              classes: [{ id: 1, openedOn: yearStart, calendar }],
              interactions,
              assignments: [],
              enrolments: [],
              memberships: [],
              triggers: [],
              blocks: [],
              waivers: [],
              trackingFrom: 0,
              zone: utc,
            }
            return judgeAll(world, to, forever)[0]?.gap?.days.map(({ age, good }) => ({ age, good }))
          }
          expect(track(true)).toEqual(track(false))
        },
      ),
      runs,
    )
  })
})

describe('incremental', () => {
  const sorted = (said: Said) =>
    [...said].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, duties]) => [key, duties.map((duty) => plain(duty))])
  const plain = ({ key, status, satisfiedOn, evidenceIds, nextTransitionOn, gap }: Judged) => ({
    key,
    status,
    satisfiedOn,
    evidenceIds,
    nextTransitionOn,
    gap,
  })

  it('I25 judging again only what a change touches is judging in full', () => {
    fc.assert(
      fc.property(
        cases(anySpec),
        waivers,
        fc.array(fc.nat(6), { minLength: 1, maxLength: 6 }),
        fc.nat(20),
        ({ world, asOf, knownAt, more }, waiver, edits, days) => {
          let now = world
          let said: Said = judgeInFull(seenWorld(now, asOf, knownAt))
          for (const [index, edit] of edits.entries()) {
            const { changes, next } = changed(now, edit, index, more, waiver, asOf)
            now = next
            const dirty = new Set(changes.flatMap((change) => [...dirtyKeys(change, now), ...dirtyKeys(change, world)]))
            said = rejudge(said, dirty, seenWorld(now, asOf, knownAt))
            expect(sorted(said)).toEqual(sorted(judgeInFull(seenWorld(now, asOf, knownAt))))
          }
          const to = { asOf: asOf + days, knownAt: knownAt + days * dayMs }
          const known = now.interactions.filter((it) => it.recordedAt > knownAt && it.recordedAt <= to.knownAt)
          const learnt = known.flatMap((interaction) => [...dirtyKeys({ kind: 'interaction', interaction }, now)])
          const dirty = new Set([...dirtyByClock(said, now, { asOf }, to), ...learnt])
          const after = seenWorld(now, to.asOf, to.knownAt)
          expect(sorted(rejudge(said, dirty, after))).toEqual(sorted(judgeInFull(after)))
        },
      ),
      runs,
    )
  })

  type Edited = { changes: Change[]; next: World }

  function changed(
    world: World,
    edit: number,
    index: number,
    more: readonly Interaction[],
    waiver: World['waivers'][number],
    asOf: number,
  ): Edited {
    const extra = more[index % Math.max(1, more.length)]
    if (edit === 0 && extra)
      return {
        changes: [{ kind: 'interaction', interaction: extra }],
        next: { ...world, interactions: [...world.interactions, { ...extra, id: 20_000 + index }] },
      }
    const first = world.interactions[index % Math.max(1, world.interactions.length)]
    if (edit === 1 && first)
      return {
        changes: [{ kind: 'interaction', interaction: first }],
        next: { ...world, interactions: world.interactions.map((it) => (it === first ? { ...it, voidedAt: 0 } : it)) },
      }
    if (edit === 2)
      return {
        changes: [{ kind: 'waiver', waiver }],
        next: { ...world, waivers: [...world.waivers, { ...waiver, id: 500 + index, approvedAt: 0 }] },
      }
    if (edit === 3) {
      const trigger = { id: 50 + index, cause: 'asked', ref: `${50 + index}`, classId: 1, openedOn: asOf - 2 - index }
      return { changes: [{ kind: 'trigger', trigger }], next: { ...world, triggers: [...world.triggers, trigger] } }
    }
    if (edit === 4) {
      const assignment = { classId: 2, staffId: 12, role: 'main' as const, fromOn: asOf - 30 + index }
      return {
        changes: [{ kind: 'roster', classId: 2 }],
        next: { ...world, assignments: [...world.assignments, assignment] },
      }
    }
    if (edit === 5) {
      const enrolment = { studentId: 104, classId: 1, fromOn: asOf - 40 + index, toOn: asOf - index }
      return {
        changes: [{ kind: 'roster', classId: 1 }],
        next: { ...world, enrolments: [...world.enrolments, enrolment] },
      }
    }
    const [spec] = world.specs
    if (!spec) return { changes: [], next: world }
    const amended = { ...spec, grace: spec.grace + 1 }
    return {
      changes: [{ kind: 'spec', point: spec.point }],
      next: { ...world, specs: [amended, ...world.specs.slice(1)] },
    }
  }
})
