import { Group, NativeSelect, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, call } from '../call.ts'
import { useFilters, useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { usePeriods } from '../parts/periods.ts'
import { Status, type StatusId } from '../parts/Status.tsx'
import { useLanguage, useWords } from '../words/language.tsx'
import { ClassPoints } from './ClassPoints.tsx'
import { GridTable } from './GridTable.tsx'
import { Panel } from './Panel.tsx'

export type GridAnswer = Answer<'GET /api/overview/grid'>
const none = { months: [], terms: [] }

/** Class × point: a table on a wide screen, one class at a time on a phone. */
export function GridPanel() {
  const { words } = useLanguage()
  const { grid } = words.overview
  const on = useOn()
  const [{ period = 'now' }, setFilters] = useFilters<{ period?: string | undefined }>()
  const query = useQuery({
    queryKey: ['overview', 'grid', period, on],
    queryFn: () => call('GET /api/overview/grid', { query: { period, ...(on && { on }) } }),
    placeholderData: (before) => before,
  })
  const periods = usePeriods(query.data ?? none, period)
  return (
    <Panel label={grid.title}>
      <Group justify="space-between" align="flex-end" mb="xs">
        <Title order={2}>{grid.title}</Title>
        <NativeSelect
          size="xs"
          aria-label={grid.period}
          value={period}
          onChange={({ currentTarget: { value } }) => setFilters({ period: value === 'now' ? undefined : value })}
          data={[{ value: 'now', label: words.common.periods.now }, ...periods]}
        />
      </Group>
      <Loaded query={query} lines={12}>
        {(data) => (
          <>
            <div className="grid-wide">
              <GridTable grid={data} />
            </div>
            <div className="grid-narrow">
              <ByClass grid={data} />
            </div>
            <Legend hint={period === 'now' ? grid.nowHint : undefined} />
          </>
        )}
      </Loaded>
    </Panel>
  )
}

function ByClass({ grid }: { grid: GridAnswer }) {
  const { overview } = useWords()
  const [chosen, choose] = useState<string>()
  const id = Number(chosen ?? grid.classes[0]?.id)
  return (
    <>
      <NativeSelect
        label={overview.grid.class}
        value={String(id)}
        onChange={({ currentTarget: { value } }) => choose(value)}
        data={grid.classes.map(({ id, name }) => ({ value: String(id), label: name }))}
        mb="sm"
      />
      <ClassPoints grid={grid} classId={id} />
    </>
  )
}

const shown: readonly StatusId[] = [
  ...(['met', 'met_late', 'open', 'due_soon', 'partial', 'in_grace', 'overdue', 'missed'] as const),
  ...(['waived', 'no_data'] as const),
]

function Legend({ hint }: { hint: string | undefined }) {
  const { overview } = useWords()
  return (
    <Group gap="md" mt="xs" aria-label={overview.grid.legend} role="group">
      {shown.map((id) => (
        <Status key={id} id={id} />
      ))}
      {hint !== undefined && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
      <Text size="sm" c="dimmed" className="grid-wide no-print">
        {overview.grid.hint}
      </Text>
    </Group>
  )
}
