import { sql } from 'kysely'
import type { Db, Tables, Trx } from '../database/database.ts'
import type { ProductionCalendar } from '../domain/calendar/production.ts'
import type { SchoolCalendar } from '../domain/calendar/school.ts'
import { isoOf } from '../domain/day.ts'
import { assemble, type FactTable, type MeasureTable } from '../domain/facts/assemble.ts'
import { type BandOfClasses, bandsOf } from '../domain/facts/bands.ts'
import { type Coverage, coverageOf } from '../domain/facts/freshness.ts'
import type { StatementName } from '../domain/facts/measure.ts'
import type { FactPlan } from '../domain/facts/plan.ts'
import type { RecordsGround } from '../domain/facts/record-people.ts'
import { planRecords } from '../domain/facts/records.ts'
import type { Value } from '../domain/facts/value.ts'
import type { Records } from '../domain/formats/records.ts'
import { listClasses, listEnrolled, listImportWords, listLoadClasses } from './queries.ts'
import { createScope, type Kinds, type Scope } from './sql/scope.ts'
import { sources } from './sql/sources.ts'
import type { Column } from './sql/statement.ts'

export type { FactRow, FactTable } from '../domain/facts/assemble.ts'
export { planFacts, scaleIn, usesOf } from '../domain/facts/plan.ts'
export { type AskedFact, type AskedFacts, type AskedGround, askFacts } from './asked.ts'
export { listRecordsBehind, type RecordBehind, type RecordsBehindInput } from './evidence.ts'
export { countLooked, loadSnapshot, saveSnapshot } from './queries.ts'

export type FactOptions = {
  readonly schoolId: number
  /** What was known at an instant (ISO, UTC); without it, all that is known. */
  readonly knownAt?: string
  /** The calendar a class follows; classes that follow one should get one and the same object. */
  readonly calendarOf: (schoolClass: { id: number; grade: number }) => SchoolCalendar | undefined
  readonly production: ProductionCalendar
  readonly kinds: Kinds
}

/** Loads the facts of a plan for every pupil and class of a school as of the plan's day: one query per source. */
export async function loadFacts(trx: Trx, plan: FactPlan, options: FactOptions): Promise<FactTable> {
  const { schoolId, knownAt } = options
  const students = await listEnrolled(trx, schoolId, isoOf(plan.asOf), knownAt)
  const words = await listImportWords(trx, schoolId, knownAt)
  const coverage = coverageOf(words, await listLoadClasses(trx, schoolId, isoOf(plan.asOf)), plan.asOf)
  const bands = bandsOf(await listClasses(trx, schoolId), options.calendarOf, plan.asOf)
  const measures =
    bands.length === 0 ? new Map() : await loadMeasures(trx, plan, scopeOf(plan, options, bands, coverage))
  return assemble({
    plan,
    students,
    bands,
    coverage,
    measures,
    absent: absentOf(plan),
    production: options.production,
  })
}

/** The scope of a school's statements; made anew for each, since a statement gathers its windows in it. */
function scopeOf(
  plan: FactPlan,
  { schoolId, knownAt, kinds }: FactOptions,
  bands: readonly BandOfClasses[],
  { freshness }: Coverage,
): () => Scope {
  const attendanceOn = Math.min(plan.asOf, freshness['attendance']?.dataOn ?? plan.asOf)
  return () => createScope({ schoolId, asOf: plan.asOf, knownAt, bands, kinds, attendanceOn })
}

async function loadMeasures(trx: Trx, plan: FactPlan, scope: () => Scope): Promise<MeasureTable> {
  const table: Map<string, Map<number, Value>> = new Map(plan.measures.map(({ key }) => [key, new Map()]))
  await planByHashes(trx)
  for (const [name, columns] of columnsByStatement(plan)) {
    const text = sources[name]?.statement(columns, scope())
    if (text === undefined) continue
    const { rows } = await sql.raw<Record<string, Value>>(text).execute(trx)
    for (const [no, { measure, sql: own }] of columns.entries()) {
      const values = table.get(measure.key)
      for (const row of rows) {
        const value = row[`v${no}`]
        if (row['subject'] === own.subject) values?.set(Number(row['id']), value ?? null)
      }
    }
  }
  await planAsEver(trx)
  return table
}

/**
 * The statements are built of common table expressions, whose sizes PostgreSQL guesses far too low: it would loop or sort
 * where a hash is many times faster, and compile (JIT) for longer than the statements run.
 */
async function planByHashes(trx: Trx): Promise<void> {
  await sql`set local enable_nestloop = off; set local enable_mergejoin = off; set local jit = off; set local work_mem = '64MB'`.execute(
    trx,
  )
}

async function planAsEver(trx: Trx): Promise<void> {
  await sql`set local enable_nestloop to default; set local enable_mergejoin to default; set local jit to default; set local work_mem to default`.execute(
    trx,
  )
}

function columnsByStatement(plan: FactPlan): Map<StatementName, Column[]> {
  const grouped = new Map<StatementName, Column[]>()
  for (const measure of plan.measures) {
    const own = sources[measure.statement]?.measures[measure.name]
    if (!own) throw new RangeError(`No SQL for ${measure.key}`)
    grouped.set(measure.statement, [...(grouped.get(measure.statement) ?? []), { measure, sql: own }])
  }
  return grouped
}

/** What a measure is for a pupil or class without a single record: 0 for a count, nothing for a mean. */
function absentOf(plan: FactPlan): (key: string) => Value {
  const values = new Map(
    plan.measures.map(({ key, statement, name }) => [key, sources[statement]?.measures[name]?.absent ?? null]),
  )
  return (key) => values.get(key) ?? null
}

export type RecordsOptions = Omit<FactOptions, 'schoolId' | 'knownAt'> &
  Pick<RecordsGround, 'incidentKinds' | 'instruments'>

/**
 * The facts of an example's raw records, by the same SQL as a school's: they are written into a school that exists inside
 * one transaction only, which is rolled back. A rule about a pupil looks at `students[0]`, one about a class at `classes[0]`.
 */
export async function computeFactsOfRecords(
  db: Db,
  records: Records,
  plan: FactPlan,
  options: RecordsOptions,
): Promise<FactTable> {
  const done: { table?: FactTable } = {}
  await db
    .transaction()
    .execute(async (trx) => {
      const schoolId = await openThrowaway(trx)
      for (const [table, rows] of planRecords(records, { ...options, asOf: plan.asOf }))
        await insertRows(trx, table, schoolId, rows)
      done.table = await loadFacts(trx, plan, { ...options, schoolId })
      throw new RolledBack()
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error
    })
  if (!done.table) throw new Error('The facts of the records were not loaded')
  return done.table
}

class RolledBack extends Error {}

/** Not as the application's role, which may not make schools; the policies still see this school alone. */
async function openThrowaway(trx: Trx): Promise<number> {
  const { id } = await trx
    .insertInto('school')
    .values({ name: '', time_zone: 'UTC', tracking_from: '2000-01-01' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql.raw(`set local citus.propagate_set_commands = 'local'; set local app.school_id = '${id}'`).execute(trx)
  return id
}

const batch = 500

async function insertRows(trx: Trx, table: string, schoolId: number, rows: readonly object[]): Promise<void> {
  for (let start = 0; start < rows.length; start += batch) {
    const part = rows.slice(start, start + batch).map((row) => ({ school_id: schoolId, ...row }))
    // Which table and which columns is the plan's business; the database checks both.
    await trx
      .insertInto(table as keyof Tables)
      .values(part)
      .execute()
  }
}
