import * as fc from 'fast-check'
import { type Day, dayOf, weekdayOf } from '../../../server/domain/day.ts'
import type { Duty, Judged } from '../../../server/domain/duties/duty.ts'
import { dutiesOf } from '../../../server/domain/duties/instances.ts'
import { type Seen, seenWorld } from '../../../server/domain/duties/seen.ts'
import type { Spec } from '../../../server/domain/duties/spec.ts'
import type {
  Assignment,
  Block,
  DutyCalendar,
  DutyClass,
  Enrolment,
  Interaction,
  Membership,
  Trigger,
  Waiver,
  World,
  ZoneClock,
} from '../../../server/domain/duties/world.ts'
import type { WindowSpec } from '../../../server/domain/formats/duty.ts'

/** Random worlds of duties for properties: small, dense, with days on and around the boundaries of their own duties. */

export const dayMs = 86_400_000
export const utc: ZoneClock = { dayOf: (at) => Math.floor(at / dayMs), endOf: (day) => (day + 1) * dayMs - 1 }
export const yearStart = dayOf('2026-09-01')
export const yearEnd = dayOf('2027-05-26')
const loadedFrom = dayOf('2026-06-01')
const loadedTo = dayOf('2027-08-31')
export const farAhead = dayOf('2027-08-30')
export const forever = Number.MAX_SAFE_INTEGER

type Break = { from: Day; to: Day }

/** A calendar of plain five-day weeks with some days off, and vacations; days outside what is loaded are unknown. */
export function calendarWith(
  daysOff: readonly Day[],
  vacations: readonly Break[],
  loaded = { from: loadedFrom, to: loadedTo },
): DutyCalendar {
  const off = new Set(daysOff)
  const kinds = new Uint8Array(loaded.to - loaded.from + 1)
  for (let day = loaded.from; day <= loaded.to; day += 1)
    kinds[day - loaded.from] = off.has(day) ? 4 : weekdayOf(day) > 5 ? 3 : 1
  const isKnown = (day: Day) => day >= loaded.from && day <= loaded.to
  const isAway = (day: Day) =>
    day < yearStart || day > yearEnd || vacations.some((it) => it.from <= day && day <= it.to)
  const isTaught = (day: Day) => !isAway(day) && kinds[day - loaded.from] === 1
  const middle = yearStart + 70
  return {
    id: `test:${daysOff.join()}:${vacations.map((it) => `${it.from}-${it.to}`).join()}`,
    production: { from: loaded.from, kinds },
    year: { id: '2026/27', startsOn: yearStart, endsOn: yearEnd },
    terms: [
      { id: 'q1', from: yearStart, to: middle },
      { id: 'q2', from: middle + 5, to: middle + 60 },
      { id: 'q3', from: middle + 70, to: yearEnd },
    ],
    instructionDays: (from, to) => {
      if (!isKnown(from) || !isKnown(to)) return undefined
      let count = 0
      for (let day = from; day <= to; day += 1) if (isTaught(day)) count += 1
      return count
    },
    isVacation: (day) => (isKnown(day) ? isAway(day) : undefined),
  }
}

const anyDay = fc.integer({ min: yearStart - 15, max: yearEnd + 20 })
const schoolDay = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: yearStart, max: yearStart + 130 }) },
  { weight: 1, arbitrary: fc.integer({ min: yearStart, max: yearEnd }) },
)

export const calendars: fc.Arbitrary<DutyCalendar> = fc
  .record({
    daysOff: fc.array(anyDay, { maxLength: 8 }),
    vacations: fc.array(fc.tuple(schoolDay, fc.integer({ min: 0, max: 12 })), { maxLength: 3 }),
    known: fc.oneof({ weight: 5, arbitrary: fc.constant(loadedTo) }, { weight: 1, arbitrary: schoolDay }),
  })
  .map(({ daysOff, vacations, known }) =>
    calendarWith(
      daysOff,
      vacations.map(([from, length]) => ({ from, to: from + length })),
      { from: loadedFrom, to: known },
    ),
  )

const term = fc.record({
  lead: fc.integer({ min: 0, max: 6 }),
  grace: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5 })),
  close: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 25 }), fc.constant('nextWindow' as const)),
})
const always = { from: '2026-01-01', to: null }
const said = { ru: 'п.', en: 'p.' }

