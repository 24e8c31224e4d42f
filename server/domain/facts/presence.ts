import { schoolDaysBetween } from '../calendar/school-days.ts'
import type { FactParams } from '../conditions/slots.ts'
import { columns, type Definition, type Definitions, made, ofPupils } from './definition.ts'
import { type Measure, measure } from './measure.ts'
import { shareOf, unknown } from './value.ts'

/** How far back a row of missed days is followed. */
export const streakReach = { schoolDays: 60 } as const

/** Facts of attendance and lessons held (domain brief §2.2, §9.4). A lesson without a reason is never truancy. */
export const presence: Definitions = {
  ...columns(
    'attendance',
    [
      'absentLessons',
      'unexcusedLessons',
      'unexplainedLessons',
      'illnessLessons',
      'absentDays',
      'unexcusedDays',
      'lateCount',
      'maxUnexcusedInSubject',
      'presentSameDays',
      'unexcusedSinceMeeting',
    ],
    'lessons_unknown',
  ),
  ...columns('attendance', ['subjectsAtAttestationRisk'], 'not_imported'),
  lessonsHeld: made(
    (params) => [held(params)],
    ([hundredths]) => (typeof hundredths === 'number' ? Math.round(hundredths / 100) : unknown('not_imported')),
  ),
  absentShare: share('absentLessons'),
  unexcusedShare: share('unexcusedLessons'),
  unexplainedOldestDays: made(
    (params) => [measure('attendance', 'unexplainedSince', params)],
    ([since], { calendar, asOf }) => {
      if (typeof since !== 'number') return 0
      return (calendar && schoolDaysBetween(calendar, since + 1, asOf)) ?? unknown('no_calendar')
    },
  ),
  consecutiveAbsentDays: made(
    () => [measure('attendance', 'streakDays', streakReach)],
    ([days]) => days ?? 0,
  ),
  classAttendance: ofPupils(
    (params) => [measure('attendance', 'absentLessons', params), held(params)],
    (pupils) => {
      const known = pupils.filter(([absent, lessons]) => typeof absent === 'number' && typeof lessons === 'number')
      const lessons = known.reduce((sum, [, hundredths]) => sum + Number(hundredths), 0)
      const absent = known.reduce((sum, [missed]) => sum + Number(missed), 0)
      if (lessons === 0) return unknown('below_minimum')
      return Math.max(0, Math.floor((lessons * 100 - absent * 10_000) / lessons))
    },
  ),
  illnessShareToday: ofPupils(
    () => [measure('attendance', 'illOnLastDay', streakReach)],
    (pupils) =>
      pupils.length === 0
        ? unknown('not_applicable')
        : shareOf(pupils.filter(([ill]) => ill === true).length, pupils.length),
  ),
}

function held(params: FactParams): Measure {
  return measure('attendance', 'heldHundredths', params)
}

function share(part: string): Definition {
  return made(
    (params) => [measure('attendance', part, params), held(params)],
    ([missed, hundredths]) => {
      if (typeof hundredths !== 'number') return unknown('not_imported')
      if (hundredths <= 0) return unknown('below_minimum')
      return typeof missed === 'number' ? shareOf(missed * 100, hundredths) : unknown('lessons_unknown')
    },
  )
}
