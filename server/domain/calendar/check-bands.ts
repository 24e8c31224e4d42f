import type { SchoolYear } from '../formats/calendar.ts'
import { type CalendarProblem, problem } from './problem.ts'

const firstGrade = 1
const lastGrade = 11

/** Every grade stands in exactly one band, its periods exist, and what is not known about exams is said. */
export function checkBands(year: SchoolYear): CalendarProblem[] {
  return [...checkGrades(year), ...checkPeriodKinds(year), ...checkExams(year)]
}

function checkGrades(year: SchoolYear): CalendarProblem[] {
  const grades = Array.from({ length: lastGrade - firstGrade + 1 }, (_, index) => index + firstGrade)
  return grades.flatMap((grade) => {
    const count = year.bands.filter(({ grades }) => grades.from <= grade && grade <= grades.to).length
    if (count === 1) return []
    return count === 0
      ? problem(
          year.id,
          '/bands',
          'warning',
          'band-missing',
          [
            `${grade}-х классов нет ни в одной группе: по ним нет данных`,
            `Grade ${grade} is in no band: there is no data for it`,
          ],
          ['Добавьте параллель в группу, если она есть в школе', 'Add the grade to a band if the school has it'],
        )
      : problem(
          year.id,
          '/bands',
          'error',
          'band-twice',
          [`${grade}-е классы названы в двух группах`, `Grade ${grade} is in two bands`],
          ['Оставьте параллель в одной группе', 'Keep the grade in one band'],
        )
  })
}

function checkPeriodKinds(year: SchoolYear): CalendarProblem[] {
  const known = new Set([...year.terms, ...year.attestationPeriods].map(({ kind }) => kind))
  const asked = [
    { path: '/judgedBy', kind: year.judgedBy },
    ...year.bands.map(({ attestedBy }, index) => ({ path: `/bands/${index}/attestedBy`, kind: attestedBy })),
  ]
  return asked
    .filter(({ kind }) => !known.has(kind))
    .flatMap(({ path, kind }) =>
      problem(
        year.id,
        path,
        'error',
        'periods-missing',
        [`Периодов вида ${kind} в календаре нет`, `The calendar has no periods of the kind ${kind}`],
        ['Добавьте их в attestationPeriods', 'Add them to attestationPeriods'],
      ),
    )
}

function checkExams(year: SchoolYear): CalendarProblem[] {
  return year.bands.flatMap(({ exams, grades }, index) => {
    if (exams !== null) return []
    const who = grades.from === grades.to ? `${grades.from}` : `${grades.from}–${grades.to}`
    return problem(
      year.id,
      `/bands/${index}/exams`,
      'warning',
      'exams-unknown',
      [
        `${who} класс: расписание экзаменов не задано, взят общий конец учебного года`,
        `Grade ${who}: the exam timetable is not given, the common end of the year is used`,
      ],
      ['Впишите lastDay и exams, когда расписание известно', 'Enter lastDay and exams once the timetable is known'],
    )
  })
}
