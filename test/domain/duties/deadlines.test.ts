import { describe, expect, it } from 'vitest'
import { isoOf } from '../../../server/domain/day.ts'
import { asked, at, d, did, norm, only, school, stateOf } from './school.ts'

const request = norm('III.3')
const answer = (on: string) => did(on, 'requestAnswer', { triggerId: 1 })

describe('five days from the request (compliance model, worked deadlines)', () => {
  const table = [
    ['2026-09-07', '2026-09-12', '2026-09-14', '2026-09-14'],
    ['2026-10-30', '2026-11-04', '2026-11-05', '2026-11-09'],
    ['2026-12-29', '2027-01-03', '2027-01-11', '2027-01-14'],
    ['2027-02-18', '2027-02-23', '2027-02-24', '2027-02-26'],
    ['2027-05-24', '2027-05-29', '2027-05-31', '2027-05-31'],
  ] as const
  it.each(table)('%s: %s strict, %s rolled, %s working', (on, strict, rolled, working) => {
    const due = (changes: object) =>
      isoOf(only(stateOf(school([norm('III.3', changes)], { triggers: [asked(on)] }), on)).dueOn)
    expect(due({ roll: false })).toBe(strict)
    expect(due({})).toBe(rolled)
    expect(due({ count: 'working' })).toBe(working)
  })

  it('counts from when the parent turned, not from when it was registered', () => {
    const late = asked('2026-09-07', { recordedAt: at('2026-09-10T09:00') })
    const world = school([request], { triggers: [late] })
    expect(isoOf(only(stateOf(world, '2026-09-10')).dueOn)).toBe('2026-09-14')
    expect(stateOf(world, '2026-09-09', at('2026-09-09T20:00'))).toEqual([])
  })

  it('an acknowledgement does not stop the clock, and is said', () => {
    const world = school([request], {
      triggers: [asked('2026-09-07')],
      interactions: [did('2026-09-08', 'requestAcknowledgement', { triggerId: 1 })],
    })
    const duty = only(stateOf(world, '2026-09-15'))
    expect(duty.status).toBe('overdue')
    expect(duty.reasons.find(({ code }) => code === 'not_counted')?.data).toMatchObject({
      why: 'not_final',
      occurredOn: d('2026-09-08'),
    })
  })

  it('goes through every status a request can have', () => {
    const world = school([request], { triggers: [asked('2026-09-07')] })
    const said = ['2026-09-07', '2026-09-11', '2026-09-12', '2026-09-14', '2026-09-15', '2026-10-12', '2026-10-13'].map(
      (on) => only(stateOf(world, on)).status,
    )
    expect(said).toEqual(['open', 'open', 'due_soon', 'due_soon', 'overdue', 'overdue', 'missed'])
    const status = (on: string) => only(stateOf({ ...world, interactions: [answer(on)] }, '2026-11-01')).status
    expect([status('2026-09-14'), status('2026-09-15'), status('2026-10-13')]).toEqual(['met', 'met_late', 'missed'])
  })

  it('withdrawn before it was decided does not apply; withdrawn later it stays what it was', () => {
    const closed = (on: string) => asked('2026-09-07', { closedOn: d(on), closeReason: 'withdrawn' })
    expect(only(stateOf(school([request], { triggers: [closed('2026-09-10')] }), '2026-10-20')).status).toBe(
      'not_applicable',
    )
    expect(only(stateOf(school([request], { triggers: [closed('2026-09-20')] }), '2026-10-20')).status).toBe('missed')
  })

  it('a pupil who left before it was due takes it along', () => {
    const enrolments = [{ studentId: 101, classId: 1, fromOn: d('2026-08-15'), toOn: d('2026-09-10') }]
    const duty = only(stateOf(school([request], { triggers: [asked('2026-09-07')], enrolments }), '2026-10-20'))
    expect(duty).toMatchObject({ status: 'not_applicable', reasons: [{ code: 'excluded', data: { why: 'left' } }] })
  })

  it('a request about a pupil who has yet to join is owed all the same', () => {
    const enrolments = [{ studentId: 101, classId: 1, fromOn: d('2026-10-01') }]
    const said = ['2026-09-15', '2026-10-05'].map(
      (on) => only(stateOf(school([request], { triggers: [asked('2026-09-07')], enrolments }), on)).status,
    )
    expect(said).toEqual(['overdue', 'overdue'])
  })

  it('a pupil who comes back later does not bring it back', () => {
    const stays = [
      ['2026-08-15', '2026-09-10'],
      ['2026-10-01', '2026-12-30'],
    ] as const
    const enrolments = stays.map(([from, to]) => ({ studentId: 101, classId: 1, fromOn: d(from), toOn: d(to) }))
    const said = ['2026-09-20', '2026-10-20'].map(
      (on) => only(stateOf(school([request], { triggers: [asked('2026-09-07')], enrolments }), on)).status,
    )
    expect(said).toEqual(['not_applicable', 'not_applicable'])
  })

  it('is no data before tracking and beyond the calendar, never green', () => {
    const before = school([request], {
      triggers: [asked('2026-09-07')],
      trackingFrom: d('2026-10-01'),
      interactions: [answer('2026-09-08')],
    })
    expect(only(stateOf(before, '2026-11-01'))).toMatchObject({
      status: 'no_data',
      reasons: [{ data: { why: 'before_tracking' } }],
    })
    const beyond = school([request], { triggers: [asked('2027-12-29')] })
    expect(only(stateOf(beyond, '2027-12-30'))).toMatchObject({
      status: 'no_data',
      reasons: [{ data: { why: 'beyond_calendar' } }],
    })
  })
})

