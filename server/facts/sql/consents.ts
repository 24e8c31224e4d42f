import { ofStudent, plainStatement } from './column.ts'
import { intText, wordText } from './literal.ts'
import type { Scope } from './scope.ts'
import type { Column, Source } from './statement.ts'

const ofPurpose =
  (column: string): Source['measures'][string]['column'] =>
  ({ params }) =>
    `max(${column}) filter (where c.purpose = ${wordText(params['purpose'])})`

const measures: Source['measures'] = {
  consentState: ofStudent('text', 'none', (...all) => `coalesce(${ofPurpose('c.state')(...all)}, 'none')`),
  askedOn: ofStudent('int', null, (...all) =>
    ofPurpose(`case when c.state = 'asked' then c.from_on - date '1970-01-01' end`)(...all),
  ),
}

/** Consents: of each purpose the latest word by the day; one that has run out is none. */
export const consents: Source = { measures, statement }

function statement(columns: readonly Column[], scope: Scope): string {
  const ctes = `latest as (
  select distinct on (c.student_id, c.purpose) c.student_id, c.purpose, c.from_on,
    case when c.until_on < ${scope.asOfText} then 'none' else c.state end as state
  from consent c where c.school_id = ${intText(scope.schoolId)} and c.from_on <= ${scope.asOfText} and ${scope.recorded('c')}
  order by c.student_id, c.purpose, c.from_on desc, c.id desc)`
  const from = 'from latest c join roster r on r.student_id = c.student_id group by r.student_id'
  return plainStatement(columns, scope, { ctes, parts: [{ subject: 'student', id: 'r.student_id', from }] })
}
