import { type Day, isoOf } from '../../domain/day.ts'
import type { Period } from '../../domain/duties/rate.ts'
import type { JudgedSchool } from './judged.ts'

/** Vacations of pupils within a span of days, by the calendar of a class from the middle of the school. */
export function vacationsIn({ present, calendars }: JudgedSchool, span: Period): Period[] {
  const middle = present[Math.floor(present.length / 2)]
  const calendar = middle && calendars.get(middle.id)
  if (!calendar) return []
  const ranges: { from: Day; to: Day }[] = []
  for (let day = span.from; day <= span.to; day += 1) {
    if (calendar.isVacation(day) !== true) continue
    const last = ranges.at(-1)
    if (last && last.to === day - 1) last.to = day
    else ranges.push({ from: day, to: day })
  }
  return ranges
}

/** Days within a span on which a norm of the regulation changed, with its points. */
export function changesIn({ seen }: JudgedSchool, span: Period): { on: string; points: string[] }[] {
  const first = Math.min(...seen.specs.map(({ effective }) => Date.parse(effective.from)))
  const changed = seen.specs.filter(({ effective }) => {
    const at = Date.parse(effective.from)
    return at > first && effective.from >= isoOf(span.from) && effective.from <= isoOf(span.to)
  })
  return [...Map.groupBy(changed, ({ effective }) => effective.from)]
    .map(([on, own]) => ({ on, points: [...new Set(own.map(({ point }) => point))] }))
    .toSorted((one, other) => (one.on < other.on ? -1 : 1))
}
