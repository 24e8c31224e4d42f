import type { Value } from '../../domain/facts/value.ts'
import type { Scope } from './scope.ts'
import { type Column, createCells, type MeasureSql, type MeasureType, outerSelect, type Part } from './statement.ts'

/** A measure in SQL, in short. */
export function ofStudent(type: MeasureType, absent: Value, column: MeasureSql['column']): MeasureSql {
  return { subject: 'student', type, absent, column }
}

export function ofClass(type: MeasureType, absent: Value, column: MeasureSql['column']): MeasureSql {
  return { subject: 'class', type, absent, column }
}

export type Body = { readonly ctes: string; readonly parts: readonly Omit<Part, 'columns'>[] }

/** A statement of common table expressions and one select per kind of subject, each with its own columns. */
export function plainStatement(columns: readonly Column[], scope: Scope, body: Body): string {
  const cells = createCells()
  const parts = body.parts.map((part) => {
    const own = columns.filter(({ sql }) => sql.subject === part.subject)
    return { ...part, columns: new Map(own.map((column) => [column, column.sql.column(column.measure, scope, cells)])) }
  })
  const select = outerSelect(columns, ...parts)
  return `with ${scope.head()}${body.ctes === '' ? '' : `,\n${body.ctes}`}\n${select}`
}