describe('hours', () => {
  const emergency = (openedAt: number | undefined) => ({
    id: 1,
    cause: 'emergency',
    ref: 'E1',
    classId: 1,
    openedOn: d('2026-09-10'),
    ...(openedAt !== undefined && { openedAt }),
  })
  const contact = (occurredAt: number | undefined, recordedAt = 0) =>
    did('2026-09-10', ['emergencyContact', 'emergencyRecord'], {
      triggerId: 1,
      recordedAt,
      ...(occurredAt !== undefined && { occurredAt }),
    })
  const plain = norm('II.1')
  const kinds = plain.components?.flatMap(({ evidence }) => evidence) ?? []
  const both = (occurredAt: number | undefined, recordedAt = 0) => ({
    ...contact(occurredAt, recordedAt),
    evidence: kinds,
  })
  const world = (interactions: ReturnType<typeof both>[], openedAt: number | undefined = at('2026-09-10T10:00')) =>
    school([plain], { triggers: [emergency(openedAt)], interactions })

  it('one hour from the instant it happened', () => {
    expect(only(stateOf(world([both(at('2026-09-10T10:59'))]), '2026-09-11')).status).toBe('met')
    expect(only(stateOf(world([both(at('2026-09-10T11:00'))]), '2026-09-11')).status).toBe('met')
    expect(only(stateOf(world([both(at('2026-09-10T11:00') + 1)]), '2026-09-11')).status).toBe('met_late')
  })

  it('runs out within the day, at an instant', () => {
    const early = only(stateOf(world([]), '2026-09-10', at('2026-09-10T10:30')))
    expect(early).toMatchObject({
      status: 'due_soon',
      nextTransitionOn: d('2026-09-10'),
      nextTransitionAt: at('2026-09-10T11:00') + 1,
    })
    expect(only(stateOf(world([]), '2026-09-10', at('2026-09-10T11:00'))).status).toBe('due_soon')
    expect(only(stateOf(world([]), '2026-09-10', at('2026-09-10T11:00') + 1)).status).toBe('overdue')
    expect(only(stateOf(world([]), '2026-09-11')).status).toBe('missed')
  })

  it('late at night the hour ends on the next business day of the school', () => {
    const night = only(stateOf(world([], at('2026-09-10T23:30')), '2026-09-10', at('2026-09-10T23:40')))
    expect(isoOf(night.dueOn)).toBe('2026-09-11')
    expect(night.parts.find(({ dueAt }) => dueAt !== undefined)?.dueAt).toBe(at('2026-09-11T00:30'))
  })

  it('without an hour written down it happened at the latest when it was recorded', () => {
    expect(only(stateOf(world([both(undefined, at('2026-09-10T10:40'))]), '2026-09-11')).status).toBe('met')
    expect(only(stateOf(world([both(undefined, at('2026-09-10T15:00'))]), '2026-09-11')).status).toBe('met_late')
  })

  it('an incident without a time is no data, not red', () => {
    const trigger = { id: 1, cause: 'emergency', ref: 'E1', classId: 1, openedOn: d('2026-09-10') }
    expect(only(stateOf(school([plain], { triggers: [trigger] }), '2026-09-12'))).toMatchObject({
      status: 'no_data',
      reasons: [{ data: { why: 'time_unknown' } }],
    })
  })
})

