import type { Day } from '../../domain/day.ts'
import type { Cast } from '../cast.ts'
import type { Ground } from '../ground.ts'
import type { DemoClass } from '../people.ts'

/** How a story bends the marks of one pupil in one subject. */
export type Forced = {
  /** The level from some day on; undefined before it. */
  level?: (day: Day) => number | undefined
  /** A teacher asks a pupil in trouble at every lesson. */
  isWatched?: (day: Day) => boolean
  /** Days, of those of the lessons given, on which a «2» is added. */
  extra?: (days: readonly Day[]) => readonly Day[]
}

/** Subjects a story is about: mathematics (algebra from grade 7), Russian, literature. */
const maths = (grade: number) => (grade <= 6 ? 2 : 3)
const russian = 1
const literature = 5

const lowFrom = (from: Day): Forced => ({
  level: (day) => (day >= from ? 2.25 : undefined),
  isWatched: (day) => day >= from,
})

/** What the part a pupil plays does to a subject; undefined where it does nothing. */
export function forcedOf(
  { asOf, present }: Ground,
  cast: Cast,
  studentId: number,
  { id, grade }: DemoClass,
  subjectId: number,
): Forced | undefined {
  const plays = (part: Parameters<Cast['plays']>[1]) => cast.plays(studentId, part)
  const since = Math.max(present.start, asOf - 40)
  if (plays('failingOne') && subjectId === maths(grade)) return lowFrom(since)
  if (plays('failingTwo') && (subjectId === maths(grade) || subjectId === russian)) return lowFrom(since)
  if (plays('decline')) return { level: (day) => (day > asOf - 30 ? 3.1 : 4.6) }
  if (plays('twosInRow') && subjectId === literature)
    return { extra: (days) => days.filter((day) => day > asOf - 14).slice(-3) }
  if (plays('finalTwo') && subjectId === russian) return { level: (day) => (day < asOf - 25 ? 2.4 : 3.2) }
  const scene = cast.scene('weakSubject')
  const isWeak = scene?.schoolClass.id === id && scene.students.some((student) => student.id === studentId)
  return isWeak && subjectId === physics ? lowFrom(since) : undefined
}

/** The subject a whole class does badly in. */
export const physics = 12
