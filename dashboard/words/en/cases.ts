import type { cases as words } from '../ru/cases.ts'

export const cases: typeof words = {
  title: 'Open cases',
  found: (n) => (n === 0 ? 'No open cases like these.' : n === 1 ? '1 open case' : `${n} open cases`),
  age: 'How long they wait',
  allAges: 'Any time',
  ageOf: (bucket) => `${bucket} working days`,
  state: 'Being done',
  opened: 'Opened',
  waits: 'Waits',
  lastReview: 'Last review',
  noReview: 'none yet',
}
