import { rollForward } from '../calendar/deadline.ts'
import type { Day } from '../day.ts'
import { type Duty, type DutyDates, type DutyPart, type Reason, reason } from './duty.ts'
import { exclusionOf } from './exclusion.ts'
import { type Frozen, frozenDays } from './frozen.ts'
import { lifeOfClass } from './lives.ts'
import { rosterCauseOf } from './roster.ts'
import type { Seen, SeenClass } from './seen.ts'
import { beyondCalendar, closeDayOf, dutyFrom, triggerKeyOf } from './shape.ts'
import { type DeadlineNorm, isInForce, partsOf } from './spec.ts'
import { addCounted, datesFrom, subtractCounted } from './terms.ts'
import type { Instant, Trigger } from './world.ts'

/** One duty per trigger of a deadline norm: days or hours after it, or before the event it announces. */
export function deadlineDuties(spec: DeadlineNorm, view: SeenClass, seen: Seen, derived: readonly Trigger[]): Duty[] {
  return [...triggersOf(spec, view), ...derived]
    .filter((trigger) => isInForce(spec, trigger.openedOn) && !opensAfterClass(view, trigger))
    .map((trigger) => deadlineDuty(spec, view, seen, trigger))
}

/** Triggers of a norm that people, rules and the roster made; those that other duties make are handed in. */
export function triggersOf(spec: DeadlineNorm, view: SeenClass): Trigger[] {
  return spec.triggers.flatMap((cause) => {
    const source = spec.sources.get(cause)
    if (source === undefined || source === 'recorded') return view.triggers.get(cause) ?? []
    if (!('roster' in source)) return []
    return (view.triggers.get(rosterCauseOf(source)) ?? []).map((trigger) => ({ ...trigger, cause }))
  })
}

function opensAfterClass(view: SeenClass, trigger: Trigger): boolean {
  return view.class.closedOn !== undefined && trigger.openedOn > view.class.closedOn
}

function deadlineDuty(spec: DeadlineNorm, view: SeenClass, seen: Seen, trigger: Trigger): Duty {
  const frozen = frozenDays(spec, view, trigger, seen.asOf)
  const terms = termsOf(spec, view, seen, trigger, frozen)
  const last = terms.reduce((a, b) => (b.dueOn > a.dueOn ? b : a))
  const opensOn = Math.max(lifeOfClass(view).from, Math.min(opensOnOf(spec, view, trigger), last.dueOn))
  const closeOn = closeDayOf(spec, view.class.calendar, last.rawDueOn)
  const lead = last.dueAt === undefined ? spec.lead : Math.max(0, last.dueOn - opensOn)
  const dates = datesFrom(opensOn, last.rawDueOn, last.dueOn, { lead, grace: graceOf(terms, last), closeOn })
  return dutyFrom(seen, view, {
    spec,
    subject: { kind: spec.scope, id: subjectIdOf(spec, view, trigger) },
    ...(trigger.studentId !== undefined && { studentId: trigger.studentId }),
    trigger,
    period: triggerKeyOf(trigger),
    window: { from: trigger.openedOn, to: dates.rawDueOn },
    dates,
    parts: terms.map((term) => partFrom(term, dates, spec)),
    excluded: exclusionOf(spec, view, trigger, dates),
    noData: terms.find((term) => term.noData)?.noData,
    blocked: frozen.active,
  })
}

function subjectIdOf(spec: DeadlineNorm, view: SeenClass, trigger: Trigger): number {
  const ofPupil = spec.scope === 'student' || spec.scope === 'family'
  return (ofPupil ? trigger.studentId : trigger.id) ?? trigger.studentId ?? view.class.id
}

/** Evidence counts from the trigger on (or some days before), but for a pupil not before joining the class. */
function opensOnOf(spec: DeadlineNorm, view: SeenClass, { openedOn, studentId }: Trigger): Day {
  const from = openedOn - (spec.lookback ?? 0)
  if (studentId === undefined) return from
  const joined = view.enrolments.filter((it) => it.studentId === studentId && it.fromOn <= openedOn)
  return Math.max(from, Math.min(openedOn, ...joined.map((it) => it.fromOn)))
}

type PartTerm = { rawDueOn: Day; dueOn: Day; grace: number; dueAt?: Instant; noData?: Reason } & Pick<
  DutyPart,
  'id' | 'evidence'
>

function graceOf(terms: readonly PartTerm[], last: PartTerm): number {
  return Math.max(...terms.map((term) => term.dueOn + term.grace)) - last.dueOn
}

function partFrom(term: PartTerm, dates: DutyDates, spec: DeadlineNorm): DutyPart {
  const dueOn = Math.max(term.dueOn, dates.opensOn)
  const dueSoonFrom = term.dueAt === undefined ? Math.max(dates.opensOn, dueOn - spec.lead) : dates.opensOn
  const { id, evidence, dueAt } = term
  return { id, evidence, dueOn, dueSoonFrom, graceUntil: dueOn + term.grace, ...(dueAt !== undefined && { dueAt }) }
}

