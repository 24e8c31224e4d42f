import type { ColumnType } from 'kysely'

/** `date`: an ISO day, `2026-09-01`. */
export type DayColumn = string

/** `timestamptz`: read as an ISO instant in UTC with six decimals, which sorts as text; written as that or as a Date. */
export type InstantColumn = ColumnType<string, string | Date, string | Date>

/** An instant that the database fills in where it is not given. */
export type DefaultInstantColumn = ColumnType<string, string | Date | undefined, string | Date>

/** `jsonb`: written as text, `JSON.stringify(value)`: pg would send a JavaScript array as a PostgreSQL list. */
export type JsonColumn<T = unknown> = ColumnType<T, string, string>

/** JSON that the database fills in where it is not given. */
export type DefaultJsonColumn<T = unknown> = ColumnType<T, string | undefined, string>
