import { type Day, dayOf, type IsoDay } from '../day.ts'
import type { Scalar } from './condition.ts'

/** A parameter as the rule file writes it: values dated from a day, `null` ends it. */
export type DatedParameter = {
  readonly values: readonly { readonly from: IsoDay; readonly value: Scalar | null }[]
}

/** The value in force on a day and the day it took effect; `value: null` where none is in force (ended or not begun). */
export type ParameterValue = { readonly value: Scalar | null; readonly since: Day | null }

export type Parameters = Readonly<Record<string, ParameterValue>>

/**
 * The values of a rule's parameters as of a day: of each the latest dated on or before it.
 * A parameter without a value in force is `null`, which makes conditions unknown; it is never 0.
 */
export function resolveParameters(parameters: Readonly<Record<string, DatedParameter>>, asOf: Day): Parameters {
  const entries = Object.entries(parameters).map(([name, parameter]) => [name, valueOn(parameter, asOf)] as const)
  return Object.fromEntries(entries)
}

function valueOn(parameter: DatedParameter, asOf: Day): ParameterValue {
  let found: ParameterValue = { value: null, since: null }
  for (const { from, value } of parameter.values) {
    const since = dayOf(from)
    if (since <= asOf && (found.since === null || since >= found.since)) found = { value, since }
  }
  return found
}
