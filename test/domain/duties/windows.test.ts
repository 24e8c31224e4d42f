import { describe, expect, it } from 'vitest'
import { isoOf } from '../../../server/domain/day.ts'
import { breachesOf, cellOf } from '../../../server/domain/duties/cells.ts'
import { rateOf, tallyOf } from '../../../server/domain/duties/rate.ts'
import type { Trigger, World } from '../../../server/domain/duties/world.ts'
import { calendar, d, did, norm, only, school, shipped, stateOf } from './school.ts'
import { without } from './worlds.ts'

const opened = (on: string, closedOn?: string): World['classes'] => [
  { id: 1, openedOn: d(on), calendar, ...(closedOn !== undefined && { closedOn: d(closedOn) }) },
]
const term = { from: d('2026-09-01'), to: d('2027-05-31') }

describe('the largest gap (II.10) and its grid', () => {
  const days = ['2026-09-01', '2026-09-28', '2026-09-29', '2026-10-12', '2026-11-09']
  const interactions = days.map((on) => did(on, 'review'))
  const gap = norm('II.10', { grace: 0 })

  it('is coverage: 75 days that count, 59 good, 2 breaches, worst gap 26', () => {
    const duty = only(stateOf(school([gap], { interactions }), '2026-11-24'))
    const rate = rateOf(tallyOf([duty], term, d('2026-11-24')))
    expect([rate.of, rate.met]).toEqual([75, 59])
    expect(rate.onTime).toBeCloseTo(0.787, 3)
    expect(breachesOf(duty, d('2026-11-24'))).toEqual({ breaches: 2, worstGap: 26 })
  })

  it('the grid of the same evidence is met, met, met, missed, met, missed', () => {
    const grid = norm('II.10', { mode: 'grid', gridFrom: 'start', grace: 0 })
    const world = school([grid], { interactions, classes: opened('2026-09-01') })
    const slots = stateOf(world, '2026-12-20').slice(0, 6)
    expect(slots.map(({ status }) => status)).toEqual(['met', 'met', 'met', 'missed', 'met', 'missed'])
  })

  it('the grid from the Monday has the slots of the domain', () => {
    const grid = norm('II.10', { mode: 'grid', gridFrom: 'monday', minInstructionDays: 3 })
    const slots = stateOf(school([grid], { classes: opened('2026-08-15') }), '2026-08-20')
    const slot = (n: number) =>
      slots[n - 1] && `${isoOf(slots[n - 1]?.window.from ?? 0)}–${isoOf(slots[n - 1]?.window.to ?? 0)}`
    expect(slots).toHaveLength(20)
    expect([slot(1), slot(5), slot(7), slot(20)]).toEqual([
      '2026-08-31–2026-09-13',
      '2026-10-26–2026-11-08',
      '2026-11-23–2026-12-06',
      '2027-05-24–2027-06-06',
    ])
    expect(slots[4]?.status).toBe('upcoming')
    expect(slots[19]?.status).toBe('upcoming')
    const strict = norm('II.10', { mode: 'grid', gridFrom: 'monday', minInstructionDays: 5 })
    const [, , , , fifth, sixth] = stateOf(school([strict], { classes: opened('2026-08-15') }), '2026-08-20')
    expect([fifth?.status, sixth?.status]).toEqual(['not_applicable', 'upcoming'])
  })

  it('with its grace of a day the sixteenth day of silence is overdue', () => {
    const world = school([norm('II.10')], { interactions: [did('2026-09-01', 'review')] })
    const said = ['2026-09-12', '2026-09-13', '2026-09-15', '2026-09-16', '2026-09-17'].map(
      (on) => only(stateOf(world, on)).status,
    )
    expect(said).toEqual(['met', 'due_soon', 'due_soon', 'in_grace', 'overdue'])
  })

  it('a vacation stops the clock, weekends in it too', () => {
    const world = school([gap], { interactions: [did('2026-10-20', 'review')] })
    expect(only(stateOf(world, '2026-11-01')).gap?.age).toBe(3)
    expect(isoOf(only(stateOf(world, '2026-10-21')).dueOn)).toBe('2026-11-12')
  })

  it('a waiver takes only broken days out', () => {
    const waivers = [
      { id: 1, point: 'II.10', fromOn: d('2026-09-01'), toOn: d('2026-09-25'), reasonCode: 'illness', approvedAt: 0 },
    ]
    const duty = only(stateOf(school([gap], { interactions, waivers }), '2026-11-24'))
    const rate = rateOf(tallyOf([duty], term, d('2026-11-24')))
    expect([rate.tally.waived, rate.met, rate.of]).toEqual([10, 59, 65])
    expect(only(stateOf(school([gap], { waivers }), '2026-09-20')).status).toBe('waived')
  })

  it('a past month is met, partial or missed', () => {
    const specs = shipped.filter(({ id }) => id === 'II.10')
    const month = { from: d('2026-09-01'), to: d('2026-09-30') }
    const cell = (own: typeof interactions) => {
      const duties = stateOf(school([gap], { interactions: own }), '2026-10-05')
      return cellOf(specs, duties, month, d('2026-10-05'))
    }
    expect(cell(interactions)).toBe('partial')
    expect(cell([did('2026-09-10', 'review'), did('2026-09-24', 'review')])).toBe('met')
  })
})

