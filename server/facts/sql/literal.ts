import { type Day, isoOf } from '../../domain/day.ts'

/** Text of SQL is put together from checked parts only: days, whole numbers, words of the catalogue. */

export function dayText(day: Day): string {
  return `date '${isoOf(day)}'`
}

export function intText(value: unknown): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Not a whole number: ${String(value)}`)
  return String(value)
}

/** A number with two decimals as whole hundredths: 2.5 is 250. */
export function hundredthsText(value: unknown): string {
  return intText(Math.round(Number(value) * 100))
}

export function wordText(value: unknown): string {
  if (typeof value !== 'string' || !/^[\w -]+$/.test(value)) throw new RangeError(`Not a word: ${String(value)}`)
  return `'${value}'`
}

export function wordsText(values: readonly string[]): string {
  return values.length === 0 ? '(null)' : `(${values.map(wordText).join(', ')})`
}

export function instantText(instant: string): string {
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(instant)) throw new RangeError(`Not an instant: ${instant}`)
  return `timestamptz '${instant}'`
}