function ofPoint(point: string, kind: Spec['periodicity'], causes: readonly string[] = []) {
  return {
    point,
    periodicity: kind,
    channels: ['meeting'],
    sources: new Map(causes.map((cause) => [cause, 'recorded' as const])),
  }
}

const scopes = fc.constantFrom('class' as const, 'student' as const)
const basis = fc.constantFrom('normative' as const, 'local' as const)
type Windows = WindowSpec['windows']
const windows = fc.oneof(
  fc.constant<Windows>({ kind: 'month' as const }),
  fc.constant<Windows>({ kind: 'term' as const }),
  fc.constant<Windows>({ kind: 'schoolYear' as const }),
  fc.constant<Windows>({
    kind: 'dates' as const,
    list: [
      { id: 'w1', from: '09-01', to: '11-30' },
      { id: 'w2', from: '12-01', to: '02-29' },
      { id: 'w3', from: '03-01', to: '05-31' },
    ],
  }),
)
type Content = Pick<WindowSpec, 'evidence' | 'components'>
const content = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Content>({ evidence: ['done'] }) },
  { weight: 1, arbitrary: fc.constant<Content>({ evidence: ['done', 'also'] }) },
  {
    weight: 1,
    arbitrary: fc.constant<Content>({
      components: [
        { id: 'first', title: said, evidence: ['done'] },
        { id: 'second', title: said, evidence: ['also'] },
      ],
    }),
  },
)

/** Window norms that need one record: plain or in parts. */
export const windowSpecs: fc.Arbitrary<Spec> = fc
  .record({
    term,
    windows,
    scope: scopes,
    basis,
    content,
    startOfYear: fc.boolean(),
    newSubjectDays: fc.constantFrom(0, 30),
    lookback: fc.constantFrom(0, 3),
    minInstructionDays: fc.constantFrom(undefined, 5, 15),
  })
  .map(
    ({ term, content, minInstructionDays, ...it }): Spec => ({
      id: 'I.4',
      version: 1,
      effective: always,
      source: said,
      kind: 'window' as const,
      ...it,
      ...term,
      ...content,
      ...(minInstructionDays !== undefined && { minInstructionDays }),
      ...ofPoint('I.4', 'T1'),
    }),
  )

/** Window norms that count: n spaced records, or a share of families. */
export const countingSpecs: fc.Arbitrary<Spec> = fc
  .record({
    term,
    windows,
    basis,
    need: fc.integer({ min: 2, max: 3 }),
    minSpacing: fc.integer({ min: 0, max: 15 }),
    isShare: fc.boolean(),
  })
  .map(
    ({ term, need, minSpacing, isShare, ...it }): Spec => ({
      id: 'III.11',
      version: 1,
      effective: always,
      source: said,
      kind: 'window' as const,
      scope: 'class' as const,
      evidence: ['done'],
      ...it,
      ...term,
      ...(isShare ? { coverage: { share: 0.9, partialFrom: 0.5 } } : { need, minSpacing }),
      ...ofPoint('III.11', 'T2'),
    }),
  )

/** Deadlines after a trigger or before an event. */
export const deadlineSpecs: fc.Arbitrary<Spec> = fc
  .record({
    term: term.map((it) => ({ ...it, close: it.close === 'nextWindow' ? 7 : it.close })),
    basis,
    content,
    link: fc.constantFrom('trigger' as const, 'subject' as const),
    anchor: fc.constantFrom('after' as const, 'after' as const, 'before' as const),
    days: fc.integer({ min: 0, max: 10 }),
    count: fc.constantFrom('calendar' as const, 'working' as const),
    roll: fc.constantFrom(true, true, false),
    startNextDay: fc.constantFrom(true, true, false),
    lookback: fc.constantFrom(0, 0, 2),
    critical: fc.boolean(),
    isBlockable: fc.boolean(),
  })
  .map(
    ({ term, content, isBlockable, ...it }): Spec => ({
      id: 'III.3',
      version: 1,
      effective: always,
      source: said,
      kind: 'deadline' as const,
      scope: 'request' as const,
      triggers: ['asked'],
      excludedBy: ['withdrawn'],
      ...it,
      ...term,
      ...content,
      ...(isBlockable && { blocks: { codes: ['consent'], capWorkingDays: 5 } }),
      ...ofPoint('III.3', 'T4', ['asked']),
    }),
  )

