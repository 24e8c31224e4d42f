import type { ReadingWords } from '../reading-words.ts'

export const ru: ReadingWords = {
  bounded: '{what} – {bound}',
  zero: '0',
  details: '{what} ({details})',
  detail: '{title}: {value}',
  worded: ['не менее', 'не более', 'ниже', 'выше', 'от', 'до'],
  and: ', и ',
  or: ', или ',
  level: 'Сигнал уровня {level} («{title}»), если {conditions}.',
  levels: ['к сведению', 'внимание', 'в работу', 'к заместителю', 'коллегиально'],
  clear: 'Сигнал снимается, когда {conditions}.',
  clearDefault: 'Сигнал снимается, когда ни одно из условий больше не выполнено.',
  exempt: 'Правило не применяется, если {conditions}.',
  life: {
    raiseAtOnce: 'Сигнал появляется при первой же проверке, на которой условие выполнено.',
    raiseAfter:
      'Сигнал появляется после {n, plural, one {# проверки} few {# проверок} many {# проверок} other {# проверки}} подряд.',
    holdFor: 'Снимается, если условие снятия держится {span}.',
    cooldown: 'Если человек закрыл или отклонил сигнал, тот же уровень не появится {span}.',
    dataGrace: 'Пропуск без причины {span} считается невыясненным: справку могут принести позже.',
    episode: 'Повторный случай в течение {span} продолжает прежний сигнал.',
  },
  spanGenitive: {
    schoolDay: '{n, plural, one {# учебного дня} few {# учебных дней} many {# учебных дней} other {# учебного дня}}',
    day: '{n, plural, one {# дня} few {# дней} many {# дней} other {# дня}}',
    week: '{n, plural, one {# недели} few {# недель} many {# недель} other {# недели}}',
  },
}
