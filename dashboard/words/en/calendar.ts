import type { calendar as words } from '../ru/calendar.ts'

export const calendar: typeof words = {
  dates: {
    open: 'Enter your own dates',
    lead: 'Enter the dates of the school’s order: “28.10.2026” or “28 October”. The kind and number of periods are not changed here: choose another order of the year for that.',
    year: 'School year',
    breaks: 'Vacations',
    no: (n) => `Vacation ${n}`,
    name: 'Name',
    first: 'First day',
    last: 'Last day',
    gradeFrom: 'From grade',
    gradeTo: 'To grade',
    add: 'Add a vacation',
    drop: 'Remove',
    dropOne: (name) => `Remove: ${name}`,
    confirmed: 'The dates are checked against the school’s order',
    confirmedHint: 'Until this is ticked the dates are marked “not checked”.',
    lacks: {
      day: { ru: 'Впишите первый и последний день', en: 'Enter the first and the last day' },
      title: { ru: 'Назовите каникулы', en: 'Name the vacation' },
    },
    check: 'Check and take the dates',
    save: 'Save the dates',
    asked: 'The terms of all duties of this year are counted anew by the new dates.',
    taken: 'Your dates are taken',
    again: 'Change the dates',
    back: 'Back to the dates of the library',
    warnings: 'Worth a look',
  },
}