describe('windows of three months (III.9)', () => {
  it('end on the last day of February and roll to a working day', () => {
    const dues = stateOf(school([norm('III.9')]), '2026-09-01').map(
      ({ rawDueOn, dueOn }) => `${isoOf(rawDueOn)} ${isoOf(dueOn)}`,
    )
    expect(dues).toEqual(['2026-11-30 2026-11-30', '2027-02-28 2027-03-01', '2027-05-31 2027-05-31'])
  })

  it('tells what was counted, what was not and why, and what would close it', () => {
    const interactions = [
      did('2026-12-10', 'parentEducation', { form: 'webinar' }),
      did('2026-10-10', 'parentEducation', { points: ['III.10'] }),
    ]
    const [first, second] = stateOf(school([norm('III.9')], { interactions }), '2027-01-20')
    expect(first?.status).toBe('missed')
    expect(first?.reasons.map(({ code }) => code)).toEqual(['counted', 'not_counted', 'to_close'])
    expect(first?.reasons[0]?.data).toEqual({ have: 0, need: 1 })
    expect(first?.reasons[1]?.data).toMatchObject({
      why: 'next_window',
      form: 'webinar',
      occurredOn: d('2026-12-10'),
      servesDuty: second?.key,
    })
    expect(first?.reasons[2]?.data).toMatchObject({
      parts: [{ evidence: ['parentEducation'] }],
      closesOn: d('2026-12-09'),
    })
    expect(second?.status).toBe('met')
  })

  it('what came a day too early or too late is said to be just that', () => {
    const spec = norm('III.9', {
      windows: { kind: 'dates', list: [{ id: 'only', from: '10-01', to: '10-30' }] },
      close: 5,
    })
    const why = (on: string) =>
      only(stateOf(school([spec], { interactions: [did(on, 'parentEducation')] }), '2026-12-20')).reasons[1]?.data[
        'why'
      ]
    expect([why('2026-09-30'), why('2026-11-09')]).toEqual(['before_window', 'after_close'])
  })

  it('a form the regulation does not list counts and is pointed out', () => {
    const [first] = stateOf(
      school([norm('III.9')], { interactions: [did('2026-10-10', 'parentEducation', { form: 'pigeonPost' })] }),
      '2026-10-20',
    )
    expect(first).toMatchObject({
      status: 'met',
      reasons: [{ code: 'form_outside_list', data: { form: 'pigeonPost' } }],
    })
  })

  it('in grace is in time and is said to be', () => {
    const [first] = stateOf(
      school([norm('III.9')], { interactions: [did('2026-12-09', 'parentEducation', { form: 'webinar' })] }),
      '2026-12-20',
    )
    expect(first).toMatchObject({ status: 'met', reasons: [{ code: 'in_grace_hit' }] })
  })

  it('a waiver excuses what was not done, and nothing else', () => {
    const waivers = [
      {
        id: 5,
        point: 'III.9',
        classId: 1,
        fromOn: d('2026-11-15'),
        toOn: d('2026-12-15'),
        reasonCode: 'illness',
        approvedAt: 0,
      },
    ]
    const [first] = stateOf(school([norm('III.9')], { waivers }), '2027-01-20')
    expect(first).toMatchObject({
      status: 'waived',
      reasons: [{ code: 'waived', data: { waiverId: 5 } }, { code: 'counted' }, { code: 'to_close' }],
    })
    const [draft] = stateOf(
      school([norm('III.9')], { waivers: waivers.map((it) => without(it, 'approvedAt')) }),
      '2027-03-20',
    )
    expect(draft?.status).toBe('missed')
    const [done] = stateOf(
      school([norm('III.9')], { waivers, interactions: [did('2026-10-10', 'parentEducation')] }),
      '2027-01-20',
    )
    expect(done?.status).toBe('met')
  })
})

