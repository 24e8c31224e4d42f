import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Ladder } from '../../../server/domain/formats/ladder.ts'
import {
  highestOf,
  leavesFrom,
  moveOfReview,
  movesOfAcceptance,
  transitionOf,
} from '../../../server/domain/ladder/moves.ts'

const ladder = JSON.parse(readFileSync(join(import.meta.dirname, '../../../rules/ladder.json'), 'utf8')) as Ladder

describe('taking a flag into work', () => {
  it.each([
    ['no case yet', undefined, undefined, ['1', '2'], 'in_work'],
    ['a case only flagged', 'flagged', 'flagged', ['2'], 'in_work'],
    ['a case in work', 'in_work', 'in_work', ['2'], 'in_work'],
    ['a case with the deputy', 'memo_sent', 'memo_sent', ['2'], 'memo_sent'],
    ['a relapse in monitoring', 'monitoring', 'in_work', ['21'], 'in_work'],
    ['monitoring after the council stays with people', 'monitoring', 'council_done', ['2'], 'monitoring'],
  ] as const)('%s', (_, state, highest, transitions, to) => {
    const moves = movesOfAcceptance(ladder, state, highest)
    expect(moves.map(({ transition }) => transition)).toEqual(transitions)
    expect(moves.at(-1)?.to).toBe(to)
    for (const { transition } of moves) expect(() => transitionOf(ladder, transition)).not.toThrow()
  })
})

describe('the review', () => {
  it('moves a case in work to monitoring where it improved, and no other', () => {
    expect(moveOfReview('in_work', 'improved')).toMatchObject({ transition: '6', to: 'monitoring' })
    expect(moveOfReview('in_work', 'none')).toMatchObject({ transition: '5', to: 'in_work' })
    expect(moveOfReview('agreement_active', 'improved')).toMatchObject({ transition: '5', to: 'agreement_active' })
  })

  it('asks for every case under way, not for one that is only flagged', () => {
    const review = transitionOf(ladder, '5')
    expect(leavesFrom(review, 'monitoring')).toBe(true)
    expect(leavesFrom(review, 'flagged')).toBe(false)
    expect(leavesFrom({ ...review, from: 'any' }, 'flagged')).toBe(true)
  })
})

it('the highest rung is that of the greatest rank, the first of equals', () => {
  expect(highestOf(ladder, ['in_work', 'memo_sent', 'monitoring'])).toBe('memo_sent')
  expect(highestOf(ladder, ['in_work', 'monitoring'])).toBe('in_work')
  expect(highestOf(ladder, [])).toBe('flagged')
})
