import { Group, Stack, Text } from '@mantine/core'
import type { ChartConfiguration } from 'chart.js'
import { useMemo } from 'react'
import { Chart } from '../parts/Chart.tsx'
import { DutiesLink, useOpenDuties } from '../parts/DutiesLink.tsx'
import { palette } from '../parts/palette.ts'
import { useLanguage } from '../words/language.tsx'
import type { FamilyAnswer } from './Family.tsx'
import { useIsListed } from './links.ts'
import { shareOf } from './Waves.tsx'

type Line = FamilyAnswer['requests'][number]

/** Answered late or not at all; null where the parts are not told. */
const lateOf = ({ late, never }: Line): number | null => (late === null || never === null ? null : late + never)

/** The requests of the year behind each part of a bar; of what, a list does not tell. */
const parts = {
  onTime: { point: 'III.3', period: 'year', status: 'met' },
  late: { point: 'III.3', period: 'year', status: 'met_late,missed' },
  open: { answered: 'open' },
} as const

/** What parents asked about this school year, and whether they were answered in time. */
export function Requests({ data: { requests: lines } }: { data: FamilyAnswer }) {
  const { words } = useLanguage()
  const { requests } = words.family
  const isListed = useIsListed()
  const open = useOpenDuties()
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
  return (
    <Stack gap="xs">
      <Chart
        title={requests.title}
        finding={finding}
        table={{ head, rows }}
        config={config}
        height={height}
        onPick={(_, dataset) => {
          const part = Object.values(parts)[dataset]
          if (part && isListed) open(part)
        }}
      />
      {isListed && <Lists />}
    </Stack>
  )
}

/** The lists behind the parts of the bars. */
function Lists() {
  const { requests } = useLanguage().words.family
  return (
    <Group gap="md" className="no-print">
      <Text size="sm">{requests.lists}</Text>
      {(['onTime', 'late', 'open'] as const).map((part) => (
        <DutiesLink key={part} filters={parts[part]} size="sm">
          {requests[part]}
        </DutiesLink>
      ))}
    </Group>
  )
}
