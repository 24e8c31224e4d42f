import { Text } from '@mantine/core'
import type { ChartConfiguration } from 'chart.js'
import { useMemo } from 'react'
import type { Answer } from '../call.ts'
import { Chart } from '../parts/Chart.tsx'
import { DutiesLink, type DutyFilters, useOpenDuties } from '../parts/DutiesLink.tsx'
import { dayFigures, periodLong } from '../parts/dates.ts'
import { palette } from '../parts/palette.ts'
import { useLanguage } from '../words/language.tsx'
import type { Words } from '../words/ru.ts'
import { shadesOf } from './time-axis.ts'

type Data = Answer<'GET /api/overview/work'>['budget']

const listOf = (set: 'counted' | 'misses', decided: string): DutyFilters => ({ set, decided, basis: 'normative' })

/** How many misses the year bears yet: those there are against those that the target allows, added up week by week. */
export function Budget({ budget }: { budget: Data }) {
  const { words, lang } = useLanguage()
  const { overview } = words
  const say = overview.budget
  const open = useOpenDuties()
  const config = useMemo(() => configOf(budget, say), [budget, say])
  const { targetPercent, weeks } = budget
  const last = weeks.at(-1)
  if (!last || last.decidedToDate === 0) return <Text c="dimmed">{say.none}</Text>
  return (
    <Chart
      title={say.title}
      finding={say.finding(targetPercent, last.missedToDate, last.allowed, last.decidedToDate) + say.note}
      config={config}
      onPick={(index, dataset) => {
        const week = weeks[index]
        if (week) open(listOf(dataset === 0 ? 'misses' : 'counted', week.toDate))
      }}
      table={{
        head: say.head,
        rows: weeks.map(({ period, toDate, isOpen, missed, missedToDate, allowed, decidedToDate }) => [
          `${periodLong(period, lang)}${isOpen ? ` (${overview.trend.open})` : ''}`,
          <Counted key="week" n={missed} filters={listOf('misses', period)} />,
          <Counted key="misses" n={missedToDate} filters={listOf('misses', toDate)} />,
          allowed,
          <Counted key="decided" n={decidedToDate} filters={listOf('counted', toDate)} />,
        ]),
      }}
    />
  )
}

/** A number that leads to its list; nothing has none. */
function Counted({ n, filters }: { n: number; filters: DutyFilters }) {
  if (n === 0) return 0
  return (
    <DutiesLink filters={filters} size="sm">
      {n}
    </DutiesLink>
  )
}

function configOf(
  { weeks, targetPercent, vacations }: Data,
  say: Words['overview']['budget'],
): ChartConfiguration<'line'> {
  const steps = { stepped: 'before' as const, borderWidth: 2, pointRadius: 2 }
  // What the week that goes on will come to is not known yet.
  const segment = {
    borderDash: ({ p1DataIndex }: { p1DataIndex: number }) => (weeks[p1DataIndex]?.isOpen ? [4, 4] : undefined),
  }
  return {
    type: 'line',
    data: {
      labels: weeks.map(({ from }) => dayFigures(from)),
      datasets: [
        {
          ...steps,
          segment,
          label: say.missed,
          data: weeks.map(({ missedToDate }) => missedToDate),
          borderColor: palette.overdue,
          backgroundColor: palette.overdue,
        },
        {
          ...steps,
          segment,
          // Wider and beneath: both are seen where they meet.
          borderWidth: 5,
          order: 1,
          label: say.allowed(targetPercent),
          data: weeks.map(({ allowed }) => allowed),
          borderColor: palette.accent,
          backgroundColor: palette.accent,
          pointStyle: 'rect',
        },
      ],
    },
    options: {
      scales: { x: { ticks: { maxRotation: 60 } }, y: { beginAtZero: true, ticks: { precision: 0 } } },
      plugins: {
        legend: { position: 'bottom', labels: { usePointStyle: true } },
        annotation: { annotations: shadesOf(weeks, vacations) },
      },
    },
  }
}