function termsOf(spec: DeadlineNorm, view: SeenClass, seen: Seen, trigger: Trigger, frozen: Frozen): PartTerm[] {
  const outer = outerDue(spec, view, seen, trigger)
  return partsOf(spec).map((part, index) => {
    const own = { ...definedTerm(spec), ...(spec.components?.[index] && definedTerm(spec.components[index])) }
    const term = dueOf({ ...spec, ...own }, view, seen, trigger, frozen)
    const nested = outer === undefined ? term : { ...term, ...earlier(term, outer) }
    return { ...part, grace: spec.components?.[index]?.grace ?? spec.grace, ...nested }
  })
}

type OwnTerm = Pick<DeadlineNorm, 'days' | 'hours' | 'count' | 'roll'>

/** What a component says of its term replaces what the norm says: days and hours exclude each other. */
function definedTerm(term: OwnTerm): Partial<OwnTerm> {
  const length =
    term.hours !== undefined
      ? { hours: term.hours, days: undefined }
      : term.days !== undefined
        ? { days: term.days, hours: undefined }
        : {}
  const { count, roll } = term
  return { ...length, ...(count !== undefined && { count }), ...(roll !== undefined && { roll }) } as Partial<OwnTerm>
}

function earlier(own: Due, outer: Due): Pick<Due, 'rawDueOn' | 'dueOn'> {
  return { rawDueOn: Math.min(own.rawDueOn, outer.rawDueOn), dueOn: Math.min(own.dueOn, outer.dueOn) }
}

/** The due day of the deadline this one stands inside (III.4 inside III.3), for the trigger both grew from. */
function outerDue(spec: DeadlineNorm, view: SeenClass, seen: Seen, trigger: Trigger): Due | undefined {
  if (spec.nestedIn === undefined) return undefined
  const root = trigger.about === undefined ? trigger : view.triggersById.get(trigger.about)
  const outer = seen.specs.find((it) => it.id === spec.nestedIn && isInForce(it, root?.openedOn ?? trigger.openedOn))
  if (!root || outer?.kind !== 'deadline' || !outer.triggers.includes(root.cause)) return undefined
  return dueOf(outer, view, seen, root, frozenDays(outer, view, root, seen.asOf))
}

type Due = { rawDueOn: Day; dueOn: Day; dueAt?: Instant; noData?: Reason }

function dueOf(spec: DeadlineNorm, view: SeenClass, seen: Seen, trigger: Trigger, frozen: Frozen): Due {
  if (spec.hours !== undefined) return dueInHours(spec.hours, seen, trigger)
  return spec.anchor === 'before' ? dueBefore(spec, view, trigger) : dueAfter(spec, view, trigger, frozen)
}

function dueInHours(hours: number, seen: Seen, trigger: Trigger): Due {
  const { openedAt, openedOn } = trigger
  if (openedAt === undefined)
    return { rawDueOn: openedOn, dueOn: openedOn, noData: reason('no_data', { why: 'time_unknown' }) }
  const dueAt = openedAt + hours * 3_600_000
  const dueOn = Math.max(openedOn, seen.zone.dayOf(dueAt))
  return { rawDueOn: dueOn, dueOn, dueAt }
}

/** Days before the event; announced too late for that, the duty is due on the day of the event. */
function dueBefore(spec: DeadlineNorm, view: SeenClass, trigger: Trigger): Due {
  const { eventOn, openedOn } = trigger
  if (eventOn === undefined)
    return { rawDueOn: openedOn, dueOn: openedOn, noData: reason('no_data', { why: 'event_day_unknown' }) }
  const due = subtractCounted(view.class.calendar, eventOn, spec.days ?? 0, spec.count ?? 'calendar')
  if (due === undefined) return { rawDueOn: eventOn, ...beyondCalendar(eventOn) }
  const dueOn = due < openedOn ? Math.max(eventOn, openedOn) : due
  return { rawDueOn: dueOn, dueOn }
}

function dueAfter(spec: DeadlineNorm, view: SeenClass, trigger: Trigger, frozen: Frozen): Due {
  const { calendar } = view.class
  const anchor = spec.startNextDay === false ? trigger.openedOn - 1 : trigger.openedOn
  const days = spec.days ?? 0
  const raw = addCounted(calendar, anchor, days, spec.count ?? 'calendar', frozen.isFrozen)
  if (raw === undefined) return { rawDueOn: anchor + days, ...beyondCalendar(anchor + days) }
  if (spec.roll === false || spec.count === 'working') return { rawDueOn: raw, dueOn: raw }
  const dueOn = rollForward(calendar.production, raw)
  return { rawDueOn: raw, ...(dueOn === undefined ? beyondCalendar(raw) : { dueOn }) }
}
