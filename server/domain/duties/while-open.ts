import { type Day, mondayOf } from '../day.ts'
import type { Duty } from './duty.ts'
import { exclusionOf } from './exclusion.ts'
import { lifeOfClass } from './lives.ts'
import type { Seen, SeenClass } from './seen.ts'
import { closeDayOf, dutyFrom, tooShort, triggerKeyOf, weekKeyOf } from './shape.ts'
import { isInForce, type WhileOpenNorm } from './spec.ts'
import { datesFrom } from './terms.ts'
import type { Trigger } from './world.ts'

const daysOfWeek = 7

/**
 * One duty a week (Monday to Sunday) while a plan is open. The Sunday is not rolled: the grace absorbs Monday logging. A week
 * with too few instruction days, in vacation or at the ends of a plan, does not apply. A plan without an end runs with
 * the school year.
 */
export function whileOpenDuties(spec: WhileOpenNorm, view: SeenClass, seen: Seen): Duty[] {
  const plans = spec.triggers.flatMap((cause) => view.triggers.get(cause) ?? [])
  return plans
    .flatMap((plan) => weeksOf(plan, view).map((week) => weekDuty(spec, view, seen, plan, week)))
    .filter((duty) => duty !== undefined)
}

type Week = { monday: Day; from: Day; to: Day }

function weeksOf(plan: Trigger, view: SeenClass): Week[] {
  const life = lifeOfClass(view)
  const end = Math.min(plan.closedOn ?? plan.plannedEndOn ?? view.class.calendar.year.endsOn, life.to)
  const weeks: Week[] = []
  for (let monday = mondayOf(plan.openedOn); monday <= end; monday += daysOfWeek) {
    const sunday = monday + daysOfWeek - 1
    const week = { monday, from: Math.max(monday, plan.openedOn, life.from), to: Math.min(sunday, end) }
    if (week.from <= week.to && sunday <= life.to) weeks.push(week)
  }
  return weeks
}

function weekDuty(spec: WhileOpenNorm, view: SeenClass, seen: Seen, plan: Trigger, week: Week): Duty | undefined {
  if (!isInForce(spec, week.monday)) return undefined
  const { monday, from, to } = week
  const sunday = monday + daysOfWeek - 1
  const closeOn = closeDayOf(spec, view.class.calendar, sunday, sunday + 1)
  const dates = datesFrom(from, sunday, sunday, { lead: spec.lead, grace: spec.grace, closeOn })
  const lack = tooShort(view.class.calendar, from, to, spec.minInstructionDays ?? 1)
  return dutyFrom(seen, view, {
    spec,
    subject: { kind: spec.scope, id: plan.id ?? plan.studentId ?? view.class.id },
    ...(plan.studentId !== undefined && { studentId: plan.studentId }),
    trigger: plan,
    period: `${triggerKeyOf(plan)}:${weekKeyOf(monday)}`,
    window: { from, to },
    dates,
    need: Math.max(spec.need ?? 1, plan.need ?? 1),
    ...lack,
    excluded: exclusionOf(spec, view, plan, dates, { closingEnds: true }) ?? lack.excluded,
  })
}
