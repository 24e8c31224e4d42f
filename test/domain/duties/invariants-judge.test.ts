import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWorking } from '../../../server/domain/calendar/production.ts'
import type { Judged } from '../../../server/domain/duties/duty.ts'
import { dutiesOf } from '../../../server/domain/duties/instances.ts'
import { judgeAll, judgeSeen, settle } from '../../../server/domain/duties/judge.ts'
import { seenWorld } from '../../../server/domain/duties/seen.ts'
import type { Interaction, World } from '../../../server/domain/duties/world.ts'
import {
  anySpec,
  atClock,
  byKey,
  cases,
  countingSpecs,
  dayMs,
  deadlineSpecs,
  everyDuty,
  farAhead,
  forever,
  gapSpecs,
  plainSpecs,
  rank,
  utc,
  waivers,
  windowSpecs,
  without,
  yearEnd,
  yearStart,
} from './worlds.ts'

const runs = { numRuns: 1000 }

/** What is said without the reasons that name evidence. */
const bare = (duties: readonly Judged[]) =>
  duties.map(({ key, status, satisfiedOn, evidenceIds, nextTransitionOn, gap }) => ({
    key,
    status,
    satisfiedOn,
    evidenceIds,
    nextTransitionOn,
    gap,
  }))

const withEvidence = (world: World, interactions: readonly Interaction[]): World => ({ ...world, interactions })