describe('before an event', () => {
  const event = (openedOn: string, eventOn: string | undefined) => ({
    id: 1,
    cause: 'schoolEvent',
    ref: 'X',
    classId: 1,
    openedOn: d(openedOn),
    ...(eventOn !== undefined && { eventOn: d(eventOn) }),
  })
  const world = (openedOn: string, eventOn?: string) => school([norm('II.8')], { triggers: [event(openedOn, eventOn)] })

  it('three working days before, over a weekend and a holiday', () => {
    expect(isoOf(only(stateOf(world('2026-10-20', '2026-11-06'), '2026-10-20')).dueOn)).toBe('2026-11-02')
    expect(isoOf(only(stateOf(world('2026-09-01', '2026-09-15'), '2026-09-01')).dueOn)).toBe('2026-09-10')
  })

  it('announced too late, it is due on the day of the event', () => {
    expect(isoOf(only(stateOf(world('2026-09-14', '2026-09-15'), '2026-09-14')).dueOn)).toBe('2026-09-15')
  })

  it('without the day of the event it is no data', () => {
    expect(only(stateOf(world('2026-09-14'), '2026-09-20')).reasons[0]).toMatchObject({
      code: 'no_data',
      data: { why: 'event_day_unknown' },
    })
  })

  it('a cancelled event asks for nothing', () => {
    const cancelled = { ...event('2026-09-01', '2026-09-15'), closedOn: d('2026-09-08'), closeReason: 'eventCancelled' }
    expect(only(stateOf(school([norm('II.8')], { triggers: [cancelled] }), '2026-10-01')).status).toBe('not_applicable')
  })
})

describe('parts with terms of their own (II.12)', () => {
  const spec = norm('II.12')
  const session = {
    id: 1,
    cause: 'sessionScheduled',
    ref: 'S',
    classId: 1,
    studentId: 101,
    openedOn: d('2026-09-01'),
    eventOn: d('2026-09-25'),
  }
  const [first, second] = spec.components ?? []
  const kind = (part: typeof first) => part?.evidence[0] ?? ''
  const world = (interactions: ReturnType<typeof did>[]) => school([spec], { triggers: [session], interactions })

  it('each part has its own day, the duty the last of them', () => {
    const duty = only(stateOf(world([]), '2026-09-10'))
    expect(new Set(duty.parts.map(({ dueOn }) => isoOf(dueOn)))).toEqual(new Set(['2026-09-22', '2026-09-23']))
    expect(isoOf(duty.dueOn)).toBe('2026-09-23')
  })

  it('is met only by all parts, each in its time', () => {
    const early = did('2026-09-21', kind(first), { studentIds: [101] })
    const other = (on: string) => did(on, kind(second), { studentIds: [101] })
    const half = only(stateOf(world([early]), '2026-09-21'))
    expect(half.satisfiedOn).toBeUndefined()
    expect(half.reasons.find(({ code }) => code === 'counted')?.data).toMatchObject({ have: 1, need: 2 })
    expect(only(stateOf(world([early, other('2026-09-22')]), '2026-09-30'))).toMatchObject({
      status: 'met',
      satisfiedOn: d('2026-09-22'),
    })
  })

  it('a part left past its own day is overdue before the duty is decided', () => {
    const strict = spec.components?.findIndex(({ days }) => days === 3) ?? 0
    const done = spec.components?.[1 - strict]
    const duty = only(stateOf(world([did('2026-09-21', kind(done), { studentIds: [101] })]), '2026-09-23'))
    expect(duty.status).toBe('overdue')
    expect(duty.graceUntil).toBeGreaterThanOrEqual(d('2026-09-23'))
  })
})

