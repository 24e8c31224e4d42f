import { describe, expect, it } from 'vitest'
import { attribute, bucketOn } from '../../../server/domain/duties/attribution.ts'
import { closePeriod, restate } from '../../../server/domain/duties/closes.ts'
import { planFlips } from '../../../server/domain/duties/flips.ts'
import { hashMaterial } from '../../../server/domain/duties/hash.ts'
import { headlinesOf, triggerVolume } from '../../../server/domain/duties/headlines.ts'
import { dirtyKeys } from '../../../server/domain/duties/incremental.ts'
import { judgeAll } from '../../../server/domain/duties/judge.ts'
import { rateOf, sumTallies, tallyOf, wilson } from '../../../server/domain/duties/rate.ts'
import { seenWorld } from '../../../server/domain/duties/seen.ts'
import { specKeyOf, specsOf } from '../../../server/domain/duties/spec.ts'
import type { World } from '../../../server/domain/duties/world.ts'
import { zoneClock } from '../../../server/domain/duties/zone.ts'
import { asked, at, calendar, d, did, norm, only, school, shipped, stateOf } from './school.ts'
import { forever } from './worlds.ts'

const year = { from: d('2026-09-01'), to: d('2027-08-31') }

describe('whose evidence counts', () => {
  const assignments: World['assignments'] = [
    { classId: 1, staffId: 7, role: 'main', fromOn: d('2026-08-15'), toOn: d('2026-10-31') },
    { classId: 1, staffId: 9, role: 'acting', fromOn: d('2026-10-01'), toOn: d('2026-10-10') },
    { classId: 1, staffId: 5, role: 'delegate', fromOn: d('2026-10-01'), toOn: d('2026-10-10') },
  ]
  const status = (authorId: number, on: string) =>
    stateOf(
      school([norm('III.9')], { assignments, interactions: [did(on, 'parentEducation', { authorId })] }),
      '2026-11-20',
    )[0]

  it('the holder, the one acting and a delegate; nobody else while the class is held', () => {
    expect([7, 9, 5, 3].map((id) => status(id, '2026-10-05')?.status)).toEqual(['met', 'met', 'met', 'due_soon'])
    expect(status(9, '2026-10-15')?.status).toBe('due_soon')
    expect(status(3, '2026-10-05')?.reasons.find(({ code }) => code === 'not_counted')?.data).toMatchObject({
      why: 'author_not_holder',
    })
  })

  it('in a vacancy whoever did it, and the credit is the author’s', () => {
    expect(status(3, '2026-11-05')).toMatchObject({ status: 'met', creditedTo: [3] })
  })
})

describe('who answers for a duty', () => {
  const view = (assignments: World['assignments']) => {
    const seen = seenWorld(school([norm('III.9')], { assignments }), d('2027-06-30'), forever).classes.get(1)
    if (!seen) throw new Error('no class')
    return seen
  }
  const main = (staffId: number, fromOn: string, toOn?: string) => ({
    classId: 1,
    staffId,
    role: 'main' as const,
    fromOn: d(fromOn),
    ...(toOn !== undefined && { toOn: d(toOn) }),
  })
  const bucket = (assignments: World['assignments']) => bucketOn(view(assignments), d('2026-09-01'), d('2026-11-30'))

  it('the holder on the due day, the one acting first, nobody in a vacancy', () => {
    expect(bucket([main(7, '2026-08-15')])).toBe(7)
    expect(bucket([main(7, '2026-08-15'), { ...main(9, '2026-09-20'), role: 'acting' }])).toBe(9)
    expect(bucket([main(7, '2026-08-15', '2026-11-29')])).toBe('vacant')
  })

  it('one who took over less than fourteen days before inherits it', () => {
    expect(bucket([main(7, '2026-08-15', '2026-11-16'), main(8, '2026-11-17')])).toBe('handover')
    expect(bucket([main(7, '2026-08-15', '2026-11-15'), main(8, '2026-11-16')])).toBe(8)
    expect(bucket([main(8, '2026-08-15', '2026-11-24'), main(8, '2026-11-25')])).toBe(8)
  })

  it('buckets sum to the class, days of a gap each to whoever held the class', () => {
    const assignments = [main(7, '2026-08-15', '2026-10-04'), main(8, '2026-10-12')]
    const duties = judgeAll(school([norm('II.10')], { assignments }), d('2026-11-24'), forever)
    const buckets = attribute(view(assignments), duties, year, d('2026-11-24'))
    expect(new Set(buckets.keys())).toEqual(new Set([7, 8, 'handover', 'vacant']))
    expect(buckets.get('vacant')).toMatchObject({ notMet: 7 })
    expect(sumTallies([...buckets.values()])).toEqual(tallyOf(duties, year, d('2026-11-24')))
  })
})