describe('classes that come late or go early', () => {
  const dues = (id: string, classes: World['classes']) =>
    stateOf(school([norm(id)], { classes, assignments: [] }), '2026-09-01').map(
      ({ status, rawDueOn }) => `${status} ${isoOf(rawDueOn)}`,
    )

  it('a class opened in the middle of a window has thirty days', () => {
    const spec = norm('III.9', { newSubjectDays: 30 })
    const [first] = stateOf(school([spec], { classes: opened('2026-11-05') }), '2026-11-06')
    expect([first?.status, isoOf(first?.rawDueOn ?? 0)]).toEqual(['open', '2026-12-05'])
  })

  it('with fewer than fifteen days of study left in it the window does not apply', () => {
    const [first] = stateOf(school([norm('III.9')], { classes: opened('2026-11-12') }), '2026-11-20')
    expect(first).toMatchObject({
      status: 'not_applicable',
      reasons: [{ data: { why: 'few_instruction_days', days: 13, least: 15 } }],
    })
    const [kept] = stateOf(school([norm('III.9')], { classes: opened('2026-11-10') }), '2026-11-20')
    expect(kept?.status).not.toBe('not_applicable')
  })

  it('a duty of the start of the year is due thirty days after a late class began', () => {
    expect(dues('III.6', opened('2026-11-16'))).toEqual(['upcoming 2026-12-16'])
    expect(dues('III.6', opened('2026-08-20'))).toEqual(
      ['due_soon 2026-09-30'].map((it) => it.replace('due_soon', 'open')),
    )
    expect(dues('II.6/milestone', opened('2026-09-01'))).toEqual(['due_soon 2026-09-15'])
  })

  it('a plan made in August counts for a class that opens with the year', () => {
    const world = school([norm('II.6/milestone')], {
      classes: opened('2026-09-01'),
      assignments: [],
      interactions: [did('2026-08-27', 'educationPlan')],
    })
    expect(only(stateOf(world, '2026-09-20'))).toMatchObject({ status: 'met', satisfiedOn: d('2026-08-27') })
    const later = school([norm('II.6/milestone')], {
      classes: opened('2026-09-02'),
      assignments: [],
      interactions: [did('2026-08-27', 'educationPlan')],
    })
    expect(only(stateOf(later, '2026-09-20')).status).toBe('due_soon')
  })

  it('a closed class has no windows after its end, and the last one is cut', () => {
    const cut = stateOf(school([norm('III.9')], { classes: opened('2026-08-15', '2027-01-29') }), '2026-09-01')
    expect(cut.map(({ rawDueOn }) => isoOf(rawDueOn))).toEqual(['2026-11-30', '2027-01-29'])
  })
})

