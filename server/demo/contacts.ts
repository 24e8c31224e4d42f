import type { Cast } from './cast.ts'
import type { Ground } from './ground.ts'
import { addInteraction } from './interactions.ts'
import type { ClassJournal } from './journal/days.ts'
import type { Records } from './records.ts'
import type { Staff } from './staff.ts'
import { contactTopics } from './words/school.ts'

/** Calls to parents: about absences, now and then; and the calls of the stories, which nobody answers. */
export function addContacts(
  ground: Ground,
  journals: readonly ClassJournal[],
  cast: Cast,
  staff: Staff,
  records: Records,
): void {
  for (const { schoolClass, days, stays } of journals) {
    const chance = ground.random.branch(`contacts ${schoolClass.id}`)
    const by = (day: number) => staff.holderOf(schoolClass.id, day)
    for (const { day } of days.filter(() => chance.chance(0.12))) {
      const here = stays.filter(({ from, to, student }) => from <= day && day <= to && !isSilent(cast, student.id))
      if (here.length === 0) continue
      const students = [chance.pick(here).student.id]
      const said = { topic: contactTopics.absence, wasReached: chance.chance(0.9), startedBy: 'school' } as const
      addInteraction(ground, records, {
        classId: schoolClass.id,
        form: 'phone',
        evidence: [],
        on: day,
        by: by(day),
        students,
        ...said,
      })
    }
    if (schoolClass.year !== ground.present) continue
    const recent = days.slice(-8).filter((_, i) => i % 2 === 1)
    for (const { student } of stays.filter(({ isOpen, student: { id } }) => isOpen && isSilent(cast, id)))
      for (const { day } of cast.plays(student.id, 'vanished') ? recent.slice(-1) : recent) {
        const said = { topic: contactTopics.noAnswer, wasReached: false, startedBy: 'school' } as const
        addInteraction(ground, records, {
          classId: schoolClass.id,
          form: 'phone',
          evidence: ['contactAttempt'],
          on: day,
          by: by(day),
          students: [student.id],
          ...said,
        })
      }
  }
}

function isSilent(cast: Cast, studentId: number): boolean {
  return cast.plays(studentId, 'unreachable') || cast.plays(studentId, 'vanished')
}
