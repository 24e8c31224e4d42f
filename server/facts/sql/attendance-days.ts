import { dayText, intText, wordsText } from './literal.ts'
import type { Scope } from './scope.ts'

export type KindOfDay = 'absent' | 'unexcused' | 'unexplained' | 'illness'

/** The kinds that count as being absent; late, exempt, remote and part of a day do not. */
export const absentKinds = ['absent_unknown', 'absent_illness', 'absent_excused', 'absent_unexcused'] as const

export const kindsOf: Readonly<Record<KindOfDay, readonly string[]>> = {
  absent: absentKinds,
  unexcused: ['absent_unexcused'],
  unexplained: ['absent_unknown'],
  illness: ['absent_illness'],
}

/**
 * `entry`: entries with the kind in force: the source's own, and where it says "unknown" the latest word of a person on
 * the lesson or on the whole day. `day`: one row per pupil and day, lessons as bits (bit 0 the whole day), so that
 * several entries of one lesson count once.
 */
export function attendanceDays(scope: Scope, from: number): string {
  return `entry as materialized (
  select a.student_id, a.absent_on as day, a.lesson_no, a.subject_id, ${kindInForce(scope)} as kind
  from absence a join roster r on r.student_id = a.student_id
  where a.school_id = ${intText(scope.schoolId)} and a.absent_on between ${dayText(from)} and ${scope.asOfText}
    and ${scope.standing('a')}),
marked as (
  select student_id, day,
    ${bits('absent', kindsOf.absent)}, ${bits('unexcused', kindsOf.unexcused)},
    ${bits('unexplained', kindsOf.unexplained)}, ${bits('illness', kindsOf.illness)},
    ${bits('late', ['late'])}, ${bits('exempt', ['exempt'])}
  from entry group by student_id, day),
day as materialized (
  select k.*, round(h.amount / 100)::int as held, sd.back,
    ${(['absent', 'unexcused', 'unexplained', 'illness'] as const).map(lessonsOfKind).join(',\n    ')},
    case when late >> 1 <> 0 then ${countBits('late >> 1')} else late & 1 end as lates,
    ${countBits('unexcused >> 1')} as unexcused_listed,
    absent & 1 = 1 or coalesce(absent >> 1 <> 0 and ${countBits('absent >> 1')} * 100 >= h.amount, false) as whole,
    case when late >> 1 <> 0 then true when absent & 1 = 1 then false
      else ${countBits('(absent | exempt) >> 1')} * 100 < h.amount end as present
  from marked k join roster r on r.student_id = k.student_id
  left join membership m on m.student_id = k.student_id and k.day between m.from_on and m.to_on
  left join held h on h.class_id = m.class_id and h.day = k.day
  left join study_day sd on sd.band = r.band and sd.day = k.day)`
}

export function kindInForce(scope: Scope): string {
  const known = scope.knownAt === undefined ? '' : `and w.entered_at <= timestamptz '${scope.knownAt}'`
  return `case when a.kind <> 'absent_unknown' then a.kind else coalesce((
    select w.kind from absence_reason w
    where w.school_id = a.school_id and w.student_id = a.student_id and w.absent_on = a.absent_on
      and w.lesson_no in (0, a.lesson_no) ${known}
    order by w.entered_at desc limit 1), a.kind) end`
}

function bits(name: string, kinds: readonly string[]): string {
  return `coalesce(bit_or(1 << lesson_no) filter (where kind in ${wordsText(kinds)}), 0) as ${name}`
}

/** How many lessons a mask of bits holds. */
export function countBits(expression: string): string {
  return `bit_count((${expression})::bit(32))::int`
}

/** Lessons entered one by one, or those held on a day that was missed whole; null where nobody knows how many. */
function lessonsOfKind(kind: KindOfDay): string {
  return `case when absent >> 1 <> 0 or ${kind} = 0 then ${countBits(`${kind} >> 1`)} else round(h.amount / 100)::int end as ${kind}_lessons`
}
