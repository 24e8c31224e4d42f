import type { Words } from '../formats/words.ts'

export const calendarCodes = [
  'not-a-day',
  'calendars-overlap',
  'date-outside-year',
  'duplicate-date',
  'not-a-weekday',
  'not-a-weekend',
  'shortened-off',
  'transfer-unmatched',
  'totals-differ',
  'end-before-start',
  'duplicate-id',
  'periods-overlap',
  'breaks-overlap',
  'break-crosses-term',
  'break-short',
  'gap',
  'outside-year',
  'year-not-reached',
  'periods-missing',
  'band-missing',
  'band-twice',
  'production-missing',
  'unconfirmed',
  'exams-unknown',
] as const
export type CalendarCode = (typeof calendarCodes)[number]

/** Something wrong (error) or unsure (warning) in a calendar: which file by its id, where in it, what, and what to do. */
export type CalendarProblem = {
  code: CalendarCode
  severity: 'error' | 'warning'
  calendar: string
  where: { path: string }
  message: Words
  fix: Words
}

/** One problem, in a list so that checks read as `flatMap`. Texts are Russian first, English second. */
export function problem(
  calendar: string,
  path: string,
  severity: CalendarProblem['severity'],
  code: CalendarCode,
  message: readonly [string, string],
  fix: readonly [string, string],
): CalendarProblem[] {
  return [
    {
      code,
      severity,
      calendar,
      where: { path },
      message: { ru: message[0], en: message[1] },
      fix: { ru: fix[0], en: fix[1] },
    },
  ]
}
