import { Box, Table, Text } from '@mantine/core'
import type { ChartConfiguration } from 'chart.js'
import { useEffect, useRef } from 'react'
import { useWords } from '../words/language.tsx'

export type ChartTable = { head: readonly string[]; rows: readonly (readonly (string | number)[])[] }
type Props = {
  title: string
  /** One generated sentence: what the chart shows. */
  finding: string
  /** The same data for those who do not see the canvas. */
  table: ChartTable
  config: ChartConfiguration
  height?: number
}

/** A figure: a sentence, the drawing, and a table of the same data. The drawing code is fetched when a chart is shown. */
export function Chart({ title, finding, table, config, height = 260 }: Props) {
  const { common } = useWords()
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let drawn: { destroy: () => void } | undefined
    let isGone = false
    const show = async () => {
      const { draw } = await import('./chart-library.ts')
      if (!isGone && canvas.current) drawn = draw(canvas.current, config)
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
      <Table.ScrollContainer minWidth={280} tabIndex={0}>
        <Table withTableBorder fz="sm">
          <Table.Thead>
            <Table.Tr>
              {table.head.map((text) => (
                <Table.Th key={text}>{text}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {table.rows.map((row) => (
              <Table.Tr key={row.join('|')}>
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
