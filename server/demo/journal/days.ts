import type { Day } from '../../domain/day.ts'
import { isoOf, weekdayOf } from '../../domain/day.ts'
import type { Ground } from '../ground.ts'
import type { DemoClass, Stay } from '../people.ts'
import type { Records } from '../records.ts'
import type { Roster } from '../roster.ts'
import { hoursOf, type Slot, timetableOf } from '../timetable.ts'

/** A day of study of a class with its lessons. */
export type ClassDay = { day: Day; slots: readonly Slot[] }

/** One class's days of study up to the day of the demo, with the pupils who are in it. */
export type ClassJournal = {
  schoolClass: DemoClass
  days: readonly ClassDay[]
  stays: readonly Stay[]
  isMarked: boolean
}

/** The journal every load of the demo belongs to. */
export const importId = 1

/** Days and lessons of every class; the lessons go to the records. */
export function journalsOf(ground: Ground, roster: Roster, records: Records): ClassJournal[] {
  return roster.classes.map((schoolClass) => {
    const days = daysOf(ground, schoolClass)
    addLessons(ground, records, schoolClass, days)
    return { schoolClass, days, stays: roster.ofClass.get(schoolClass.id) ?? [], isMarked: schoolClass.grade > 1 }
  })
}

function daysOf({ calendars, asOf, random }: Ground, schoolClass: DemoClass): ClassDay[] {
  const { id, cohort, grade, year } = schoolClass
  const week = Map.groupBy(timetableOf(schoolClass, random.branch(`week ${cohort}`)), ({ weekday }) => weekday)
  return calendars
    .ofClass({ id, grade })
    .studyDays.filter((day) => year.start <= day && day <= Math.min(year.end, asOf))
    .map((day) => ({ day, slots: week.get(weekdayOf(day)) ?? [] }))
}

function addLessons({ stamp }: Ground, records: Records, schoolClass: DemoClass, days: readonly ClassDay[]): void {
  const { id: class_id, grade, year } = schoolClass
  for (const { day, slots } of days)
    for (const { lessonNo, subjectId } of slots)
      records.add('lesson', {
        class_id,
        held_on: isoOf(day),
        lesson_no: lessonNo,
        subject_id: subjectId,
        import_id: importId,
        recorded_at: stamp(day),
      })
  for (const { subjectId, hours } of hoursOf(grade))
    records.add('timetable_load', {
      class_id,
      subject_id: subjectId,
      from_on: isoOf(year.start),
      hours_per_week: hours * 100,
      import_id: importId,
      recorded_at: stamp(year.start, 5),
    })
}
