import { Box, Table, Text, useComputedColorScheme } from '@mantine/core'
import type { ChartConfiguration } from 'chart.js'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useLanguage } from '../words/language.tsx'
import type { Drawn } from './chart-library.ts'
import { TableBox } from './TableBox.tsx'

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
  const { words, lang } = useLanguage()
  // At once, not after a first drawing in light: the colours are those of every chart of the page.
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const [isFailed, setIsFailed] = useState(false)
  const canvas = useRef<HTMLCanvasElement>(null)
  const pick = useRef(onPick)
  pick.current = onPick
  useEffect(() => {
    let drawn: Drawn | undefined
    let isGone = false
    const show = async () => {
      const { draw } = await import('./chart-library.ts')
      if (isGone || !canvas.current) return
      drawn = draw(canvas.current, config, { lang, scheme, onPick: (index, dataset) => pick.current?.(index, dataset) })
      setIsFailed(false)
    }
    // The table below has the same data: a drawing that could not be fetched is missed, not mourned.
    show().catch(() => setIsFailed(true))
    // Paper is white.
    const onPaper = () => drawn?.recolour('light')
    const onScreen = () => drawn?.recolour(scheme)
    window.addEventListener('beforeprint', onPaper)
    window.addEventListener('afterprint', onScreen)
    return () => {
      isGone = true
      drawn?.destroy()
      window.removeEventListener('beforeprint', onPaper)
      window.removeEventListener('afterprint', onScreen)
    }
  }, [config, lang, scheme])
  return (
    <figure style={{ margin: 0 }}>
      <figcaption>
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed">
          {finding}
        </Text>
      </figcaption>
      {controls}
      {isFailed && (
        <Text size="sm" c="dimmed" role="status">
          {words.common.noDrawing}
        </Text>
      )}
      <Box h={height} pos="relative" mt="xs" display={isFailed ? 'none' : 'block'}>
        <canvas ref={canvas} role="img" aria-label={`${title}. ${finding}`} />
      </Box>
      <ChartData table={table} title={title} summary={words.common.table} />
    </figure>
  )
}

function ChartData({ table, title, summary }: { table: ChartTable; title: string; summary: string }) {
  return (
    <details>
      <Text component="summary" size="sm" c="dimmed" style={{ cursor: 'pointer' }}>
        {summary}
      </Text>
      <TableBox isDense label={title} head={table.head} minWidth={280}>
        {table.rows.map((row, at) => (
          <Table.Tr key={at}>
            {row.map((cell, no) =>
              no === 0 ? (
                <Table.Th key={no} scope="row" fw={400}>
                  {cell}
                </Table.Th>
              ) : (
                <Table.Td key={no}>{cell}</Table.Td>
              ),
            )}
          </Table.Tr>
        ))}
      </TableBox>
    </details>
  )
}
