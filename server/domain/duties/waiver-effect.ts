import type { Judged } from './duty.ts'
import { holderOn } from './holders.ts'
import type { SeenClass } from './seen.ts'
import type { Waiver } from './world.ts'

/** What a waiver covers, as the judge would say: duties due on its days, and days of a largest-gap norm. */
export type WaiverEffect = {
  readonly duties: number
  readonly left: number
  readonly freed: number
  readonly isGap: boolean
}

type Asked = Pick<Waiver, 'point' | 'fromOn' | 'toOn' | 'classId' | 'studentId' | 'staffId'>

/**
 * Duties of the point that fall due on the days of a waiver, for whom it is given; `left` of them are not met yet, `freed` stand
 * waived. A largest-gap norm has no due days: the gap itself is not held against the class on those days.
 */
export function effectOf(
  asked: Asked,
  duties: readonly Judged[],
  classes: ReadonlyMap<number, SeenClass>,
): WaiverEffect {
  const own = duties.filter((duty) => duty.spec.point === asked.point && isFor(asked, duty, classes))
  const due = own.filter(({ gap, dueOn }) => gap === undefined && asked.fromOn <= dueOn && dueOn <= asked.toOn)
  const left = due.filter(({ status }) => status !== 'met' && status !== 'met_late' && status !== 'not_applicable')
  const freed = due.filter(({ status }) => status === 'waived').length
  return { duties: due.length, left: left.length, freed, isGap: own.some(({ gap }) => gap !== undefined) }
}

function isFor(asked: Asked, duty: Judged, classes: ReadonlyMap<number, SeenClass>): boolean {
  const { classId, studentId, staffId } = asked
  if (classId !== undefined && duty.classId !== classId) return false
  if (studentId !== undefined && duty.studentId !== studentId) return false
  if (staffId === undefined) return true
  const view = classes.get(duty.classId)
  return view !== undefined && holderOn(view, duty.gap ? asked.fromOn : duty.dueOn)?.staffId === staffId
}
