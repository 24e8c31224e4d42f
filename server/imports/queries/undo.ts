import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'
import { targets } from './targets.ts'

export type Restored = { table: string; restored: number; removed: number }

/** Closures have no stage: they are few, and laid beside the known ones one by one. */
const closures = { table: 'school_break', key: ['id'] }

/** Puts every row a load touched back as it was, and takes out the rows it made. */
export async function restoreBefore(trx: Trx, schoolId: number, importId: number): Promise<Restored[]> {
  const tables = [...targets, closures]
  const restored = new Map<string, number>()
  for (const { table, key } of tables) restored.set(table, await putBack(trx, schoolId, importId, table, key))
  const result: Restored[] = []
  for (const { table } of tables.toReversed()) {
    const removed = await removeMade(trx, schoolId, importId, table)
    const count = restored.get(table) ?? 0
    if (removed + count > 0) result.push({ table, restored: count, removed })
  }
  await sql`delete from import_change where school_id = ${schoolId} and import_id = ${importId}`.execute(trx)
  await sql`delete from import_source where school_id = ${schoolId} and import_id = ${importId}`.execute(trx)
  return result
}

async function putBack(
  trx: Trx,
  schoolId: number,
  importId: number,
  table: string,
  key: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`.execute(
    trx,
  )
  const columns = rows.map(({ name }) => name)
  const before = sql`(select (jsonb_populate_record(null::${sql.table(table)}, before)).* from import_change
    where school_id = ${schoolId} and import_id = ${importId} and table_name = ${table})`
  const same = sql.join(
    ['school_id', ...key].map((column) => sql`t.${sql.ref(column)} = b.${sql.ref(column)}`),
    sql` and `,
  )
  const values = sql.join(
    columns
      .filter((column) => column !== 'school_id' && column !== 'id')
      .map((column) => sql`${sql.ref(column)} = b.${sql.ref(column)}`),
  )
  const updated = await sql`update ${sql.table(table)} t set ${values} from ${before} b where ${same}`.execute(trx)
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const list = sql.join(columns.map((column) => sql`b.${sql.ref(column)}`))
  const inserted = await sql`insert into ${sql.table(table)} (${names}) select ${list} from ${before} b
    where not exists (select from ${sql.table(table)} t where ${same})`.execute(trx)
  return Number(updated.numAffectedRows ?? 0) + Number(inserted.numAffectedRows ?? 0)
}

async function removeMade(trx: Trx, schoolId: number, importId: number, table: string): Promise<number> {
  const removed =
    await sql`delete from ${sql.table(table)} where school_id = ${schoolId} and import_id = ${importId}`.execute(trx)
  return Number(removed.numAffectedRows ?? 0)
}

/**
 * What the system itself worked out about pupils and classes that only this load brought: flags nobody has acted on, the cache
 * of duties. What a person did about them stays, and stops the undoing.
 */
export async function forgetDerived(trx: Trx, schoolId: number, importId: number): Promise<void> {
  const made = (
    table: string,
  ) => sql`select id from ${sql.table(table)} t where t.school_id = ${schoolId} and t.import_id = ${importId}
    and not exists (select from import_change c where c.school_id = ${schoolId} and c.import_id = ${importId}
      and c.table_name = ${table} and (c.before ->> 'id')::bigint = t.id)`
  const about = (alias: string) =>
    sql`(${sql.ref(`${alias}.student_id`)} in (${made('student')}) or ${sql.ref(`${alias}.class_id`)} in (${made('school_class')}))`
  const untouched = sql`not exists (select from flag_event e where e.school_id = f.school_id and e.flag_id = f.id and e.actor_id is not null)`
  await sql`delete from flag_event e using flag f where f.school_id = ${schoolId} and e.school_id = f.school_id and e.flag_id = f.id
    and ${about('f')} and ${untouched}`.execute(trx)
  await sql`delete from flag f where f.school_id = ${schoolId} and ${about('f')} and ${untouched}`.execute(trx)
  await sql`delete from flag_memory m where m.school_id = ${schoolId}
    and ((m.subject_kind = 'student' and m.subject_id in (${made('student')})) or (m.subject_kind = 'class' and m.subject_id in (${made('school_class')})))`.execute(
    trx,
  )
  await sql`delete from period_close p where p.school_id = ${schoolId} and p.class_id in (${made('school_class')})`.execute(
    trx,
  )
  await sql`delete from duty d where d.school_id = ${schoolId} and d.class_id in (${made('school_class')})`.execute(trx)
  await sql`delete from duty_trigger g where g.school_id = ${schoolId} and g.origin in ('rule', 'import') and ${about('g')}
    and not exists (select from interaction i where i.school_id = g.school_id and i.trigger_id = g.id)`.execute(trx)
}

export async function markUndone(trx: Trx, schoolId: number, importId: number, author: string | null): Promise<void> {
  await trx
    .updateTable('import')
    .set({ state: 'undone', undone_at: sql`now()`, undone_by: author })
    .where('school_id', '=', schoolId)
    .where('id', '=', importId)
    .execute()
}