describe('pupils', () => {
  const sen = (fromOn: string, toOn?: string) => [
    { studentId: 101, population: 'sen', fromOn: d(fromOn), ...(toOn !== undefined && { toOn: d(toOn) }) },
  ]
  const plan = norm('I.4/milestone')

  it('each pupil of the population has a duty; without one nothing is required', () => {
    expect(stateOf(school([plan]), '2026-10-20')).toEqual([])
    expect(cellOf([plan], [], term, d('2026-10-20'))).toBe('not_applicable')
    expect(cellOf([norm('III.3')], [], term, d('2026-10-20'))).toBe('not_triggered')
    expect(only(stateOf(school([plan], { memberships: sen('2026-08-20') }), '2026-09-10')).subject).toEqual({
      kind: 'student',
      id: 101,
    })
  })

  it('one who joins later has thirty days from then', () => {
    expect(isoOf(only(stateOf(school([plan], { memberships: sen('2026-10-12') }), '2026-10-20')).rawDueOn)).toBe(
      '2026-11-11',
    )
  })

  it('one whose status ended before the day does not count', () => {
    const duty = only(stateOf(school([plan], { memberships: sen('2026-08-20', '2026-09-15') }), '2026-11-20'))
    expect(duty).toMatchObject({ status: 'not_applicable', reasons: [{ data: { why: 'status_ended' } }] })
  })

  it('one who leaves on the day itself leaves it behind, a day before takes it along', () => {
    const status = (toOn: string) => {
      const enrolments = [{ studentId: 101, classId: 1, fromOn: d('2026-08-15'), toOn: d(toOn) }]
      return only(stateOf(school([plan], { memberships: sen('2026-08-20'), enrolments }), '2026-12-20')).status
    }
    expect([status('2026-09-29'), status('2026-09-30')]).toEqual(['not_applicable', 'missed'])
  })

  it('needs every part: programme and plan of work with parents', () => {
    const kinds = plan.components?.map(({ evidence }) => evidence[0] ?? '') ?? []
    const world = (...done: string[]) =>
      school([plan], {
        memberships: sen('2026-08-20'),
        interactions: done.map((kind) => did('2026-09-20', kind, { studentIds: [101] })),
      })
    expect(kinds.length).toBeGreaterThan(1)
    expect(only(stateOf(world(...kinds.slice(1)), '2026-10-05')).status).toBe('in_grace')
    expect(only(stateOf(world(...kinds), '2026-10-05')).status).toBe('met')
    expect(
      only(
        stateOf(
          school([plan], { memberships: sen('2026-08-20'), interactions: [did('2026-09-20', kinds)] }),
          '2026-10-05',
        ),
      ).status,
    ).toBe('met')
  })

  it('a parents’ meeting of the class closes "come to me first" for every family', () => {
    const notice = norm('III.2')
    const world = school([notice], { interactions: [did('2026-09-10', 'contactPointNotice')] })
    expect(stateOf(world, '2026-10-01').map(({ status, studentId }) => [status, studentId])).toEqual([
      ['met', 101],
      ['met', 102],
    ])
  })

  it('a new teacher begins it anew, for the families who were there', () => {
    const assignments: World['assignments'] = [
      { classId: 1, staffId: 7, role: 'main', fromOn: d('2026-08-15'), toOn: d('2026-11-30') },
      { classId: 1, staffId: 8, role: 'main', fromOn: d('2026-12-01') },
    ]
    const enrolments = [101, 102].map((studentId) => ({
      studentId,
      classId: 1,
      fromOn: d(studentId === 101 ? '2026-08-15' : '2026-12-10'),
    }))
    const duties = stateOf(school([norm('III.2')], { assignments, enrolments }), '2027-01-20')
    expect(duties.map(({ period }) => period)).toEqual([
      'newSchoolYear:2026-09-01:1:101',
      'teacherChange:2026-12-01:1:101',
      'newFamily:2026-12-10:1:102',
    ])
  })
})

describe('a share of families (III.11)', () => {
  const wave = norm('III.11')
  const pupils = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
  const enrolments = pupils.map((studentId) => ({ studentId, classId: 1, fromOn: d('2026-08-15') }))
  const assessed = (count: number, on = '2026-10-10') =>
    did(on, 'familyAssessment', { studentIds: pupils.slice(0, count) })
  const first = (interactions: ReturnType<typeof did>[], asOf = '2026-12-20') =>
    stateOf(school([wave], { enrolments, interactions }), asOf)[0]

  it('is met at ninety percent, partial from eighty', () => {
    expect(first([assessed(9)])).toMatchObject({ status: 'met', coverage: { have: 9, of: 10, isPartial: false } })
    expect(first([assessed(8)], '2026-12-22')).toMatchObject({
      status: 'due_soon',
      coverage: { have: 8, of: 10, isPartial: true },
    })
    expect(first([assessed(7)])).toMatchObject({ coverage: { isPartial: false } })
  })

  it('adds families up, each once, and is satisfied on the day the share was reached', () => {
    const second = did('2026-11-11', 'familyAssessment', { studentIds: [8, 9, 10] })
    expect(first([assessed(8), second])).toMatchObject({
      status: 'met',
      satisfiedOn: d('2026-11-11'),
      coverage: { have: 10 },
    })
    expect(first([assessed(8), did('2026-11-11', 'familyAssessment', { studentIds: [1, 2] })])?.coverage?.have).toBe(8)
  })

  it('what comes in the next half-year belongs to it once the first is done', () => {
    const later = did('2027-01-15', 'familyAssessment', { studentIds: [10] })
    const [one, two] = stateOf(school([wave], { enrolments, interactions: [assessed(9), later] }), '2027-02-01')
    expect([one?.coverage?.have, two?.coverage?.have]).toEqual([9, 1])
    const [late, empty] = stateOf(school([wave], { enrolments, interactions: [assessed(8), later] }), '2027-02-01')
    expect([late?.status, late?.coverage?.have, empty?.coverage?.have]).toEqual(['met', 9, 0])
  })

  it('says so where two waves are closer than asked', () => {
    const world = school([wave], { enrolments, interactions: [assessed(9, '2026-12-20'), assessed(9, '2027-01-15')] })
    const [, second] = stateOf(world, '2027-02-01')
    expect(second).toMatchObject({
      status: 'met',
      reasons: expect.arrayContaining([expect.objectContaining({ code: 'too_close' })]),
    })
  })

  it('a partial half-year shows as partial, not as missed', () => {
    const duties = stateOf(school([wave], { enrolments, interactions: [assessed(8)] }), '2027-05-01').slice(0, 1)
    expect(cellOf([wave], duties, term, d('2027-05-01'))).toBe('partial')
  })
})

