import { Text } from '@mantine/core'
import type { ChartConfiguration } from 'chart.js'
import { useMemo } from 'react'
import { Chart } from '../parts/Chart.tsx'
import { palette } from '../parts/palette.ts'
import { useLanguage } from '../words/language.tsx'
import type { FamilyAnswer } from './Family.tsx'
import { shareOf } from './Waves.tsx'

type Line = FamilyAnswer['requests'][number]

/** Answered late or not at all; null where the parts are not told. */
const lateOf = ({ late, never }: Line): number | null => (late === null || never === null ? null : late + never)

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
          { label: requests.onTime, data: lines.map(({ inTime }) => inTime), backgroundColor: palette.accent },
          {
            label: requests.late,
            data: lines.map(lateOf),
            backgroundColor: palette.second,
          },
          {
            label: requests.open,
            data: lines.map(({ open }) => open),
            backgroundColor: palette.noData,
          },
        ],
      },
      options: { indexAxis: 'y', scales: { x: { stacked: true, ticks: { precision: 0 } }, y: { stacked: true } } },
    }),
    [lines, requests],
  )
  if (lines.length === 0) return <Text c="dimmed">{requests.none}</Text>
  const told = lines.filter(({ inTime }) => inTime !== null)
  const decided = told.reduce((sum, line) => sum + (line.decided ?? 0), 0)
  const onTime = told.reduce((sum, line) => sum + (line.inTime ?? 0), 0)
  const finding =
    told.length === 0
      ? words.family.hidden
      : requests.finding(words.common.percentOf(shareOf(onTime, decided), onTime, decided))
  const head = [requests.topic, requests.count, requests.onTime, requests.late, requests.open]
  const rows = lines.map((line) => [
    titleOf(line.topic),
    ...[line.count, line.inTime, lateOf(line), line.open].map((n) => n ?? words.family.hidden),
  ])
  const height = 70 + lines.length * 30
  return <Chart title={requests.title} finding={finding} table={{ head, rows }} config={config} height={height} />
}
