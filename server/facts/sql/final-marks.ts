import { ofStudent, plainStatement } from './column.ts'
import { intText } from './literal.ts'
import type { Scope } from './scope.ts'
import type { Column, Source } from './statement.ts'

/** A final 2 (or 1), or «not attested». */
export const failing = `(f.state = 'notAttested' or (f.state = 'mark' and f.value <= 200))`

const measures: Source['measures'] = {
  finalFailingSubjects: ofStudent('int', null, ({ params }, scope) => {
    const within = scope.within('f.period_ends_on', params)
    return `case when count(*) filter (where ${within} and not f.is_behaviour) > 0 then
      count(distinct f.subject_id) filter (where ${within} and f.failing and not f.is_behaviour) end`
  }),
  // A row of periods is told only once the last closed one is known.
  consecutiveFailingPeriods: ofStudent('int', null, ({ params }, scope) => {
    const known = `count(*) filter (where ${scope.within('f.period_ends_on', params)})`
    return `case when ${known} > 0 then count(distinct f.period_ends_on) filter (where f.in_row) end`
  }),
  // The behaviour mark is kept as a subject of its own; a number of the five-point scale or pass/fail.
  behaviourMark: ofStudent('text', null, ({ params }, scope) => {
    const within = `filter (where ${scope.within('f.period_ends_on', params)} and f.is_behaviour)`
    return `(array_agg(case when f.value >= 400 or f.state = 'credit' then 'good' when f.value >= 300 then 'acceptable'
      when f.value < 300 or f.state = 'noCredit' then 'unacceptable' end order by f.period_ends_on desc) ${within})[1]`
  }),
}

export const finalMarks: Source = { measures, statement }

function statement(columns: readonly Column[], scope: Scope): string {
  const ctes = `final as (
  select f.student_id, f.subject_id, f.period_ends_on, f.state, f.value, ${failing} as failing,
    lower(s.name) like 'поведение%' as is_behaviour
  from final_mark f join subject s on s.school_id = f.school_id and s.id = f.subject_id
  where f.school_id = ${intText(scope.schoolId)} and f.kind = 'final' and f.period_ends_on <= ${scope.asOfText}
    and ${scope.standing('f')}),
period as (
  select student_id, period_ends_on, bool_or(failing) as failed from final where not is_behaviour group by 1, 2),
passed as (select student_id, max(period_ends_on) filter (where not failed) as last_passed from period group by 1)`
  const from = `from (select f.*, not f.is_behaviour and (p.last_passed is null or f.period_ends_on > p.last_passed) as in_row
    from final f left join passed p on p.student_id = f.student_id) f
  join roster r on r.student_id = f.student_id join band b on b.no = r.band group by r.student_id`
  return plainStatement(columns, scope, { ctes, parts: [{ subject: 'student', id: 'r.student_id', from }] })
}
