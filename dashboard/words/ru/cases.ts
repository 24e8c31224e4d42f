import { plural } from '../plural.ts'

export const cases = {
  title: 'Открытые случаи',
  found: (n: number) =>
    n === 0
      ? 'Таких открытых случаев нет.'
      : plural('ru', n, { one: '# открытый случай', few: '# открытых случая', many: '# открытых случаев' }),
  age: 'Сколько ждут',
  allAges: 'Любой срок',
  ageOf: (bucket: string) => `${bucket} раб. дней`,
  state: 'Что делается',
  opened: 'Открыт',
  waits: 'Ждёт',
  lastReview: 'Последний обзор',
  noReview: 'ещё не было',
}
