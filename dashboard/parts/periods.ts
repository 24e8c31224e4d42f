import type { Answer } from '../call.ts'
import { useLanguage, useSay } from '../words/language.tsx'
import { monthLong, periodLong } from './dates.ts'

type Offered = Pick<Answer<'GET /api/duties'>, 'months' | 'terms'>
type Option = { value: string; label: string }

/** Periods to choose among: the year, its terms with whose they are, its months, the last ones first; and the one in the address. */
export function usePeriods({ months, terms }: Offered, chosen: string): Option[] {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { periods } = words.common
  const known = [
    { value: 'year', label: periods.year },
    ...terms.toReversed().map(({ period, title, grades }) => ({
      value: period,
      label: grades === null ? say(title) : `${say(title)} (${periods.grades(rangesOf(grades))})`,
    })),
    ...months.toReversed().map((month) => ({ value: month, label: monthLong(month, lang) })),
  ]
  const isOther = /^\d/.test(chosen) && known.every(({ value }) => value !== chosen)
  return isOther ? [...known, { value: chosen, label: periodLong(chosen, lang) }] : known
}

/** «1–4, 9» of grades in order. */
function rangesOf(grades: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const grade of grades) {
    const last = ranges.at(-1)
    if (last && last[1] === grade - 1) last[1] = grade
    else ranges.push([grade, grade])
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ')
}
