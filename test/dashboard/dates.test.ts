import { join } from 'node:path'
import { expect, it } from 'vitest'

type Told = (day: string, lang: 'ru' | 'en', at?: string) => string
type Dates = {
  dayLong: Told
  dayShort: Told
  spanLong: (from: string, to: string, lang: 'ru' | 'en', at?: string) => [string, string]
  periodLong: (period: string, lang: 'ru' | 'en', at?: string) => string
  instantText: (at: string, lang: 'ru' | 'en', zone: string, from?: string) => string
}
/** By a name that is not known beforehand: the pages have types of their own. */
const file = join(import.meta.dirname, '../../dashboard/parts/dates.ts')
const { dayLong, dayShort, spanLong, periodLong, instantText } = (await import(file)) as Dates
const monday = '2026-11-30'

it('writes the year of a day of another school year', () => {
  expect(dayLong('2025-11-14', 'ru', monday)).toBe('14 ноября 2025 г.')
  expect(dayShort('2025-11-14', 'ru', monday)).toBe('пт, 14.11.25')
  expect(dayLong('2026-08-31', 'ru', monday)).toBe('31 августа 2026 г.')
  expect(dayLong('2027-09-01', 'en', monday)).toBe('1 September 2027')
  expect(instantText('2025-11-14T09:00:00Z', 'ru', 'Europe/Moscow', monday)).toContain('2025')
})

it('leaves the year out within the school year, though it is of another calendar year', () => {
  expect(dayLong('2026-09-01', 'ru', monday)).toBe('1 сентября')
  expect(dayLong('2026-11-14', 'ru', '2027-02-01')).toBe('14 ноября')
  expect(dayShort('2027-08-31', 'ru', monday)).toBe('вт, 31.08')
  expect(instantText('2026-11-14T09:00:00Z', 'ru', 'Europe/Moscow', monday)).not.toContain('2026')
})

it('writes both years of a span over two school years', () => {
  expect(spanLong('2025-11-14', '2026-09-03', 'ru', monday)).toEqual(['14 ноября 2025 г.', '3 сентября 2026 г.'])
  expect(spanLong('2026-09-01', '2026-10-25', 'ru', monday)).toEqual(['1 сентября', '25 октября'])
})

it('names a month, and days by what they have in common', () => {
  expect(periodLong('2026-11', 'ru', monday)).toBe('ноябрь 2026')
  expect(periodLong('2026-11-02..2026-11-08', 'ru', monday)).toBe('2–8 ноября')
  expect(periodLong('2026-09-01..2026-10-23', 'en', monday).replaceAll(/\s/gu, ' ')).toBe('1 September – 23 October')
  expect(periodLong('2025-09-01..2025-10-24', 'ru', monday)).toContain('2025')
})
