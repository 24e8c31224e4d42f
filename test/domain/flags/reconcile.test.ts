import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf } from '../../../server/domain/day.ts'
import { defaultGroupTerms, groupFlags, type Member } from '../../../server/domain/flags/group.ts'
import { defaultLifecycle, lifecycleOf } from '../../../server/domain/flags/lifecycle.ts'
import {
  type Finding,
  type FlagPlan,
  type FlagWorld,
  type KnownFlag,
  type RuleTerms,
  reconcileFlags,
} from '../../../server/domain/flags/reconcile.ts'
import { isOpen } from '../../../server/domain/flags/state.ts'
import type { FlagVerdict } from '../../../server/domain/flags/step.ts'
import { suppressFlags } from '../../../server/domain/flags/suppress.ts'
import { schoolDaysBetween } from './calendar.ts'

const monday = dayOf('2026-10-05')
const holds = (level: number): FlagVerdict => ({ outcome: 'flagged', level, clear: false, unknownLevels: [] })
const quiet: FlagVerdict = { outcome: 'notFlagged', level: null, clear: true, unknownLevels: [] }
const unknown: FlagVerdict = { outcome: 'unknown', level: null, clear: null, unknownLevels: [2] }
const rule = (id: string, rest: Partial<RuleTerms> = {}): RuleTerms => ({
  id,
  subject: 'student',
  lifecycle: defaultLifecycle,
  ...rest,
})
const rules = [
  rule('ATT-02'),
  rule('ATT-03', { suppresses: ['ATT-02'] }),
  rule('ACAD-01', { lifecycle: lifecycleOf({ raiseAfter: 2 }) }),
  rule('CLS-01', { subject: 'class', groups: [{ rule: 'ACAD-01', by: 'subject' }] }),
]

const world = (rest: Partial<FlagWorld> = {}): FlagWorld => ({
  day: monday,
  rules,
  isPresent: () => true,
  classOf: (subject) => (subject.startsWith('class:') ? subject.slice(6) : '7A'),
  schoolDaysBetween,
  grouping: { ...defaultGroupTerms, sizeOf: () => 28 },
  ...rest,
})
const finding = (ruleId: string, subject: string, verdict: FlagVerdict, about?: string[]): Finding => ({
  ruleId,
  subject,
  verdict,
  ...(about && { about }),
})
const keys = (changes: readonly { key: string }[]) => changes.map(({ key }) => key)
const statesOf = ({ raise, changeLevel, clear, keep }: FlagPlan): KnownFlag[] => {
  const seen = new Map([...raise, ...changeLevel, ...clear, ...keep].map((change) => [change.key, change]))
  return [...seen.values()].map(({ ruleId, subject, state }) => ({ ruleId, subject, state }))
}

