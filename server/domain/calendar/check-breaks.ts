import { dayOf } from '../day.ts'
import type { PeriodEntry, SchoolYear } from '../formats/calendar.ts'
import { about, entriesOf, overlaps } from './entries.ts'
import type { CalendarProblem } from './problem.ts'

/** Sanitary norm: no vacation shorter than a week. */
const leastBreakDays = 7

/** Vacations lie inside the calendar, wholly in or wholly out of a term, apart from each other, and last a week. */
export function checkBreaks(year: SchoolYear): CalendarProblem[] {
  const breaks = entriesOf(year).filter(({ path }) => path.startsWith('/breaks'))
  return [
    ...overlaps(year, breaks, 'breaks-overlap'),
    ...breaks
      .filter((entry) => 'grades' in entry && entry.grades.to < entry.grades.from)
      .flatMap((entry) =>
        about(
          year,
          entry,
          'end-before-start',
          'заданы для параллелей наоборот',
          'names its grades the wrong way round',
        ),
      ),
    ...breaks.flatMap((entry) => {
      if (entry.start < year.covers.from || entry.end > year.covers.to)
        return about(year, entry, 'outside-year', 'выходят за дни календаря', 'lies outside the days of the calendar')
      if (year.terms.some((term) => crosses(term, entry)))
        return about(year, entry, 'break-crosses-term', 'пересекают границу периода', 'crosses the edge of a term')
      const days = dayOf(entry.end) - dayOf(entry.start) + 1
      return days >= leastBreakDays
        ? []
        : about(year, entry, 'break-short', `короче ${leastBreakDays} дней (${days})`, `is under 7 days (${days})`)
    }),
  ]
}

function crosses(term: PeriodEntry, entry: { start: string; end: string }): boolean {
  const apart = entry.end < term.start || entry.start > term.end
  return !apart && !(entry.start >= term.start && entry.end <= term.end)
}
