import { type Insertable, sql } from 'kysely'
import type { Tables, Trx } from '../database/database.ts'
import { dayOf, isoOf } from '../domain/day.ts'
import type { KnownFlag } from '../domain/flags/reconcile.ts'
import type { FlagState } from '../domain/flags/state.ts'

export type FlagRow = Insertable<Tables['flag']>
export type FlagEventRow = Insertable<Tables['flag_event']>
export type SubjectKind = 'student' | 'class'

/** Rows of one statement: well under the 65,535 parameters that PostgreSQL takes. */
const batch = 1000

/** The life of every (rule, subject) that has one, as the last run left it. */
export async function listFlagMemory(trx: Trx, schoolId: number): Promise<KnownFlag[]> {
  const rows = await trx
    .selectFrom('flag_memory')
    .select(['rule_id', 'subject_kind', 'subject_id', 'state'])
    .where('school_id', '=', schoolId)
    .orderBy('rule_id')
    .orderBy('subject_kind')
    .orderBy('subject_id')
    .execute()
  return rows.map((row) => ({
    ruleId: row.rule_id,
    subject: `${row.subject_kind}:${row.subject_id}`,
    state: row.state as FlagState,
  }))
}

/** Replaces what is remembered of the (rule, subject) pairs given. */
export async function saveFlagMemory(trx: Trx, schoolId: number, steppedOn: string, known: KnownFlag[]): Promise<void> {
  const rows = known.map(({ ruleId, subject, state }) => ({ ruleId, ...subjectOf(subject), state }))
  await sql`
    insert into flag_memory (school_id, rule_id, subject_kind, subject_id, stepped_on, state)
    select ${schoolId}::int, r.rule_id, r.kind, r.id, ${steppedOn}::date, r.state
    from jsonb_to_recordset(${JSON.stringify(rows.map((row) => ({ rule_id: row.ruleId, kind: row.kind, id: row.id, state: row.state })))}::jsonb)
      as r(rule_id text, kind text, id bigint, state jsonb)
    on conflict (school_id, rule_id, subject_kind, subject_id)
      do update set stepped_on = excluded.stepped_on, state = excluded.state`.execute(trx)
}

/** New episodes, or the present state of known ones. Answers the id of each by rule, subject and episode. */
export async function saveFlags(trx: Trx, rows: FlagRow[]): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (let at = 0; at < rows.length; at += batch) {
    const saved = await trx
      .insertInto('flag')
      .values(rows.slice(at, at + batch))
      .onConflict((conflict) =>
        conflict.columns(['school_id', 'rule_id', 'subject_kind', 'subject_id', 'episode_no']).doUpdateSet((row) => ({
          class_id: row.ref('excluded.class_id'),
          state: row.ref('excluded.state'),
          level: row.ref('excluded.level'),
          opened_on: row.ref('excluded.opened_on'),
          cleared_on: row.ref('excluded.cleared_on'),
          clear_reason: row.ref('excluded.clear_reason'),
          revision_hash: row.ref('excluded.revision_hash'),
          run_id: row.ref('excluded.run_id'),
          explanation: row.ref('excluded.explanation'),
          suppressed_by: row.ref('excluded.suppressed_by'),
          grouped_under: row.ref('excluded.grouped_under'),
        })),
      )
      .returning(['id', 'rule_id', 'subject_kind', 'subject_id', 'episode_no'])
      .execute()
    for (const row of saved) ids.set(episodeKey(row.rule_id, row.subject_kind, row.subject_id, row.episode_no), row.id)
  }
  return ids
}

/** Ends flags that nothing evaluates any more: their rule was withdrawn, or their pupil left. */
export async function endFlags(trx: Trx, schoolId: number, ended: readonly KnownFlag[]): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (const { ruleId, subject, state } of ended) {
    const { kind, id } = subjectOf(subject)
    const row = await trx
      .updateTable('flag')
      .set({
        state: 'cleared',
        cleared_on: state.endedOn === null ? null : isoOf(state.endedOn),
        clear_reason: state.endedBecause,
      })
      .where('school_id', '=', schoolId)
      .where('rule_id', '=', ruleId)
      .where('subject_kind', '=', kind)
      .where('subject_id', '=', id)
      .where('episode_no', '=', state.episode)
      .returning('id')
      .executeTakeFirst()
    if (row) ids.set(episodeKey(ruleId, kind, id, state.episode), row.id)
  }
  return ids
}

