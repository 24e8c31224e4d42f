import type { NormWords } from '../norm.ts'

const days = (name: string) =>
  `{count, select, working {{${name}, plural, one {# рабочий день} few {# рабочих дня} many {# рабочих дней} other {# рабочего дня}}} other {{${name}, plural, one {# календарный день} few {# календарных дня} many {# календарных дней} other {# календарного дня}}}}`

export const ru: NormWords = {
  window: {
    schoolYear:
      '{n, plural, one {Хотя бы # раз} few {Хотя бы # раза} many {Хотя бы # раз} other {Хотя бы # раза}} за учебный год',
    month:
      '{n, plural, one {Хотя бы # раз} few {Хотя бы # раза} many {Хотя бы # раз} other {Хотя бы # раза}} в каждом месяце учебного года',
    term: '{n, plural, one {Хотя бы # раз} few {Хотя бы # раза} many {Хотя бы # раз} other {Хотя бы # раза}} в каждой четверти',
    dates:
      '{n, plural, one {Хотя бы # раз} few {Хотя бы # раза} many {Хотя бы # раз} other {Хотя бы # раза}} в каждом окне',
  },
  everyOpportunity: 'При каждом поводе',
  coverage: 'Охват – не меньше {share}',
  gap: '{n, plural, one {Не реже раза в # день} few {Не реже раза в # дня} many {Не реже раза в # дней} other {Не реже раза в # дня}}, каникулы не считаются',
  after: `Не позже чем через ${days('n')} после повода`,
  afterHours:
    '{n, plural, one {В течение # часа} few {В течение # часов} many {В течение # часов} other {В течение # часа}} после повода',
  before: `Не позже чем за ${days('n')} до события`,
  onDay: 'В день повода',
  week: '{n, plural, one {Хотя бы # раз} few {Хотя бы # раза} many {Хотя бы # раз} other {Хотя бы # раза}} в неделю, пока план открыт',
  grace: 'Льготный срок – {n, plural, one {# день} few {# дня} many {# дней} other {# дня}}',
  critical: 'Критическое: «всё или ничего»',
}
