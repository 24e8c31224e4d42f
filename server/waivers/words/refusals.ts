import { Refusal, type Said } from '../../refusal.ts'

const words = {
  'one-scope': {
    ru: 'Освобождение дают классу, одному ученику или одному учителю: выберите одно.',
    en: 'A waiver is for a class, one pupil or one teacher: choose one.',
  },
  'end-before-start': { ru: 'Конец раньше начала.', en: 'The end is before the start.' },
  'unknown-point': { ru: 'Такого пункта в регламенте нет.', en: 'The regulation has no such point.' },
  'waiver-exists': {
    ru: 'Об этом на эти дни уже попросили или освобождение уже есть.',
    en: 'The same was asked for these days already, or holds already.',
  },
  'own-request': {
    ru: 'Решает другой человек: свой запрос и освобождение для своего класса не подтверждают сами.',
    en: 'Somebody else decides: one does not approve one’s own request, nor a waiver for one’s own class.',
  },
  decided: {
    ru: 'По этому запросу уже решили. Обновите страницу.',
    en: 'This request has been decided already. Reload the page.',
  },
  'note-missing': {
    ru: 'Напишите причину: её увидит тот, кто просил.',
    en: 'Write the reason: whoever asked will see it.',
  },
} as const satisfies Record<string, Said>

/** A "no" to something asked of a waiver. */
export function refuse(code: keyof typeof words, status = 409): Refusal {
  return new Refusal(code, words[code], { status })
}

export const tooLong = (days: number): Refusal =>
  new Refusal(
    'too-long',
    {
      ru: `Освобождение даётся не больше чем на ${days} дн. подряд. Сократите срок или попросите ещё раз позже.`,
      en: `A waiver lasts at most ${days} days. Make it shorter, or ask again later.`,
    },
    { status: 400 },
  )

export const tooEarly = (day: string): Refusal => {
  const text = day.split('-').toReversed().join('.')
  return new Refusal(
    'too-early',
    {
      ru: `Задним числом просят не раньше чем с ${text}.`,
      en: `One asks back to ${text} at the earliest.`,
    },
    { status: 400 },
  )
}
