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
  openedOn: 'Открыт',
  stateSince: (day: string) => `в этом состоянии с ${day}`,
  waits: 'Ждёт',
  lastReview: 'Последний обзор',
  noReview: 'ещё не было',
  one: 'Случай',
  titleOf: (name: string) => `Случай: ${name}`,
  steps: 'Шаги случая',
  byRule: 'по правилу',
  undone: 'отменено',
  nowIn: (state: string) => `Стало: ${state.toLowerCase()}`,
  dynamics: (word: string) => `Динамика: ${word}`,
  measures: (list: string) => `Меры: ${list}`,
  toPupil: 'К странице ученика',
  undo: 'Отменить случай',
  notice: 'Открыть случай',
  noticeTitle: 'Что вы заметили',
  noticed: 'Что заметили',
  noticedHint: 'Факты, без оценок и диагнозов: что видели, когда',
  about: 'О чём это',
  needNoticed: 'Напишите, что вы заметили',
  needDomain: 'Выберите, о чём это',
  open: 'Открыть случай и взять в работу',
  opened: 'Случай открыт, он в работе',
}
