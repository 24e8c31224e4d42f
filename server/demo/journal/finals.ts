import { lastPeriod, listPeriods } from '../../domain/calendar/periods.ts'
import { type Day, isoOf } from '../../domain/day.ts'
import type { Cast } from '../cast.ts'
import type { Ground } from '../ground.ts'
import type { Records } from '../records.ts'
import { hoursOf } from '../timetable.ts'
import { type ClassJournal, importId } from './days.ts'
import { type Means, meanKey } from './marks.ts'

/** Final marks of every period that is over: the mean rounded half up, but for those the stories let down. */
export function addFinals(
  ground: Ground,
  journals: readonly ClassJournal[],
  cast: Cast,
  means: Means,
  records: Records,
): void {
  for (const { schoolClass, stays, isMarked } of journals) {
    if (!isMarked) continue
    const { id, grade, year } = schoolClass
    const calendar = ground.calendars.ofClass({ id, grade })
    const latest = lastPeriod(calendar, ground.asOf)
    const over = listPeriods(calendar).filter(
      ({ schoolYear, to }) => schoolYear === year.schoolYear && to < ground.asOf,
    )
    for (const period of over)
      for (const { student, from, to } of stays.filter((stay) => stay.to >= period.to && stay.from < period.to - 20))
        for (const { subjectId } of hoursOf(grade)) {
          const isLatest = latest?.id === period.id && latest.schoolYear === period.schoolYear
          const failed = isLatest && failing(cast, student.id).includes(subjectId)
          const mean = means.get(meanKey(student.id, year.schoolYear, period.id, subjectId))
          if (from <= to) addFinal(ground, records, { studentId: student.id, subjectId, period, mean, failed })
        }
  }
}

/** Subjects of a failed last period: one, or three. */
function failing(cast: Cast, studentId: number): readonly number[] {
  if (cast.plays(studentId, 'finalTwo')) return [1]
  return cast.plays(studentId, 'finalThreeTwos') ? [1, 5, 8] : []
}

type Final = {
  studentId: number
  subjectId: number
  period: { id: string; schoolYear: string; to: Day }
  mean: { sum: number; weight: number } | undefined
  failed: boolean
}

function addFinal({ stamp }: Ground, records: Records, { studentId, subjectId, period, mean, failed }: Final): void {
  const value = mean ? Math.max(3, Math.floor(mean.sum / mean.weight / 100 + 0.5)) * 100 : null
  records.add('final_mark', {
    student_id: studentId,
    subject_id: subjectId,
    school_year: period.schoolYear,
    period_id: period.id,
    kind: 'final',
    state: failed || value !== null ? 'mark' : 'exempt',
    value: failed ? 200 : value,
    period_ends_on: isoOf(period.to),
    import_id: importId,
    recorded_at: stamp(period.to),
  })
}
