import { describe, expect, it } from 'vitest'
import { type Measured, suggestDynamics } from '../../../server/domain/ladder/dynamics.ts'

const learning = (over: Partial<Extract<Measured, { domain: 'academic' }>>): Measured => ({
  domain: 'academic',
  before: 2.4,
  now: 2.4,
  newTwos: 0,
  recentTwos: 0,
  daysOpen: 12,
  ...over,
})
const learningTerms = { gain: 0.3, enough: 2.6, quiet_days: 10, little: 0.1, new_twos: 2 }

describe('learning', () => {
  it.each([
    ['a gain of 0.3 without a new 2', { before: 2.1, now: 2.4 }, 'improved'],
    ['the mean that is enough', { before: 2.5, now: 2.6 }, 'improved'],
    ['enough, but a new 2 lately', { before: 2.5, now: 2.6, recentTwos: 1, newTwos: 1 }, 'tooEarly'],
    ['hardly any gain', { before: 2.4, now: 2.45 }, 'none'],
    ['a mean that was enough all along is no gain', { before: 4.3, now: 4.24 }, 'worse'],
    ['a fall', { before: 2.4, now: 2.2 }, 'worse'],
    ['two new twos, however early', { before: 2.4, now: 2.4, newTwos: 2, daysOpen: 3 }, 'none'],
    ['a gain after three days', { before: 2.1, now: 2.9, daysOpen: 3 }, 'tooEarly'],
    ['something between', { before: 2.2, now: 2.4 }, 'tooEarly'],
    ['no mark yet and the time is over', { now: null }, null],
    ['no mark before', { before: null }, null],
  ] as const)('%s', (_, over, expected) => {
    expect(suggestDynamics(learning(over), learningTerms)).toBe(expected)
  })

  it('without a number in force nothing is suggested', () => {
    expect(suggestDynamics(learning({}), { ...learningTerms, gain: undefined })).toBeNull()
  })
})

describe('attendance', () => {
  const terms = { window_days: 10, left: 1, remaining: 0.5 }
  it.each([
    ['at most one left of eight', 8, 1, 12, 'improved'],
    ['one of one: not halved', 1, 1, 12, 'none'],
    ['three of four remain', 4, 3, 12, 'none'],
    ['half of eight, yet more than one', 8, 4, 12, 'tooEarly'],
    ['more than before', 4, 5, 12, 'worse'],
    ['more than before, and early', 4, 5, 3, 'worse'],
    ['none, and early', 4, 0, 3, 'tooEarly'],
  ] as const)('%s', (_, before, now, daysOpen, expected) => {
    expect(suggestDynamics({ domain: 'attendance', before, now, daysOpen }, terms)).toBe(expected)
  })
})

describe('conduct', () => {
  const terms = { quiet_days: 14, from_severity: 2 }
  it.each([
    ['quiet for the whole term', 2, 0, 0, 20, 'improved'],
    ['quiet, yet not long enough', 2, 0, 0, 6, 'tooEarly'],
    ['it came again', 2, 1, 1, 6, 'none'],
    ['more often than before', 1, 2, 1, 20, 'worse'],
    ['it came again long ago and is quiet since', 2, 1, 0, 40, 'improved'],
  ] as const)('%s', (_, before, since, recent, daysOpen, expected) => {
    expect(suggestDynamics({ domain: 'conduct', before, since, recent, daysOpen }, terms)).toBe(expected)
  })
})

describe('family and support', () => {
  const family = { index_gain: 10, silent_days: 14 }
  const support = { attended: 0.6, negative: 2 }
  it.each([
    [{ domain: 'family', reached: 1, indexBefore: null, indexNow: null, daysOpen: 3 }, family, 'improved'],
    [{ domain: 'family', reached: 0, indexBefore: 40, indexNow: 50, daysOpen: 3 }, family, 'improved'],
    [{ domain: 'family', reached: 1, indexBefore: 50, indexNow: 40, daysOpen: 3 }, family, 'worse'],
    [{ domain: 'family', reached: 0, indexBefore: null, indexNow: null, daysOpen: 14 }, family, 'none'],
    [{ domain: 'family', reached: 0, indexBefore: null, indexNow: null, daysOpen: 13 }, family, 'tooEarly'],
    [{ domain: 'support', judged: 0, negative: 0, lastNegative: false, planned: 4, attended: 4 }, support, null],
    [{ domain: 'support', judged: 1, negative: 0, lastNegative: false, planned: 5, attended: 3 }, support, 'improved'],
    [{ domain: 'support', judged: 1, negative: 0, lastNegative: false, planned: 5, attended: 2 }, support, 'tooEarly'],
    [{ domain: 'support', judged: 3, negative: 2, lastNegative: true, planned: 0, attended: 0 }, support, 'worse'],
    [{ domain: 'support', judged: 3, negative: 2, lastNegative: false, planned: 0, attended: 0 }, support, 'none'],
  ] as const)('%#', (measured, terms, expected) => {
    expect(suggestDynamics(measured, terms)).toBe(expected)
  })
})
