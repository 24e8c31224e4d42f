import { ofStudent, plainStatement } from './column.ts'
import { intText } from './literal.ts'
import type { Scope } from './scope.ts'
import type { Column, Source } from './statement.ts'

const measures: Source['measures'] = {
  wroteAboutConflict: ofStudent(
    'boolean',
    false,
    ({ params }, scope) =>
      `coalesce(bool_or(t.attributes ->> 'topic' = 'conflict' and ${scope.within('t.occurred_on', params)}), false)`,
  ),
}

/** Requests of parents; a family goes by its pupil. */
export const requests: Source = { measures, statement }

function statement(columns: readonly Column[], scope: Scope): string {
  const from = `from duty_trigger t join roster r on r.student_id = t.student_id join band b on b.no = r.band
  where t.school_id = ${intText(scope.schoolId)} and t.kind = 'request' and t.occurred_on <= ${scope.asOfText}
    and ${scope.recorded('t')} group by r.student_id`
  return plainStatement(columns, scope, { ctes: '', parts: [{ subject: 'student', id: 'r.student_id', from }] })
}
