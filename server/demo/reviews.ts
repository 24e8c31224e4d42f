import { isVacation } from '../domain/calendar/school-days.ts'
import type { Day } from '../domain/day.ts'
import { type Ground, workdayFrom } from './ground.ts'
import { addInteraction } from './interactions.ts'
import type { DemoClass } from './people.ts'
import type { Records } from './records.ts'
import type { Staff } from './staff.ts'
import { reviewOutcomes } from './words/school.ts'

const forms = ['eJournal', 'consultation'] as const

/** Reviews of open cases, every 9 to 13 days of the year that are no vacation; some teachers now and then let one slip. */
export function addReviews(ground: Ground, classes: readonly DemoClass[], staff: Staff, records: Records): void {
  for (const schoolClass of classes) {
    const { id, grade, year } = schoolClass
    const chance = ground.random.branch(`reviews ${id}`)
    const calendar = ground.calendars.ofClass({ id, grade })
    const isOff = (day: Day) => isVacation(calendar, day) !== false
    const slips = 1 - staff.diligence(staff.holderOf(id, year.start))
    let day = Math.max(year.start, ground.trackingFrom)
    for (;;) {
      const gap = chance.int(9, 13) + (chance.chance(slips) ? chance.int(3, 9) : 0)
      day = workdayFrom(ground.calendars.production, afterDays(day, gap, isOff, year.end), -1)
      if (day > Math.min(ground.asOf, year.end)) break
      if (isUnled(staff, id, day)) continue
      const outcome = chance.pick(reviewOutcomes)
      const form = chance.pick(forms)
      addInteraction(ground, records, {
        classId: id,
        form,
        evidence: ['review'],
        on: day,
        by: staff.holderOf(id, day),
        outcome,
      })
      if (day === year.end) break
    }
  }
}

/** A class without a teacher is not reviewed. */
function isUnled(staff: Staff, classId: number, day: Day): boolean {
  return !(staff.leads.get(classId) ?? []).some(({ from, to }) => from <= day && day <= to)
}

function afterDays(from: Day, count: number, isOff: (day: Day) => boolean, end: Day): Day {
  let day = from
  for (let left = count; left > 0 && day <= end; ) {
    day += 1
    if (!isOff(day)) left -= 1
  }
  return day
}
