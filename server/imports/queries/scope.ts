import { type RawBuilder, sql } from 'kysely'
import { copyRows } from '../../database/copy.ts'
import type { Trx } from '../../database/database.ts'
import { dayOf, isoOf } from '../../domain/day.ts'
import { keepBefore, type Load } from './compare.ts'
import type { Target } from './targets.ts'

/** What an export is the whole word on. */
export type Scope = {
  readonly who: 'school' | 'classes' | 'students'
  readonly source: string
  readonly classIds: readonly number[]
  readonly studentIds: readonly number[]
  /** Only these subjects, where the export holds not all of them. */
  readonly subjectIds?: readonly number[]
  /** Of each table, a range for each school year: a day mistyped by a year must not join the years between. */
  readonly days: ReadonlyMap<string, readonly Range[]>
  /** A person, or the report itself, names the first or the last day: those are the days. */
  readonly isNamed: boolean
}

/** Temporary tables that say whom the export covers, and which days of which pupils it holds though we could not read them. */
export async function createScope(
  trx: Trx,
  scope: Scope,
  held: readonly (readonly [string, number, string])[],
): Promise<void> {
  await sql`create temporary table scope_class (class_id bigint) on commit drop`.execute(trx)
  await sql`create temporary table scope_student (student_id bigint) on commit drop`.execute(trx)
  await sql`create temporary table scope_held (table_name text, owner_id bigint, day date) on commit drop`.execute(trx)
  await copyRows(
    trx,
    'scope_class',
    ['class_id'],
    scope.classIds.map((id) => [id]),
  )
  await copyRows(
    trx,
    'scope_student',
    ['student_id'],
    scope.studentIds.map((id) => [id]),
  )
  await copyRows(trx, 'scope_held', ['table_name', 'owner_id', 'day'], held)
  await sql`analyze scope_student, scope_held`.execute(trx)
}

export type Gone = { readonly count: number; readonly days: readonly Range[]; readonly widened: boolean }

/** Withdraws the records of the scope that the new export no longer holds; they stay, with who and when. Answers the days it took for covered. */
export async function withdrawGone(trx: Trx, load: Load, target: Target, scope: Scope): Promise<Gone> {
  const own = scope.days.get(target.table)
  if (!target.scope || !own) return { count: 0, days: [], widened: false }
  const wider = scope.isNamed ? undefined : await widen(trx, load, target, scope, own)
  const days = wider ?? own
  const gone = sql`${sql.table(target.table)} t where ${within(load, target, scope, days)} and ${isAbsent(target)}`
  const count = await keepBefore(trx, load, target.table, gone)
  if (count > 0) {
    await sql`update ${sql.table(target.table)} t set withdrawn_by = ${load.importId}, withdrawn_at = now()
      where ${within(load, target, scope, days)} and ${isAbsent(target)}`.execute(trx)
  }
  return { count, days, widened: wider !== undefined }
}

export type Range = { readonly from: string; readonly to: string }

/** From the first day of the ranges to the last. */
export function wholeOf(ranges: readonly Range[]): Range {
  return {
    from: ranges.map(({ from }) => from).toSorted()[0] ?? '',
    to:
      ranges
        .map(({ to }) => to)
        .toSorted()
        .at(-1) ?? '',
  }
}

/** The day is in one of the ranges. */
export function inRanges(day: RawBuilder<unknown>, ranges: readonly Range[]): RawBuilder<unknown> {
  const each = ranges.map(({ from, to }) => sql`${day} between ${from}::date and ${to}::date`)
  return sql`(${sql.join(each, sql` or `)})`
}

