import { type Day, dayOf, isoOf } from '../../domain/day.ts'
import { isPending, type Judged } from '../../domain/duties/duty.ts'
import type { Period } from '../../domain/duties/rate.ts'
import { monthOf, parseSpan } from '../../domain/duties/reporting.ts'
import { Refusal } from '../../refusal.ts'
import type { JudgedSchool } from './judged.ts'

/** Days back that still belong to "now": what was decided lately stands beside what is owed. */
const recentDays = 30

/** No period at all: a list of duties of whatever time. */
export const anyPeriod = 'any'

/** The school year of the day: from its first day of study to the last one; without a class, the last year of days. */
export function yearOf({ present, calendars, asOf }: JudgedSchool): Period {
  const years = present.flatMap(({ id }) => calendars.get(id)?.year ?? [])
  if (years.length === 0) return { from: asOf - 365, to: asOf }
  return {
    from: Math.min(...years.map(({ startsOn }) => startsOn)),
    to: Math.max(...years.map(({ endsOn }) => endsOn)),
  }
}

/** A period by its name: `now`, `year` (up to the day), a month, `2026-10`, or days, `2026-11-02..2026-11-08`. Refuses another text. */
export function periodOf(school: JudgedSchool, name: string): Period {
  const { asOf } = school
  if (name === 'now') return { from: asOf - recentDays, to: asOf }
  if (name === 'year') return { from: yearOf(school).from, to: asOf }
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(name)) return monthOf(dayOf(`${name}-01`))
  const span = parseSpan(name)
  if (span) return span
  throw new Refusal(
    'unknown-period',
    {
      ru: `Период «${name}» не понят. Можно: now, year, месяц, например 2026-10, или дни, например 2026-11-02..2026-11-08.`,
      en: `The period "${name}" is not known. It may be: now, year, a month such as 2026-10, or days such as 2026-11-02..2026-11-08.`,
    },
    { status: 400 },
  )
}

/** Whether a duty falls into a period: it was asked in it, or it is still owed in one that goes on. */
export function isIn(duty: Judged, period: Period, asOf: Day): boolean {
  const ends = duty.gap ? duty.window.to : duty.dueOn
  const opens = duty.gap ? duty.window.from : duty.opensOn
  if (opens > period.to) return false
  return ends >= period.from || (period.to >= asOf && isPending(duty))
}

/** The months of a school year that have begun, `2026-09` first. */
export function monthsOfYear(school: JudgedSchool): string[] {
  const { from, to } = yearOf(school)
  const months: string[] = []
  for (let day = from; day <= Math.min(to, school.asOf); day = monthOf(day).to + 1) months.push(isoOf(day).slice(0, 7))
  return months
}
