import { rollForward } from '../calendar/deadline.ts'
import { isWorking } from '../calendar/production.ts'
import { type Day, isoOf } from '../day.ts'
import { type Duty, type DutyDates, type DutyPart, type Reason, reason, type Subject } from './duty.ts'
import type { Seen, SeenClass } from './seen.ts'
import { partsOf, type Spec, specKeyOf } from './spec.ts'
import { dayInYear } from './terms.ts'
import type { DutyCalendar, Trigger } from './world.ts'

/** What makes one duty, before its name, its parts and its lack of data are settled. */
export type Shape = {
  spec: Spec
  subject: Subject
  studentId?: number
  trigger?: Trigger
  period: string
  window: { from: Day; to: Day }
  dates: DutyDates
  parts?: DutyPart[]
  need?: number
  roster?: ReadonlySet<number>
  excluded?: Reason | undefined
  noData?: Reason | undefined
  blocked?: Reason | undefined
}

/** Settles a duty: its key, its parts, and whether its dates lie where nothing is known. */
export function dutyFrom(seen: Seen, view: SeenClass, shape: Shape): Duty {
  const {
    dates,
    dates: { dueSoonFrom, dueOn, graceUntil },
    noData,
    excluded,
    blocked,
    need,
    parts,
    ...rest
  } = shape
  const lacking = noData ?? lackOfData(seen, view.class.calendar, dueOn)
  return {
    ...rest,
    ...dates,
    classId: view.class.id,
    key: `${specKeyOf(shape.spec)}|${subjectKeyOf(shape, view)}|${shape.period}`,
    parts: parts ?? partsOf(shape.spec).map((part) => ({ ...part, dueSoonFrom, dueOn, graceUntil })),
    need: need ?? 1,
    pool: poolOf(shape, view),
    ...(excluded && { excluded }),
    ...(lacking && { noData: lacking }),
    ...(blocked && { blocked }),
  }
}

/** A pupil who changes class leaves a duty of a window behind and finds another: the class is part of the name. */
function subjectKeyOf({ subject, trigger, studentId }: Shape, view: SeenClass): string {
  const own = `${subject.kind}:${subject.id}`
  return trigger === undefined && studentId !== undefined ? `${own}@class:${view.class.id}` : own
}

function lackOfData(seen: Seen, calendar: DutyCalendar, dueOn: Day): Reason | undefined {
  if (dueOn < seen.trackingFrom) return reason('no_data', { why: 'before_tracking', trackingFromOn: seen.trackingFrom })
  if (isWorking(calendar.production, dueOn) === undefined) return reason('no_data', { why: 'beyond_calendar', dueOn })
  return undefined
}

/** Evidence tied to a trigger serves that trigger alone; evidence tied by subject is shared among the subject's duties. */
function poolOf({ spec, trigger, studentId }: Shape, view: SeenClass): string {
  const isLinked = spec.kind === 'whileOpen' || (spec.kind === 'deadline' && spec.link === 'trigger')
  if (isLinked && trigger) return triggerKeyOf(trigger)
  return studentId === undefined ? `class:${view.class.id}` : `student:${studentId}`
}

/** The name of a trigger in duty keys: its cause and natural key. */
export function triggerKeyOf(trigger: Trigger): string {
  return `${trigger.cause}:${trigger.ref}`
}

/** The due day moved to a working day, or what stands in the way. */
export function rolled(calendar: DutyCalendar, rawDueOn: Day): { dueOn: Day; noData?: Reason } {
  const dueOn = rollForward(calendar.production, rawDueOn)
  return dueOn === undefined ? beyondCalendar(rawDueOn) : { dueOn }
}

export function beyondCalendar(dueOn: Day): { dueOn: Day; noData: Reason } {
  return { dueOn, noData: reason('no_data', { why: 'beyond_calendar', dueOn }) }
}

/** The last day a late cure is credited, as the norm says it. */
export function closeDayOf(spec: Spec, calendar: DutyCalendar, rawDueOn: Day, nextFrom?: Day): Day {
  if (typeof spec.close === 'number') return rawDueOn + spec.close
  if (spec.close === 'nextWindow') return (nextFrom ?? rawDueOn + 1) - 1
  return dayInYear(calendar, spec.close.on)
}

/** Not applicable because something of the kind is shorter than the norm allows; undefined where it is long enough. */
export function tooShort(
  calendar: DutyCalendar,
  from: Day,
  to: Day,
  least: number,
): { excluded?: Reason; noData?: Reason } {
  const days = calendar.instructionDays(from, to)
  if (days === undefined) return { noData: reason('no_data', { why: 'beyond_calendar', dueOn: to }) }
  return days < least ? { excluded: reason('excluded', { why: 'few_instruction_days', days, least }) } : {}
}

/** A week or slot is named by its first day. */
export function weekKeyOf(monday: Day): string {
  return `week:${isoOf(monday)}`
}
