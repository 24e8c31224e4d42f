import type { Day } from '../day.ts'
import { deadlineDuties } from './deadlines.ts'
import type { Duty, DutyPart, Reason, Subject } from './duty.ts'
import { reason } from './duty.ts'
import { goneBefore, lifeOfClass, rosterOn, type Stay, staysOf } from './lives.ts'
import type { Seen, SeenClass } from './seen.ts'
import { closeDayOf, dutyFrom, rolled, type Shape, tooShort } from './shape.ts'
import { type GapNorm, partsOf, type Spec, type WindowNorm } from './spec.ts'
import { datesFrom, dayInYear } from './terms.ts'
import { whileOpenDuties } from './while-open.ts'
import { type Clipped, clipWindow, type Life, type Window, windowsOf } from './windows.ts'
import type { Trigger } from './world.ts'

/** Least instruction days in a window cut short by a late start or an early end; under it nothing is owed. */
export const leastInstructionDays = 15

/**
 * The duties of one norm for one class, in order of due day. They follow from norm, calendar, class life, roster and
 * triggers alone: logging more or less never adds or removes one. Largest-gap norms (mode `gap`) have none: see gap.ts.
 */
export function dutiesOf(spec: Spec, view: SeenClass, seen: Seen, derived: readonly Trigger[] = []): Duty[] {
  const duties = unsorted(spec, view, seen, derived)
  const distinct = [...new Map(duties.map((duty) => [duty.key, duty])).values()]
  return distinct.sort((a, b) => a.dueOn - b.dueOn || (a.key < b.key ? -1 : 1))
}

function unsorted(spec: Spec, view: SeenClass, seen: Seen, derived: readonly Trigger[]): Duty[] {
  if (spec.kind === 'deadline') return deadlineDuties(spec, view, seen, derived)
  if (spec.kind === 'whileOpen') return whileOpenDuties(spec, view, seen)
  if (spec.kind === 'gap' && spec.mode === 'gap') return []
  return windowDuties(spec, view, seen)
}

function windowDuties(spec: WindowNorm | GapNorm, view: SeenClass, seen: Seen): Duty[] {
  const ofPupils = spec.scope === 'student' || spec.scope === 'family'
  const { calendar, openedOn } = view.class
  const windows = windowsOf(spec, calendar, Math.max(openedOn, calendar.year.startsOn))
  return windows
    .flatMap((window) => {
      if (!ofPupils) return [windowDuty(spec, view, seen, window, lifeOfClass(view))]
      return staysOf(spec, view).map((stay) => windowDuty(spec, view, seen, window, lifeInClass(stay, view), stay))
    })
    .filter((duty) => duty !== undefined)
}

/** A pupil's leaving does not shorten a window, it ends the duty: only the beginning counts here, and the class's own end. */
function lifeInClass(stay: Stay, view: SeenClass): Life {
  const life = lifeOfClass(view)
  return { from: Math.max(stay.life.from, life.from), to: life.to }
}

function windowDuty(
  spec: WindowNorm | GapNorm,
  view: SeenClass,
  seen: Seen,
  window: Window,
  life: Life,
  stay?: Stay,
): Duty | undefined {
  const clipped = clipWindow(spec, view.class.calendar, window, life)
  if (!clipped || (stay && stay.life.to < clipped.from)) return undefined
  const { dueOn, noData } = rolled(view.class.calendar, clipped.dueOn)
  const opensOn = Math.max(clipped.from - (spec.lookback ?? 0), Math.min(life.from, clipped.from))
  const closeOn = closeDayOf(spec, view.class.calendar, clipped.dueOn, window.nextFrom)
  const lack = lackOfWindow(spec, view, clipped, dueOn, stay)
  return dutyFrom(seen, view, {
    spec,
    subject: subjectOf(spec, view, stay),
    ...(stay && { studentId: stay.studentId }),
    period: window.key,
    window: { from: clipped.from, to: clipped.to },
    dates: datesFrom(opensOn, clipped.dueOn, dueOn, { lead: spec.lead, grace: spec.grace, closeOn }),
    ...windowParts(spec, view, clipped, dueOn, opensOn),
    ...windowNeed(spec, view, clipped),
    ...lack,
    noData: noData ?? lack.noData,
  })
}

function subjectOf(spec: Spec, view: SeenClass, stay?: Stay): Subject {
  return { kind: spec.scope, id: stay?.studentId ?? view.class.id }
}

function windowNeed(spec: WindowNorm | GapNorm, view: SeenClass, clipped: Clipped): Partial<Shape> {
  if (spec.kind === 'gap') return {}
  const need = spec.need === 'everyOpportunity' ? opportunities(spec, view, clipped).length || 1 : (spec.need ?? 1)
  return spec.coverage ? { need, roster: rosterOn(view, clipped.to) } : { need }
}

function opportunities(spec: WindowNorm, view: SeenClass, { from, to }: { from: Day; to: Day }): Trigger[] {
  const all = spec.opportunity === undefined ? [] : (view.triggers.get(spec.opportunity) ?? [])
  return all.filter((it) => from <= it.openedOn && it.openedOn <= to)
}

type Lack = { excluded?: Reason | undefined; noData?: Reason | undefined }

function lackOfWindow(spec: WindowNorm | GapNorm, view: SeenClass, clipped: Clipped, dueOn: Day, stay?: Stay): Lack {
  const excluded = goneBefore(stay, dueOn) ?? noneToServe(spec, view, clipped)
  if (excluded) return { excluded }
  const least = spec.minInstructionDays ?? (clipped.isClipped ? leastInstructionDays : 0)
  return least === 0 ? {} : tooShort(view.class.calendar, clipped.from, clipped.to, least)
}

function noneToServe(spec: WindowNorm | GapNorm, view: SeenClass, clipped: Clipped): Reason | undefined {
  if (spec.kind !== 'window') return undefined
  if (spec.opportunity !== undefined && opportunities(spec, view, clipped).length === 0)
    return reason('excluded', { why: 'no_opportunity' })
  if (spec.coverage && rosterOn(view, clipped.to).size === 0) return reason('excluded', { why: 'no_families' })
  return undefined
}

/** Parts with a due day of their own within the window (a milestone), rolled like any other; never later than the duty's. */
function windowParts(spec: Spec, view: SeenClass, clipped: Clipped, dueOn: Day, opensOn: Day): { parts?: DutyPart[] } {
  if (!spec.components) return {}
  const parts = partsOf(spec).map((part, index) => {
    const component = spec.components?.[index]
    const own = component?.due === undefined ? undefined : dayInYear(view.class.calendar, component.due)
    const isOwn = own !== undefined && own >= clipped.from && own < clipped.dueOn
    const due = isOwn ? Math.min(dueOn, rolled(view.class.calendar, own).dueOn) : dueOn
    const graceUntil = isOwn ? Math.min(due + (component?.grace ?? spec.grace), dueOn + spec.grace) : dueOn + spec.grace
    return { ...part, dueOn: due, dueSoonFrom: Math.max(opensOn, due - spec.lead), graceUntil }
  })
  return { parts }
}
