import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

type Span = { from: string; to: string }
export type AsOf = { on: string; knownAt: Date }

export type SubjectRow = {
  subject: string
  now: number | null
  before: number | null
  count: number
  twos: number
  owed: { dueOn: string | null; givenOn: string }[]
}

/**
 * Marks of a pupil by subject: weighted means in hundredths (of this period and of the one before), how many marks and twos
 * this period holds, and the points still owed.
 */
export async function listSubjects(
  trx: Trx,
  schoolId: number,
  id: number,
  { on, knownAt }: AsOf,
  spans: { now: Span; before: Span | null },
): Promise<SubjectRow[]> {
  const { now, before } = spans
  const within = (span: Span | null) =>
    span === null ? sql`false` : sql`m.given_on between ${span.from}::date and least(${span.to}::date, ${on}::date)`
  const mean = (span: Span | null) =>
    sql`round(sum(m.value::numeric * m.weight) filter (where m.value is not null and ${within(span)})
      / nullif(sum(m.weight) filter (where m.value is not null and ${within(span)}), 0))::int`
  const { rows } = await sql<SubjectRow>`
    select s.name as subject, ${mean(now)} as now, ${mean(before)} as before,
      count(*) filter (where m.value is not null and ${within(now)})::int as count,
      count(*) filter (where m.value <= 200 and ${within(now)})::int as twos,
      coalesce(jsonb_agg(jsonb_build_object('dueOn', m.point_due_on, 'givenOn', m.given_on) order by m.point_due_on, m.given_on)
        filter (where m.kind = 'point' and ${within(now)}), '[]') as owed
    from mark m join subject s on s.school_id = m.school_id and s.id = m.subject_id
    where m.school_id = ${schoolId} and m.student_id = ${id} and m.scale = 'five' and m.given_on <= ${on}::date
      and m.recorded_at <= ${knownAt} and (m.withdrawn_at is null or m.withdrawn_at > ${knownAt})
      and (${within(now)} or ${within(before)})
    group by s.id, s.name order by s.name collate "und-x-icu"`.execute(trx)
  return rows
}

export type WeekRow = {
  week: string
  illness: number
  excused: number
  unexcused: number
  unexplained: number
  late: number
  wholeDays: number
}

/** Lessons missed by kind and week since a Monday: the journal's kind, and where it says "unknown" a person's latest word. */
export async function listWeeks(
  trx: Trx,
  schoolId: number,
  id: number,
  { on, knownAt }: AsOf,
  from: string,
): Promise<WeekRow[]> {
  const { rows } = await sql<WeekRow>`
    with entry as (
      select date_trunc('week', a.absent_on)::date as week, a.lesson_no, a.absent_on,
        case when a.kind <> 'absent_unknown' then a.kind else coalesce((
          select w.kind from absence_reason w where w.school_id = a.school_id and w.student_id = a.student_id
            and w.absent_on = a.absent_on and w.lesson_no in (0, a.lesson_no) and w.entered_at <= ${knownAt}
          order by w.entered_at desc limit 1), a.kind) end as kind
      from absence a
      where a.school_id = ${schoolId} and a.student_id = ${id} and a.absent_on between ${from}::date and ${on}::date
        and a.recorded_at <= ${knownAt} and (a.withdrawn_at is null or a.withdrawn_at > ${knownAt}))
    select week, count(*) filter (where kind = 'absent_illness' and lesson_no > 0)::int as illness,
      count(*) filter (where kind = 'absent_excused' and lesson_no > 0)::int as excused,
      count(*) filter (where kind = 'absent_unexcused' and lesson_no > 0)::int as unexcused,
      count(*) filter (where kind = 'absent_unknown' and lesson_no > 0)::int as unexplained,
      count(*) filter (where kind = 'late')::int as late,
      count(distinct absent_on) filter (where lesson_no = 0 and kind like 'absent%')::int as "wholeDays"
    from entry group by week order by week`.execute(trx)
  return rows
}
