import type { Ladder } from '../formats/ladder.ts'

export type LadderState = Ladder['states'][number]
export type Transition = Ladder['transitions'][number]

/** A state of the ladder. Throws RangeError for one that it does not know. */
export function stateOf({ states }: Ladder, id: string): LadderState {
  const found = states.find((state) => state.id === id)
  if (!found) throw new RangeError(`The ladder has no state ${id}`)
  return found
}

/** A transition of the ladder. Throws RangeError for one that it does not know. */
export function transitionOf({ transitions }: Ladder, id: string): Transition {
  const found = transitions.find((transition) => transition.id === id)
  if (!found) throw new RangeError(`The ladder has no transition ${id}`)
  return found
}

/** Whether a transition leads out of a state. */
export function leavesFrom({ from }: Transition, state: string): boolean {
  return from === 'any' || from.includes(state)
}

/** The highest rung of those a case stood on; the earliest of equals. */
export function highestOf(ladder: Ladder, states: readonly string[]): string {
  const rank = (id: string) => ladder.states.find((state) => state.id === id)?.rank ?? 0
  return states.reduce((high, state) => (rank(state) > rank(high) ? state : high), 'flagged')
}

export type Move = { readonly transition: string; readonly from: string | null; readonly to: string }

/**
 * What taking a flag into work does to the case of its pupil and domain: opens one, begins one that was only flagged, or
 * joins one that is under way. In monitoring it is a relapse: back to work, unless people further up have had the case.
 */
export function movesOfAcceptance(ladder: Ladder, state: string | undefined, highest: string | undefined): Move[] {
  if (state === undefined)
    return [
      { transition: '1', from: null, to: 'flagged' },
      { transition: '2', from: 'flagged', to: 'in_work' },
    ]
  if (state === 'flagged') return [{ transition: '2', from: 'flagged', to: 'in_work' }]
  const isLow = stateOf(ladder, highest ?? state).rank <= stateOf(ladder, 'in_work').rank
  if (state === 'monitoring' && isLow) return [{ transition: '21', from: 'monitoring', to: 'in_work' }]
  return [{ transition: '2', from: state, to: state }]
}

/** What an answer of the review does to a case: an improvement of work in class leads to monitoring, all else leaves it where it is. */
export function moveOfReview(state: string, dynamics: string): Move {
  if (state === 'in_work' && dynamics === 'improved') return { transition: '6', from: state, to: 'monitoring' }
  return { transition: '5', from: state, to: state }
}
