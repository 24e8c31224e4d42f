import { sql } from 'kysely'
import type { Trx } from '../database/database.ts'

/** What was known on a day. */
type Seen = { readonly on: string; readonly knownAt: Date }

/** The latest waves that had begun, oldest first. */
export async function listWaves(trx: Trx, schoolId: number, on: string, limit = 6) {
  const rows = await trx
    .selectFrom('family_wave')
    .select(['id', 'opens_on as opensOn', 'closes_on as closesOn'])
    .where('school_id', '=', schoolId)
    .where('opens_on', '<=', on)
    .orderBy('closes_on', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.toReversed()
}
export type Wave = Awaited<ReturnType<typeof listWaves>>[number]

export type MeasurementRow = {
  studentId: number
  waveId: string
  instrument: string
  scale: string
  value: number | null
  level: 'favourable' | 'attention' | 'problem' | null
  measuredOn: string
  /** Whether the parents' consent to the study stands on the day. */
  isConsented: boolean
}

/** Measurements of the waves that were known on the day, of relations alone. */
export async function listMeasurements(trx: Trx, schoolId: number, waveIds: readonly string[], { on, knownAt }: Seen) {
  const { rows } = await sql<MeasurementRow>`
    with latest as (
      select distinct on (student_id) student_id, state = 'given' and (until_on is null or until_on >= ${on}::date) as stands
      from consent where school_id = ${schoolId} and purpose = 'familySurvey' and from_on <= ${on}::date
        and recorded_at <= ${knownAt}
      order by student_id, from_on desc, id desc)
    select m.student_id as "studentId", m.wave_id as "waveId", m.instrument, m.scale, m.value, m.level,
      m.measured_on as "measuredOn", coalesce(c.stands, false) as "isConsented"
    from family_measurement m left join latest c on c.student_id = m.student_id
    where m.school_id = ${schoolId} and m.wave_id = any(${waveIds}::text[]) and m.scale <> 'satisfaction'
      and m.measured_on <= ${on}::date and m.recorded_at <= ${knownAt}
    order by m.student_id, m.wave_id, m.measured_on, m.instrument, m.scale`.execute(trx)
  return rows
}

/** Pupils who were at the school when each wave closed, or on the day where it still runs. */
export async function listAtWaves(trx: Trx, schoolId: number, waveIds: readonly string[], { on, knownAt }: Seen) {
  const { rows } = await sql<{ waveId: string; studentIds: number[] }>`
    select w.id as "waveId", array_agg(distinct e.student_id) as "studentIds"
    from family_wave w join enrolment e on e.school_id = w.school_id and e.from_on <= least(w.closes_on, ${on}::date)
      and (e.to_on is null or e.to_on >= least(w.closes_on, ${on}::date)) and e.recorded_at <= ${knownAt}
    where w.school_id = ${schoolId} and w.id = any(${waveIds}::text[])
    group by w.id`.execute(trx)
  return new Map(rows.map(({ waveId, studentIds }) => [waveId, new Set(studentIds)]))
}

/** Parents' meetings of classes since a day: how many, families invited and families that came. */
export async function listMeetings(trx: Trx, schoolId: number, since: string, { on, knownAt }: Seen) {
  const { rows } = await sql<{ classId: number; meetings: number; invited: number; came: number }>`
    select g.class_id as "classId", count(distinct g.id)::int as meetings, count(*)::int as invited,
      (count(*) filter (where p.attended))::int as came
    from gathering g join gathering_guest p on p.school_id = g.school_id and p.gathering_id = g.id
    where g.school_id = ${schoolId} and g.kind = 'parentsMeeting' and g.held_on between ${since}::date and ${on}::date
      and g.recorded_at <= ${knownAt} and (g.withdrawn_at is null or g.withdrawn_at > ${knownAt})
    group by g.class_id`.execute(trx)
  return new Map(rows.map((row) => [row.classId, row]))
}

/** What requests of parents were about, by their triggers. */
export async function listTopics(trx: Trx, schoolId: number): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; topic: string | null }>`
    select id, attributes ->> 'topic' as topic from duty_trigger
    where school_id = ${schoolId} and kind = 'request' and cause = 'parentRequest'`.execute(trx)
  return new Map(rows.map(({ id, topic }) => [id, topic ?? 'other']))
}
