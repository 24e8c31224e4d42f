import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'
import { keepBefore, type Load } from './compare.ts'
import { inRanges, type Scope } from './scope.ts'

/** Withdraws incidents of the scope's days and pupils that the export no longer holds. */
export async function withdrawIncidents(trx: Trx, load: Load, scope: Scope): Promise<number> {
  const days = scope.days.get('incident')
  if (!days) return 0
  const who =
    scope.who === 'school'
      ? sql`true`
      : sql`exists (select from incident_participant p where p.school_id = t.school_id and p.incident_id = t.id
          and (p.student_id in (select student_id from scope_student) or t.class_id in (select class_id from scope_class)))`
  const gone = sql`incident t where t.school_id = ${load.schoolId} and t.withdrawn_at is null
    and ${inRanges(sql`t.occurred_on`, days)} and ${who}
    and t.import_id in (select id from import i where i.school_id = ${load.schoolId} and i.source = ${scope.source} and i.id <> ${load.importId})
    and not exists (select from ready_incident r where r.id = t.id)`
  const count = await keepBefore(trx, load, 'incident', gone)
  if (count > 0) {
    await sql`update incident u set withdrawn_by = ${load.importId}, withdrawn_at = now() where (u.school_id, u.id) in (select t.school_id, t.id from ${gone})`.execute(
      trx,
    )
  }
  return count
}

/** Takes a pupil out of an incident, or a guest off a list, where the export still holds the event but not the person. */
export async function dropLinks(
  trx: Trx,
  load: Load,
  table: 'incident_participant' | 'gathering_guest',
  owner: 'incident_id' | 'gathering_id',
  keys: readonly string[],
): Promise<number> {
  const same = sql.join(
    keys.map((key) => sql`r.${sql.ref(key)} = t.${sql.ref(key)}`),
    sql` and `,
  )
  const gone = sql`${sql.table(table)} t where t.school_id = ${load.schoolId} and t.import_id is not null
    and t.${sql.ref(owner)} in (select ${sql.ref(owner)} from ${sql.table(`ready_${table}`)})
    and not exists (select from ${sql.table(`ready_${table}`)} r where ${same})`
  const count = await keepBefore(trx, load, table, gone)
  if (count > 0) await sql`delete from ${gone}`.execute(trx)
  return count
}

export type Break = {
  classId: number | null
  from: string
  to: string
  kind: 'quarantine' | 'remote' | 'closed'
  note: string | null
}

/** Closures of the calendar: new ones are added; those an earlier load brought and the days no longer hold are voided. */
export async function writeBreaks(
  trx: Trx,
  load: Load,
  breaks: readonly Break[],
): Promise<{ new: number; unchanged: number; gone: number }> {
  const live = await trx
    .selectFrom('school_break')
    .select(['id', 'class_id', 'from_on', 'to_on', 'kind'])
    .where('school_id', '=', load.schoolId)
    .where('voided_at', 'is', null)
    .execute()
  const known = new Map(live.map((row) => [[row.class_id, row.from_on, row.to_on, row.kind].join('|'), row.id]))
  const rowOf = (each: Break) => ({
    school_id: load.schoolId,
    class_id: each.classId,
    from_on: each.from,
    to_on: each.to,
    kind: each.kind,
    note: each.note,
    import_id: load.importId,
  })
  const keyOf = (each: Break): string => [each.classId, each.from, each.to, each.kind].join('|')
  const wanted = new Map(breaks.map((each) => [keyOf(each), each]))
  const fresh = [...wanted].filter(([key]) => !known.has(key)).map(([, each]) => each)
  if (fresh.length > 0) await trx.insertInto('school_break').values(fresh.map(rowOf)).execute()
  const gone = await voidBreaks(
    trx,
    load,
    breaks,
    [...known].filter(([key]) => !wanted.has(key)).map(([, id]) => id),
  )
  return { new: fresh.length, unchanged: wanted.size - fresh.length, gone }
}

async function voidBreaks(trx: Trx, load: Load, breaks: readonly Break[], ids: readonly number[]): Promise<number> {
  if (ids.length === 0 || breaks.length === 0) return 0
  const from = breaks.map((each) => each.from).toSorted()[0] ?? ''
  const to =
    breaks
      .map((each) => each.to)
      .toSorted()
      .at(-1) ?? ''
  const gone = sql`school_break t where t.school_id = ${load.schoolId} and t.id = any(${`{${ids.join(',')}}`}::bigint[])
    and t.from_on >= ${from}::date and t.to_on <= ${to}::date
    and t.import_id is not null`
  const count = await keepBefore(trx, load, 'school_break', gone)
  if (count > 0)
    await sql`update school_break u set voided_at = now() where (u.school_id, u.id) in (select t.school_id, t.id from ${gone}) and u.voided_at is null`.execute(
      trx,
    )
  return count
}

/** Weekly hours in force and meetings known: what a new list is laid beside. */
export async function listLoads(trx: Trx, schoolId: number) {
  return trx
    .selectFrom('timetable_load')
    .select(['class_id', 'subject_id', 'from_on', 'hours_per_week'])
    .where('school_id', '=', schoolId)
    .where('withdrawn_at', 'is', null)
    .orderBy('from_on')
    .execute()
}

export async function listGatherings(trx: Trx, schoolId: number) {
  return trx
    .selectFrom('gathering')
    .select(['id', 'class_id', 'source_key'])
    .where('school_id', '=', schoolId)
    .execute()
}

/** The chosen calendars of the school and its time zone. */
export async function readSchool(trx: Trx, schoolId: number) {
  const school = await trx
    .selectFrom('school')
    .select(['id', 'time_zone'])
    .where('id', '=', schoolId)
    .executeTakeFirstOrThrow()
  const calendars = await trx
    .selectFrom('school_calendar')
    .select(['id', 'content'])
    .where('school_id', '=', schoolId)
    .where('kind', '=', 'schoolYear')
    .execute()
  return { timeZone: school.time_zone, calendars }
}
