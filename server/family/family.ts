import type { Trx } from '../database/database.ts'
import type { Call } from '../http/serve.ts'
import { familyGround, planOf } from './relations/ground.ts'

export { classFamilies } from './relations/class.ts'
export { familyOverview } from './relations/school.ts'

/** Families that need a plan of work, by class and name: help that is owed, never a mark on the family. */
export async function familiesToHelp(trx: Trx, call: Call) {
  const ground = await familyGround(trx, call)
  const { school, students, facts } = ground
  return students
    .flatMap((row) => {
      const plan = planOf(ground, row)
      const schoolClass = school.classes.get(row.classId)
      if (plan === 'notNeeded' || !schoolClass) return []
      return [
        {
          pupil: { id: row.id, name: school.students.get(row.id) ?? '' },
          class: { id: schoolClass.id, name: schoolClass.name },
          plan,
          workingDays: plan === 'missing' ? facts.number(row, 'workingDaysWithoutPlan') : null,
        },
      ]
    })
    .toSorted(
      (one, other) =>
        Number(other.plan === 'missing') - Number(one.plan === 'missing') ||
        one.class.name.localeCompare(other.class.name, 'ru', { numeric: true }) ||
        one.pupil.name.localeCompare(other.pupil.name, 'ru'),
    )
}
