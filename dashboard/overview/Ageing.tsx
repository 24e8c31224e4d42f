import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ChartConfiguration } from 'chart.js'
import { useMemo } from 'react'
import type { Answer } from '../call.ts'
import { Chart } from '../parts/Chart.tsx'
import { palette } from '../parts/palette.ts'
import { readsNames, useMe } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'

type Data = Answer<'GET /api/overview/work'>['ageing']

const colours: Readonly<Record<string, string>> = {
  academic: palette.accent,
  attendance: palette.third,
  conduct: palette.inGrace,
  family: palette.second,
  support: palette.waived,
}

type CaseFilters = { age?: string; domain?: string }

/** How long open cases wait, by domain; the oldest first under the drawing. */
export function Ageing({ ageing }: { ageing: Data }) {
  const { overview, common } = useWords()
  const say = overview.ageing
  const domains = useMemo(
    () => [...new Set(ageing.buckets.flatMap((bucket) => bucket.domains.map(({ domain }) => domain)))].sort(),
    [ageing],
  )
  const config = useAges(ageing, domains)
  const old = ageing.buckets.at(-1)?.count ?? null
  const navigate = useNavigate()
  // Numbers without names have no list behind them.
  const isListed = readsNames(useMe(), 'cases')
  const link = (count: number | null, filters: CaseFilters) =>
    count === null || count === 0 || !isListed ? (
      (count ?? say.few)
    ) : (
      <Anchor component={Link} to="/cases" search={filters as never} size="sm">
        {count}
      </Anchor>
    )
  return (
    <Stack gap="sm">
      <Chart
        title={say.title}
        finding={say.finding(old, ageing.total)}
        config={config}
        height={220}
        onPick={(index, dataset) => {
          const age = ageing.buckets[index]?.bucket
          const domain = domains[dataset]
          if (isListed && age && domain) void navigate({ to: '/cases', search: { age, domain } })
        }}
        table={{
          head: [...say.head, ...domains.map((domain) => common.domain[domain] ?? domain)],
          rows: ageing.buckets.map(({ bucket, count, domains: own }) => [
            say.bucket[bucket] ?? bucket,
            link(count, { age: bucket }),
            ...domains.map((domain) => {
              const found = own.find((each) => each.domain === domain)
              return link(found ? found.count : 0, { age: bucket, domain })
            }),
          ]),
        }}
      />
      <Oldest ageing={ageing} />
      {isListed && ageing.total !== null && (
        <Anchor component={Link} to="/cases" size="sm" className="no-print">
          {say.all(ageing.total)}
        </Anchor>
      )}
    </Stack>
  )
}

/** The drawing: a bar for each age, stacked by domain. */
function useAges(ageing: Data, domains: readonly string[]): ChartConfiguration<'bar'> {
  const { overview, common } = useWords()
  const say = overview.ageing
  return useMemo(
    () => ({
      type: 'bar',
      data: {
        labels: ageing.buckets.map(({ bucket }) => say.bucket[bucket] ?? bucket),
        datasets: domains.map((domain) => ({
          label: common.domain[domain] ?? domain,
          data: ageing.buckets.map((bucket) => bucket.domains.find((each) => each.domain === domain)?.count ?? 0),
          backgroundColor: colours[domain] ?? palette.open,
        })),
      },
      options: {
        scales: {
          x: { stacked: true, title: { display: true, text: say.axis } },
          y: { stacked: true, beginAtZero: true, ticks: { precision: 0 } },
        },
        plugins: { legend: { position: 'bottom', labels: { boxWidth: 12 } } },
      },
    }),
    [ageing, domains, say, common],
  )
}

function Oldest({ ageing }: { ageing: Data }) {
  const { overview, common } = useWords()
  if (ageing.oldest.length === 0) return null
  return (
    <div>
      <Text size="sm" fw={600}>
        {overview.ageing.oldest}
      </Text>
      {ageing.oldest.slice(0, 5).map(({ id, studentId, student, class: name, domain, workingDays }) => (
        <Group key={id} justify="space-between" gap="xs">
          <Anchor component={Link} to="/pupils/$id" params={{ id: String(studentId) } as never} size="sm">
            {student}
          </Anchor>
          <Text size="sm" c="dimmed">
            {name} · {common.domain[domain] ?? domain} · {overview.ageing.since(workingDays)}
          </Text>
        </Group>
      ))}
    </div>
  )
}
