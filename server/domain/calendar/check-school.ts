import { type Day, dayOf, isoOf, russianDay } from '../day.ts'
import type { SchoolYear } from '../formats/calendar.ts'
import { checkBands } from './check-bands.ts'
import { checkBreaks } from './check-breaks.ts'
import { about, entriesOf, overlaps } from './entries.ts'
import { type CalendarProblem, problem } from './problem.ts'
import { isWorking, type ProductionCalendar } from './production.ts'

/** What is wrong or unsure in one school year: periods, breaks, gaps, bands of grades, coverage, confirmation. */
export function checkSchoolYear(year: SchoolYear, production: ProductionCalendar): CalendarProblem[] {
  const backwards = checkOrder(year)
  // Ranges that end before they start would make every later answer meaningless.
  if (backwards.length > 0) return backwards
  return [
    ...checkIds(year),
    ...checkPeriods(year),
    ...checkBreaks(year),
    ...checkGaps(year, production),
    ...checkBands(year),
    ...checkProduction(year, production),
    ...checkConfirmed(year),
  ]
}

function checkOrder(year: SchoolYear): CalendarProblem[] {
  const whole = { ru: 'учебный год', en: 'the school year' }
  return [
    { path: '/end', title: whole, start: year.start, end: year.end },
    { path: '/covers', title: whole, start: year.covers.from, end: year.covers.to },
    ...entriesOf(year),
  ]
    .filter(({ start, end }) => end < start)
    .flatMap(({ path, title, start, end }) =>
      problem(
        year.id,
        path,
        'error',
        'end-before-start',
        [
          `Конец раньше начала: ${title.ru}, ${russianDay(start)}–${russianDay(end)}`,
          `The end is before the start: ${title.en}, ${start}–${end}`,
        ],
        ['Исправьте даты', 'Mend the dates'],
      ),
    )
}

function checkIds(year: SchoolYear): CalendarProblem[] {
  const seen = new Set<string>()
  return entriesOf(year).flatMap(({ path, id }) => {
    const key = `${path.split('/')[1] === 'breaks' ? 'break' : 'period'} ${id}`
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    return problem(
      year.id,
      path,
      'error',
      'duplicate-id',
      [`Код назван дважды: ${id}`, `The id is given twice: ${id}`],
      ['Дайте другой код', 'Give it another id'],
    )
  })
}

function checkPeriods(year: SchoolYear): CalendarProblem[] {
  const kinds = new Set(year.attestationPeriods.map(({ kind }) => kind))
  const periods = entriesOf(year).filter(({ path }) => !path.startsWith('/breaks'))
  const outside = periods
    .filter(({ start, end }) => start < year.start || end > year.end)
    .flatMap((entry) => about(year, entry, 'outside-year', 'выходит за учебный год', 'lies outside the school year'))
  const last = year.terms.reduce((end, term) => (term.end > end ? term.end : end), '')
  const short =
    last === year.end
      ? []
      : problem(
          year.id,
          '/end',
          'warning',
          'year-not-reached',
          [
            `Учебные периоды заканчиваются ${russianDay(last)}, учебный год – ${russianDay(year.end)}`,
            `The terms end on ${last}, the school year on ${year.end}`,
          ],
          ['Продлите последний период или исправьте конец года', 'Extend the last term or mend the end of the year'],
        )
  const attested = periods.filter(({ path }) => path.startsWith('/attestation'))
  const groups = [
    periods.filter(({ path }) => path.startsWith('/terms')),
    ...[...kinds].map((kind) => attested.filter((period) => 'kind' in period && period.kind === kind)),
  ]
  return [
    ...checkCovers(year),
    ...outside,
    ...short,
    ...groups.flatMap((group) => overlaps(year, group, 'periods-overlap')),
  ]
}

/** The calendar answers for every day of its year. */
function checkCovers(year: SchoolYear): CalendarProblem[] {
  const { start, end, covers } = year
  const ends = [
    { path: '/start', isOut: start < covers.from },
    { path: '/end', isOut: end > covers.to },
  ]
  return ends
    .filter(({ isOut }) => isOut)
    .flatMap(({ path }) =>
      problem(
        year.id,
        path,
        'error',
        'outside-year',
        [
          `Учебный год ${russianDay(start)}–${russianDay(end)} выходит за дни, за которые отвечает календарь: ${russianDay(covers.from)}–${russianDay(covers.to)}`,
          `The school year ${start}–${end} goes beyond the days the calendar answers for: ${covers.from}–${covers.to}`,
        ],
        ['Исправьте дату', 'Mend the date'],
      ),
    )
}

/** Weekdays that staff work and that are neither in a term nor in a vacation: mostly a slip in a date. */
function checkGaps(year: SchoolYear, production: ProductionCalendar): CalendarProblem[] {
  const ranges = [...year.terms, ...year.breaks.filter(({ grades }) => grades.to > grades.from)]
  const days: Day[] = []
  for (let day = dayOf(year.start); day <= dayOf(year.end); day++) {
    const iso = isoOf(day)
    if (isWorking(production, day) && !ranges.some(({ start, end }) => start <= iso && iso <= end)) days.push(day)
  }
  if (days.length === 0) return []
  const list = days.map(isoOf)
  return problem(
    year.id,
    '/terms',
    'warning',
    'gap',
    [
      `Рабочие дни ни в учебном периоде, ни в каникулах: ${list.map(russianDay).join(', ')}`,
      `Working days in no term and no vacation: ${list.join(', ')}`,
    ],
    ['Продлите период или каникулы', 'Extend the term or the vacation'],
  )
}

function checkProduction(year: SchoolYear, production: ProductionCalendar): CalendarProblem[] {
  const missing = [year.covers.from, year.covers.to].filter((iso) => isWorking(production, dayOf(iso)) === undefined)
  return missing.flatMap((iso) =>
    problem(
      year.id,
      '/covers',
      'error',
      'production-missing',
      [
        `Нет рабочих дней ${iso.slice(0, 4)} года: сроки этого года останутся без ответа`,
        `The working days of ${iso.slice(0, 4)} are not loaded: its deadlines stay without an answer`,
      ],
      ['Загрузите производственный календарь этого года', 'Load the production calendar of that year'],
    ),
  )
}

function checkConfirmed(year: SchoolYear): CalendarProblem[] {
  const entries = [...year.terms, ...year.attestationPeriods, ...year.breaks].filter(({ confirmed }) => !confirmed)
  if (year.confirmed && entries.length === 0) return []
  const ru = entries.map(({ title }) => title.ru).join('; ')
  const en = entries.map(({ title }) => title.en).join('; ')
  return problem(
    year.id,
    '/confirmed',
    'warning',
    'unconfirmed',
    [
      `Учебный год ${year.schoolYear} взят предварительно: ${ru || 'даты не сверены'}`,
      `The school year ${year.schoolYear} is provisional: ${en || 'the dates are not checked'}`,
    ],
    [
      'Сверьте с календарным учебным графиком школы и поставьте "confirmed": true',
      'Check against the school’s own timetable of the year and set "confirmed": true',
    ],
  )
}
