import type { NormWords } from '../norm.ts'

const days =
  '{count, select, working {{n, plural, one {# working day} other {# working days}}} other {{n, plural, one {# calendar day} other {# calendar days}}}}'

export const en: NormWords = {
  window: {
    schoolYear: 'At least {n, plural, one {once} other {# times}} in the school year',
    month: 'At least {n, plural, one {once} other {# times}} in each month of the school year',
    term: 'At least {n, plural, one {once} other {# times}} in each term',
    dates: 'At least {n, plural, one {once} other {# times}} in each window',
  },
  everyOpportunity: 'At every occasion',
  coverage: 'Coverage of at least {share}',
  gap: 'At least once in {n, plural, one {# day} other {# days}}, vacations not counted',
  after: `No later than ${days} after the trigger`,
  afterHours: 'Within {n, plural, one {# hour} other {# hours}} of the trigger',
  before: `No later than ${days} before the event`,
  onDay: 'On the day of the trigger',
  week: 'At least {n, plural, one {once} other {# times}} a week while the plan is open',
  grace: 'Grace of {n, plural, one {# day} other {# days}}',
  critical: 'Critical: all or nothing',
}
