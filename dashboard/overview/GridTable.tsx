import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useDutiesSearch } from '../parts/DutiesLink.tsx'
import { type StatusId, states } from '../parts/Status.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import type { GridAnswer } from './GridPanel.tsx'

type Cell = GridAnswer['points'][number]['cells'][number]
type At = { row: number; column: number }

/** The table of classes and points: a real table, walked with the arrows; each cell leads to its list. */
export function GridTable({ grid }: { grid: GridAnswer }) {
  const { words } = useLanguage()
  const say = useSay()
  const table = useRef<HTMLTableElement>(null)
  const [at, setAt] = useState<At>({ row: 0, column: 0 })
  const move = (event: KeyboardEvent) => {
    const next = nextCell(event, at, grid.classes.length, grid.points.length)
    if (!next) return
    event.preventDefault()
    setAt(next)
    table.current?.querySelector<HTMLElement>(`[data-at="${next.row}:${next.column}"]`)?.focus()
  }
  return (
    <section className="grid-scroll" aria-label={words.overview.grid.caption}>
      <table ref={table} className="grid" onKeyDown={move}>
        <caption className="grid-caption">{words.overview.grid.caption}</caption>
        <thead>
          <SectionRow points={grid.points.map(({ point }) => point)} />
          <tr>
            {grid.points.map(({ point, title }) => (
              <th key={point} scope="col" title={`${point} ${say(title)}`} abbr={`${point} ${say(title)}`}>
                {point.split('.')[1]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.classes.map(({ id, name }, row) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {grid.points.map(({ point, nothing, cells }, column) => (
                <td key={point} className={`cell-${cells[row]?.state ?? ''}`}>
                  <CellLink
                    cell={cells[row]}
                    className={name}
                    classId={id}
                    point={point}
                    hint={say(nothing)}
                    period={grid.period}
                    place={`${row}:${column}`}
                    isTabStop={at.row === row && at.column === column}
                    onFocus={() => setAt({ row, column })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function SectionRow({ points }: { points: readonly string[] }) {
  const { words } = useLanguage()
  const sections = Map.groupBy(points, (point) => point.split('.')[0] ?? '')
  return (
    <tr>
      <th scope="col" rowSpan={2}>
        {words.overview.grid.class}
      </th>
      {[...sections].map(([section, own]) => (
        <th key={section} scope="colgroup" colSpan={own.length} abbr={words.overview.grid.section(section)}>
          {section}
        </th>
      ))}
    </tr>
  )
}

type CellProps = {
  cell: Cell | undefined
  className: string
  classId: number
  point: string
  hint: string
  period: string
  place: string
  isTabStop: boolean
  onFocus: () => void
}

function CellLink({ cell, className, classId, point, hint, period, place, isTabStop, onFocus }: CellProps) {
  const { words } = useLanguage()
  const search = useDutiesSearch()
  if (!cell) return null
  const { state, count } = cell
  const id = state as StatusId
  const name = words.overview.grid.cell(className, point, words.common.status[id], count)
  const shared = { 'data-at': place, tabIndex: isTabStop ? 0 : -1, onFocus }
  if (count === 0 || count === null) {
    const title = count === null ? `${name}; ${words.overview.grid.hidden}` : `${name}. ${hint}`
    return (
      <span {...shared} role="img" aria-label={title} title={title}>
        {states[id].glyph}
      </span>
    )
  }
  return (
    <Link
      {...shared}
      to="/duties"
      search={search({ class: classId, point, status: state, period })}
      aria-label={name}
      title={name}
    >
      <span aria-hidden="true">{states[id].glyph}</span>
      {count > 1 && states[id].glyph !== '' && <small aria-hidden="true">{count}</small>}
    </Link>
  )
}

function nextCell({ key, ctrlKey }: KeyboardEvent, { row, column }: At, rows: number, columns: number): At | undefined {
  const clip = (value: number, size: number) => Math.min(Math.max(value, 0), size - 1)
  if (key === 'ArrowRight') return { row, column: clip(column + 1, columns) }
  if (key === 'ArrowLeft') return { row, column: clip(column - 1, columns) }
  if (key === 'ArrowDown') return { row: clip(row + 1, rows), column }
  if (key === 'ArrowUp') return { row: clip(row - 1, rows), column }
  if (key === 'Home') return { row: ctrlKey ? 0 : row, column: 0 }
  return key === 'End' ? { row: ctrlKey ? rows - 1 : row, column: columns - 1 } : undefined
}