/** Live records of this source, of the owners and days of the scope. */
function within(load: Load, target: Target, scope: Scope, days: readonly Range[]): RawBuilder<unknown> {
  const { day, owner } = target.scope ?? { day: 'id', owner: 'class_id' }
  const at = sql`t.${sql.ref(day)}`
  const inClasses = sql`exists (select from enrolment e join scope_class c using (class_id) where e.school_id = ${load.schoolId}
    and e.student_id = t.student_id and e.from_on <= ${at} and (e.to_on is null or e.to_on >= ${at}))`
  const inStudents = sql`t.student_id in (select student_id from scope_student)`
  const byClass = sql`t.class_id in (select class_id from scope_class)`
  const who =
    scope.who === 'school'
      ? sql`true`
      : owner === 'class_id'
        ? byClass
        : scope.who === 'classes'
          ? sql`(${inStudents} or ${inClasses})`
          : inStudents
  const subjects =
    scope.subjectIds && target.values.concat(target.key).includes('subject_id')
      ? sql`t.subject_id = any(${`{${scope.subjectIds.join(',')}}`}::bigint[])`
      : sql`true`
  return sql`t.school_id = ${load.schoolId} and t.withdrawn_at is null and ${inRanges(at, days)}
    and ${who} and ${subjects}
    and t.import_id in (select id from import i where i.school_id = ${load.schoolId} and i.source = ${scope.source} and i.id <> ${load.importId})`
}

/** Not in the new export, and not on a day of which a row could not be read. */
function isAbsent(target: Target): RawBuilder<unknown> {
  const { day, owner } = target.scope ?? { day: 'id', owner: 'class_id' }
  const same = sql.join(
    target.key.map((column) => sql`r.${sql.ref(column)} = t.${sql.ref(column)}`),
    sql` and `,
  )
  return sql`not exists (select from ${sql.table(`ready_${target.table}`)} r where ${same})
    and not exists (select from scope_held h where h.table_name = ${target.table} and h.owner_id = t.${sql.ref(owner)} and h.day = t.${sql.ref(day)})`
}

/** Of a file this many times as long as what lies outside of its days, a record at the edge may well have been taken out. */
const longEnough = 20

/**
 * The days of a file end with its first and last record, so a record taken out at either end would seem outside of them.
 * Where the file is plainly the last one again (at least half of its records are known, and it is long beside what lies
 * outside its days), the days of the last one count. A short file says nothing of the days around it.
 */
async function widen(
  trx: Trx,
  load: Load,
  target: Target,
  scope: Scope,
  own: readonly Range[],
): Promise<readonly Range[] | undefined> {
  const last = await lastRange(trx, load, target, scope)
  const whole = wholeOf(own)
  if (!last || last.from > whole.from || last.to < whole.to) return undefined
  const edges = edgesOf(last, whole)
  if (edges.length === 0) return undefined
  const same = sql.join(
    target.key.map((column) => sql`t.${sql.ref(column)} = r.${sql.ref(column)}`),
    sql` and `,
  )
  const { rows } = await sql<{ known: number; ready: number; outside: number }>`select
    (select count(*) from ${sql.table(`ready_${target.table}`)} r join ${sql.table(target.table)} t on ${same}
      where t.school_id = ${load.schoolId} and t.import_id <> ${load.importId}) as known,
    (select count(*) from ${sql.table(`ready_${target.table}`)}) as ready,
    (select count(*) from ${sql.table(target.table)} t where ${within(load, target, scope, edges)}) as outside`.execute(
    trx,
  )
  const found = rows[0]
  const isAgain = found && found.outside > 0 && found.known * 2 >= found.ready
  return isAgain && found.outside * longEnough <= found.ready ? [...own, ...edges] : undefined
}

/** The days of the last export before the first and after the last of this one. */
function edgesOf(last: Range, whole: Range): Range[] {
  return [
    ...(last.from < whole.from ? [{ from: last.from, to: isoOf(dayOf(whole.from) - 1) }] : []),
    ...(last.to > whole.to ? [{ from: isoOf(dayOf(whole.to) + 1), to: last.to }] : []),
  ]
}

async function lastRange(trx: Trx, load: Load, target: Target, scope: Scope): Promise<Range | undefined> {
  const { rows } = await sql<{ days: Range | null }>`
    select covers -> 'days' -> ${target.table}::text as days from import
    where school_id = ${load.schoolId} and source = ${scope.source} and state = 'accepted' and id <> ${load.importId}
      and covers -> 'days' ? ${target.table}::text
    order by id desc limit 1`.execute(trx)
  return rows[0]?.days ?? undefined
}
