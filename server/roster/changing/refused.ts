import type { RefusedPlan } from '../../domain/roster/edits.ts'
import { Refusal, type Said } from '../../refusal.ts'

/** The "no" of a plan in words: what stands in the way, since when, and what to do. */
export function refusalOf(code: RefusedPlan, on = ''): Refusal {
  return new Refusal(code, words[code](dayText(on)))
}

/** «23.11.2026». */
function dayText(iso: string): string {
  return iso.split('-').toReversed().join('.')
}

const words: Readonly<Record<RefusedPlan, (day: string) => Said>> = {
  'same-teacher': (day) => ({
    ru: `Этот человек уже ведёт класс с ${day}. Выберите другого.`,
    en: `This person has led the class since ${day}. Choose another.`,
  }),
  'same-day': (day) => ({
    ru: `С ${day} в класс уже назначен другой человек. Отмените то назначение или выберите другой день.`,
    en: `Somebody else was appointed from ${day}. Take that back or choose another day.`,
  }),
  'later-teacher': (day) => ({
    ru: `После этого дня уже есть назначение с ${day}. Сначала отмените его: прошлое поверх него не переписывают.`,
    en: `There is a later appointment from ${day}. Take it back first: the past is not rewritten under it.`,
  }),
  'no-teacher': () => ({
    ru: 'В этот день у класса и так нет классного руководителя.',
    en: 'The class has no class teacher on that day as it is.',
  }),
  'acting-overlaps': (day) => ({
    ru: `В эти дни класс уже замещают (с ${day}). Завершите то замещение или выберите другие дни.`,
    en: `Somebody already acts on these days (from ${day}). End that or choose other days.`,
  }),
  'no-acting': () => ({
    ru: 'В этот день класс никто не замещает.',
    en: 'Nobody acts for the class on that day.',
  }),
  'leave-overlaps': (day) => ({
    ru: `У этого человека в эти дни уже есть отсутствие (с ${day}). Измените его конец.`,
    en: `This person already has a leave on these days (from ${day}). Change its end.`,
  }),
  'no-leave': () => ({
    ru: 'Такого отсутствия нет: возможно, его уже изменили. Обновите страницу.',
    en: 'There is no such leave: it may have been changed. Reload the page.',
  }),
  'acting-self': () => ({
    ru: 'Человек не может замещать сам себя.',
    en: 'A person cannot stand in for themselves.',
  }),
  'acting-away': (day) => ({
    ru: `Замещающий сам отсутствует в эти дни (с ${day}). Выберите другого.`,
    en: `Whoever would act is away on these days (from ${day}). Choose another.`,
  }),
  'end-before-start': () => ({ ru: 'Конец раньше начала.', en: 'The end is before the start.' }),
  'outside-class': () => ({
    ru: 'День лежит вне учебного года этого класса.',
    en: 'The day lies outside the school year of this class.',
  }),
}
