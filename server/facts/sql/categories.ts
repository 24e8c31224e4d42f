import { ofStudent, plainStatement } from './column.ts'
import { intText, wordsText } from './literal.ts'
import type { Scope } from './scope.ts'
import type { Column, Source } from './statement.ts'

const needs = (scope: Scope): string => `c.category in ${wordsText(scope.kinds.planRequired)}`

const measures: Source['measures'] = {
  familyStatus: ofStudent('text[]', [], () => `array_agg(distinct c.category order by c.category)`),
  familyNeedsPlan: ofStudent('boolean', false, (_, scope) => `coalesce(bool_or(${needs(scope)}), false)`),
  needsPlanSince: ofStudent(
    'int',
    null,
    (_, scope) => `min(c.from_on) filter (where ${needs(scope)}) - date '1970-01-01'`,
  ),
}

/** Categories of a family in force on the day: context for help, with their source and expiry. */
export const categories: Source = { measures, statement }

function statement(columns: readonly Column[], scope: Scope): string {
  const from = `from family_category c join roster r on r.student_id = c.student_id
  where c.school_id = ${intText(scope.schoolId)} and c.from_on <= ${scope.asOfText} and ${scope.standing('c')}
    and (c.expires_on is null or c.expires_on >= ${scope.asOfText}) and (c.ended_on is null or c.ended_on > ${scope.asOfText})
  group by r.student_id`
  return plainStatement(columns, scope, { ctes: '', parts: [{ subject: 'student', id: 'r.student_id', from }] })
}
