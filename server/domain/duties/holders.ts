import type { Day } from '../day.ts'
import { covers } from './roster.ts'
import type { SeenClass } from './seen.ts'
import type { Assignment } from './world.ts'

/** Who stands in for the class teacher on the day, while that one is away; undefined: nobody has to. */
export function standInOn(view: SeenClass, day: Day): Assignment | undefined {
  return view.assignments.findLast((it) => it.role === 'delegate' && covers(it, day))
}

/** Who answers for the class on the day: the one acting, else the class teacher; undefined is a vacancy. */
export function holderOn(view: SeenClass, day: Day): Assignment | undefined {
  const present = view.assignments.filter((it) => it.role !== 'delegate' && covers(it, day))
  return present.findLast((it) => it.role === 'acting') ?? present.at(-1)
}
