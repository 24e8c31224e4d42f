import { Text } from '@mantine/core'
import type { ChartConfiguration } from 'chart.js'
import { useMemo } from 'react'
import { Chart } from '../parts/Chart.tsx'
import { palette } from '../parts/palette.ts'
import { useLanguage } from '../words/language.tsx'
import type { FamilyAnswer } from './Family.tsx'
import { shareOf } from './Waves.tsx'

/** The rest of a number; null where either is not told. */
const less = (all: number | null, part: number | null) => (all === null || part === null ? null : all - part)

/** What parents asked about this school year, and whether they were answered in time. */
export function Requests({ data: { requests: lines } }: { data: FamilyAnswer }) {
  const { words } = useLanguage()
  const { requests } = words.family
  const titleOf = (topic: string) => requests.topics[topic] ?? topic
  const config = useMemo(
    (): ChartConfiguration => ({
      type: 'bar',
      data: {
        labels: lines.map(({ topic }) => requests.topics[topic] ?? topic),
        datasets: [
          { label: requests.onTime, data: lines.map(({ onTime }) => onTime), backgroundColor: palette.accent },
          {
            label: requests.late,
            data: lines.map(({ decided, onTime }) => less(decided, onTime)),
            backgroundColor: palette.second,
          },
          {
            label: requests.open,
            data: lines.map(({ count, decided }) => less(count, decided)),
            backgroundColor: palette.noData,
          },
        ],
      },
      options: { indexAxis: 'y', scales: { x: { stacked: true, ticks: { precision: 0 } }, y: { stacked: true } } },
    }),
    [lines, requests],
  )
  if (lines.length === 0) return <Text c="dimmed">{requests.none}</Text>
  const told = lines.filter(({ onTime }) => onTime !== null)
  const decided = told.reduce((sum, line) => sum + (line.decided ?? 0), 0)
  const onTime = told.reduce((sum, line) => sum + (line.onTime ?? 0), 0)
  const finding =
    told.length === 0
      ? words.family.hidden
      : requests.finding(words.common.percentOf(shareOf(onTime, decided), onTime, decided))
  const head = [requests.topic, requests.count, requests.onTime, requests.late, requests.open]
  const rows = lines.map((line) => [
    titleOf(line.topic),
    ...[line.count, line.onTime, less(line.decided, line.onTime), less(line.count, line.decided)].map(
      (n) => n ?? words.family.hidden,
    ),
  ])
  const height = 70 + lines.length * 30
  return <Chart title={requests.title} finding={finding} table={{ head, rows }} config={config} height={height} />
}