describe('headlines', () => {
  it('keep the text and the school’s rhythm apart, and never pool counts across points', () => {
    const specs = [norm('III.9'), norm('III.3'), norm('II.6/milestone')]
    const triggers = [1, 2, 3, 4].map((id) => asked('2026-09-07', { id, ref: `R${id}` }))
    const interactions = [
      did('2026-09-10', 'educationPlan'),
      ...[1, 2, 3].map((id) => did('2026-09-09', 'requestAnswer', { triggerId: id })),
    ]
    const duties = judgeAll(school(specs, { triggers, interactions }), d('2026-12-20'), forever)
    const headlines = headlinesOf(duties, year, d('2026-12-20'))
    expect(headlines.points.normative.map(({ point, met, of }) => [point, met, of])).toEqual([
      ['III.9', 0, 1],
      ['III.3', 3, 4],
    ])
    expect(headlines.regulation).toBe((0 + 0.75) / 2)
    expect(headlines.rhythm).toBe(1)
    expect(headlinesOf(duties, year, d('2026-12-20'), new Map([['III.9', 0]])).regulation).toBe(0.75)
    expect(headlines.critical).toMatchObject({ isKept: false, breaches: [expect.stringContaining('R4')] })
  })

  it('have no number where nothing was decided', () => {
    const none = headlinesOf([], year, d('2026-12-20'))
    expect([none.regulation, none.rhythm, none.critical.isKept]).toEqual([null, null, null])
    const early = headlinesOf(
      judgeAll(
        school([norm('III.9')], { interactions: [did('2026-09-10', 'parentEducation')] }),
        d('2026-09-20'),
        forever,
      ),
      year,
      d('2026-09-20'),
    )
    expect(early.regulation).toBeNull()
  })

  it('a duty is decided strictly after its grace, done early or not', () => {
    const world = school([norm('III.9')], { interactions: [did('2026-09-10', 'parentEducation')] })
    const rate = (on: string) => rateOf(tallyOf(stateOf(world, on), year, d(on))).of
    expect([rate('2026-12-09'), rate('2026-12-10')]).toEqual([0, 1])
  })

  it('many waivers are an alert, and both rates are there', () => {
    const waivers = [
      { id: 1, point: 'III.3', fromOn: d('2026-09-01'), toOn: d('2026-09-30'), reasonCode: 'illness', approvedAt: 0 },
    ]
    const triggers = [asked('2026-09-07'), asked('2026-10-07', { id: 2, ref: 'R2' })]
    const interactions = [did('2026-10-08', 'requestAnswer', { triggerId: 2 })]
    const [point] = headlinesOf(
      stateOf(school([norm('III.3')], { waivers, triggers, interactions }), '2026-12-20'),
      year,
      d('2026-12-20'),
    ).points.normative
    expect(point).toMatchObject({ onTime: 1, withWaived: 0.5, alerts: ['waivers'], isFew: true })
  })

  it('Wilson’s interval of 8 of 10 is 0.49 to 0.94', () => {
    const [low, high] = wilson(8, 10)
    expect([low.toFixed(2), high.toFixed(2)]).toEqual(['0.49', '0.94'])
    expect(rateOf({ met: 30, metLate: 0, notMet: 0, notApplicable: 0, waived: 0, noData: 0 }).interval).toBeNull()
  })

  it('says how often something asked, per 25 pupils', () => {
    const view = seenWorld(
      school([norm('III.3')], { triggers: [asked('2026-09-07')] }),
      d('2026-12-20'),
      forever,
    ).classes.get(1)
    expect(view && triggerVolume(norm('III.3'), view, year)).toEqual({ count: 1, per25: 12.5 })
  })
})