export function episodeKey(ruleId: string, kind: SubjectKind, id: number, episode: number): string {
  return `${ruleId}|${kind}:${id}|${episode}`
}

/** Appends to the histories of flags; each event is numbered after those that are there. */
export async function appendFlagEvents(
  trx: Trx,
  schoolId: number,
  events: Omit<FlagEventRow, 'event_no'>[],
): Promise<void> {
  if (events.length === 0) return
  const flagIds = [...new Set(events.map((event) => event.flag_id))]
  const rows = await trx
    .selectFrom('flag_event')
    .select((row) => ['flag_id', row.fn.max('event_no').as('last')])
    .where('school_id', '=', schoolId)
    .where('flag_id', '=', sql<number>`any(${flagIds}::bigint[])`)
    .groupBy('flag_id')
    .execute()
  const last = new Map(rows.map((row) => [row.flag_id, row.last]))
  const numbered = events.map((event) => {
    const event_no = (last.get(event.flag_id) ?? 0) + 1
    last.set(event.flag_id, event_no)
    return { ...event, event_no }
  })
  for (let at = 0; at < numbered.length; at += batch)
    await trx
      .insertInto('flag_event')
      .values(numbered.slice(at, at + batch))
      .execute()
}

/** `student:12` → its two parts. */
export function subjectOf(subject: string): { kind: SubjectKind; id: number } {
  const [kind, id] = subject.split(':')
  if ((kind !== 'student' && kind !== 'class') || !id) throw new RangeError(`Not a subject: ${subject}`)
  return { kind, id: Number(id) }
}

export type FlagFilter = { classId?: number; minLevel?: number; ruleId?: string; studentId?: number }

/** Open flags as of the last run, most serious and newest first; a flag that is gathered or hidden says so. */
export async function listOpenFlags(trx: Trx, schoolId: number, filter: FlagFilter = {}) {
  let query = trx
    .selectFrom('flag as f')
    .innerJoin('school_class as c', (join) =>
      join.onRef('c.school_id', '=', 'f.school_id').onRef('c.id', '=', 'f.class_id'),
    )
    .leftJoin('student as s', (join) =>
      join.onRef('s.school_id', '=', 'f.school_id').onRef('s.id', '=', 'f.student_id'),
    )
    .select(['f.id', 'f.rule_id as ruleId', 'f.subject_kind as subjectKind', 'f.subject_id as subjectId', 'f.level'])
    .select([
      'f.state',
      'f.raised_on as raisedOn',
      'f.opened_on as openedOn',
      'f.domain',
      'f.explanation',
      'f.revision_hash as revision',
    ])
    .select(['f.class_id as classId', 'c.name as className', 'c.grade', 's.full_name as studentName'])
    .select(['f.suppressed_by as suppressedBy', 'f.grouped_under as groupedUnder'])
    .where('f.school_id', '=', schoolId)
    .where('f.state', 'in', ['flagged', 'held'])
  if (filter.classId !== undefined) query = query.where('f.class_id', '=', filter.classId)
  if (filter.studentId !== undefined) query = query.where('f.student_id', '=', filter.studentId)
  if (filter.minLevel !== undefined) query = query.where('f.level', '>=', filter.minLevel)
  if (filter.ruleId !== undefined) query = query.where('f.rule_id', '=', filter.ruleId)
  return query
    .orderBy('f.level', 'desc')
    .orderBy('f.opened_on', 'desc')
    .orderBy('c.grade')
    .orderBy('c.name')
    .orderBy('f.id')
    .execute()
}
export type OpenFlag = Awaited<ReturnType<typeof listOpenFlags>>[number]

/** The last run as of a day or before it. */
export function findLastRun(trx: Trx, schoolId: number, asOf: string) {
  return trx
    .selectFrom('evaluation_run')
    .selectAll()
    .where('school_id', '=', schoolId)
    .where('as_of', '<=', asOf)
    .orderBy('as_of', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function insertRun(trx: Trx, run: Insertable<Tables['evaluation_run']>): Promise<number> {
  const row = await trx.insertInto('evaluation_run').values(run).returning('id').executeTakeFirstOrThrow()
  return row.id
}

/** Days of runs after a day: the flag states of that day cannot be stepped any more. */
export async function findLastRunDay(trx: Trx, schoolId: number): Promise<number | undefined> {
  const row = await trx
    .selectFrom('evaluation_run')
    .select((r) => r.fn.max('as_of').as('day'))
    .where('school_id', '=', schoolId)
    .executeTakeFirst()
  return row?.day ? dayOf(row.day) : undefined
}
