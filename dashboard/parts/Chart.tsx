import { Box, Table, Text } from '@mantine/core'
import type { ChartConfiguration } from 'chart.js'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../words/language.tsx'

export type ChartTable = { head: readonly string[]; rows: readonly (readonly ReactNode[])[] }
type Props = {
  title: string
  /** One generated sentence: what the chart shows. */
  finding: string
  /** The same data for those who do not see the canvas. */
  table: ChartTable
  config: ChartConfiguration
  height?: number
  /** A mark was chosen with the pointer; the table has the same as links. */
  onPick?: (index: number, dataset: number) => void
  /** Above the drawing: what it shows is chosen here. */
  controls?: ReactNode
}

/** A figure: a sentence, the drawing, and a table of the same data. The drawing code is fetched when a chart is shown. */
export function Chart({ title, finding, table, config, height = 260, onPick, controls }: Props) {
  const { common } = useWords()
  const canvas = useRef<HTMLCanvasElement>(null)
  const pick = useRef(onPick)
  pick.current = onPick
  useEffect(() => {
    let drawn: { destroy: () => void } | undefined
    let isGone = false
    const show = async () => {
      const { draw } = await import('./chart-library.ts')
      if (!isGone && canvas.current)
        drawn = draw(canvas.current, config, (index, dataset) => pick.current?.(index, dataset))
    }
    void show()
    return () => {
      isGone = true
      drawn?.destroy()
    }
  }, [config])
  return (
    <figure style={{ margin: 0 }}>
      <figcaption>
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed">
          {finding}
        </Text>
      </figcaption>
      {controls}
      <Box h={height} pos="relative" mt="xs">
        <canvas ref={canvas} role="img" aria-label={`${title}. ${finding}`} />
      </Box>
      <ChartData table={table} summary={common.table} />
    </figure>
  )
}

function ChartData({ table, summary }: { table: ChartTable; summary: string }) {
  return (
    <details>
      <Text component="summary" size="sm" c="dimmed" style={{ cursor: 'pointer' }}>
        {summary}
      </Text>
      <Table.ScrollContainer type="native" minWidth={280} tabIndex={0}>
        <Table withTableBorder fz="sm">
          <Table.Thead>
            <Table.Tr>
              {table.head.map((text) => (
                <Table.Th key={text}>{text}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {table.rows.map((row, at) => (
              <Table.Tr key={at}>
                {row.map((cell, no) => (
                  <Table.Td key={table.head[no]}>{cell}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </details>
  )
}
