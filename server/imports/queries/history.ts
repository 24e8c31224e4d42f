import { sql } from 'kysely'
import type { Trx } from '../../database/database.ts'
import type { Load } from './compare.ts'

export type Covers = {
  readonly kinds: readonly string[]
  readonly who: string
  readonly classIds: readonly number[]
  /** The pupils of a file that is theirs alone. */
  readonly studentIds: readonly number[]
  readonly days: Readonly<Record<string, { readonly from: string; readonly to: string }>>
}

export type ImportRow = {
  id: number
  profile: string
  source: string
  exported_on: string
  covers: Covers
  content_hash: string
}

/** One load or check of a school at a time: two at once would wait for each other's rows. Taken before `lockImports`. */
export async function lockLoads(trx: Trx, schoolId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('reglament load'), ${schoolId}::int)`.execute(trx)
}

/** Lets everybody else write beside this transaction, which is to be rolled back: it does not grow the version of the school. */
export async function writeNothing(trx: Trx): Promise<void> {
  await sql`set local app.writes_nothing = 'on'`.execute(trx)
}

/** A school is loaded, evaluated or changed by one at a time: two at once would each miss what the other adds. */
export async function lockImports(trx: Trx, schoolId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('reglament import'), ${schoolId}::int)`.execute(trx)
}

/** Begins a load: its number is needed before its content is known. */
export async function startImport(
  trx: Trx,
  schoolId: number,
  values: { profile: string; source: string; exportedOn: string; author: string | null },
): Promise<Load> {
  const { id } = await trx
    .insertInto('import')
    .values({
      school_id: schoolId,
      profile: values.profile,
      source: values.source,
      state: 'accepted',
      exported_on: values.exportedOn,
      covers: '{}',
      files: '[]',
      content_hash: '',
      counts: '{}',
      author: values.author,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { schoolId, importId: id, changes: 0 }
}

export async function finishImport(
  trx: Trx,
  load: Load,
  values: {
    covers: Covers
    files: unknown
    hash: string
    counts: unknown
    warnings: unknown
    forced: boolean
    sources: readonly string[]
    dataOn: string
  },
): Promise<void> {
  await trx
    .updateTable('import')
    .set({
      covers: JSON.stringify(values.covers),
      files: JSON.stringify(values.files),
      content_hash: values.hash,
      counts: JSON.stringify(values.counts),
      warnings: JSON.stringify(values.warnings),
      forced: values.forced,
      finished_at: sql`clock_timestamp()`,
    })
    .where('school_id', '=', load.schoolId)
    .where('id', '=', load.importId)
    .execute()
  const rows = values.sources.map((source) => ({
    school_id: load.schoolId,
    import_id: load.importId,
    source,
    data_on: values.dataOn,
  }))
  if (rows.length > 0) await trx.insertInto('import_source').values(rows).execute()
}

/** Accepted loads of a source, the last first. */
export async function listImports(trx: Trx, schoolId: number, source: string): Promise<ImportRow[]> {
  const rows = await trx
    .selectFrom('import')
    .select(['id', 'profile', 'source', 'exported_on', 'covers', 'content_hash'])
    .where('school_id', '=', schoolId)
    .where('source', '=', source)
    .where('state', '=', 'accepted')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, covers: row.covers as Covers }))
}

export async function findLastImport(
  trx: Trx,
  schoolId: number,
): Promise<{ id: number; profile: string; exported_on: string } | undefined> {
  return trx
    .selectFrom('import')
    .select(['id', 'profile', 'exported_on'])
    .where('school_id', '=', schoolId)
    .where('state', '=', 'accepted')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
