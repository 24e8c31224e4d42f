import { ofStudent, plainStatement } from './column.ts'
import { intText } from './literal.ts'
import type { Scope } from './scope.ts'
import type { Column, Source } from './statement.ts'

/** Academic debts not cleared by the day (273-ФЗ, art. 58): two attempts, each with its term. */
const measures: Source['measures'] = {
  openDebts: ofStudent('int', 0, () => 'count(*)'),
  debtAttemptsFailed: ofStudent('int', 0, (_, { asOfText }) => {
    const failed = (no: number): string => `coalesce((d.attempt${no}_failed_on <= ${asOfText})::int, 0)`
    return `max(${failed(1)} + ${failed(2)})`
  }),
  debtDueInDays: ofStudent(
    'int',
    null,
    (_, { asOfText }) => `min(case when d.attempt1_failed_on <= ${asOfText} then d.attempt2_due_on
    else coalesce(d.attempt1_due_on, d.attempt2_due_on) end) - ${asOfText}`,
  ),
}

export const debts: Source = { measures, statement }

/** Debts that are open on the day. */
export function openDebt(scope: Scope): string {
  return `d.since_on <= ${scope.asOfText} and (d.cleared_on is null or d.cleared_on > ${scope.asOfText})`
}

function statement(columns: readonly Column[], scope: Scope): string {
  const from = `from debt d join roster r on r.student_id = d.student_id
  where d.school_id = ${intText(scope.schoolId)} and ${openDebt(scope)} and ${scope.standing('d')} group by r.student_id`
  return plainStatement(columns, scope, { ctes: '', parts: [{ subject: 'student', id: 'r.student_id', from }] })
}