describe('what was known', () => {
  const late = did('2026-11-20', 'parentEducation', { recordedAt: at('2026-12-20T12:00') })
  const world = school([norm('III.9')], { interactions: [late] })
  const november = { id: '2026-w1', from: d('2026-12-01'), to: d('2026-12-31') }

  it('a period closed stays as closed beside what is known now', () => {
    const asOf = d('2026-12-15')
    const closes = closePeriod(stateOf(world, asOf, at('2026-12-15T09:00')), november, asOf, at('2026-12-15T09:00'))
    expect(closes).toMatchObject([{ point: 'III.9', classId: 1, basis: 'normative', tally: { met: 0, notMet: 1 } }])
    const [one] = restate(closes, stateOf(world, asOf, forever), november, asOf)
    expect([one?.closed.onTime, one?.restated.onTime, one?.differs]).toEqual([0, 1, true])
  })

  it('flips carry the computed day, however late the run was', () => {
    const asOf = d('2026-12-15')
    const [before] = stateOf(world, d('2026-11-10'), at('2026-11-10T09:00'))
    const [missed] = stateOf(world, asOf, at('2026-12-15T09:00'))
    if (!before || !missed) throw new Error('no duty')
    const last = { status: before.status, asOf: d('2026-11-10') }
    const flips = planFlips(missed, last, asOf)
    expect(flips.map(({ from, to, effectiveOn }) => [from, to, effectiveOn])).toEqual([
      ['open', 'due_soon', d('2026-11-16')],
      ['due_soon', 'in_grace', d('2026-12-01')],
      ['in_grace', 'missed', d('2026-12-10')],
    ])
    const [known] = stateOf(world, asOf, forever)
    if (!known) throw new Error('no duty')
    expect(planFlips(known, { status: 'missed', asOf }, asOf)).toEqual([
      { dutyKey: known.key, from: 'missed', to: 'met', effectiveOn: d('2026-11-20') },
    ])
    expect(planFlips(known, { status: 'met', asOf }, asOf)).toEqual([])
  })

  it('a run skipped for weeks writes the same flips as one every day', () => {
    const specs = [norm('III.9'), norm('II.10'), norm('III.3')]
    const facts = {
      triggers: [asked('2026-09-21')],
      interactions: [
        did('2026-09-28', 'requestAnswer', { triggerId: 1 }),
        did('2026-10-05', 'review'),
        did('2026-11-18', 'parentEducation'),
      ],
    }
    const all = school(specs, facts)
    const run = (days: number[]) => {
      const last = new Map<string, { status: ReturnType<typeof only>['status']; asOf: number }>()
      return days
        .flatMap((day) =>
          judgeAll(all, day, forever).flatMap((duty) => {
            const flips = planFlips(duty, last.get(duty.key), day)
            last.set(duty.key, { status: duty.status, asOf: day })
            return flips.map((flip) => `${flip.dutyKey} ${flip.from ?? '–'} ${flip.to} ${flip.effectiveOn}`)
          }),
        )
        .filter((it) => !it.includes('– '))
        .sort()
    }
    const from = d('2026-09-21')
    const daily = Array.from({ length: 90 }, (_, index) => from + index)
    expect(run([from, from + 89])).toEqual(run(daily))
    expect(run(daily).length).toBeGreaterThan(8)
  })

  it('the hash of inputs changes with what matters and with nothing else', () => {
    const spec = norm('III.9')
    const hash = (facts: Partial<World>, on = '2026-12-15') => {
      const seen = seenWorld(school([spec], facts), d(on), forever)
      const view = seen.classes.get(1)
      return view && hashMaterial(spec, view, seen)
    }
    const base = hash({ interactions: [late] })
    expect(hash({ interactions: [late, did('2026-10-10', 'memo')] })).toBe(base)
    expect(hash({ interactions: [late] }, '2026-12-16')).toBe(base)
    const other = did('2026-10-10', 'parentEducation')
    expect(hash({ interactions: [late, other] })).toBe(hash({ interactions: [other, late] }))
    expect(hash({ interactions: [] })).not.toBe(base)
    expect(hash({ interactions: [late], trackingFrom: d('2026-10-01') })).not.toBe(base)
  })
})

