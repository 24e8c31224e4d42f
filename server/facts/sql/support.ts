import { ofStudent, plainStatement } from './column.ts'
import { instantText, intText } from './literal.ts'
import type { Scope } from './scope.ts'
import type { Column, MeasureSql, Source } from './statement.ts'

const thisYear = { period: 'schoolYear' }

/** The latest record of a kind in the school year, read by its value: -1, 0, 1 (none means 1). */
const latest = (kind: string, words: string): MeasureSql =>
  ofStudent('text', 'none', (_, scope) => {
    const where = `filter (where s.kind = '${kind}' and ${scope.within('s.recorded_on', thisYear)})`
    return `coalesce((array_agg(case coalesce(s.value, 1) ${words} end order by s.recorded_on desc, s.id desc) ${where})[1], 'none')`
  })

const inPeriod =
  (kind: string): ((scope: Scope, params: Parameters<MeasureSql['column']>[0]['params']) => string) =>
  (scope, params) =>
    `filter (where s.kind = '${kind}' and ${scope.within('s.recorded_on', params)})`

const dynamics = inPeriod('dynamics')
const session = inPeriod('session')

const measures: Source['measures'] = {
  individualProgramme: latest('programme', `when 1 then 'accepted' else 'draft'`),
  familyWorkPlan: latest('familyPlan', `when 1 then 'active' when 0 then 'draft' else 'closed'`),
  monitoringDone: ofStudent(
    'boolean',
    false,
    (_, scope) =>
      `count(*) filter (where s.kind = 'monitoring' and coalesce(s.value, 1) = 1 and ${scope.within('s.recorded_on', thisYear)}) > 0`,
  ),
  supportDynamics: ofStudent(
    'text[]',
    [],
    ({ params }, scope) =>
      `coalesce(array_agg(case sign(s.value) when 1 then 'better' when 0 then 'same' else 'worse' end order by s.recorded_on, s.id) ${dynamics(scope, params)}, '{}')`,
  ),
  // The place of the latest judgement that was not negative, from the end of the list.
  negativeDynamicsInRow: ofStudent(
    'int',
    0,
    ({ params }, scope) =>
      `coalesce(array_position(array_agg(s.value >= 0 order by s.recorded_on desc, s.id desc) ${dynamics(scope, params)}, true) - 1, count(*) ${dynamics(scope, params)})`,
  ),
  sessionsPlanned: ofStudent('int', 0, ({ params }, scope) => `count(*) ${session(scope, params)}`),
  sessionsAttended: ofStudent(
    'int',
    0,
    ({ params }, scope) => `count(*) ${session(scope, params).replace('where ', 'where s.attended and ')}`,
  ),
}

/** Records of support; a session is one that was due by the day, attended or not. */
export const support: Source = { measures, statement }

function statement(columns: readonly Column[], scope: Scope): string {
  const known = scope.knownAt === undefined ? undefined : instantText(scope.knownAt)
  const standing = known
    ? `${scope.recorded('s')} and (s.voided_at is null or s.voided_at > ${known})`
    : 's.voided_at is null'
  const from = `from support_record s join roster r on r.student_id = s.student_id join band b on b.no = r.band
  where s.school_id = ${intText(scope.schoolId)} and s.recorded_on <= ${scope.asOfText} and ${standing} group by r.student_id`
  return plainStatement(columns, scope, { ctes: '', parts: [{ subject: 'student', id: 'r.student_id', from }] })
}
