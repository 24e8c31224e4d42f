import { Group, NativeSelect, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Answer, call } from '../call.ts'
import { useFilters, useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useWords } from '../words/language.tsx'
import { TrendFigure } from './TrendFigure.tsx'

export type TrendAnswer = Answer<'GET /api/overview/trend'>
export type Shown = { basis: 'normative' | 'local'; step: 'month' | 'week'; point: string }

/** Whether it gets better: by month or week, as it was closed and as it is known now. What is shown is in the address. */
export function Trend() {
  const on = useOn()
  const [filters, change] = useFilters<{ [K in keyof Shown]?: string | undefined }>()
  const shown: Shown = {
    basis: filters.basis === 'local' ? 'local' : 'normative',
    step: filters.step === 'week' ? 'week' : 'month',
    point: filters.point ?? '',
  }
  const { basis, step, point } = shown
  const query = useQuery({
    queryKey: ['overview', 'trend', basis, step, point, on],
    queryFn: () =>
      call('GET /api/overview/trend', { query: { basis, step, ...(point && { point }), ...(on && { on }) } }),
    placeholderData: (before) => before,
  })
  return (
    <Loaded query={query}>
      {(data) => (
        <TrendFigure
          data={data}
          shown={shown}
          controls={<Controls shown={shown} byWeek={data.byWeek} change={change} />}
        />
      )}
    </Loaded>
  )
}

type ControlsProps = {
  shown: Shown
  byWeek: readonly string[]
  change: (change: { [K in keyof Shown]?: Shown[K] | undefined }) => void
}

function Controls({ shown: { basis, step, point }, byWeek, change }: ControlsProps) {
  const { overview } = useWords()
  const { trend } = overview
  const points = usePoints()
  const offered = step === 'week' ? byWeek : points
  return (
    <Group gap="sm" mt="xs" className="no-print">
      <SegmentedControl
        size="xs"
        aria-label={trend.step}
        value={step}
        onChange={(value) =>
          change(
            value === 'month'
              ? { step: undefined }
              : { step: value, basis: undefined, point: byWeek.includes(point) ? point : byWeek[0] },
          )
        }
        data={(['month', 'week'] as const).map((value) => ({ value, label: trend.steps[value] }))}
      />
      <SegmentedControl
        size="xs"
        aria-label={trend.basis}
        value={basis}
        onChange={(value) => change({ basis: value === 'local' ? value : undefined, step: undefined })}
        data={(['normative', 'local'] as const).map((value) => ({ value, label: overview.basis[value] }))}
      />
      <NativeSelect
        size="xs"
        aria-label={trend.point}
        value={point}
        onChange={({ currentTarget: { value } }) => change({ point: value || undefined })}
        data={[
          ...(step === 'week' ? [] : [{ value: '', label: trend.allPoints }]),
          ...offered.map((each) => ({ value: each, label: each })),
        ]}
      />
    </Group>
  )
}

function usePoints(): string[] {
  const on = useOn()
  const { data } = useQuery({
    queryKey: ['overview', 'grid', 'now', on],
    queryFn: () => call('GET /api/overview/grid', { query: { period: 'now', ...(on && { on }) } }),
  })
  return data?.points.map(({ point }) => point) ?? []
}
