import { ofClass, ofStudent, plainStatement } from './column.ts'
import { intText } from './literal.ts'
import type { Scope } from './scope.ts'
import type { Column, Source } from './statement.ts'

/** The index of the last closed wave; "before" is the latest earlier wave of one and the same instrument. */
const measures: Source['measures'] = {
  relationIndex: ofStudent('int', null, () => 'max(m.value) filter (where m.back = 1)'),
  relationLevel: ofStudent('text', null, () => 'max(m.level) filter (where m.back = 1)'),
  relationIndexBefore: ofStudent('int', null, () => 'max(m.value) filter (where m.back = 2)'),
  relationLevelBefore: ofStudent('text', null, () => 'max(m.level) filter (where m.back = 2)'),
  waveAgeDays: ofStudent(
    'int',
    null,
    (_, { asOfText }) => `${asOfText} - max(m.measured_on) filter (where m.back = 1)`,
  ),
  measuredInPresentWave: ofStudent('boolean', null, () => 'bool_or(m.present) filter (where m.present is not null)'),
  satisfaction: ofClass('int', null, () => 'round(avg(m.value))'),
  satisfactionAnswers: ofClass('int', 0, () => 'count(*)'),
}

/** Waves of family relations: `index` 0–100, `satisfaction` in hundredths. */
export const family: Source = { measures, statement }

function statement(columns: readonly Column[], scope: Scope): string {
  const school = intText(scope.schoolId)
  const day = scope.asOfText
  const ctes = `wave as (
  select id, opens_on, closes_on, closes_on < ${day} as closed, row_number() over (partition by closes_on < ${day} order by closes_on desc) as back
  from family_wave where school_id = ${school} and opens_on <= ${day}),
present as (select id from wave order by closed, closes_on desc limit 1),
measured as (
  select m.student_id, m.wave_id, m.instrument, m.scale, m.measured_on, m.value, w.closed, w.back as wave_back, w.closes_on,
    coalesce(m.level, case when m.value >= 70 then 'favourable' when m.value >= 40 then 'attention' else 'problem' end) as level
  from family_measurement m join wave w on w.id = m.wave_id
  where m.school_id = ${school} and m.measured_on <= ${day} and ${scope.recorded('m')}),
last_index as (
  select distinct on (student_id) student_id, instrument from measured
  where scale = 'index' and closed and wave_back = 1 order by student_id, measured_on desc, instrument),
line as (
  select m.student_id, m.value, m.level, m.measured_on, null::boolean as present,
    row_number() over (partition by m.student_id order by m.closes_on desc, m.measured_on desc) as back
  from measured m join last_index l on l.student_id = m.student_id and l.instrument = m.instrument
  where m.scale = 'index' and m.closed
  union all
  select r.student_id, null, null, null, exists (select from measured m where m.student_id = r.student_id and m.wave_id = p.id and m.scale <> 'satisfaction'), 0
  from roster r cross join present p),
answer as (
  select r.class_id, m.value, dense_rank() over (partition by r.class_id order by m.closes_on desc) as back
  from measured m join roster r on r.student_id = m.student_id where m.scale = 'satisfaction' and m.value is not null)`
  return plainStatement(columns, scope, {
    ctes,
    parts: [
      {
        subject: 'student',
        id: 'r.student_id',
        from: 'from line m join roster r on r.student_id = m.student_id group by r.student_id',
      },
      { subject: 'class', id: 'm.class_id', from: 'from answer m where m.back = 1 group by m.class_id' },
    ],
  })
}
