import type { RollConflict } from '../../domain/roster/roll-over.ts'
import { Refusal, type Said } from '../../refusal.ts'

/** What stands in the way of a roll-over, in words. */
export function sayConflict({ code, names }: RollConflict): Said {
  return conflictWords[code](names.map((name) => `«${name}»`).join(', '), names.join(', '))
}

const conflictWords: Readonly<Record<RollConflict['code'], (ru: string, en: string) => Said>> = {
  'name-taken': (ru, en) => ({
    ru: `В новом году уже есть другой класс с таким названием: ${ru}. Назовите класс иначе.`,
    en: `The new year already has another class of that name: ${en}. Name the class otherwise.`,
  }),
  'name-twice': (ru, en) => ({
    ru: `Два класса получили бы одно название: ${ru}. Назовите один из них иначе.`,
    en: `Two classes would bear one name: ${en}. Name one of them otherwise.`,
  }),
  'pupil-twice': (ru, en) => ({
    ru: `Один ученик числится в двух классах, которые стали бы ${ru}. Завершите одно из зачислений.`,
    en: `One pupil is in two classes that would become ${en}. End one of the enrolments.`,
  }),
  'unknown-class': () => ({
    ru: 'Назван класс, которого в этом году нет. Обновите страницу.',
    en: 'A class was named that this year does not have. Reload the page.',
  }),
  'last-grade': (ru, en) => ({
    ru: `После 11 класса переводить некуда: ${ru}.`,
    en: `There is no grade after the 11th: ${en}.`,
  }),
}

export const conflictRefusal = (conflict: RollConflict): Refusal => new Refusal(conflict.code, sayConflict(conflict))

export const earlyRefusal = (endsOn: string): Refusal => {
  const day = endsOn.split('-').toReversed().join('.')
  return new Refusal('too-early', {
    ru: `Учебный год идёт до ${day}. Если переводить сейчас, дальнейшие зачисления придётся вносить в два года. Подтвердите, что переводите заранее.`,
    en: `The school year lasts until ${day}. Rolled over now, later enrolments must be entered in both years. Confirm that you do it ahead of time.`,
  })
}

export const notThisYear = (): Refusal =>
  new Refusal('not-this-year', {
    ru: 'Этот учебный год сейчас не идёт: переводят только текущий. Обновите страницу.',
    en: 'That is not the present school year: only the present one is rolled over. Reload the page.',
  })

export const recordedSince = (): Refusal =>
  new Refusal('recorded-since', {
    ru: 'В новом году уже есть записи: перевод отменить нельзя, чтобы они не пропали. Исправьте отдельные классы.',
    en: 'The new year already has records: the roll-over cannot be taken back, or they would be lost. Mend single classes.',
  })
