import { Text } from '@mantine/core'
import type { ChartConfiguration } from 'chart.js'
import { useMemo } from 'react'
import type { Answer } from '../call.ts'
import { Chart } from '../parts/Chart.tsx'
import { DutiesLink, useOpenDuties } from '../parts/DutiesLink.tsx'
import { palette } from '../parts/palette.ts'
import { useWords } from '../words/language.tsx'

type Data = Answer<'GET /api/overview/work'>['answers']

/** How fast parents are answered: days to the answer, with the day of the regulation; those without one apart. */
export function Answers({ answers }: { answers: Data }) {
  const { answers: say } = useWords().overview
  const open = useOpenDuties()
  const bars = useMemo(
    () => [...answers.bins, ...(answers.open > 0 ? [{ bin: 'open', count: answers.open }] : [])],
    [answers],
  )
  const config = useMemo(() => configOf(bars, answers.limitDays, say), [bars, answers.limitDays, say])
  if (answers.answered + answers.open === 0) return <Text c="dimmed">{say.none}</Text>
  const inTime = answers.bins
    .filter(({ bin }) => !bin.endsWith('+') && Number(bin) <= answers.limitDays)
    .reduce((sum, { count }) => sum + count, 0)
  const told =
    answers.median === null || answers.p90 === null
      ? ''
      : say.finding(inTime, answers.answered, answers.median, answers.p90, answers.limitDays)
  return (
    <Chart
      title={say.title}
      finding={`${told}${answers.open > 0 ? say.openFinding(answers.open) : ''}`.trim()}
      config={config}
      onPick={(index) => {
        const bar = bars[index]
        if (bar) open({ answered: bar.bin })
      }}
      table={{
        head: say.head,
        rows: bars.map(({ bin, count }) => [
          bin === 'open' ? say.open : bin,
          count === 0 ? (
            0
          ) : (
            <DutiesLink key={bin} filters={{ answered: bin }} size="sm">
              {count}
            </DutiesLink>
          ),
        ]),
      }}
    />
  )
}

type Say = ReturnType<typeof useWords>['overview']['answers']
type Bar = { bin: string; count: number }

function configOf(bars: readonly Bar[], limit: number, say: Say): ChartConfiguration<'bar'> {
  const colour = ({ bin }: Bar) => {
    if (bin === 'open') return `hatch:${palette.open}`
    return bin.endsWith('+') || Number(bin) > limit ? palette.overdue : palette.met
  }
  return {
    type: 'bar',
    data: {
      labels: bars.map(({ bin }) => (bin === 'open' ? say.open.split(' ') : bin)),
      datasets: [{ data: bars.map(({ count }) => count), backgroundColor: bars.map(colour), categoryPercentage: 0.95 }],
    },
    options: {
      scales: {
        x: { title: { display: true, text: say.axis }, ticks: { maxRotation: 0, autoSkip: false } },
        y: { beginAtZero: true, ticks: { precision: 0 } },
      },
      plugins: {
        legend: { display: false },
        annotation: {
          annotations: {
            limit: {
              type: 'line',
              scaleID: 'x',
              value: limit + 0.5,
              borderColor: palette.accent,
              borderWidth: 2,
              label: { display: true, content: say.line(limit), position: 'start', backgroundColor: palette.accent },
            },
          },
        },
      },
    },
  }
}
