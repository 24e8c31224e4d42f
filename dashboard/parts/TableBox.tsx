import { Table } from '@mantine/core'
import type { ReactNode } from 'react'

/** A table with a name, which scrolls within itself where the screen is narrower, and shows so by a shaded edge; the keyboard reaches it. */
export function TableBox({
  label,
  head,
  minWidth = 520,
  isDense = false,
  children,
}: {
  label: string
  head: readonly ReactNode[]
  minWidth?: number
  /** Among much else on a page or a sheet of paper. */
  isDense?: boolean
  children: ReactNode
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
    <div role="group" aria-label={label} tabIndex={0} className="table-box">
      <Table miw={minWidth} verticalSpacing={isDense ? 4 : 'xs'} fz={isDense ? 'sm' : 'md'} highlightOnHover>
        <caption className="visually-hidden">{label}</caption>
        <Table.Thead>
          <Table.Tr>
            {head.map((cell, no) =>
              // Above what can be done with a row stands no heading.
              cell === '' ? (
                <Table.Td key={no} />
              ) : (
                <Table.Th key={no} scope="col">
                  {cell}
                </Table.Th>
              ),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </div>
  )
}
