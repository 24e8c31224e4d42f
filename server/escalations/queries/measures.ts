import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../database/database.ts'

/** A case and the days of its criterion, all inclusive: the former window, and the recent one that ends on the day. */
export type Windowed = {
  id: number
  studentId: number
  classId: number
  openedOn: string
  formerFrom: string
  recentFrom: string
}
type Given = { schoolId: number; on: string; knownAt: string; cases: readonly Windowed[] }

const casesOf = (cases: readonly Windowed[]): RawBuilder<unknown> => sql`
  jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) as k(id bigint, "studentId" bigint, "classId" bigint, "openedOn" date,
    "formerFrom" date, "recentFrom" date)`
const standing = (alias: string, knownAt: string): RawBuilder<unknown> => sql`
  ${sql.ref(`${alias}.recorded_at`)} <= ${knownAt}::timestamptz
  and (${sql.ref(`${alias}.withdrawn_at`)} is null or ${sql.ref(`${alias}.withdrawn_at`)} > ${knownAt}::timestamptz)`

/**
 * Weighted means of the subjects that had a 2 before the case was opened (of all, where none had), before it and since, and
 * new twos since and in the recent window. The pupils are named twice: by a record set alone the planner reads every mark.
 */
export async function measureLearning(trx: Trx, { schoolId, on, knownAt, cases }: Given) {
  const { rows } = await sql<{
    id: number
    before: number | null
    now: number | null
    newTwos: number
    recentTwos: number
  }>`
    with mine as (
      select k.id, k."openedOn", k."recentFrom", m.subject_id, m.given_on, m.value, m.weight,
        m.given_on <= k."openedOn" as former,
        bool_or(m.value <= 200 and m.given_on <= k."openedOn") over (partition by k.id, m.subject_id) as hit,
        bool_or(m.value <= 200 and m.given_on <= k."openedOn") over (partition by k.id) as any_hit
      from ${casesOf(cases)}
      join mark m on m.school_id = ${schoolId} and m.student_id = any(${cases.map(({ studentId }) => studentId)}::bigint[])
        and m.student_id = k."studentId" and m.kind = 'mark' and m.scale = 'five'
        and m.given_on between k."formerFrom" and ${on}::date and ${standing('m', knownAt)})
    select id,
      round((sum(value * weight) filter (where former))::numeric / nullif(sum(weight) filter (where former), 0) / 100, 2)::float8 as before,
      round((sum(value * weight) filter (where not former))::numeric / nullif(sum(weight) filter (where not former), 0) / 100, 2)::float8 as now,
      (count(*) filter (where not former and value <= 200))::int as "newTwos",
      (count(*) filter (where given_on >= "recentFrom" and value <= 200))::int as "recentTwos"
    from mine where hit or not any_hit group by id`.execute(trx)
  return rows
}

/** Lessons missed without a valid or known reason before the case was opened and in the recent window; a whole day counts its lessons. */
export async function measureAttendance(trx: Trx, { schoolId, on, knownAt, cases }: Given) {
  const { rows } = await sql<{ id: number; before: number; now: number }>`
    with missed as (
      select k.id, a.absent_on, a.absent_on <= k."openedOn" as former, a.absent_on >= k."recentFrom" as recent,
        case when a.lesson_no > 0 then 1 else greatest(1, (select count(distinct l.lesson_no) from lesson l
          where l.school_id = a.school_id and l.class_id = k."classId" and l.held_on = a.absent_on and l.withdrawn_at is null)) end as lessons,
        case when a.kind <> 'absent_unknown' then a.kind else coalesce((select w.kind from absence_reason w
          where w.school_id = a.school_id and w.student_id = a.student_id and w.absent_on = a.absent_on
            and w.lesson_no in (0, a.lesson_no) and w.entered_at <= ${knownAt}::timestamptz
          order by w.entered_at desc limit 1), a.kind) end as kind
      from ${casesOf(cases)}
      join absence a on a.school_id = ${schoolId} and a.student_id = k."studentId"
        and a.absent_on between k."formerFrom" and ${on}::date and ${standing('a', knownAt)})
    select id, coalesce(sum(lessons) filter (where former), 0)::int as before, coalesce(sum(lessons) filter (where recent), 0)::int as now
    from missed where kind in ('absent_unknown', 'absent_unexcused') group by id`.execute(trx)
  return rows
}

