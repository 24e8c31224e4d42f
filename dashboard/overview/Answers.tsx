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
    () => [
      ...answers.bins,
      ...(['open', 'never'] as const)
        .map((bin) => ({ bin, count: answers[bin], inTime: 0 }))
        .filter(({ count }) => count > 0),
    ],
    [answers],
  )
  const config = useMemo(() => configOf(bars, answers.limitDays, say), [bars, answers.limitDays, say])
  if (answers.count === 0) return <Text c="dimmed">{say.none}</Text>
  const told = [
    answers.decided > 0 && say.finding(answers.inTime, answers.decided),
    answers.median !== null && answers.p90 !== null && say.speed(answers.median, answers.p90),
    answers.open > 0 && say.openFinding(answers.open, answers.overdue),
    answers.never > 0 && say.neverFinding(answers.never),
  ].filter(Boolean)
  return (
    <Chart
      title={say.title}
      finding={told.join(' ')}
      config={config}
      onPick={(index) => {
        const bar = bars[index]
        if (bar) open({ answered: bar.bin })
      }}
      table={{
        head: say.head,
        rows: bars.map(({ bin, count, inTime }) => [
          nameOf(bin, say),
          inTime,
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
type Bar = { bin: string; count: number; inTime: number }

function nameOf(bin: string, say: Say): string {
  return bin === 'open' ? say.open : bin === 'never' ? say.never : bin
}

function configOf(bars: readonly Bar[], limit: number, say: Say): ChartConfiguration<'bar'> {
  const late = ({ bin }: Bar) =>
    bin === 'open' ? `hatch:${palette.open}` : bin === 'never' ? palette.missed : palette.overdue
  return {
    type: 'bar',
    data: {
      labels: bars.map(({ bin }) => (bin === 'open' || bin === 'never' ? say.bar[bin] : bin)),
      datasets: [
        {
          label: say.inTime,
          data: bars.map(({ inTime }) => inTime),
          backgroundColor: palette.met,
          categoryPercentage: 0.95,
        },
        {
          label: say.late,
          data: bars.map(({ count, inTime }) => count - inTime),
          backgroundColor: bars.map(late),
          categoryPercentage: 0.95,
        },
      ],
    },
    options: {
      scales: {
        x: { stacked: true, title: { display: true, text: say.axis }, ticks: { maxRotation: 0, autoSkip: false } },
        // Room above the bars for the words of the line.
        y: { stacked: true, beginAtZero: true, grace: '25%', ticks: { precision: 0 } },
      },
      plugins: {
        legend: { position: 'bottom' },
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
