import { type FactParams, factKey } from '../conditions/slots.ts'

/** The statements that are run on the database, one per group of tables that is scanned once. */
export const statements = [
  'roster',
  'marks',
  'finalMarks',
  'attendance',
  'incidents',
  'debts',
  'contacts',
  'requests',
  'meetings',
  'escalations',
  'support',
  'consents',
  'family',
  'categories',
] as const
export type StatementName = (typeof statements)[number]

/** One column that a statement brings: most facts are one measure, shares and indices are made of several. */
export type Measure = {
  readonly key: string
  readonly statement: StatementName
  readonly name: string
  readonly params: FactParams
}

export function measure(statement: StatementName, name: string, params: FactParams = {}): Measure {
  return { key: factKey(`${statement}.${name}`, params), statement, name, params }
}