export const weeklySpecs: fc.Arbitrary<Spec> = fc.record({ term, basis, need: fc.constantFrom(1, 1, 2) }).map(
  ({ term, ...it }): Spec => ({
    id: 'II.5',
    version: 1,
    effective: always,
    source: said,
    kind: 'whileOpen' as const,
    every: 'week' as const,
    scope: 'plan' as const,
    evidence: ['done'],
    triggers: ['plan'],
    minInstructionDays: 3,
    critical: true,
    ...it,
    ...term,
    ...ofPoint('II.5', 'T5', ['plan']),
  }),
)

export const gapSpecs: fc.Arbitrary<Spec> = fc
  .record({
    term,
    basis,
    days: fc.integer({ min: 4, max: 20 }),
    mode: fc.constantFrom('gap' as const, 'gap' as const, 'grid' as const),
  })
  .map(
    ({ term, ...it }): Spec => ({
      id: 'II.10',
      version: 1,
      effective: always,
      source: said,
      kind: 'gap' as const,
      scope: 'class' as const,
      evidence: ['done'],
      ...it,
      ...term,
      ...ofPoint('II.10', 'T3'),
    }),
  )

export const plainSpecs = fc.oneof(windowSpecs, deadlineSpecs, weeklySpecs)
export const anySpec = fc.oneof(windowSpecs, countingSpecs, deadlineSpecs, weeklySpecs, gapSpecs)

const classIds = [1, 2]
const staff = [11, 12, 13]
const pupils = [101, 102, 103, 104]

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 })

/** Leaves out keys that are undefined, as exact optional properties ask. */
function exact<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, it]) => it !== undefined)) as never
}

const schoolClasses = (calendar: DutyCalendar): fc.Arbitrary<DutyClass[]> =>
  fc.tuple(
    ...classIds.map((id) =>
      fc
        .record({
          openedOn: fc.oneof(
            { weight: 3, arbitrary: fc.constant(yearStart - 12) },
            { weight: 1, arbitrary: schoolDay },
          ),
          life: fc.oneof(
            { weight: 4, arbitrary: fc.constant(undefined) },
            { weight: 1, arbitrary: fc.integer({ min: 0, max: 120 }) },
          ),
        })
        .map(({ openedOn, life }) =>
          exact({ id, openedOn, closedOn: life === undefined ? undefined : openedOn + life, calendar }),
        ),
    ),
  )

const ends = fc.integer({ min: 0, max: 60 })

export const assignments: fc.Arbitrary<Assignment> = fc
  .record({
    classId: fc.constantFrom(...classIds),
    staffId: fc.constantFrom(...staff),
    role: fc.constantFrom('main' as const, 'main' as const, 'acting' as const, 'delegate' as const),
    fromOn: fc.oneof(fc.constant(yearStart - 30), schoolDay),
    length: maybe(ends),
  })
  .map(({ length, ...it }) => exact({ ...it, toOn: length === undefined ? undefined : it.fromOn + length }))

export const enrolments: fc.Arbitrary<Enrolment> = fc
  .record({
    studentId: fc.constantFrom(...pupils),
    classId: fc.constantFrom(...classIds),
    fromOn: fc.oneof({ weight: 3, arbitrary: fc.constant(yearStart - 12) }, { weight: 1, arbitrary: schoolDay }),
    length: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: ends }),
  })
  .map(({ length, ...it }) => exact({ ...it, toOn: length === undefined ? undefined : it.fromOn + length }))