/** Incidents in which the pupil was the offender, of a severity and above: before, since the case was opened, and recent ones. */
export async function measureConduct(trx: Trx, { schoolId, on, knownAt, cases }: Given, severity: number | undefined) {
  const { rows } = await sql<{ id: number; before: number; since: number; recent: number }>`
    select k.id, (count(distinct i.id) filter (where i.occurred_on <= k."openedOn"))::int as before,
      (count(distinct i.id) filter (where i.occurred_on > k."openedOn"))::int as since,
      (count(distinct i.id) filter (where i.occurred_on > k."openedOn" and i.occurred_on >= k."recentFrom"))::int as recent
    from ${casesOf(cases)}
    join incident_participant p on p.school_id = ${schoolId} and p.student_id = k."studentId" and p.role = 'offender'
    join incident i on i.school_id = p.school_id and i.id = p.incident_id and not i.is_emergency and i.severity >= ${severity ?? 1}
      and i.occurred_on between k."formerFrom" and ${on}::date and ${standing('i', knownAt)}
    group by k.id`.execute(trx)
  return rows
}

/** Contacts with the family that reached it in the recent window, and the index of relations of the last two waves measured. */
export async function measureFamily(trx: Trx, { schoolId, on, knownAt, cases }: Given) {
  const { rows } = await sql<{ id: number; reached: number; indexBefore: number | null; indexNow: number | null }>`
    select k.id, (select count(*) from interaction i join interaction_student p on p.school_id = i.school_id and p.interaction_id = i.id
        where i.school_id = ${schoolId} and p.student_id = k."studentId" and i.was_reached
          and i.occurred_on between greatest(k."openedOn", k."recentFrom") and ${on}::date and i.recorded_at <= ${knownAt}::timestamptz
          and i.voided_at is null)::int as reached,
      (select m.value from family_measurement m where m.school_id = ${schoolId} and m.student_id = k."studentId" and m.scale = 'index'
          and m.measured_on <= k."openedOn" order by m.measured_on desc limit 1) as "indexBefore",
      (select m.value from family_measurement m where m.school_id = ${schoolId} and m.student_id = k."studentId" and m.scale = 'index'
          and m.measured_on > k."openedOn" and m.measured_on <= ${on}::date order by m.measured_on desc limit 1) as "indexNow"
    from ${casesOf(cases)}`.execute(trx)
  return rows
}

/** Judgements of dynamics by specialists and sessions since the case was opened. */
export async function measureSupport(trx: Trx, { schoolId, on, knownAt, cases }: Given) {
  const { rows } = await sql<{
    id: number
    judged: number
    negative: number
    lastNegative: boolean
    planned: number
    attended: number
  }>`
    select k.id, (count(*) filter (where s.kind = 'dynamics'))::int as judged,
      (count(*) filter (where s.kind = 'dynamics' and s.value < 0))::int as negative,
      coalesce((array_agg(s.value < 0 order by s.recorded_on desc, s.id desc) filter (where s.kind = 'dynamics'))[1], false) as "lastNegative",
      (count(*) filter (where s.kind = 'session'))::int as planned,
      (count(*) filter (where s.kind = 'session' and s.attended))::int as attended
    from ${casesOf(cases)}
    left join support_record s on s.school_id = ${schoolId} and s.student_id = k."studentId" and s.kind in ('dynamics', 'session')
      and s.recorded_on between k."openedOn" and ${on}::date and s.recorded_at <= ${knownAt}::timestamptz and s.voided_at is null
    group by k.id`.execute(trx)
  return rows
}
