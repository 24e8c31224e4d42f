import type { Measure } from '../../domain/facts/measure.ts'
import { ofStudent, plainStatement } from './column.ts'
import { instantText, intText } from './literal.ts'
import type { Scope } from './scope.ts'
import type { Column, Source } from './statement.ts'

/** An attempt to reach the family is an interaction of the school about the pupil that says whether it succeeded. */
const attempt = `i.was_reached is not null and i.started_by is distinct from 'family'`

/** The predicates of the contacts behind a number: the aggregate and the list of evidence read the same words. */
export const contactPredicates: Readonly<Record<string, (measure: Measure, scope: Scope) => string>> = {
  contactAttempts: ({ params }, scope) => `${attempt} and ${scope.within('i.occurred_on', params)}`,
  contactSuccess: ({ params }, scope) => `${attempt} and i.was_reached and ${scope.within('i.occurred_on', params)}`,
}

const countWhere = (name: string): Source['measures'][string] =>
  ofStudent(
    'int',
    0,
    (measure, scope) => `count(*) filter (where ${contactPredicates[name]?.(measure, scope) ?? 'false'})`,
  )

const measures: Source['measures'] = {
  contactAttempts: countWhere('contactAttempts'),
  contactSuccess: countWhere('contactSuccess'),
  // A family that called by itself has been reached too.
  lastReached: ofStudent(
    'int',
    null,
    () => `max(i.occurred_on) filter (where i.was_reached or i.started_by = 'family') - date '1970-01-01'`,
  ),
}

export const contacts: Source = { measures, statement }

/** Interactions known and not voided. */
export function notVoided(scope: Scope, alias: string): string {
  if (scope.knownAt === undefined) return `${alias}.voided_at is null`
  return `${scope.recorded(alias)} and (${alias}.voided_at is null or ${alias}.voided_at > ${instantText(scope.knownAt)})`
}

function statement(columns: readonly Column[], scope: Scope): string {
  const from = `from interaction i
  join interaction_student p on p.school_id = i.school_id and p.interaction_id = i.id
  join roster r on r.student_id = p.student_id join band b on b.no = r.band
  where i.school_id = ${intText(scope.schoolId)} and i.occurred_on <= ${scope.asOfText} and ${notVoided(scope, 'i')}
  group by r.student_id`
  return plainStatement(columns, scope, { ctes: '', parts: [{ subject: 'student', id: 'r.student_id', from }] })
}