export const triggers: fc.Arbitrary<Trigger> = fc
  .record({
    id: fc.integer({ min: 1, max: 5 }),
    cause: fc.constantFrom('asked', 'asked', 'plan'),
    classId: fc.constantFrom(...classIds),
    studentId: maybe(fc.constantFrom(...pupils)),
    openedOn: schoolDay,
    event: fc.integer({ min: -1, max: 20 }),
    plan: fc.integer({ min: 0, max: 40 }),
    closed: maybe(fc.record({ after: fc.integer({ min: 0, max: 25 }), reason: fc.constantFrom('withdrawn', 'done') })),
  })
  .map(({ event, plan, closed, ...it }) =>
    exact({
      ...it,
      ref: String(it.id),
      eventOn: it.openedOn + event,
      plannedEndOn: it.openedOn + plan,
      closedOn: closed && it.openedOn + closed.after,
      closeReason: closed?.reason,
    }),
  )

export const waivers: fc.Arbitrary<Waiver> = fc
  .record({
    id: fc.integer({ min: 1, max: 99 }),
    point: fc.constantFrom('I.4', 'III.3', 'II.5', 'II.10', 'III.11'),
    classId: maybe(fc.constantFrom(...classIds)),
    studentId: fc.oneof(
      { weight: 5, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom(...pupils) },
    ),
    staffId: fc.oneof(
      { weight: 5, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom(...staff) },
    ),
    fromOn: schoolDay,
    length: fc.integer({ min: 0, max: 60 }),
    approvedAt: maybe(fc.constant(0)),
  })
  .map(({ length, ...it }) => exact({ ...it, toOn: it.fromOn + length, reasonCode: 'illness' }))

const blocks: fc.Arbitrary<Block> = fc
  .record({
    triggerId: fc.integer({ min: 1, max: 5 }),
    fromOn: schoolDay,
    length: maybe(fc.integer({ min: 0, max: 15 })),
  })
  .map(({ length, ...it }) =>
    exact({
      ...it,
      point: 'III.3',
      reasonCode: 'consent',
      untilOn: length === undefined ? undefined : it.fromOn + length,
    }),
  )

/** An interaction before its day is settled: half of them fall on or beside a boundary of one of the world's duties. */
type Draft = {
  at: { day: Day } | { duty: number; boundary: number; offset: number }
  lag: number
  chosen: number | undefined
  it: Omit<Interaction, 'occurredOn' | 'recordedAt'>
}

const drafts: fc.Arbitrary<Draft> = fc.record({
  at: fc.oneof(
    fc.record({ day: anyDay }),
    fc.record({ duty: fc.nat(50), boundary: fc.nat(4), offset: fc.integer({ min: -1, max: 1 }) }),
  ),
  lag: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 })),
  chosen: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(50) }),
  it: fc
    .record({
      id: fc.integer({ min: 1, max: 10_000 }),
      classId: fc.constantFrom(...classIds),
      studentIds: fc.oneof(fc.constant([]), fc.uniqueArray(fc.constantFrom(...pupils), { maxLength: 4 })),
      form: fc.constantFrom('meeting', 'call'),
      evidence: fc.constantFrom<readonly string[]>(['done'], ['done'], ['also'], ['done', 'also'], ['other']),
      points: fc.constantFrom<readonly string[]>([], [], [], ['I.4', 'III.3', 'II.5', 'II.10', 'III.11'], ['I.1']),
      authorId: fc.constantFrom(undefined, undefined, ...staff),
      triggerId: maybe(fc.integer({ min: 1, max: 5 })),
    })
    .map(exact),
})

/** Settles the day of a draft against the duties of a world. */
export function settleDrafts(world: World, list: readonly Draft[]): Interaction[] {
  const duties = everyDuty(world)
  return list.map(({ at, lag, chosen, it }) => {
    const duty = 'duty' in at ? duties[at.duty % Math.max(1, duties.length)] : undefined
    const ends = duty ? [duty.opensOn, duty.dueOn, duty.graceUntil, duty.closesOn, duty.dueSoonFrom] : []
    const occurredOn = 'day' in at ? at.day : (ends[at.boundary] ?? yearStart + at.duty) + at.offset
    const wanted = chosen === undefined ? undefined : duties[chosen % Math.max(1, duties.length)]?.key
    const tied =
      duty?.trigger?.id !== undefined && lag % 2 === 0 ? { triggerId: duty.trigger.id, classId: duty.classId } : {}
    return {
      ...it,
      ...tied,
      occurredOn,
      recordedAt: (occurredOn + lag) * dayMs,
      ...(wanted !== undefined && { dutyKey: wanted }),
    }
  })
}

