import { type Day, weekdayOf } from '../../../server/domain/day.ts'

/** School days of a plain five-day week, in (from, to]. */
export function schoolDaysBetween(from: Day, to: Day): number {
  let count = 0
  for (let day = from + 1; day <= to; day++) if (weekdayOf(day) <= 5) count++
  return count
}

/** The first so many school days from a day. */
export function schoolDaysFrom(from: Day, count: number): Day[] {
  const days: Day[] = []
  for (let day = from; days.length < count; day++) if (weekdayOf(day) <= 5) days.push(day)
  return days
}
