import type { Day } from '../day.ts'
import { holderOn } from './holders.ts'
import type { SeenClass } from './seen.ts'
import type { Waiver } from './world.ts'

/** The approved waiver of a point that covers the day, for the class, one of its pupils, or whoever holds it that day. */
export function waiverFor(view: SeenClass, point: string, day: Day, studentId?: number): Waiver | undefined {
  return view.waivers.find(
    (it) =>
      it.point === point &&
      it.fromOn <= day &&
      day <= it.toOn &&
      (it.studentId === undefined || it.studentId === studentId) &&
      (it.staffId === undefined || it.staffId === holderOn(view, day)?.staffId),
  )
}
