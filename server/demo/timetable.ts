import type { DemoClass } from './people.ts'
import type { Random } from './random.ts'

/** Subjects with weekly hours, by grade: an ordinary curriculum of a five-day week. */
const curriculum: readonly { name: string; hours: (grade: number) => number }[] = [
  { name: 'Русский язык', hours: (g) => (g <= 4 ? 5 : g <= 7 ? 4 : g <= 9 ? 3 : 2) },
  { name: 'Математика', hours: (g) => (g <= 6 ? 5 : 0) },
  { name: 'Алгебра', hours: (g) => (g >= 7 ? 3 : 0) },
  { name: 'Геометрия', hours: (g) => (g >= 7 ? 2 : 0) },
  { name: 'Литература', hours: (g) => (g <= 4 ? 4 : 3) },
  { name: 'Английский язык', hours: (g) => (g === 1 ? 0 : g <= 4 ? 2 : 3) },
  { name: 'Окружающий мир', hours: (g) => (g <= 4 ? 2 : 0) },
  { name: 'История', hours: (g) => (g >= 5 ? 2 : 0) },
  { name: 'Обществознание', hours: (g) => (g >= 6 ? 1 : 0) },
  { name: 'География', hours: (g) => (g >= 5 ? 1 : 0) },
  { name: 'Биология', hours: (g) => (g >= 5 ? 1 : 0) },
  { name: 'Физика', hours: (g) => (g >= 7 ? 2 : 0) },
  { name: 'Химия', hours: (g) => (g >= 8 ? 2 : 0) },
  { name: 'Информатика', hours: (g) => (g >= 7 ? 1 : 0) },
  { name: 'Изобразительное искусство', hours: (g) => (g <= 7 ? 1 : 0) },
  { name: 'Музыка', hours: (g) => (g <= 8 ? 1 : 0) },
  { name: 'Труд (технология)', hours: (g) => (g <= 8 ? 1 : 0) },
  { name: 'Физическая культура', hours: () => 2 },
]

export const subjects = curriculum.map(({ name }, i) => ({ id: i + 1, name }))

export type Slot = { weekday: number; lessonNo: number; subjectId: number }

/** Weekly hours of each subject in a grade. */
export function hoursOf(grade: number): { subjectId: number; hours: number }[] {
  return curriculum.map(({ hours }, i) => ({ subjectId: i + 1, hours: hours(grade) })).filter(({ hours }) => hours > 0)
}

/** The week of a class: its lessons dealt over five days, a subject not twice a day. */
export function timetableOf(schoolClass: DemoClass, random: Random): Slot[] {
  const lessons = hoursOf(schoolClass.grade)
    .flatMap(({ subjectId, hours }) => Array.from({ length: hours }, (_, i) => ({ subjectId, i })))
    .toSorted((a, b) => b.i - a.i || a.subjectId - b.subjectId)
  const shift = random.int(0, 4)
  const week: number[][] = [[], [], [], [], []]
  for (const { subjectId } of lessons) shortestDay(week, subjectId, shift).push(subjectId)
  return week.flatMap((day, i) => day.map((subjectId, n) => ({ weekday: i + 1, lessonNo: n + 1, subjectId })))
}

/** The day with the fewest lessons among those without the subject; a few hours of one subject lie apart in the week. */
function shortestDay(week: readonly number[][], subjectId: number, shift: number): number[] {
  const days = week.map((_, i) => week[(i * 2 + shift + subjectId) % 5] ?? [])
  const free = days.filter((day) => !day.includes(subjectId))
  return (free.length > 0 ? free : days).reduce((a, b) => (b.length < a.length ? b : a))
}
