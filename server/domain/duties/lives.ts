import type { Day } from '../day.ts'
import { type Reason, reason } from './duty.ts'
import { covers } from './roster.ts'
import type { SeenClass } from './seen.ts'
import type { Spec } from './spec.ts'
import type { Life } from './windows.ts'

const never = Number.MAX_SAFE_INTEGER

/**
 * The life of a class. One that was there on the first day of study has no beginning within the year: its plan may be made in
 * August. A class not closed lives on.
 */
export function lifeOfClass({ class: { openedOn, closedOn, calendar } }: Pick<SeenClass, 'class'>): Life {
  return { from: openedOn <= calendar.year.startsOn ? -never : openedOn, to: closedOn ?? never }
}

/** One stay of a pupil in the class and in the population a norm is about. */
export type Stay = { readonly studentId: number; readonly life: Life; readonly endedBy?: 'left' | 'status_ended' }

/** Pupils a norm is about, each with the days it concerns them; the class's own end is not among the ends. */
export function staysOf(spec: Spec, view: SeenClass): Stay[] {
  const enrolled = view.enrolments.map((it) => stay(it.studentId, it.fromOn, it.toOn, 'left'))
  if (spec.population === undefined || spec.population === 'all') return enrolled
  const members = view.memberships.filter((it) => it.population === spec.population)
  return enrolled.flatMap((one) =>
    members.filter((it) => it.studentId === one.studentId).flatMap((it) => overlap(one, it.fromOn, it.toOn)),
  )
}

function stay(studentId: number, from: Day, to: Day | undefined, endedBy: 'left'): Stay {
  return { studentId, life: { from, to: to ?? never }, ...(to !== undefined && { endedBy }) }
}

function overlap(one: Stay, fromOn: Day, toOn: Day | undefined): Stay[] {
  const life = { from: Math.max(one.life.from, fromOn), to: Math.min(one.life.to, toOn ?? never) }
  if (life.from > life.to) return []
  const endsFirst = toOn !== undefined && toOn < one.life.to
  return [{ ...one, life, ...(endsFirst && { endedBy: 'status_ended' as const }) }]
}

/** A duty of a pupil who is gone before it was due does not apply; one who goes later leaves it behind. */
export function goneBefore(one: Stay | undefined, dueOn: Day): Reason | undefined {
  if (one?.endedBy === undefined || one.life.to >= dueOn) return undefined
  return reason('excluded', { why: one.endedBy, leftOn: one.life.to })
}

/** Families (pupils) of the class on the day. */
export function rosterOn(view: SeenClass, day: Day): ReadonlySet<number> {
  return new Set(view.enrolments.filter((it) => covers(it, day)).map((it) => it.studentId))
}