describe('blocked states (I.3)', () => {
  const spec = norm('I.3')
  const code = spec.kind === 'deadline' ? (spec.blocks?.codes[0] ?? '') : ''
  const referral = {
    id: 1,
    cause: 'psychologistReferral',
    ref: 'P',
    classId: 1,
    studentId: 101,
    openedOn: d('2026-09-07'),
  }
  const block = (fromOn: string, untilOn?: string) => ({
    triggerId: 1,
    point: 'I.3',
    fromOn: d(fromOn),
    reasonCode: code,
    ...(untilOn !== undefined && { untilOn: d(untilOn) }),
  })
  const due = (blocks: ReturnType<typeof block>[], asOf = '2026-09-08') =>
    isoOf(only(stateOf(school([spec], { triggers: [referral], blocks }), asOf)).dueOn)

  it('freezes the clock for its working days', () => {
    expect(due([])).toBe('2026-09-21')
    expect(due([block('2026-09-09', '2026-09-14')], '2026-09-20')).toBe('2026-09-24')
  })

  it('an open stop runs to its cap, so the date does not creep', () => {
    expect(due([block('2026-09-09')], '2026-09-09')).toBe(due([block('2026-09-09')], '2026-09-20'))
    expect(due([block('2026-09-09')], '2026-09-09')).toBe('2026-10-05')
  })

  it('is listed while it lasts', () => {
    const world = school([spec], { triggers: [referral], blocks: [block('2026-09-09')] })
    expect(only(stateOf(world, '2026-09-10')).reasons.map(({ code }) => code)).toContain('blocked')
    expect(only(stateOf(world, '2026-09-30')).reasons.map(({ code }) => code)).not.toContain('blocked')
  })

  it('another point’s stop or an unknown reason freezes nothing', () => {
    expect(due([{ ...block('2026-09-09', '2026-09-14'), point: 'I.1' }], '2026-09-20')).toBe('2026-09-21')
    expect(due([{ ...block('2026-09-09', '2026-09-14'), reasonCode: 'noTime' }], '2026-09-20')).toBe('2026-09-21')
  })
})

describe('triggers that other duties make (III.5 from III.3)', () => {
  const specs = [norm('III.5'), request]
  const escalate = (on: string) => did(on, 'requestEscalation', { triggerId: 1, studentIds: [101] })

  it('stands ahead while the request is open, begins on day 4, and is missed if nobody escalates', () => {
    const world = school(specs, { triggers: [asked('2026-09-07')] })
    expect(only(stateOf(world, '2026-09-09'))).toMatchObject({ status: 'upcoming', opensOn: d('2026-09-11') })
    expect(only(stateOf(world, '2026-09-11')).status).toBe('open')
    expect(only(stateOf(world, '2026-09-30')).status).toBe('missed')
    expect(only(stateOf({ ...world, interactions: [escalate('2026-09-14')] }, '2026-09-30')).status).toBe('met')
  })

  it('nothing arises where the answer came before, nothing applies where it came in the meantime', () => {
    const world = school(specs, { triggers: [asked('2026-09-07')] })
    expect(stateOf({ ...world, interactions: [answer('2026-09-10')] }, '2026-09-30')).toEqual([])
    expect(only(stateOf({ ...world, interactions: [answer('2026-09-14')] }, '2026-09-30'))).toMatchObject({
      status: 'not_applicable',
      reasons: [{ data: { why: 'answeredMeanwhile' } }],
    })
    expect(only(stateOf({ ...world, interactions: [answer('2026-09-20')] }, '2026-10-30')).status).toBe('missed')
  })

  it('a request already marked as beyond the teacher is not asked for twice', () => {
    const marked = {
      id: 2,
      cause: 'cannotSolve',
      ref: 'C1',
      about: 1,
      classId: 1,
      studentId: 101,
      openedOn: d('2026-09-08'),
    }
    const world = school(specs, { triggers: [asked('2026-09-07'), marked] })
    expect(only(stateOf(world, '2026-09-30')).trigger?.cause).toBe('cannotSolve')
  })
})

