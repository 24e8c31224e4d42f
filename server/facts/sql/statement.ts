import type { Measure } from '../../domain/facts/measure.ts'
import type { Value } from '../../domain/facts/value.ts'
import type { Scope } from './scope.ts'

export type MeasureType = 'int' | 'text' | 'boolean' | 'text[]'

/** One measure in SQL: its column over the rows of a subject, and what it is where there is no row. */
export type MeasureSql = {
  readonly subject: Part['subject']
  readonly type: MeasureType
  /** Without any row. A row's own null is "unknown", never this. */
  readonly absent: Value
  readonly column: (measure: Measure, scope: Scope, cells: Cells) => string
}

export type Source = {
  readonly measures: Readonly<Record<string, MeasureSql>>
  /** The one statement over the source's tables. Rows: subject, id, then a column per measure, in order. */
  readonly statement: (columns: readonly Column[], scope: Scope) => string
}

export type Column = { readonly measure: Measure; readonly sql: MeasureSql }

/** Columns of the inner grouping (pupil × subject, pupil × day), each expression once however many measures need it. */
export type Cells = {
  readonly add: (expression: string) => string
  readonly list: () => string
  readonly names: () => string[]
}

export function createCells(prefix = 'c'): Cells {
  const names = new Map<string, string>()
  return {
    add: (expression) => {
      const name = names.get(expression) ?? `${prefix}${names.size}`
      names.set(expression, name)
      return name
    },
    list: () => [...names].map(([expression, name]) => `, ${expression} as ${name}`).join('\n    '),
    names: () => [...names.values()],
  }
}

export type Part = {
  /** Whom the rows are of; `crowd` are classes too, by another grouping. */
  readonly subject: 'student' | 'class' | 'crowd'
  readonly id: string
  readonly from: string
  readonly columns: ReadonlyMap<Column, string>
}

/** The outer select: pupils and classes in one result, so that the tables are scanned once for both. */
export function outerSelect(columns: readonly Column[], ...parts: readonly Part[]): string {
  return parts
    .filter(({ columns: own }) => own.size > 0)
    .map((part) => selectOf(part, columns))
    .join('\nunion all\n')
}

function selectOf(part: Part, columns: readonly Column[]): string {
  const cells = columns.map(
    (column, no) => `,\n  (${part.columns.get(column) ?? 'null'})::${column.sql.type} as v${no}`,
  )
  return `select '${part.subject}' as subject, (${part.id})::bigint as id${cells.join('')}\n${part.from}`
}