export function everyDuty(world: World): Duty[] {
  const seen = seenWorld(world, farAhead, forever)
  return world.specs.flatMap((spec) => [...seen.classes.values()].flatMap((view) => dutiesOf(spec, view, seen)))
}

const memberships: fc.Arbitrary<Membership> = fc.record({
  studentId: fc.constantFrom(...pupils),
  fromOn: schoolDay,
  population: fc.constant('sen'),
})

export type Case = { world: World; asOf: Day; knownAt: number; more: Interaction[] }

/** A world of the norms, a day to judge it on, and some more evidence that it does not have yet. */
export function cases(specs: fc.Arbitrary<Spec>, options: { single?: boolean } = {}): fc.Arbitrary<Case> {
  return calendars.chain((calendar) =>
    fc
      .record({
        specs: options.single
          ? specs.map((it) => [it])
          : fc.uniqueArray(specs, { minLength: 1, maxLength: 3, selector: (it) => it.id }),
        classes: schoolClasses(calendar),
        assignments: fc.array(assignments, { maxLength: 5 }),
        enrolments: fc.array(enrolments, { maxLength: 6 }),
        memberships: fc.array(memberships, { maxLength: 2 }),
        triggers: fc.uniqueArray(triggers, { maxLength: 5, selector: (it) => it.id }),
        blocks: fc.array(blocks, { maxLength: 2 }),
        waivers: fc.uniqueArray(waivers, { maxLength: 3, selector: (it) => it.id }),
        trackingFrom: fc.oneof(
          { weight: 4, arbitrary: fc.constant(yearStart - 30) },
          { weight: 1, arbitrary: schoolDay },
        ),
        drafts: fc.uniqueArray(drafts, { maxLength: 12, selector: (it) => it.it.id }),
        extra: fc.integer({ min: 0, max: 4 }),
        asOf: fc.oneof(
          {
            weight: 1,
            arbitrary: fc.record({ duty: fc.nat(50), boundary: fc.nat(4), offset: fc.integer({ min: 0, max: 1 }) }),
          },
          { weight: 1, arbitrary: anyDay },
        ),
        lag: fc.integer({ min: 0, max: 10 }),
      })
      .map(({ drafts, extra, asOf, lag, ...it }) => {
        const bare: World = { ...it, interactions: [], zone: utc }
        const all = settleDrafts(bare, drafts)
        const day = typeof asOf === 'number' ? asOf : dayNear(bare, asOf)
        const kept = all.slice(0, Math.max(0, all.length - extra))
        return {
          world: { ...bare, interactions: kept },
          asOf: day,
          knownAt: (day + lag + 1) * dayMs - 1,
          more: all.slice(kept.length),
        }
      }),
  )
}

function dayNear(world: World, at: { duty: number; boundary: number; offset: number }): Day {
  const duties = everyDuty(world)
  const duty = duties[at.duty % Math.max(1, duties.length)]
  if (!duty) return yearStart + at.duty
  return (
    ([duty.opensOn, duty.dueOn, duty.graceUntil, duty.closesOn, duty.dueSoonFrom][at.boundary] ?? duty.dueOn) +
    at.offset
  )
}

/** The facts of one day under a clock that moves alone. */
export function atClock(seen: Seen, day: Day): Seen {
  return { ...seen, asOf: day, knownAt: utc.endOf(day) }
}

export function byKey(duties: readonly Judged[]): Map<string, Judged> {
  return new Map(duties.map((duty) => [duty.key, duty]))
}

/** From worst to best: what time does to a duty, and what evidence does. */
export const rank = [
  'missed',
  'overdue',
  'in_grace',
  'due_soon',
  'open',
  'upcoming',
  'waived',
  'met_late',
  'met',
  'not_applicable',
  'no_data',
]

/** A copy without some of its keys. */
export function without<Item extends object, Key extends keyof Item>(item: Item, ...keys: Key[]): Omit<Item, Key> {
  const copy: Partial<Item> = { ...item }
  for (const key of keys) delete copy[key]
  return copy as Omit<Item, Key>
}
