import type { Day } from '../../domain/day.ts'
import type { Cast, Part } from '../cast.ts'
import type { ClassDay } from './days.ts'

/** What a pupil missed on a day: all lessons, the first or last, or those named (a negative number names a subject). */
export type Missed = {
  kind: 'late' | 'absent_illness' | 'absent_excused' | 'absent_unexcused' | 'absent_unknown'
  lessons: 'all' | 'first' | 'last' | readonly number[]
  /** Who gave the reason: the journal, the class teacher on top of it, nobody yet. */
  saidBy: 'source' | 'teacher' | 'nobody'
}

const skipped = (lessons: Missed['lessons']): Missed => ({ kind: 'absent_unexcused', lessons, saidBy: 'teacher' })
const unknown: Missed = { kind: 'absent_unknown', lessons: 'all', saidBy: 'nobody' }
const ill: Missed = { kind: 'absent_illness', lessons: 'all', saidBy: 'source' }
const late: Missed = { kind: 'late', lessons: 'first', saidBy: 'source' }

/** Study days counted back from the last one: 0 is the last. */
type Story = (back: number, day: ClassDay) => Missed | undefined

const stories: Partial<Record<Part, Story>> = {
  unknownReason: (back) => (back === 4 || back === 5 ? unknown : undefined),
  skips: (back) => (back === 1 || back === 3 ? skipped([5, 6]) : undefined),
  skipsMuch: (back) => (back < 4 && back > 0 ? skipped('all') : undefined),
  truant: (back) => (back < 22 && back % 5 < 3 ? skipped('all') : undefined),
  late: (back) => (back < 18 && back % 3 === 0 ? late : undefined),
  selective: (back, { slots }) => {
    const subject = back < 14 && back > 4 ? slots.find(({ subjectId }) => subjectId === english) : undefined
    return subject && skipped([-english])
  },
  longIllness: (back) => (back < 14 && back > 1 ? ill : undefined),
  vanished: (back) => (back < 4 ? unknown : undefined),
  relapse: (back) => (back === 2 ? skipped([6]) : undefined),
}

/** The subject that the choosy skip: three lessons a week from grade 5. */
const english = 6

/** The days of a story of a pupil, or of the class; they stand over what would have happened otherwise. */
export function storyOf(cast: Cast, studentId: number, classId: number, days: readonly ClassDay[]): Map<Day, Missed> {
  const part = (Object.keys(stories) as Part[]).find((name) => cast.plays(studentId, name))
  const story = part ? stories[part] : sceneStory(cast, studentId, classId)
  if (!story) return new Map()
  return new Map(
    days.flatMap((day, i) => {
      const missed = story(days.length - 1 - i, day)
      return missed ? [[day.day, missed] as const] : []
    }),
  )
}

/** A cold goes round one class. */
function sceneStory(cast: Cast, studentId: number, classId: number): Story | undefined {
  const scene = cast.scene('ill')
  if (scene?.schoolClass.id !== classId || !scene.students.some(({ id }) => id === studentId)) return undefined
  return (back) => (back < 3 + (studentId % 3) ? ill : undefined)
}