describe('findings against flags', () => {
  it('raise what is new and hold what is only pending', () => {
    const plan = reconcileFlags(
      [],
      [finding('ATT-02', 's:1', holds(2)), finding('ACAD-01', 's:1', holds(2)), finding('ATT-02', 's:2', quiet)],
      world(),
    )
    expect(keys(plan.raise)).toEqual(['ATT-02|s:1'])
    expect(keys(plan.keep)).toEqual(['ACAD-01|s:1'])
    expect(plan.keep[0]?.state.status).toBe('pending')
  })
  it('a second time the same day change nothing', () => {
    const findings = [
      finding('ATT-02', 's:1', holds(2)),
      finding('ACAD-01', 's:1', holds(2)),
      finding('ATT-03', 's:2', holds(4)),
    ]
    const first = reconcileFlags([], findings, world())
    const second = reconcileFlags(statesOf(first), findings, world())
    expect([second.raise, second.changeLevel, second.clear]).toEqual([[], [], []])
    expect(statesOf(second).map(({ state }) => state)).toEqual(second.keep.map(({ before }) => before))
  })
  it('change levels, clear, and leave alone what was not evaluated or is unknown', () => {
    const raised = reconcileFlags(
      [],
      ['1', '2', '3', '4'].map((id) => finding('ATT-02', `s:${id}`, holds(2))),
      world(),
    )
    const plan = reconcileFlags(
      statesOf(raised),
      [
        finding('ATT-02', 's:1', holds(3)),
        { ...finding('ATT-02', 's:2', quiet), corrected: true },
        finding('ATT-02', 's:3', unknown),
      ],
      world({ day: monday + 1 }),
    )
    expect([keys(plan.changeLevel), keys(plan.clear), keys(plan.keep)]).toEqual([
      ['ATT-02|s:1'],
      ['ATT-02|s:2'],
      ['ATT-02|s:3', 'ATT-02|s:4'],
    ])
    expect(plan.clear[0]?.events).toEqual([{ kind: 'ended', on: monday + 1, because: 'corrected' }])
    expect(plan.keep.every(({ state }) => state.status === 'flagged')).toBe(true)
  })
  it('end flags of a rule that is gone and of a pupil who left, never losing them', () => {
    const raised = reconcileFlags([], [finding('ATT-02', 's:1', holds(2)), finding('ATT-03', 's:2', holds(4))], world())
    const plan = reconcileFlags(
      statesOf(raised),
      [],
      world({ day: monday + 1, rules: [rule('ATT-03')], isPresent: (subject) => subject !== 's:2' }),
    )
    expect(plan.clear.map(({ key, state }) => [key, state.endedBecause])).toEqual([
      ['ATT-02|s:1', 'ruleWithdrawn'],
      ['ATT-03|s:2', 'left'],
    ])
  })
  it('hide a flag behind another of the same pupil only', () => {
    const plan = reconcileFlags(
      [],
      [finding('ATT-02', 's:1', holds(2)), finding('ATT-03', 's:1', holds(4)), finding('ATT-02', 's:2', holds(2))],
      world(),
    )
    expect(keys(plan.raise)).toEqual(['ATT-02|s:1', 'ATT-03|s:1', 'ATT-02|s:2'])
    expect([...plan.suppressed]).toEqual([['ATT-02|s:1', 'ATT-03']])
  })
  it('gather pupils under the class’s signal of the same school subject', () => {
    const now = world({ rules: [rule('ACAD-01'), ...rules.slice(3)] })
    const plan = reconcileFlags(
      [],
      [
        finding('CLS-01', 'class:7A', holds(2), ['maths']),
        finding('ACAD-01', 's:1', holds(2), ['maths']),
        finding('ACAD-01', 's:2', holds(2), ['maths', 'physics']),
      ],
      now,
    )
    expect(plan.signals).toMatchObject([
      { ruleId: 'CLS-01', schoolClass: '7A', because: 'classRule', members: [{ subject: 's:1' }] },
    ])
    expect(plan.raise).toHaveLength(3)
  })
  it('make one signal of a rule that fires for more than a quarter of a class', () => {
    const flagsOf = (count: number) => Array.from({ length: count }, (_, id) => finding('ATT-02', `s:${id}`, holds(2)))
    expect(reconcileFlags([], flagsOf(7), world()).signals).toEqual([])
    expect(reconcileFlags([], flagsOf(8), world()).signals).toMatchObject([
      { ruleId: 'ATT-02', because: 'share', size: 28, members: { length: 8 } },
    ])
  })
})

