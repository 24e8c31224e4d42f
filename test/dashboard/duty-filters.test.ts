import { join } from 'node:path'
import { expect, it } from 'vitest'

type Filters = Record<string, string | undefined>
type Module = { periodMeant: (filters: Filters) => string; dropped: (filters: Filters, keys: string[]) => Filters }
/** By a name that is not known beforehand: the pages have types of their own. */
const file = join(import.meta.dirname, '../../dashboard/duties/filters.ts')
const { periodMeant, dropped } = (await import(file)) as Module

it('keeps the period that was meant when the last condition that said it is dropped', () => {
  const board = { class: '60', set: 'counted', decided: 'year', basis: 'local' }
  const without: Filters = { ...board, ...dropped(board, ['decided']) }
  expect(periodMeant(board)).toBe('any')
  expect(without.period).toBeUndefined()
  expect({ ...without, ...dropped(without, ['set']) }).toMatchObject({ set: undefined, period: 'any' })
})

it('says now where a condition says nothing of time, and leaves a period that is named', () => {
  expect(periodMeant({ group: 'weekly' })).toBe('now')
  expect(dropped({ group: 'weekly' }, ['group']).period).toBeUndefined()
  const named = { set: 'misses', period: '2026-10' }
  expect(periodMeant({ ...named, ...dropped(named, ['set']) })).toBe('2026-10')
})
