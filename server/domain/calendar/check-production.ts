import { dayOf, weekdayOf } from '../day.ts'
import type { ProductionYear } from '../formats/calendar.ts'
import { type CalendarCode, type CalendarProblem, problem } from './problem.ts'
import { productionCalendar, workingDaysBetween } from './production.ts'

/** What is wrong or unsure in the production calendar of one year: days, transfers, totals, confirmation. */
export function checkProductionYear(file: ProductionYear): CalendarProblem[] {
  return [
    ...checkDates(file),
    ...checkTransfers(file),
    ...checkTotals(file),
    ...(file.confirmed ? [] : unconfirmed(file)),
  ]
}

const lists = ['nonWorkingWeekdays', 'holidaysOnWeekend', 'workingWeekendDays', 'shortenedDays'] as const

function checkDates(file: ProductionYear): CalendarProblem[] {
  const dayLists = new Set<string>()
  return lists.flatMap((list) =>
    file[list].flatMap(({ date }, index) => {
      const say = (code: CalendarCode, ru: string, en: string) =>
        problem(
          file.id,
          `/${list}/${index}`,
          'error',
          code,
          [`${ru}: ${date}`, `${en}: ${date}`],
          ['Исправьте дату или уберите строку', 'Mend the date or remove the entry'],
        )
      const key = list === 'shortenedDays' ? `short ${date}` : date
      if (!date.startsWith(`${file.year}-`))
        return say('date-outside-year', 'День другого года', 'A day of another year')
      if (dayLists.has(key)) return say('duplicate-date', 'День назван дважды', 'The day is given twice')
      dayLists.add(key)
      const weekend = weekdayOf(dayOf(date)) > 5
      if (list === 'nonWorkingWeekdays' && weekend) return say('not-a-weekday', 'Это выходной', 'It is a weekend day')
      if ((list === 'holidaysOnWeekend' || list === 'workingWeekendDays') && !weekend)
        return say('not-a-weekend', 'Это не суббота и не воскресенье', 'It is no Saturday or Sunday')
      if (list === 'shortenedDays' && isOff(file, date, weekend))
        return say('shortened-off', 'Сокращённый день нерабочий', 'A shortened day is a day off')
      return []
    }),
  )
}

function isOff(file: ProductionYear, date: string, weekend: boolean): boolean {
  return weekend
    ? !file.workingWeekendDays.some((day) => day.date === date)
    : file.nonWorkingWeekdays.some((day) => day.date === date)
}

/** A day off moved from a weekend day and that weekend day must name each other. */
function checkTransfers(file: ProductionYear): CalendarProblem[] {
  const given = [...file.holidaysOnWeekend, ...file.workingWeekendDays]
    .filter(({ movedTo }) => typeof movedTo === 'string')
    .map(({ date, movedTo }) => `${date} → ${movedTo}`)
  const taken = file.nonWorkingWeekdays
    .filter(({ movedFrom }) => movedFrom !== undefined)
    .map(({ date, movedFrom }) => `${movedFrom} → ${date}`)
  const odd = [...given.filter((pair) => !taken.includes(pair)), ...taken.filter((pair) => !given.includes(pair))]
  return odd.flatMap((pair) =>
    problem(
      file.id,
      '/',
      'error',
      'transfer-unmatched',
      [
        `Перенос выходного назван только с одной стороны: ${pair}`,
        `A moved day off is named on one side only: ${pair}`,
      ],
      ['Впишите обе стороны переноса', 'Enter both sides of the transfer'],
    ),
  )
}

function checkTotals(file: ProductionYear): CalendarProblem[] {
  if (!file.totals) return []
  const found = totalsOf(file)
  if (found.workingDays === file.totals.workingDays && found.shortenedDays === file.totals.shortenedDays) return []
  const { workingDays, shortenedDays } = found
  return problem(
    file.id,
    '/totals',
    'error',
    'totals-differ',
    [
      `По спискам рабочих дней ${workingDays}, из них сокращённых ${shortenedDays}: это не то, что в итогах`,
      `The lists give ${workingDays} working days, ${shortenedDays} of them shortened: the totals say otherwise`,
    ],
    ['Сверьте списки с постановлением', 'Check the lists against the decree'],
  )
}

/** Working and shortened days that the lists of the year give. */
export function totalsOf(file: ProductionYear): { workingDays: number; shortenedDays: number } {
  const calendar = productionCalendar([file])
  const days = workingDaysBetween(calendar, dayOf(`${file.year}-01-01`), dayOf(`${file.year}-12-31`))
  return { workingDays: days ?? 0, shortenedDays: file.shortenedDays.length }
}

function unconfirmed(file: ProductionYear): CalendarProblem[] {
  return problem(
    file.id,
    '/confirmed',
    'warning',
    'unconfirmed',
    [
      `Рабочие дни ${file.year} года взяты предварительно${file.note ? `. ${file.note.ru}` : ''}`,
      `The working days of ${file.year} are provisional${file.note ? `. ${file.note.en}` : ''}`,
    ],
    ['Сверьте с постановлением и поставьте "confirmed": true', 'Check against the decree and set "confirmed": true'],
  )
}
