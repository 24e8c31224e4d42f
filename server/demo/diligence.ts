import { isWorking } from '../domain/calendar/production.ts'
import type { Day } from '../domain/day.ts'
import type { DutyPart, Judged } from '../domain/duties/duty.ts'
import type { Cast } from './cast.ts'
import type { Doing } from './evidence.ts'
import { type Ground, workdayFrom } from './ground.ts'
import type { Random } from './random.ts'

export type Done = { part: DutyPart; on: Day }

/** On which day each part was done; nothing where the duty was left undone or is not due for doing yet. */
export function daysOf(ground: Ground, duty: Judged, { cast, staff, answers, chance }: Doing): Done[] {
  const parts = duty.parts.filter(({ id }) => duty.spec.id !== 'I.4' || id === 'monitoring')
  const answered = duty.trigger?.id === undefined ? undefined : answers.get(duty.trigger.id)?.[duty.spec.point]
  const course = courseOf(duty, chance, staff.diligence(staff.holderOf(duty.classId, duty.dueOn)))
  const draw = chance.next()
  if (isForgotten(cast, ground, duty)) return []
  const days = parts.map((part) => ({ part, on: answered ?? dayFor(ground, duty, part, course, draw) }))
  return days.filter((it): it is Done => it.on !== undefined && it.on <= ground.asOf)
}

/** What the stories leave undone. */
function isForgotten(cast: Cast, { present }: Ground, { spec, studentId, dueOn }: Judged): boolean {
  if (studentId === undefined || dueOn < present.start) return false
  if (spec.point === 'I.4') return cast.plays(studentId, 'senWithoutProgramme') || cast.plays(studentId, 'senWaiting')
  return spec.id === 'III.11/plan' && cast.plays(studentId, 'sopWithoutPlan')
}

type Course = 'inTime' | 'inGrace' | 'late' | 'never'

function courseOf({ dueOn, graceUntil, closesOn, spec }: Judged, chance: Random, diligence: number): Course {
  const good = diligence + (spec.basis === 'normative' ? 0.015 : 0)
  const share = chance.next()
  const rest = chance.next()
  if (share < good) return 'inTime'
  if (graceUntil > dueOn && rest < 0.35) return 'inGrace'
  if (closesOn > graceUntil && rest < 0.85) return 'late'
  return rest < 0.45 ? 'inTime' : 'never'
}

function dayFor(
  { calendars: { production } }: Ground,
  duty: Judged,
  part: DutyPart,
  course: Course,
  draw: number,
): Day | undefined {
  const between = (from: Day, to: Day) => from + Math.floor((to - from + 1) * draw)
  if (part.dueAt !== undefined || duty.spec.point === 'II.1') return course === 'never' ? undefined : duty.opensOn
  if (course === 'never') return undefined
  if (course === 'inGrace') return within(production, between(part.dueOn + 1, part.graceUntil), part.dueOn + 1)
  if (course === 'late')
    return within(
      production,
      between(duty.graceUntil + 1, Math.min(duty.closesOn, duty.graceUntil + 12)),
      duty.graceUntil + 1,
    )
  const span = part.dueOn - duty.opensOn
  const soonest =
    span > 20 ? duty.opensOn + Math.floor(span * 0.25) : Math.min(part.dueOn, duty.opensOn + (span > 2 ? 1 : 0))
  const latest = span > 20 ? part.dueOn - Math.floor(span * 0.12) : part.dueOn
  return within(production, between(soonest, latest), duty.opensOn)
}

/** A day of work at or before the day; the first possible day where all before it are off. */
function within(production: Parameters<typeof isWorking>[0], day: Day, earliest: Day): Day {
  const found = workdayFrom(production, day, -1)
  return found >= earliest ? found : Math.max(earliest, day)
}
