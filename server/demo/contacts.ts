import type { Day } from '../domain/day.ts'
import type { Cast } from './cast.ts'
import type { Ground } from './ground.ts'
import { addInteraction } from './interactions.ts'
import type { ClassJournal } from './journal/days.ts'
import type { Records } from './records.ts'
import type { Staff } from './staff.ts'
import { contactTopics } from './words/school.ts'

type Call = { student: number; on: Day; topic: string; wasReached: boolean; evidence: readonly string[] }

/** Calls to parents: about absences, now and then; and the calls of the stories, which nobody answers. */
export function addContacts(
  ground: Ground,
  journals: readonly ClassJournal[],
  cast: Cast,
  staff: Staff,
  records: Records,
): void {
  for (const journal of journals) {
    const classId = journal.schoolClass.id
    const calls = [
      ...usualOf(ground, journal, cast),
      ...(journal.schoolClass.year === ground.present ? unansweredOf(journal, cast) : []),
    ]
    for (const { student, on, ...said } of calls) {
      const by = staff.holderOf(classId, on)
      addInteraction(ground, records, {
        classId,
        form: 'phone',
        on,
        by,
        students: [student],
        startedBy: 'school',
        ...said,
      })
    }
  }
}

function usualOf(ground: Ground, { schoolClass, days, stays }: ClassJournal, cast: Cast): Call[] {
  const chance = ground.random.branch(`contacts ${schoolClass.id}`)
  return days.flatMap(({ day }) => {
    if (!chance.chance(0.12)) return []
    const here = stays.filter(({ from, to, student }) => from <= day && day <= to && !isSilent(cast, student.id))
    if (here.length === 0) return []
    const wasReached = chance.chance(0.9)
    return [{ student: chance.pick(here).student.id, on: day, topic: contactTopics.absence, wasReached, evidence: [] }]
  })
}

/** Every other day of the last eight: four calls in vain; of the pupil who vanished just now, one. */
function unansweredOf({ days, stays }: ClassJournal, cast: Cast): Call[] {
  const recent = days.slice(-8).filter((_, i) => i % 2 === 1)
  return stays
    .filter(({ isOpen, student: { id } }) => isOpen && isSilent(cast, id))
    .flatMap(({ student: { id } }) =>
      (cast.plays(id, 'vanished') ? recent.slice(-1) : recent).map(({ day }) => ({
        student: id,
        on: day,
        topic: contactTopics.noAnswer,
        wasReached: false,
        evidence: [],
      })),
    )
}

function isSilent(cast: Cast, studentId: number): boolean {
  return cast.plays(studentId, 'unreachable') || cast.plays(studentId, 'vanished')
}
