import { ofClass, ofStudent, plainStatement } from './column.ts'
import { intText } from './literal.ts'
import type { Scope } from './scope.ts'
import type { Column, MeasureSql, Source } from './statement.ts'

/** A gap in enrolments up to a summer and a bit is no new beginning: every school year has its own row. */
const gapDays = 120

const own = (type: MeasureSql['type'], expression: (scope: Scope) => string): MeasureSql =>
  ofStudent(type, null, (_, scope) => expression(scope))

const measures: Source['measures'] = {
  grade: own('int', () => 'r.grade'),
  // Long illness is taught at home; remote lessons are lessons of the school.
  schoolingForm: own(
    'text',
    () =>
      `case r.schooling_form when 'home' then 'home' when 'longIllness' then 'home' when 'family' then 'family' else 'school' end`,
  ),
  enrolledDays: own('int', ({ asOfText }) => `${asOfText} - g.since`),
  isSen: own('boolean', () => 'sen.since is not null'),
  daysSinceSenStatus: own('int', ({ asOfText }) => `${asOfText} - sen.since`),
  classSize: ofClass('int', 0, () => 'count(*)'),
}

export const roster: Source = { measures, statement }

function statement(columns: readonly Column[], scope: Scope): string {
  const school = intText(scope.schoolId)
  const ctes = `gap as (
  select e.student_id, e.from_on,
    coalesce(e.from_on - lag(coalesce(e.to_on, e.from_on)) over (partition by e.student_id order by e.from_on) > ${gapDays}, true) as begins
  from enrolment e where e.school_id = ${school} and e.from_on <= ${scope.asOfText} and ${scope.recorded('e')}),
begun as (select student_id, max(from_on) filter (where begins) as since from gap group by student_id),
sen as (
  select s.student_id, min(s.from_on) as since from support_status s
  where s.school_id = ${school} and s.kind = 'sen' and s.from_on <= ${scope.asOfText}
    and (s.to_on is null or s.to_on >= ${scope.asOfText}) and ${scope.standing('s')}
  group by s.student_id)`
  const student =
    'from roster r join begun g on g.student_id = r.student_id left join sen on sen.student_id = r.student_id'
  return plainStatement(columns, scope, {
    ctes,
    parts: [
      { subject: 'student', id: 'r.student_id', from: student },
      { subject: 'class', id: 'r.class_id', from: 'from roster r group by r.class_id' },
    ],
  })
}
