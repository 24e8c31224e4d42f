import { sql } from 'kysely'
import type { Trx } from '../database/database.ts'
import type { ProductionCalendar } from '../domain/calendar/production.ts'
import type { SchoolCalendar } from '../domain/calendar/school.ts'
import { isoOf } from '../domain/day.ts'
import { assemble, type FactTable, type MeasureTable } from '../domain/facts/assemble.ts'
import { type BandOfClasses, bandsOf } from '../domain/facts/bands.ts'
import { type Coverage, coverageOf } from '../domain/facts/freshness.ts'
import type { StatementName } from '../domain/facts/measure.ts'
import type { FactPlan } from '../domain/facts/plan.ts'
import type { Value } from '../domain/facts/value.ts'
import { listClasses, listEnrolled, listImportWords, listLoadClasses } from './queries.ts'
import { createScope, type Kinds, type Scope } from './sql/scope.ts'
import { sources } from './sql/sources.ts'
import type { Column } from './sql/statement.ts'

export type { FactRow, FactTable } from '../domain/facts/assemble.ts'
export { planFacts, scaleIn, usesOf } from '../domain/facts/plan.ts'
export { loadSnapshot, saveSnapshot } from './queries.ts'

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
  return table
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