describe('every week while a plan is open (II.5)', () => {
  const plan = (more: Partial<Trigger> = {}): Trigger => ({
    id: 1,
    cause: 'agreementPlan',
    ref: 'P1',
    classId: 1,
    studentId: 101,
    openedOn: d('2026-10-07'),
    plannedEndOn: d('2026-11-20'),
    ...more,
  })
  const spec = norm('II.5')
  const kinds = spec.components?.flatMap(({ evidence }) => evidence) ?? ['progress']
  const weekly = (on: string) => did(on, kinds, { triggerId: 1 })
  const weeks = (more: Partial<Trigger> = {}, facts: Partial<World> = {}, asOf = '2026-12-20') =>
    stateOf(school([spec], { triggers: [plan(more)], ...facts }), asOf).map(
      ({ window, status }) => `${isoOf(window.from)} ${status}`,
    )

  it('a vacation week and a week with fewer than three days do not apply', () => {
    expect(weeks()).toEqual([
      '2026-10-07 missed',
      '2026-10-12 missed',
      '2026-10-19 missed',
      '2026-10-26 not_applicable',
      '2026-11-02 missed',
      '2026-11-09 missed',
      '2026-11-16 missed',
    ])
    expect(weeks({ openedOn: d('2026-10-08') })[0]).toBe('2026-10-08 not_applicable')
  })

  it('Sunday is the day, and two days of grace take in Monday’s entry', () => {
    const [first] = stateOf(school([spec], { triggers: [plan()] }), '2026-10-08')
    expect([first?.dueOn, first?.graceUntil].map((day) => isoOf(day ?? 0))).toEqual(['2026-10-11', '2026-10-13'])
    expect(weeks({}, { interactions: [weekly('2026-10-13')] })[0]).toBe('2026-10-07 met')
  })

  it('a closed plan asks for no further week', () => {
    expect(weeks({ closedOn: d('2026-10-15') })).toEqual(['2026-10-07 missed', '2026-10-12 missed'])
  })

  it('a plan may ask for more than once a week', () => {
    const twice = { interactions: [weekly('2026-10-13'), weekly('2026-10-16')] }
    expect(weeks({ need: 2 }, twice)[1]).toBe('2026-10-12 missed')
    expect(weeks({ need: 2 }, { interactions: [weekly('2026-10-14'), weekly('2026-10-16')] })[1]).toBe('2026-10-12 met')
  })

  it('only what is tied to the plan counts', () => {
    expect(weeks({}, { interactions: [did('2026-10-08', kinds)] })[0]).toBe('2026-10-07 missed')
  })
})

describe('meetings of working groups (II.7)', () => {
  const spec = norm('II.7')
  const meeting = { id: 1, cause: 'groupMeeting', ref: 'M', classId: 1, staffId: 7, openedOn: d('2026-09-20') }

  it('a quarter without a meeting does not apply', () => {
    const quarters = stateOf(school([spec], { triggers: [meeting] }), '2027-05-30').map(({ status }) => status)
    expect(quarters).toEqual(['missed', 'not_applicable', 'not_applicable', 'not_applicable'])
  })

  it('is met by attendance; all meetings where the school asks for all', () => {
    const interactions = [did('2026-09-20', 'groupAttendance')]
    expect(stateOf(school([spec], { triggers: [meeting], interactions }), '2026-11-20')[0]?.status).toBe('met')
    const all = norm('II.7', { need: 'everyOpportunity' })
    const triggers = [meeting, { ...meeting, id: 2, ref: 'N', openedOn: d('2026-10-05') }]
    expect(stateOf(school([all], { triggers, interactions }), '2026-11-20')[0]?.status).toBe('missed')
  })
})

describe('counts (T2)', () => {
  const twice = norm('III.9', { need: 2, minSpacing: 20, windows: { kind: 'schoolYear', from: '09-01', to: '05-31' } })
  const status = (...days: string[]) =>
    only(stateOf(school([twice], { interactions: days.map((on) => did(on, 'parentEducation')) }), '2026-12-01'))

  it('needs records that are far enough apart', () => {
    expect(status('2026-09-10', '2026-09-29').satisfiedOn).toBeUndefined()
    expect(status('2026-09-10', '2026-09-29', '2026-09-30')).toMatchObject({
      status: 'met',
      satisfiedOn: d('2026-09-30'),
    })
  })
})