describe('the norms that are shipped', () => {
  it('cover all thirty points, each key of a norm once', () => {
    expect(new Set(shipped.map(({ point }) => point)).size).toBe(30)
    expect(new Set(shipped.map(specKeyOf)).size).toBe(shipped.length)
    expect(specsOf).toBeTypeOf('function')
  })

  it('are judged over a bare school: nothing that nobody triggered is red', () => {
    const duties = judgeAll(school(shipped), d('2027-06-30'), forever)
    const asNeeded = shipped.filter(({ kind }) => kind === 'deadline' || kind === 'whileOpen').map(({ point }) => point)
    const red = duties.filter(
      ({ spec, status }) => spec.kind === 'deadline' && (status === 'overdue' || status === 'missed'),
    )
    expect(asNeeded.length).toBeGreaterThan(15)
    expect(new Set(red.map(({ spec }) => spec.point))).toEqual(new Set(['III.2']))
  })
})

describe('what a change touches', () => {
  const world = school(shipped, {
    classes: [1, 2].map((id) => ({ id, openedOn: d('2026-08-15'), calendar })),
    triggers: [asked('2026-09-07', { classId: 2 })],
  })

  it('evidence: the points it may serve, in its class and in that of its trigger', () => {
    const keys = dirtyKeys(
      { kind: 'interaction', interaction: did('2026-09-09', 'requestAnswer', { triggerId: 1 }) },
      world,
    )
    expect(keys).toEqual(new Set(['III.3|1', 'III.3|2', 'III.4|1', 'III.4|2', 'III.5|1', 'III.5|2']))
    const named = did('2026-09-09', ['review', 'parentEducation'], { points: ['III.9'] })
    expect(dirtyKeys({ kind: 'interaction', interaction: named }, world)).toEqual(new Set(['III.9|1']))
  })

  it('a waiver: its point, in its class or in all', () => {
    const waiver = { id: 1, point: 'II.6', fromOn: 0, toOn: 1, reasonCode: 'illness' }
    expect(dirtyKeys({ kind: 'waiver', waiver }, world)).toEqual(new Set(['II.6|1', 'II.6|2']))
    expect(dirtyKeys({ kind: 'waiver', waiver: { ...waiver, classId: 2 } }, world)).toEqual(new Set(['II.6|2']))
  })
})

describe('time zones', () => {
  it('an unknown zone is refused', () => expect(() => zoneClock('Europe/Atlantis')).toThrow(RangeError))

  it('days follow the zone, through changes of the clock too', () => {
    const moscow = zoneClock('Europe/Moscow')
    expect(moscow.dayOf(Date.parse('2026-09-01T20:59:59Z'))).toBe(d('2026-09-01'))
    expect(moscow.dayOf(Date.parse('2026-09-01T21:00:00Z'))).toBe(d('2026-09-02'))
    expect(moscow.dayOf(Date.parse('2012-12-31T20:00:00Z'))).toBe(d('2013-01-01'))
    expect(zoneClock('Asia/Kamchatka').dayOf(Date.parse('2026-09-01T12:00:00Z'))).toBe(d('2026-09-02'))
    const berlin = zoneClock('Europe/Berlin')
    expect(berlin.endOf(d('2026-10-25')) - berlin.endOf(d('2026-10-24'))).toBe(25 * 3_600_000)
  })
})
