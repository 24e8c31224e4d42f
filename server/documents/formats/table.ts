import type { IsoDay } from '../../domain/day.ts'

/** A cell of a table that leaves the program as a file: days stay days, numbers numbers, and text is only ever text. */
export type Cell = string | number | null | { readonly day: IsoDay }
export type Column = { readonly title: string /** Characters. */; readonly width: number }
export type Sheet = {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
}

/** A day as a cell; nothing where there is none. */
export function dayCell(day: IsoDay | null): Cell {
  return day === null ? null : { day }
}
