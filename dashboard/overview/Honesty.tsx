import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ChartConfiguration } from 'chart.js'
import { useMemo } from 'react'
import { type Answer, call } from '../call.ts'
import { Chart } from '../parts/Chart.tsx'
import { DutiesLink, type DutyFilters, useOpenDuties } from '../parts/DutiesLink.tsx'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { palette } from '../parts/palette.ts'
import { useWords } from '../words/language.tsx'

type Data = Answer<'GET /api/overview/soundness'>['honesty']

/** Asked once for both figures that say whether the measurement is sound. */
export function useSoundness(basis: 'normative' | 'local') {
  const on = useOn()
  return useQuery({
    queryKey: ['overview', 'soundness', basis, on],
    queryFn: () => call('GET /api/overview/soundness', { query: { basis, ...(on && { on }) } }),
    placeholderData: (before) => before,
  })
}

/** Whether the figures can be trusted: how late things are recorded; what is waived, without data, without a reaction. */
export function Honesty() {
  return <Loaded query={useSoundness('local')}>{({ honesty }) => <Lags honesty={honesty} />}</Loaded>
}

function Lags({ honesty }: { honesty: Data }) {
  const { honesty: say } = useWords().overview
  const open = useOpenDuties()
  const config = useMemo(
    (): ChartConfiguration<'bar'> => ({
      type: 'bar',
      data: {
        labels: honesty.lags.map(({ bin }) => (say.bin[bin] ?? bin).split(/(?<!>) (?=\S+$)/)),
        datasets: [
          {
            data: honesty.lags.map(({ count }) => count),
            backgroundColor: honesty.lags.map(({ bin }) =>
              bin === '8-30' || bin === '31+' ? palette.inGrace : palette.accent,
            ),
          },
        ],
      },
      options: {
        scales: {
          x: { title: { display: true, text: say.axis }, ticks: { maxRotation: 0, autoSkip: false } },
          y: { beginAtZero: true, ticks: { precision: 0 } },
        },
        plugins: { legend: { display: false } },
      },
    }),
    [honesty, say],
  )
  const soon = honesty.lags.slice(0, 2).reduce((sum, { count }) => sum + count, 0)
  return (
    <Stack gap="sm">
      <Chart
        title={say.title}
        finding={say.finding(soon, honesty.recorded, honesty.backdated)}
        config={config}
        height={200}
        onPick={(index) => {
          const bar = honesty.lags[index]
          if (bar) open({ lag: bar.bin })
        }}
        table={{
          head: say.head,
          rows: honesty.lags.map(({ bin, count }) => [
            say.bin[bin] ?? bin,
            count === 0 ? (
              0
            ) : (
              <DutiesLink key={bin} filters={{ lag: bin }} size="sm">
                {count}
              </DutiesLink>
            ),
          ]),
        }}
      />
      <Shares honesty={honesty} />
    </Stack>
  )
}

function Shares({ honesty }: { honesty: Data }) {
  const { honesty: say } = useWords().overview
  const decided = { decided: 'year' } as const
  const lines: { text: string; k: number; n: number; filters: DutyFilters }[] = [
    { text: say.backdated, k: honesty.backdated, n: honesty.recorded, filters: { lag: '8+' } },
    { text: say.waived, k: honesty.waived, n: honesty.decided, filters: { ...decided, status: 'waived' } },
    { text: say.noData, k: honesty.noData, n: honesty.decided, filters: { ...decided, status: 'no_data' } },
    { text: say.unreacted, k: honesty.unreacted, n: honesty.reactions, filters: { ...decided, set: 'unreacted' } },
  ]
  return (
    <div>
      {lines.map(({ text, k, n, filters }) => (
        <Group key={text} justify="space-between" gap="xs">
          <Text size="sm">{text}</Text>
          {k === 0 ? (
            <Text size="sm" c="dimmed">
              {say.of(k, n)}
            </Text>
          ) : (
            <DutiesLink filters={filters} size="sm">
              {say.of(k, n)}
            </DutiesLink>
          )}
        </Group>
      ))}
    </div>
  )
}
