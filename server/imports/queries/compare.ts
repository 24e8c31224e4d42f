import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../database/database.ts'
import { stageColumns, type Target } from './targets.ts'

/** A load in progress: whose, its number, and how many earlier forms of rows it has kept so far. */
export type Load = { readonly schoolId: number; readonly importId: number; changes: number }

export type Counts = { new: number; changed: number; unchanged: number; gone: number; refused: number }

/** Brings the stage of a table into its final form and writes it: rows changed keep their earlier form, rows new are added. */
export async function writeStage(trx: Trx, load: Load, target: Target): Promise<Counts & { repeated: number }> {
  const staged = await makeReady(trx, target)
  await choosePlan(trx, target, staged.ready)
  const changed = target.values.length > 0 || target.isWithdrawable ? await change(trx, load, target) : 0
  const added = await add(trx, load, target)
  return {
    new: added,
    changed,
    unchanged: staged.ready - changed - added,
    gone: 0,
    refused: 0,
    repeated: staged.repeated,
  }
}

async function makeReady(trx: Trx, target: Target): Promise<{ ready: number; repeated: number }> {
  const stage = sql.table(`stage_${target.table}`)
  const ready = sql.table(`ready_${target.table}`)
  const columns = sql.join(stageColumns(target).map((column) => sql.ref(column)))
  const keys = sql.join(target.key.map((column) => sql.ref(column)))
  const select = target.ready
    ? sql.raw(target.ready)
    : sql`select distinct on (${keys}) ${columns} from ${stage} order by ${keys}, seq desc`
  const made = await sql`create temporary table ${ready} on commit drop as ${select}`.execute(trx)
  await sql`analyze ${ready}`.execute(trx)
  const { rows } = await sql<{ staged: number; ready: number }>`
    select (select count(*) from ${stage}) as staged, (select count(*) from ${ready}) as ready`.execute(trx)
  const counts = rows[0] ?? { staged: 0, ready: Number(made.numAffectedRows ?? 0) }
  return { ready: counts.ready, repeated: counts.staged - counts.ready }
}

const large = 20_000

/**
 * The planner knows nothing of a table filled a moment ago and would compare every row with every other. A small stage gets an
 * index, so that any plan is quick; for a large one the plans that go row by row are put away until the transaction ends.
 */
async function choosePlan(trx: Trx, target: Target, ready: number): Promise<void> {
  await sql`set local enable_nestloop = ${sql.raw(ready > large ? 'off' : 'on')}`.execute(trx)
  if (ready > large) return
  const keys = sql.join(target.key.map((column) => sql.ref(column)))
  await sql`create index on ${sql.table(`ready_${target.table}`)} (${keys})`.execute(trx)
}

function sameKey(target: Target): RawBuilder<unknown> {
  return sql.join(
    target.key.map((column) => sql`t.${sql.ref(column)} = r.${sql.ref(column)}`),
    sql` and `,
  )
}

/** What the row would become: a source that says nothing about a person's value leaves it as it was. */
function becoming(target: Target, column: string): RawBuilder<unknown> {
  return target.keepsKnown ? sql`coalesce(r.${sql.ref(column)}, t.${sql.ref(column)})` : sql`r.${sql.ref(column)}`
}

function isDifferent(target: Target): RawBuilder<unknown> {
  const differences = target.values.map(
    (column) => sql`t.${sql.ref(column)} is distinct from ${becoming(target, column)}`,
  )
  if (target.isWithdrawable) differences.push(sql`t.withdrawn_at is not null`)
  return sql`(${sql.join(differences, sql` or `)})`
}

async function change(trx: Trx, load: Load, target: Target): Promise<number> {
  const table = sql.table(target.table)
  const from = sql`${table} t join ${sql.table(`ready_${target.table}`)} r on ${sameKey(target)}
    where t.school_id = ${load.schoolId} and ${isDifferent(target)}`
  const count = await keepBefore(trx, load, target.table, from)
  if (count === 0) return 0
  const values = target.values.map((column) => sql`${sql.ref(column)} = ${becoming(target, column)}`)
  await sql`update ${table} t set ${sql.join([...values, ...marksOf(load, target)])}
    from ${sql.table(`ready_${target.table}`)} r
    where t.school_id = ${load.schoolId} and ${sameKey(target)} and ${isDifferent(target)}`.execute(trx)
  return count
}

function marksOf(load: Load, target: Target): RawBuilder<unknown>[] {
  return [
    sql`import_id = ${load.importId}`,
    ...(target.isRecorded ? [sql`recorded_at = now()`] : []),
    ...(target.isWithdrawable ? [sql`withdrawn_by = null`, sql`withdrawn_at = null`] : []),
  ]
}

/** Keeps rows as they are before the load touches them; answers how many. */
export async function keepBefore(trx: Trx, load: Load, table: string, from: RawBuilder<unknown>): Promise<number> {
  const kept = await sql`
    insert into import_change (school_id, import_id, change_no, table_name, before)
    select ${load.schoolId}::int, ${load.importId}::bigint, ${load.changes}::bigint + row_number() over (), ${table}, to_jsonb(t) from ${from}`.execute(
    trx,
  )
  const count = Number(kept.numAffectedRows ?? 0)
  load.changes += count
  return count
}

async function add(trx: Trx, load: Load, target: Target): Promise<number> {
  const table = sql.table(target.table)
  const columns = [...target.key, ...target.values]
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const cells = sql.join(columns.map((column) => sql`r.${sql.ref(column)}`))
  const added = await sql`
    insert into ${table} (school_id, ${names}, import_id)
    select ${load.schoolId}::int, ${cells}, ${load.importId}::bigint from ${sql.table(`ready_${target.table}`)} r
    where not exists (select from ${table} t where t.school_id = ${load.schoolId} and ${sameKey(target)})`.execute(trx)
  return Number(added.numAffectedRows ?? 0)
}