describe('what counts as input', () => {
  it('I1 the order of facts is irrelevant', () => {
    fc.assert(
      fc.property(cases(anySpec), fc.nat(), ({ world, asOf, knownAt }, seed) => {
        const mixed = <Item>(items: readonly Item[]) =>
          items
            .map((item, index) => ({ item, at: ((index + 1) * (seed + 7919)) % 104_729 }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item)
        const shuffled: World = {
          ...world,
          interactions: mixed(world.interactions),
          triggers: mixed(world.triggers),
          enrolments: mixed(world.enrolments),
          waivers: mixed(world.waivers),
          blocks: mixed(world.blocks),
        }
        expect(bare(judgeAll(shuffled, asOf, knownAt))).toEqual(bare(judgeAll(world, asOf, knownAt)))
      }),
      runs,
    )
  })

  it('I2 a doubled interaction changes nothing', () => {
    fc.assert(
      fc.property(cases(anySpec), ({ world, asOf, knownAt }) => {
        const doubled = withEvidence(world, [...world.interactions, ...world.interactions])
        expect(judgeAll(doubled, asOf, knownAt)).toEqual(judgeAll(world, asOf, knownAt))
      }),
      runs,
    )
  })

  it('I3 recorded and voided is as if never recorded', () => {
    fc.assert(
      fc.property(cases(anySpec), ({ world, asOf, knownAt, more }) => {
        const voided = more.map((it) => ({ ...it, voidedAt: knownAt }))
        const all = withEvidence(world, [...world.interactions, ...voided])
        expect(judgeAll(all, asOf, knownAt)).toEqual(judgeAll(world, asOf, knownAt))
      }),
      runs,
    )
  })

  it('I4 facts after the day or the knowledge are invisible', () => {
    fc.assert(
      fc.property(cases(anySpec), waivers, fc.boolean(), ({ world, asOf, knownAt, more }, waiver, isLate) => {
        const unseen = more.map((it) =>
          isLate ? { ...it, recordedAt: knownAt + 1 } : { ...it, occurredOn: asOf + 1, recordedAt: 0 },
        )
        const later: World = {
          ...world,
          interactions: [...world.interactions, ...unseen],
          waivers: [...world.waivers, { ...waiver, approvedAt: knownAt + 1 }],
          triggers: [...world.triggers, { id: 77, cause: 'asked', ref: '77', classId: 1, openedOn: asOf + 1 }],
          enrolments: [...world.enrolments, { studentId: 101, classId: 1, fromOn: asOf + 1 }],
        }
        expect(judgeAll(later, asOf, knownAt)).toEqual(judgeAll(world, asOf, knownAt))
      }),
      runs,
    )
  })

  it('I20 what was said of a day, by what was known then, is said of it for ever', () => {
    fc.assert(
      fc.property(cases(anySpec), ({ world, asOf, knownAt, more }) => {
        const before = judgeAll(world, asOf, knownAt)
        const since: World = {
          ...world,
          interactions: [
            ...world.interactions.map((it, index) => (index % 2 === 0 ? { ...it, voidedAt: knownAt + 1 } : it)),
            ...more.map((it) => ({ ...it, recordedAt: knownAt + 1 + it.id })),
          ],
          waivers: world.waivers.map((it) => ({ ...it, revokedAt: knownAt + 1 })),
        }
        expect(judgeAll(since, asOf, knownAt)).toEqual(before)
      }),
      runs,
    )
  })
})

describe('dates and the clock', () => {
  it('I5 the five dates are in order, of every part too', () => {
    fc.assert(
      fc.property(cases(anySpec), ({ world, asOf, knownAt }) => {
        for (const duty of [...judgeAll(world, asOf, knownAt), ...everyDuty(world)]) {
          const ends = [duty.opensOn, duty.dueSoonFrom, duty.dueOn, duty.graceUntil, duty.closesOn]
          expect(ends, duty.key).toEqual([...ends].sort((a, b) => a - b))
          for (const part of duty.parts) {
            const own = [duty.opensOn, part.dueSoonFrom, part.dueOn, part.graceUntil, duty.graceUntil]
            expect(own, `${duty.key} ${part.id}`).toEqual([...own].sort((a, b) => a - b))
          }
        }
      }),
      runs,
    )
  })

  const course = ['upcoming', 'open', 'due_soon', 'in_grace', 'overdue', 'missed']

  it('I6 without evidence the status only moves forward, once through', () => {
    fc.assert(
      fc.property(cases(plainSpecs), fc.nat(12), ({ world }, offset) => {
        const seen = seenWorld(withEvidence({ ...world, waivers: [] }, []), farAhead, forever)
        const last = new Map<string, number>()
        for (let day = yearStart - 40 + offset; day <= yearEnd + 40; day += 5 + offset)
          for (const spec of seen.specs)
            for (const { key, status } of judgeSeen(spec, atClock(seen, day))) {
              if (status === 'no_data' || status === 'not_applicable') continue
              expect(course.indexOf(status), `${key} ${day}`).toBeGreaterThanOrEqual(last.get(key) ?? 0)
              last.set(key, course.indexOf(status))
            }
      }),
      { numRuns: 1000 },
    )
  })

  it('I7 the next transition is exact: nothing changes before it, something does on it', () => {
    fc.assert(
      fc.property(cases(anySpec, { single: true }), fc.nat(400), ({ world, asOf }, far) => {
        const seen = seenWorld(world, asOf, utc.endOf(asOf))
        const [spec] = seen.specs
        if (!spec) return
        const at = new Map<number, Map<string, Judged>>()
        const statusOn = (key: string, day: number) => {
          const judged = at.get(day) ?? byKey(judgeSeen(spec, atClock(seen, day)))
          at.set(day, judged)
          return judged.get(key)?.status
        }
        for (const { key, status, nextTransitionOn } of judgeSeen(spec, seen).slice(0, 12)) {
          if (nextTransitionOn === undefined) {
            for (const ahead of [1, 2, 7, 30, far]) expect(statusOn(key, asOf + ahead), key).toBe(status)
          } else {
            expect(nextTransitionOn).toBeGreaterThan(asOf)
            expect(statusOn(key, nextTransitionOn - 1), key).toBe(status)
            expect(statusOn(key, asOf + 1 + (far % (nextTransitionOn - asOf))), `${key} between`).toBe(
              asOf + 1 + (far % (nextTransitionOn - asOf)) < nextTransitionOn
                ? status
                : statusOn(key, nextTransitionOn),
            )
            expect(statusOn(key, nextTransitionOn), `${key} on`).not.toBe(status)
          }
        }
      }),
      runs,
    )
  })

  it('I17 rolled due days are working days', () => {
    fc.assert(
      fc.property(cases(fc.oneof(windowSpecs, countingSpecs, deadlineSpecs)), ({ world }) => {
        for (const duty of everyDuty(world)) {
          const { spec } = duty
          const isRolled =
            spec.kind === 'window' || (spec.kind === 'deadline' && spec.anchor === 'after' && spec.roll !== false)
          const calendar = world.classes.find(({ id }) => id === duty.classId)?.calendar
          const isWaitingForNothing = spec.kind === 'deadline' && spec.count === 'working' && spec.days === 0
          if (isRolled && !duty.noData && calendar && !isWaitingForNothing && duty.dueOn > duty.opensOn)
            expect(isWorking(calendar.production, duty.dueOn), duty.key).toBe(true)
        }
      }),
      runs,
    )
  })

  it('I18 windows are disjoint and cover the life of the class', () => {
    const partition = windowSpecs.filter(
      (it) => it.kind === 'window' && it.windows.kind !== 'term' && it.scope === 'class',
    )
    fc.assert(
      fc.property(cases(partition, { single: true }), ({ world }) => {
        const [spec] = world.specs
        if (!spec || spec.kind !== 'window' || spec.startOfYear) return
        const seen = seenWorld(world, farAhead, forever)
        for (const view of seen.classes.values()) {
          const own = dutiesOf(spec, view, seen)
            .map(({ window }) => window)
            .sort((a, b) => a.from - b.from)
          for (const [index, window] of own.entries()) expect(window.from).toBeGreaterThan(own[index - 1]?.to ?? 0)
          const to = Math.min(view.class.closedOn ?? yearEnd, yearEnd)
          for (let day = Math.max(view.class.openedOn, yearStart); day <= to; day += 1)
            expect(own.filter((it) => it.from <= day && day <= it.to).length, String(day)).toBe(1)
        }
      }),
      runs,
    )
  })
})

describe('matching', () => {
  it('I8 more evidence never worsens any duty', () => {
    fc.assert(
      fc.property(cases(anySpec), ({ world, asOf, knownAt, more }) => {
        const after = byKey(judgeAll(withEvidence(world, [...world.interactions, ...more]), asOf, knownAt))
        for (const duty of judgeAll(world, asOf, knownAt)) {
          const now = after.get(duty.key)
          expect(rank.indexOf(now?.status ?? 'missed'), duty.key).toBeGreaterThanOrEqual(
            duty.gap ? gapRank(duty, now) : rank.indexOf(duty.status),
          )
          const good = duty.gap?.days.filter((it) => it.good).length ?? 0
          expect(now?.gap?.days.filter((it) => it.good).length ?? 0).toBeGreaterThanOrEqual(good)
        }
      }),
      runs,
    )
  })

  /** A waiver speaks for a gap only while it is broken: mended, it gives way to any status that is not. */
  const gapRank = (before: Judged, now: Judged | undefined) =>
    before.status === 'waived' && now?.status !== 'overdue' && now?.status !== 'missed'
      ? 0
      : rank.indexOf(before.status)

  it('I9 one interaction serves at most one duty of a norm and subject', () => {
    fc.assert(
      fc.property(cases(fc.oneof(plainSpecs, countingSpecs)), ({ world, asOf, knownAt, more }) => {
        const judged = judgeAll(withEvidence(world, [...world.interactions, ...more]), asOf, knownAt)
        const uses = judged.flatMap((duty) => duty.evidenceIds.map((id) => `${duty.spec.id}|${duty.pool}|${id}`))
        expect(new Set(uses).size).toBe(uses.length)
      }),
      runs,
    )
  })

  it('I10 as many duties are satisfied as can be (against brute force)', () => {
    const dense = cases(
      fc.oneof(
        windowSpecs,
        deadlineSpecs.filter((it) => it.kind === 'deadline' && it.link === 'subject'),
      ),
      { single: true },
    )
    fc.assert(
      fc.property(dense, ({ world, asOf, knownAt, more }) => {
        const free = [...world.interactions, ...more].map((it) => ({
          ...without(it, 'dutyKey', 'triggerId'),
          points: [],
        }))
        const seen = seenWorld(withEvidence(world, free), asOf, knownAt)
        const [spec] = seen.specs
        if (!spec || spec.components) return
        for (const view of seen.classes.values()) {
          const { duties, outcomes } = settle(spec, view, seen)
          for (const pool of Map.groupBy(duties, (duty) => duty.pool).values()) {
            const live = pool.filter((duty) => !duty.excluded && !duty.noData)
            const kinds = spec.evidence ?? []
            const edges = live.map((duty) =>
              free
                .filter(
                  (it) =>
                    it.classId === view.class.id &&
                    it.recordedAt <= knownAt &&
                    it.occurredOn <= Math.min(asOf, duty.closesOn, view.class.closedOn ?? forever) &&
                    it.occurredOn >= Math.max(duty.opensOn, bornOn(view.class)) &&
                    kinds.some((kind) => it.evidence.includes(kind)) &&
                    (duty.studentId === undefined ||
                      it.studentIds.length === 0 ||
                      it.studentIds.includes(duty.studentId)) &&
                    isByHolder(it, view.assignments),
                )
                .map(({ id }) => id),
            )
            const satisfied = live.filter((duty) => outcomes.get(duty.key)?.on !== undefined).length
            expect(satisfied).toBe(maximum(edges))
          }
        }
      }),
      runs,
    )
  })

  it('I13 the denominator does not depend on evidence', () => {
    fc.assert(
      fc.property(cases(anySpec), ({ world, asOf, knownAt }) => {
        const dates = (duties: readonly Judged[]) =>
          duties
            .filter((duty) => !duty.gap)
            .map(({ key, opensOn, dueOn, graceUntil, closesOn, status }) => ({
              key,
              opensOn,
              dueOn,
              graceUntil,
              closesOn,
              outside: status === 'no_data' || status === 'not_applicable' ? status : undefined,
            }))
        expect(dates(judgeAll(withEvidence(world, []), asOf, knownAt))).toEqual(dates(judgeAll(world, asOf, knownAt)))
      }),
      runs,
    )
  })

  it('I15 what does not apply is excluded whatever evidence and waivers say', () => {
    fc.assert(
      fc.property(cases(anySpec), ({ world, asOf, knownAt, more }) => {
        const all = withEvidence(world, [...world.interactions, ...more])
        const said = byKey(judgeAll(all, asOf, knownAt))
        const seen = seenWorld(all, asOf, knownAt)
        for (const spec of seen.specs)
          for (const view of seen.classes.values())
            for (const duty of dutiesOf(spec, view, seen))
              if (duty.excluded && !duty.noData) {
                expect(said.get(duty.key)?.status).toBe('not_applicable')
                expect(said.get(duty.key)?.evidenceIds).toEqual([])
              }
      }),
      runs,
    )
  })

  it('I16 nothing opens after the class has ended, evidence outside its life is inert', () => {
    fc.assert(
      fc.property(cases(anySpec), ({ world, asOf, knownAt, more }) => {
        for (const duty of judgeAll(world, asOf, knownAt)) {
          const own = world.classes.find(({ id }) => id === duty.classId)
          if (own?.closedOn !== undefined && !duty.gap) expect(duty.opensOn, duty.key).toBeLessThanOrEqual(own.closedOn)
        }
        const outside = more.filter((it) => {
          const own = world.classes.find(({ id }) => id === it.classId)
          const linked = world.triggers.some(({ id, classId }) => id === it.triggerId && classId !== it.classId)
          return own && !linked && (it.occurredOn < bornOn(own) || it.occurredOn > (own.closedOn ?? forever))
        })
        const all = withEvidence(world, [...world.interactions, ...outside])
        expect(bare(judgeAll(all, asOf, knownAt))).toEqual(bare(judgeAll(world, asOf, knownAt)))
      }),
      runs,
    )
  })
})

describe('amendment', () => {
  it('I26 an amendment does not rewrite what began under the text before it', () => {
    fc.assert(
      fc.property(
        cases(plainSpecs, { single: true }),
        fc.integer({ min: yearStart, max: yearEnd }),
        ({ world, asOf, knownAt }, on) => {
          const [spec] = world.specs
          if (!spec) return
          const iso = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10)
          const first = { ...spec, effective: { from: spec.effective.from, to: iso(on - 1) } }
          const second = { ...spec, version: 2, lead: 1, grace: 4, close: 9, effective: { from: iso(on), to: null } }
          const free = withEvidence(
            world,
            world.interactions.map((it) => without(it, 'dutyKey')),
          )
          const amended = byKey(judgeAll({ ...free, specs: [first, second] }, asOf, knownAt))
          const unspecific = (duty: Judged | undefined) =>
            duty && { ...duty, spec: undefined, reasons: duty.reasons.map(({ code }) => code) }
          const before = judgeAll(free, asOf, knownAt)
          const closed = before.filter((duty) => duty.closesOn < on - (spec.lookback ?? 0) && beganOn(duty) < on)
          for (const duty of closed) expect(unspecific(amended.get(duty.key)), duty.key).toEqual(unspecific(duty))
          for (const duty of amended.values())
            for (const id of duty.evidenceIds)
              expect(
                [...amended.values()].filter((it) => it.pool === duty.pool && it.evidenceIds.includes(id)).length,
              ).toBe(1)
          for (const duty of amended.values()) if (duty.spec.version === 1) expect(beganOn(duty)).toBeLessThan(on)
          for (const duty of before.filter((it) => beganOn(it) < on)) expect(amended.has(duty.key), duty.key).toBe(true)
        },
      ),
      runs,
    )
  })

  const beganOn = (duty: Judged) =>
    duty.spec.kind === 'window'
      ? windowStart(duty)
      : duty.spec.kind === 'whileOpen'
        ? weekStart(duty)
        : (duty.trigger?.openedOn ?? 0)
  const weekStart = (duty: Judged) => Math.floor(utc.dayOf(Date.parse(duty.period.slice(-10))))
  /** The unclipped first day of a window, from its key. */
  const windowStart = (duty: Judged) => {
    const { spec } = duty
    if (spec.kind !== 'window') return 0
    const named: Record<string, string> = { w1: '2026-09-01', w2: '2026-12-01', w3: '2027-03-01' }
    const key = duty.period.split(':')[1] ?? ''
    if (named[key]) return utc.dayOf(Date.parse(named[key]))
    if (spec.windows.kind === 'month') return Math.max(yearStart, utc.dayOf(Date.parse(`${duty.period}-01`)))
    if (spec.windows.kind === 'term') return yearStart + ({ q1: 0, q2: 75, q3: 140 }[key] ?? 0)
    return yearStart
  }
})