describe('suppression', () => {
  const hidden = (open: [string, number][], by: Record<string, string[]>) =>
    Object.fromEntries(
      suppressFlags(
        open.map(([ruleId, level]) => ({ ruleId, level })),
        by,
      ),
    )
  it('never hides a higher level', () => {
    expect(
      hidden(
        [
          ['A', 2],
          ['B', 3],
        ],
        { A: ['B'] },
      ),
    ).toEqual({})
    expect(
      hidden(
        [
          ['B', 2],
          ['A', 2],
        ],
        { B: ['A'] },
      ),
    ).toEqual({ A: 'B' })
  })
  it('goes on down a chain', () => {
    expect(
      hidden(
        [
          ['A', 3],
          ['B', 3],
          ['C', 1],
        ],
        { A: ['B'], B: ['C'] },
      ),
    ).toEqual({ B: 'A', C: 'B' })
  })
  it('always leaves someone visible and hides only behind what is open, whatever names whom', () => {
    const ids = ['A', 'B', 'C', 'D', 'E']
    const open = fc.uniqueArray(fc.record({ ruleId: fc.constantFrom(...ids), level: fc.integer({ min: 1, max: 3 }) }), {
      selector: ({ ruleId }) => ruleId,
      minLength: 1,
    })
    const by = fc.dictionary(fc.constantFrom(...ids), fc.subarray(ids))
    fc.assert(
      fc.property(open, by, (open, by) => {
        const hiddenBy = suppressFlags(open, by)
        expect(hiddenBy.size).toBeLessThan(open.length)
        const levels = new Map(open.map(({ ruleId, level }) => [ruleId, level]))
        for (const [ruleId, other] of hiddenBy) {
          expect(by[other]).toContain(ruleId)
          expect(levels.get(other) ?? 0).toBeGreaterThanOrEqual(levels.get(ruleId) ?? 9)
        }
        expect(suppressFlags(open.toReversed(), by)).toEqual(hiddenBy)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('grouping', () => {
  const terms = { ...defaultGroupTerms, sizeOf: (schoolClass: string) => (schoolClass === 'small' ? 5 : 20) }
  const member = (id: number, schoolClass = '7A', about?: string[]): Member => ({
    ruleId: 'R',
    subject: `s:${id}`,
    schoolClass,
    ...(about && { about }),
  })
  it('leaves small classes alone, where a share says nothing', () => {
    expect(
      groupFlags(
        [1, 2, 3].map((id) => member(id, 'small')),
        [],
        terms,
      ),
    ).toEqual([])
  })
  it('takes several class flags together to cover a pupil’s school subjects', () => {
    const flag = (topic: string) => ({
      ruleId: `C-${topic}`,
      schoolClass: '7A',
      groups: [{ rule: 'R', by: 'subject' as const }],
      about: [topic],
    })
    const members = [
      member(1, '7A', ['maths', 'physics']),
      member(2, '7A', ['maths', 'art']),
      member(3),
      member(4, '7B', ['maths']),
    ]
    const signals = groupFlags(members, [flag('maths'), flag('physics')], terms)
    expect(signals).toMatchObject([{ ruleId: 'C-maths', members: [{ subject: 's:1' }] }])
  })
  it('gathers the whole class where the rule says so', () => {
    const flag = { ruleId: 'C', schoolClass: '7A', groups: [{ rule: 'R', by: 'class' as const }] }
    expect(groupFlags([member(1), member(2, '7A', ['art'])], [flag], terms)).toMatchObject([{ members: { length: 2 } }])
  })
  it('loses nobody and gathers nobody twice; no class keeps more than the share ungathered', () => {
    const members = fc.uniqueArray(
      fc.record({
        ruleId: fc.constantFrom('R', 'S'),
        subject: fc.integer({ max: 40, min: 0 }).map((id) => `s:${id}`),
        schoolClass: fc.constantFrom('7A', '7B'),
      }),
      { selector: ({ ruleId, subject }) => `${ruleId} ${subject}`, maxLength: 60 },
    )
    fc.assert(
      fc.property(members, (members) => {
        const gathered = groupFlags(members, [], terms).flatMap((signal) => signal.members)
        expect(new Set(gathered).size).toBe(gathered.length)
        const rest = members.filter((one) => !gathered.includes(one))
        for (const group of Map.groupBy(rest, ({ ruleId, schoolClass }) => ruleId + schoolClass).values())
          expect(group.length).toBeLessThanOrEqual(5)
      }),
      { numRuns: 1_000 },
    )
  })
})

it('over random days a plan applied is a plan that repeats without effect', () => {
  const outcome = fc.constantFrom(holds(1), holds(2), holds(3), quiet, quiet, unknown)
  const days = fc.array(
    fc.array(
      fc.tuple(fc.constantFrom(...rules.slice(0, 3).map(({ id }) => id)), fc.integer({ min: 1, max: 4 }), outcome),
      { maxLength: 12 },
    ),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(days, (days) => {
      let flags: KnownFlag[] = []
      for (const [index, entries] of days.entries()) {
        const findings = entries.map(([ruleId, id, verdict]) => finding(ruleId, `s:${id}`, verdict))
        const now = world({ day: monday + index })
        const plan = reconcileFlags(flags, findings, now)
        const after = statesOf(plan)
        expect(statesOf(reconcileFlags(after, findings, now))).toEqual(after)
        const openKeys = after.filter(({ state }) => isOpen(state)).map(({ ruleId, subject }) => `${ruleId}|${subject}`)
        for (const key of plan.suppressed.keys()) expect(openKeys).toContain(key)
        flags = after
      }
    }),
    { numRuns: 1_000 },
  )
})
