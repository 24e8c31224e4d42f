import type { ProductionCalendar } from '../calendar/production.ts'
import type { SchoolCalendar } from '../calendar/school.ts'
import type { FactParams } from '../conditions/slots.ts'
import type { Day } from '../day.ts'
import type { Freshness } from './freshness.ts'
import { type Measure, measure, type StatementName } from './measure.ts'
import { type Reason, type Unknown, unknown, type Value } from './value.ts'

/** What a fact may look at besides its measures. */
export type FactContext = {
  readonly asOf: Day
  readonly calendar: SchoolCalendar | undefined
  readonly production: ProductionCalendar
  readonly freshness: Freshness
  readonly params: FactParams
}

/** How a fact comes about: from measures of the pupil (or of the class), or from the measures of a class's pupils. */
export type Definition =
  | {
      readonly of: 'self'
      readonly measures: (params: FactParams) => readonly Measure[]
      readonly value: (values: readonly Value[], context: FactContext) => Value | Unknown
    }
  | {
      readonly of: 'pupils'
      readonly measures: (params: FactParams) => readonly Measure[]
      readonly value: (pupils: readonly (readonly Value[])[], context: FactContext) => Value | Unknown
    }

export type Definitions = Readonly<Record<string, Definition>>

/** Facts that are one column as it comes; no value means the given reason. */
export function columns(
  statement: StatementName,
  names: readonly string[],
  absent: Reason = 'below_minimum',
): Definitions {
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        of: 'self',
        measures: (params) => [measure(statement, name, params)],
        value: ([value]) => value ?? unknown(absent),
      } satisfies Definition,
    ]),
  )
}

/** A fact made of several columns. */
export function made(
  measures: (params: FactParams) => readonly Measure[],
  value: (values: readonly Value[], context: FactContext) => Value | Unknown,
): Definition {
  return { of: 'self', measures, value }
}

/** A fact of a class, made of columns of its pupils. */
export function ofPupils(
  measures: (params: FactParams) => readonly Measure[],
  value: (pupils: readonly (readonly Value[])[], context: FactContext) => Value | Unknown,
): Definition {
  return { of: 'pupils', measures, value }
}

/** A fact that no record is needed for. */
export function computed(value: (context: FactContext) => Value | Unknown): Definition {
  return { of: 'self', measures: () => [], value: (_, context) => value(context) }
}
