import type { ReadingWords } from '../reading-words.ts'

export const en: ReadingWords = {
  bounded: '{what}: {bound}',
  zero: '0',
  details: '{what} ({details})',
  detail: '{title}: {value}',
  worded: ['at least', 'at most', 'below', 'above', 'from', 'to', 'up to', 'less than'],
  and: ', and ',
  or: ', or ',
  level: 'A flag of level {level} (“{title}”) when {conditions}.',
  levels: ['for information', 'attention', 'take up', 'to the deputy', 'collegial'],
  clear: 'The flag clears when {conditions}.',
  clearDefault: 'The flag clears when none of the conditions holds any more.',
  exempt: 'The rule does not apply when {conditions}.',
  life: {
    raiseAtOnce: 'The flag is raised by the first evaluation at which the condition holds.',
    raiseAfter: 'The flag is raised after {n, plural, one {# evaluation} other {# evaluations}} in a row.',
    holdFor: 'It clears when the condition for clearing lasts {span}.',
    cooldown: 'After a person closed or dismissed the flag, the same level stays quiet for {span}.',
    dataGrace: 'An absence without a reason is merely unexplained for {span}: a note may be brought later.',
    episode: 'A relapse within {span} joins the same flag.',
  },
  spanGenitive: {
    schoolDay: '{n, plural, one {# school day} other {# school days}}',
    day: '{n, plural, one {# day} other {# days}}',
    week: '{n, plural, one {# week} other {# weeks}}',
  },
}
