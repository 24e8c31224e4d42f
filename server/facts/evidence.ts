import { sql } from 'kysely'
import type { Trx } from '../database/database.ts'
import type { FactUse } from '../domain/conditions/slots.ts'
import { type Day, type IsoDay, isoOf } from '../domain/day.ts'
import { bandsOf } from '../domain/facts/bands.ts'
import { definitions } from '../domain/facts/definitions.ts'
import { coverageOf } from '../domain/facts/freshness.ts'
import { sayRecord } from '../domain/facts/record-words.ts'
import type { Words } from '../domain/formats/words.ts'
import type { FactOptions } from './facts.ts'
import { listClasses, listImportWords, listLoadClasses } from './queries.ts'
import { evidenceOf } from './sql/evidence.ts'
import { createScope, type Scope } from './sql/scope.ts'

/** One record behind a number: dated, in words, and how much it adds (a whole day missed adds the lessons held on it). */
export type RecordBehind = {
  readonly source: string
  readonly on: IsoDay
  readonly kind: string
  readonly subject: string | null
  readonly lessonNo: number | null
  /** Marks and weights in hundredths. */
  readonly value: number | null
  readonly weight: number | null
  readonly severity: number | null
  readonly role: string | null
  readonly counts: number
  readonly ru: string
  readonly en: string
}

export type RecordsBehindInput = Pick<FactOptions, 'schoolId' | 'knownAt' | 'calendarOf' | 'kinds'> & {
  readonly asOf: Day
  readonly studentId: number
  /** False: without what rests on restricted incidents and cases. */
  readonly withRestricted?: boolean
  /** Titles of kinds (of absences, incidents …) from the catalogues; without one the kind's own id is shown. */
  readonly titleOf?: (kind: string) => Words | undefined
}

/** The records behind a fact of one pupil, earliest first: the same window and filter as the number itself. */
export async function listRecordsBehind(
  trx: Trx,
  { fact, params }: Pick<FactUse, 'fact' | 'params'>,
  input: RecordsBehindInput,
): Promise<RecordBehind[]> {
  const definition = Object.hasOwn(definitions, fact) ? definitions[fact] : undefined
  if (!definition) throw new RangeError(`Unknown fact: ${fact}`)
  const scopeFor = await scopesOf(trx, input)
  const listed: RecordBehind[] = []
  for (const measure of scopeFor ? definition.measures(params) : []) {
    const text = scopeFor && evidenceOf(measure, scopeFor())
    if (text === undefined) continue
    const { rows } = await sql.raw<Omit<RecordBehind, 'ru' | 'en'>>(text).execute(trx)
    listed.push(...rows.map((row) => ({ ...row, ...sayRecord(row, input.titleOf?.(row.kind)) })))
  }
  // Two measures of one fact may rest on the same records (the state of a case and its dynamics).
  const distinct = new Map(
    listed.map((record, index) => [
      definition.measures(params).length > 1 ? JSON.stringify(record) : `${index}`,
      record,
    ]),
  )
  return [...distinct.values()].toSorted((one, other) => one.on.localeCompare(other.on))
}

async function scopesOf(trx: Trx, input: RecordsBehindInput): Promise<(() => Scope) | undefined> {
  const { schoolId, asOf, knownAt, kinds, studentId, withRestricted = true } = input
  const bands = bandsOf(await listClasses(trx, schoolId), input.calendarOf, asOf)
  if (bands.length === 0) return undefined
  const words = await listImportWords(trx, schoolId, knownAt)
  const { freshness } = coverageOf(words, await listLoadClasses(trx, schoolId, isoOf(asOf)), asOf)
  const attendanceOn = Math.min(asOf, freshness['attendance']?.dataOn ?? asOf)
  return () => createScope({ schoolId, asOf, knownAt, bands, kinds, attendanceOn, studentId, withRestricted })
}