describe('boundary days', () => {
  it('I27 the last day of grace is in time, the last day of closing is late, the day after is nothing', () => {
    fc.assert(
      fc.property(cases(plainSpecs, { single: true }), fc.nat(50), ({ world }, pick) => {
        const open = world.triggers.map((it) => without(it, 'closedOn', 'closeReason'))
        const clean = withEvidence({ ...world, triggers: open, waivers: [], blocks: [], trackingFrom: 0 }, [])
        const duties = everyDuty(clean).filter(
          (duty) => !duty.excluded && !duty.noData && duty.need === 1 && duty.parts.length === 1,
        )
        const duty = duties[pick % Math.max(1, duties.length)]
        if (!duty) return
        const closedOn = clean.classes.find(({ id }) => id === duty.classId)?.closedOn ?? forever
        const on = (day: number): Interaction => ({
          id: 1,
          classId: duty.classId,
          studentIds: [],
          form: 'meeting',
          evidence: ['done'],
          points: [],
          occurredOn: day,
          recordedAt: 0,
          dutyKey: duty.key,
        })
        const after = duty.closesOn + 5
        const seen = (day: number) => seenWorld(withEvidence(clean, [on(day)]), after, forever)
        const statusOf = (evidenceOn: number, asOf: number) =>
          byKey(judgeSeen(duty.spec, atClock(seen(evidenceOn), asOf))).get(duty.key)?.status
        if (duty.closesOn + 1 > closedOn) return
        expect(statusOf(duty.graceUntil, after)).toBe('met')
        if (duty.closesOn > duty.graceUntil) {
          expect(statusOf(duty.graceUntil + 1, after)).toBe('met_late')
          expect(statusOf(duty.closesOn, after)).toBe('met_late')
        }
        expect(statusOf(duty.closesOn + 1, after)).toBe('missed')
        expect(statusOf(duty.opensOn, after)).toBe('met')
        expect(statusOf(duty.opensOn - 1, after)).toBe('missed')
        const untouched = (day: number) => statusOf(duty.opensOn - 1, day)
        expect(untouched(duty.opensOn - 1)).toBe('upcoming')
        expect(['open', 'due_soon']).toContain(untouched(duty.opensOn))
        expect(untouched(duty.dueOn)).toBe('due_soon')
        if (duty.graceUntil > duty.dueOn) expect(untouched(duty.graceUntil)).toBe('in_grace')
        if (duty.closesOn > duty.graceUntil) expect(untouched(duty.graceUntil + 1)).toBe('overdue')
        expect(untouched(duty.closesOn + 1)).toBe('missed')
      }),
      runs,
    )
  })

  it('I28 a gap holds to its last day and breaks on the next', () => {
    const pure = gapSpecs.filter((it) => it.kind === 'gap' && it.mode === 'gap' && it.days > it.lead)
    fc.assert(
      fc.property(cases(pure, { single: true }), fc.integer({ min: 0, max: 60 }), ({ world }, after) => {
        const [spec] = world.specs
        const own = world.classes[0]
        if (!spec || spec.kind !== 'gap' || !own || own.closedOn !== undefined) return
        const on = Math.max(own.openedOn, yearStart) + after
        const evidence: Interaction = {
          id: 1,
          classId: own.id,
          studentIds: [],
          form: 'meeting',
          evidence: ['done'],
          points: [],
          occurredOn: on,
          recordedAt: 0,
        }
        const clean: World = { ...world, waivers: [], trackingFrom: 0, interactions: [evidence] }
        const active: number[] = []
        for (let day = on + 1; day <= yearEnd; day += 1) if (own.calendar.isVacation(day) === false) active.push(day)
        const statusOn = (day: number | undefined) =>
          day === undefined ? undefined : judgeAll(clean, day, forever).find((duty) => duty.classId === own.id)?.status
        const limit = spec.days + spec.grace
        if (active.length <= limit) return
        const quiet = spec.lead > 0 ? 'due_soon' : 'met'
        expect(statusOn(active[limit - 1])).toBe(spec.grace > 0 ? 'in_grace' : quiet)
        expect(statusOn(active[limit])).toBe('overdue')
        expect(statusOn(active[spec.days - 1])).toBe(quiet)
        if (spec.days - spec.lead > 0 && spec.lead > 0) {
          expect(statusOn(active[spec.days - spec.lead - 1])).toBe('met')
          expect(statusOn(active[spec.days - spec.lead])).toBe('due_soon')
        }
      }),
      runs,
    )
  })
})

/** The largest matching of duties to evidence, by augmenting paths: slow and sure. */
function maximum(edges: readonly (readonly number[])[]): number {
  const takenBy = new Map<number, number>()
  const tryPlace = (duty: number, tried: Set<number>): boolean => {
    for (const id of edges[duty] ?? []) {
      if (tried.has(id)) continue
      tried.add(id)
      const other = takenBy.get(id)
      if (other === undefined || tryPlace(other, tried)) {
        takenBy.set(id, duty)
        return true
      }
    }
    return false
  }
  return edges.filter((_, duty) => tryPlace(duty, new Set())).length
}

function isByHolder(it: Interaction, assignments: World['assignments']): boolean {
  if (it.authorId === undefined) return true
  const present = assignments.filter(
    ({ fromOn, toOn }) => fromOn <= it.occurredOn && it.occurredOn <= (toOn ?? forever),
  )
  return present.length === 0 || present.some(({ staffId }) => staffId === it.authorId)
}

/** A class there on the first day of study has no beginning within the year. */
function bornOn({ openedOn }: { openedOn: number }): number {
  return openedOn <= yearStart ? 0 : openedOn
}
