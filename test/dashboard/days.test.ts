import { describe, expect, it } from 'vitest'
import { dayIn, dayWords, faultOf, isDay, readDay } from '../../dashboard/parts/days.ts'
import { readSearch } from '../../dashboard/shell/address.ts'

const today = '2026-11-30'

describe('a day that is typed', () => {
  it('is understood in figures, in words of both languages and as it is shown', () => {
    const texts = [
      '2026-11-10',
      '10.11.2026',
      '10.11.26',
      '10.11',
      '10/11/2026',
      '10 ноября',
      '10 ноября 2026',
      '10 ноября 2026 г.',
      'на 10 ноября, вт',
      '10 November',
      '10 Nov 2026',
    ]
    for (const text of texts) expect([text, readDay(text, { today })]).toEqual([text, '2026-11-10'])
  })

  it('comes back from the words it is shown in', () => {
    for (const day of ['2026-05-09', '2026-08-31', '2025-12-01'])
      for (const lang of ['ru', 'en'] as const) expect(readDay(`на ${dayWords(day, lang, today)}`, { today })).toBe(day)
  })

  it('has each of its faults told apart', () => {
    const bounds = { today, min: '2026-09-01', max: '2027-08-31' }
    const faults = ['', '32.10.2026', 'вчера', '01.10.2030', '10.11.2026'].map((text) => faultOf(text, bounds, true))
    expect(faults).toEqual(['empty', 'none', 'none', 'outside', undefined])
    expect(faultOf(' ', bounds, false)).toBeUndefined()
  })

  it('is refused where it is none or lies outside of what may be chosen', () => {
    for (const text of ['', 'завтра', '31.02.2026', '2026-13-99', '0001-01-1', '10 брюмера'])
      expect([text, readDay(text, { today })]).toEqual([text, undefined])
    expect(readDay('01.12.2026', { today, max: today })).toBeUndefined()
    expect(readDay('31.08.2026', { today, min: '2026-09-01' })).toBeUndefined()
  })

  it('is of the last year where this year has not come to it', () => {
    expect(readDay('24 декабря', { today, max: today })).toBe('2025-12-24')
    expect(readDay('24 декабря', { today })).toBe('2026-12-24')
  })

  it('is shown in words with its weekday, and with the year where it is another', () => {
    expect(dayWords('2026-11-30', 'ru', today)).toBe('30 ноября, пн')
    expect(dayWords('2025-11-30', 'ru', today)).toBe('30 ноября 2025, вс')
    expect(dayWords('2026-11-30', 'en', today)).toBe('30 November, Mon')
  })
})

describe('the day of an instant', () => {
  it('is that of the school', () => {
    expect(dayIn('2026-11-29T21:30:00Z', 'Europe/Moscow')).toBe('2026-11-30')
    expect(dayIn('2026-11-29T21:30:00Z', 'Europe/London')).toBe('2026-11-29')
  })
})

describe('the day in the address', () => {
  it('is left out where it is no day of the calendar', () => {
    expect(readSearch({ on: 'abc', class: '5' })).toEqual({ class: '5' })
    expect(readSearch({ on: '2026-02-30' })).toEqual({})
    expect(readSearch({ on: '2026-11-10', q: undefined })).toEqual({ on: '2026-11-10' })
    expect(isDay('2026-1-1')).toBe(false)
  })
})
