import type { Day } from '../day.ts'
import { isPending, type Judged } from '../duties/duty.ts'
import type { Ladder } from '../formats/ladder.ts'
import { leavesFrom, type Transition } from './moves.ts'

type Due = Pick<Judged, 'spec' | 'classId' | 'studentId' | 'trigger' | 'dueOn' | 'status' | 'opensOn' | 'closesOn'>
type Case = { readonly state: string; readonly domain: string; readonly studentId: number }

/** The review of a class: the duty whose time it is, else the last one. */
export function reviewOf<D extends Due>(duties: readonly D[], on: Day): D | undefined {
  const reviews = duties.filter(({ spec }) => spec.id === 'II.10')
  return reviews.find(({ opensOn, closesOn }) => opensOn <= on && on <= closesOn) ?? reviews.at(-1)
}

/**
 * What the ladder asks next of an open case: of what is owed on the pupil and leads on from its state, or the next review, that
 * which is due first. `duties` are those of the class.
 */
export function nextMoveOf(
  ladder: Ladder,
  { state, domain, studentId }: Case,
  duties: readonly Due[],
  on: Day,
): { readonly transition: Transition; readonly duty: Due } | undefined {
  const moves = ladder.transitions.filter(
    (each) => each.term && leavesFrom(each, state) && (each.domains ?? [domain]).some((own) => own === domain),
  )
  const isAbout = ({ studentId: own, trigger }: Due) => (own ?? trigger?.studentId) === studentId
  const review = reviewOf(duties, on)
  const asked = [...(review ? [review] : []), ...duties.filter((duty) => isPending(duty) && isAbout(duty))]
  return asked
    .flatMap((duty) => {
      const transition = moves.find(({ term }) => term?.point === duty.spec.point)
      return transition ? [{ transition, duty }] : []
    })
    .toSorted((one, other) => one.duty.dueOn - other.duty.dueOn)[0]
}
