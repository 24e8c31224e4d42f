import { expect, it } from 'vitest'
import { byPupil } from '../../dashboard/my-class/flags.ts'

const flag = (id: number, pupil: number | null) => ({ id, pupil: pupil === null ? null : { id: pupil, name: '' } })
const idsOf = (flags: readonly ReturnType<typeof flag>[]) => byPupil(flags).map((own) => own.map(({ id }) => id))

it('flags of one pupil stand together where the first of them does, in their order', () => {
  expect(idsOf([flag(4, 20), flag(9, 10), flag(2, 20), flag(7, 30), flag(1, 10)])).toEqual([[4, 2], [9, 1], [7]])
})

it('flags of the whole class are nobody’s: each stands alone', () => {
  expect(idsOf([flag(1, null), flag(2, 10), flag(3, null)])).toEqual([[1], [2], [3]])
})

it('no flag is lost', () => {
  expect(idsOf([])).toEqual([])
})