describe('a deadline inside another (III.4 inside III.3)', () => {
  it('is never due after the outer one', () => {
    const inner = norm('III.4', { days: 9 })
    const world = school([inner, request], { triggers: [asked('2026-09-07')] })
    expect(isoOf(only(stateOf(world, '2026-09-08')).dueOn)).toBe('2026-09-14')
    expect(
      isoOf(only(stateOf(school([norm('III.4'), request], { triggers: [asked('2026-09-07')] }), '2026-09-08')).dueOn),
    ).toBe('2026-09-10')
  })

  it('the point may be set aside for one request by name', () => {
    const aside = asked('2026-09-07', { exclusions: [{ point: 'III.4', code: 'solvedAlone', on: d('2026-09-09') }] })
    expect(only(stateOf(school([norm('III.4'), request], { triggers: [aside] }), '2026-09-30')).status).toBe(
      'not_applicable',
    )
  })
})

describe('links', () => {
  it('evidence of another request does not answer this one', () => {
    const triggers = [asked('2026-09-07'), asked('2026-09-08', { id: 2, ref: 'R2' })]
    const world = school([request], { triggers, interactions: [did('2026-09-09', 'requestAnswer', { triggerId: 2 })] })
    expect(stateOf(world, '2026-10-01').map(({ status }) => status)).toEqual(['overdue', 'met'])
  })

  it('a duty chosen by the teacher goes before the earliest one', () => {
    const spec = norm('III.9', { close: 120 })
    const keys = stateOf(school([spec]), '2026-09-01').map(({ key }) => key)
    const chosen = did('2026-12-02', 'parentEducation', { dutyKey: keys[1] ?? '' })
    const statuses = (interactions: ReturnType<typeof did>[]) =>
      stateOf(school([spec], { interactions }), '2027-02-01').map(({ status }) => status)
    expect(statuses([did('2026-12-02', 'parentEducation')])).toEqual(['met', 'open', 'upcoming'])
    expect(statuses([chosen])).toEqual(['overdue', 'met', 'upcoming'])
  })

  it('of two done in the other order neither is told to come too soon after the other', () => {
    const spec = norm('III.9', { close: 120 })
    const [first = '', second = ''] = stateOf(school([spec]), '2026-09-01').map(({ key }) => key)
    const interactions = [
      did('2026-12-02', 'parentEducation', { dutyKey: second }),
      did('2026-12-03', 'parentEducation', { dutyKey: first }),
    ]
    const duties = stateOf(school([spec], { interactions }), '2026-12-20').slice(0, 2)
    expect(duties.map(({ satisfiedOn }) => satisfiedOn)).toEqual([d('2026-12-03'), d('2026-12-02')])
    expect(duties.flatMap(({ reasons }) => reasons.map(({ code }) => code))).not.toContain('too_close')
  })

  it('a choice that comes late never takes back what other evidence gave', () => {
    const spec = norm('III.9', { close: 60 })
    const [first] = stateOf(school([spec]), '2026-09-01')
    const early = did('2026-11-20', 'parentEducation')
    const late = did('2027-01-15', 'parentEducation', { dutyKey: first?.key ?? '' })
    expect(stateOf(school([spec], { interactions: [early, late] }), '2027-02-01')[0]?.status).toBe('met')
  })
})
