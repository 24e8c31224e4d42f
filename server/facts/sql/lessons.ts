import type { FactParams } from '../../domain/conditions/slots.ts'
import { isoOf } from '../../domain/day.ts'
import { dayText, intText } from './literal.ts'
import type { Scope } from './scope.ts'

/**
 * Lessons held, from the journal; for a class whose journal gives none, from its weekly load spread over the study days.
 * `membership` – the classes a pupil was in, clipped to the horizon; `slot` – lessons of the journal, those of parallel
 * groups at one hour once per subject; `held(class_id, day, amount)` – lessons of a class and day in hundredths.
 */
export function lessonsHeld(scope: Scope, from: number): string {
  const school = intText(scope.schoolId)
  return `membership as materialized (
  select e.student_id, e.class_id, r.band, greatest(e.from_on, ${dayText(from)}) as from_on,
    least(coalesce(e.to_on, ${scope.asOfText}), ${scope.asOfText}) as to_on
  from enrolment e join roster r on r.student_id = e.student_id
  where e.school_id = ${school} and e.from_on <= ${scope.asOfText} and coalesce(e.to_on, ${scope.asOfText}) >= ${dayText(from)}
    and ${scope.recorded('e')}),
slot as materialized (
  select distinct l.class_id, l.held_on as day, l.lesson_no, l.subject_id
  from lesson l
  where l.school_id = ${school} and l.held_on between ${dayText(from)} and ${scope.asOfText} and ${scope.standing('l')}
    and l.class_id in (select class_id from membership)),
${weeklyLoad(scope)},
${studyDays(scope, from)},
load_day as materialized (
  select w.class_id, sd.day, w.subject_id, w.hours::float8 / b.study_week as amount
  from weekly_load w join class_band cb on cb.class_id = w.class_id join band b on b.no = cb.band
  join study_day sd on sd.band = cb.band
  where w.class_id not in (select class_id from slot)),
held as materialized (
  select class_id, day, 100.0::float8 * bit_count(bit_or(1 << lesson_no)::bit(32)) as amount from slot group by class_id, day
  union all
  select class_id, day, sum(amount) from load_day group by class_id, day)`
}

/** `held_subject(class_id, day, subject_id, amount)`: the same by subject. */
export const heldBySubject = `held_subject as (
  select class_id, day, subject_id, 100.0::float8 * count(*) as amount from slot
  where subject_id is not null group by class_id, day, subject_id
  union all
  select class_id, day, subject_id, amount from load_day)`

/**
 * `subject_hours(class_id, subject_id, hours, grouped)`: weekly hours of a class's subjects in hundredths, from the load or,
 * without one, from the lessons of the window. A subject taught in groups is one that not every pupil of the class has.
 */
export function subjectHours(scope: Scope, params: FactParams): string {
  const days = studyDaysIn(scope, params)
  return `${weeklyLoad(scope)},
given as (
  select l.class_id, l.subject_id, l.held_on, l.lesson_no, l.group_name, b.study_week, b.no
  from lesson l join class_band cb on cb.class_id = l.class_id join band b on b.no = cb.band
  where l.school_id = ${intText(scope.schoolId)} and l.held_on <= ${scope.asOfText}
    and ${scope.standing('l')} and ${scope.within('l.held_on', params)}),
given_hours as (
  select class_id, subject_id, count(distinct (held_on, lesson_no)) * 100 * max(study_week) / max(${days}) as hours,
    bool_and(group_name <> '') as grouped
  from given where subject_id is not null group by class_id, subject_id),
subject_hours as (
  select class_id, subject_id, coalesce(w.hours, g.hours) as hours, coalesce(g.grouped, false) as grouped
  from weekly_load w full join given_hours g using (class_id, subject_id))`
}

/** How many study days the window holds in each band. */
function studyDaysIn(scope: Scope, params: FactParams): string {
  const counts = scope.bands.map((band, no) => {
    const window = band.window(params, 'now')
    const days = window ? band.studyDays.filter((day) => day >= window.from && day <= window.to).length : 0
    return `when ${no} then ${Math.max(1, days)}`
  })
  return `case no ${counts.join(' ')} end`
}

/** `weekly_load(class_id, subject_id, hours)`: the load in force on the day, in hundredths. */
export function weeklyLoad(scope: Scope): string {
  return `weekly_load as materialized (
  select distinct on (t.class_id, t.subject_id) t.class_id, t.subject_id, t.hours_per_week as hours
  from timetable_load t
  where t.school_id = ${intText(scope.schoolId)} and t.from_on <= ${scope.asOfText} and ${scope.standing('t')}
  order by t.class_id, t.subject_id, t.from_on desc)`
}

/** `study_day(band, day, back)`: study days of each band, `back` counted from the last day with attendance data (0). */
function studyDays(scope: Scope, from: number): string {
  const rows = scope.bands.map((band, no) => {
    const days = band.studyDays.filter((day) => day >= from).map(isoOf)
    return `select ${no} as band, unnest('{${days.join(',')}}'::date[]) as day`
  })
  return `study_day as materialized (
  select band, day, case when day <= ${dayText(scope.attendanceOn)} then
    count(*) filter (where day <= ${dayText(scope.attendanceOn)}) over (partition by band)
    - row_number() over (partition by band order by day) end as back
  from (${rows.join(' union all ')}) days)`
}
